import { type Answer, errorAnswer, type GitHubRequest, parse } from './github-answers.ts'

/** A comment on an issue or a pull request. */
export interface IssueComment {
  id: number
  issue: number
  user: { login: string }
  body: string
}

/** The author of comments that a workflow's token creates. */
export const BOT = 'github-actions[bot]'

// GitHub counts characters.
const MAX_LENGTH = 65_536

const ISSUE = /^\/api\/v3\/repos\/octo-org\/octo-repo\/issues\/(\d+)\/comments$/
const COMMENT = /^\/api\/v3\/repos\/octo-org\/octo-repo\/issues\/comments\/(\d+)$/

const FORBIDDEN = errorAnswer(403, 'Resource not accessible by integration')

/** What the server has and allows. */
interface State {
  comments: IssueComment[]
  mayWrite: boolean
  hidesComments: boolean
}

/** Lists, creates, or updates comments as GitHub does; null if the request isn't about them. */
export function handleComments(
  github: State,
  { method, path, headers, body }: GitHubRequest,
): Answer | null {
  const url = new URL(path, `http://${headers.host}`)
  const [issue, id] = [ISSUE, COMMENT].map(pattern => Number(pattern.exec(url.pathname)?.[1]))
  if (issue && method === 'GET') {
    return github.hidesComments ? FORBIDDEN : listComments(github, issue, url)
  }
  const comment = github.comments.find(one => one.id === id)
  const isWrite = (issue && method === 'POST') || (comment && method === 'PATCH')
  if (!isWrite) return issue || id ? errorAnswer(404, 'Not Found') : null
  if (!github.mayWrite) return FORBIDDEN
  const { body: text, ...others } = parse(body)
  if (typeof text !== 'string' || text.trim() === '' || Object.keys(others).length > 0) {
    return errorAnswer(422, 'Validation Failed: body')
  }
  if ([...text].length > MAX_LENGTH) {
    return errorAnswer(422, `body is too long (maximum is ${MAX_LENGTH} characters)`)
  }
  if (comment) {
    comment.body = text
    return { status: 200, body: JSON.stringify(comment) }
  }
  const created = {
    id: 1_000 + github.comments.length,
    issue: issue ?? 0,
    user: { login: BOT },
    body: text,
  }
  github.comments.push(created)
  return { status: 201, body: JSON.stringify(created) }
}

/** A page of an issue's comments, the oldest first, with the address of the next one. */
function listComments({ comments }: Pick<State, 'comments'>, issue: number, url: URL): Answer {
  const size = Math.min(100, Number(url.searchParams.get('per_page') ?? 30))
  const page = Number(url.searchParams.get('page') ?? 1)
  const all = comments.filter(one => one.issue === issue)
  const body = JSON.stringify(all.slice((page - 1) * size, page * size))
  if (all.length <= page * size) return { status: 200, body }
  url.searchParams.set('page', String(page + 1))
  return { status: 200, body, link: `<${url.href}>; rel="next"` }
}
