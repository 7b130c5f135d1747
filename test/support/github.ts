import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Answer, errorAnswer, type GitHubRequest, parse } from './github-answers.ts'
import { handleComments, type IssueComment } from './github-comments.ts'
import { RUN_TOKEN } from './runner/environment.ts'

/** A commit status on GitHub. */
export interface CommitStatus {
  sha: string
  state: string
  context: string
  description: string
  target_url: string
}

/** A fault: no response at all, half of a 500, a connection reset, or another response. */
export type GitHubFault =
  | 'hang'
  | 'half'
  | 'reset'
  | { status: number; body: string; location?: string }

/** A running server that simulates GitHub. Disposing of it ends every connection. */
export interface GitHub extends AsyncDisposable {
  /** The accepted token: the run's own, unless a test sets another. */
  token: string
  /** Whether the token can write commit statuses and comments. */
  mayWrite: boolean
  /** The fault of every request; null for none. */
  fault: GitHubFault | null
  /** Every request, in the order they arrived. */
  requests: GitHubRequest[]
  /** The created statuses, in order. */
  statuses: CommitStatus[]
  /** The comments on issues and pull requests, in order. */
  comments: IssueComment[]
  /** Whether the token can't list comments. */
  hidesComments: boolean
  /** The variables of a run for the event, with its payload in a file. */
  env(event?: string, payload?: object | string): Record<string, string>
}

/** The commit of the runs. */
export const SHA = 'ffac537e6cbbf934b08745a378932722df287a53'

/** The path of the run's page. */
export const RUN_PATH = '/octo-org/octo-repo/actions/runs/1658821493'

const STATES = ['error', 'failure', 'pending', 'success']
const STATUS_PATH = /^\/api\/v3\/repos\/octo-org\/octo-repo\/statuses\/([0-9a-f]{40})$/

/**
 * Starts a server on loopback that simulates a GitHub Enterprise Server, whose API has its own
 * path, for creating commit statuses, and for comments on issues.
 */
export async function startGitHub(): Promise<GitHub> {
  const folder = mkdtempSync(join(tmpdir(), 'github-'))
  let events = 0
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming
      const request = { method, path, headers, body: Buffer.concat(chunks).toString() }
      github.requests.push(request)
      const answer = github.fault ?? handleRequest(github, request)
      if (answer === 'reset') response.socket?.resetAndDestroy()
      else if (answer !== 'hang') send(response, answer)
    })
  })
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const github: GitHub = {
    token: RUN_TOKEN,
    mayWrite: true,
    fault: null,
    requests: [],
    statuses: [],
    comments: [],
    hidesComments: false,
    env(event = 'workflow_dispatch', payload = {}) {
      const path = join(folder, `event-${events++}.json`)
      writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload))
      return {
        GITHUB_API_URL: `${origin}/api/v3`,
        GITHUB_SERVER_URL: origin,
        GITHUB_REPOSITORY: 'octo-org/octo-repo',
        GITHUB_RUN_ID: '1658821493',
        GITHUB_SHA: SHA,
        GITHUB_EVENT_NAME: event,
        GITHUB_EVENT_PATH: path,
      }
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true })
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
  return github
}

/** Creates the requested status or handles the comment, or returns the error that GitHub does. */
function handleRequest(github: GitHub, { method, path, headers, body }: GitHubRequest): Answer {
  const given = /^(?:token|bearer) (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (given !== github.token) return errorAnswer(401, 'Bad credentials')
  const answer = handleComments(github, { method, path, headers, body })
  if (answer !== null) return answer
  const sha = STATUS_PATH.exec(path)?.[1]
  if (method !== 'POST' || sha === undefined) return errorAnswer(404, 'Not Found')
  if (!github.mayWrite) return errorAnswer(403, 'Resource not accessible by integration')
  const { state, context = 'default', description = '', target_url = '', ...others } = parse(body)
  const fault =
    (!STATES.includes(String(state)) && 'state is not included in the list') ||
    (String(description).length > 140 && 'description is too long (maximum is 140 characters)') ||
    (String(context).length > 255 && 'context is too long (maximum is 255 characters)') ||
    (!/^(https?:.*)?$/.test(String(target_url)) && 'target_url must use http(s) scheme') ||
    (Object.keys(others).length > 0 && 'unknown fields')
  if (fault) return errorAnswer(422, `Validation Failed: ${fault}`)
  const status = { sha, state, context, description, target_url } as CommitStatus
  github.statuses.push(status)
  return { status: 201, body: JSON.stringify({ id: github.statuses.length, ...status }) }
}

function send(response: ServerResponse, answer: (Answer & { location?: string }) | 'half'): void {
  const type = 'application/json; charset=utf-8'
  if (answer === 'half') {
    response.writeHead(500, { 'content-type': type })
    response.write('{"message": ')
    return
  }
  const isPage = answer.body.startsWith('<')
  response.writeHead(answer.status, {
    'content-type': isPage ? 'text/html' : type,
    ...(answer.link && { link: answer.link }),
    ...(answer.location && { location: answer.location }),
  })
  response.end(answer.body)
}
