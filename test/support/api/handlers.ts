import type { Organization } from './organization.ts'
import { failure, list, page } from './responses.ts'
import type { Answer, Permission, ReceivedRequest, Rules } from './types.ts'

/** Handles a request whose key was accepted, and returns the response. */
export function handleRequest(org: Organization, rules: Rules, request: ReceivedRequest): Answer {
  const { route, query, method, path, checkpointId, permissionId } = request
  if (route === 'projects') {
    const { include_archived } = query
    const all = include_archived === 'true'
    const limits = { default: 20, max: 100 }
    return page([...org.projects], query, limits, ({ status }) => all || status !== 'archived')
  }
  if (checkpointId === undefined) return failure(404, `Invalid URL (${method} ${path})`)
  if (checkpointId.startsWith('ftckpt_')) {
    return failure(500, 'The server had an error while processing the request.')
  }
  if (!org.has(checkpointId)) {
    const message = `The checkpoint '${checkpointId}' does not exist or you do not have access to it.`
    return failure(rules.unknownCheckpointStatus, message, { code: 'not_found' })
  }
  if (route === 'create') return create(org, rules, checkpointId, request)
  if (permissionId === undefined) return listPermissions(org, rules, checkpointId, query)
  if (org.revoke(checkpointId, permissionId)) {
    const body = { id: permissionId, object: 'checkpoint.permission', deleted: true }
    return { status: 200, body }
  }
  return failure(404, `No permission has the ID '${permissionId}'.`, { code: 'not_found' })
}

function listPermissions(
  org: Organization,
  rules: Rules,
  checkpointId: string,
  query: Record<string, string>,
): Answer {
  const { order = 'descending', project_id } = query
  if (order !== 'ascending' && order !== 'descending') {
    const message = `Invalid 'order': '${order}' is neither 'ascending' nor 'descending'.`
    return failure(400, message, { param: 'order' })
  }
  const permissions = org.permissions(checkpointId, rules.staleMs)
  if (order === 'descending') permissions.reverse()
  const limits = { default: 10, max: rules.maxLimit }
  const shown = (permission: Permission) => [undefined, permission.project_id].includes(project_id)
  return page(permissions, query, limits, shown)
}

function create(
  org: Organization,
  rules: Rules,
  checkpointId: string,
  { headers, body }: ReceivedRequest,
): Answer {
  if (!headers['content-type']?.startsWith('application/json')) {
    return failure(415, `Unsupported content type: '${headers['content-type'] ?? ''}'.`)
  }
  const projectIds = readProjectIds(body)
  if (!Array.isArray(projectIds)) return projectIds
  if (projectIds.length > rules.maxProjectIds) {
    return failure(400, 'Too many project_ids.', { param: 'project_ids' })
  }

  const held = new Set(org.permissions(checkpointId).map(({ project_id }) => project_id))
  const good: string[] = []
  let rejected: { answer: Answer; goodBefore: number } | undefined
  for (const projectId of projectIds) {
    const answer = reject(org, rules, checkpointId, projectId, held.has(projectId))
    if (answer) rejected ??= { answer, goodBefore: good.length }
    else if (!held.has(projectId) || rules.regrant === 'duplicate') good.push(projectId)
    // A project that comes twice in one batch is granted again the second time.
    if (!answer) held.add(projectId)
  }

  const grantsAll = !rejected || rules.partialBatches === 'all-good'
  const goodBefore = rules.partialBatches === 'before-bad' ? (rejected?.goodBefore ?? 0) : 0
  const granted = grantsAll ? good : good.slice(0, goodBefore)
  const created = granted.map(projectId => org.grant(checkpointId, projectId))
  if (rejected) return rejected.answer
  const size = rules.createdAnswerPageSize
  return list(created.slice(0, size), created.length > size)
}

/** The IDs in a body that is exactly `{"project_ids": [one or more strings]}`, or the error. */
function readProjectIds(body: unknown): string[] | Answer {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return failure(400, 'The request body is not a JSON object.')
  }
  const { project_ids: ids, ...others } = body as Record<string, unknown>
  const [other] = Object.keys(others)
  if (other !== undefined) {
    return failure(400, `Unknown parameter: '${other}'.`, { param: other })
  }
  if (!Array.isArray(ids) || ids.length === 0 || !ids.every(id => typeof id === 'string')) {
    const message = "Invalid 'project_ids': not an array of one or more strings."
    return failure(400, message, { param: 'project_ids' })
  }
  return ids
}

/** The error that makes the whole batch fail for a project, or undefined if it can be granted. */
function reject(
  org: Organization,
  rules: Rules,
  checkpointId: string,
  projectId: string,
  held: boolean,
): Answer | undefined {
  if (projectId === org.owner(checkpointId)) {
    const problem = 'Cannot modify checkpoint permissions for the owning project'
    return failure(400, `${problem}: ${projectId}`, { param: 'project_ids' })
  }
  const project = org.projects.find(({ id }) => id === projectId)
  const usable = project !== undefined && project.status !== 'archived'
  if (usable && !(held && rules.regrant === 'error')) return undefined

  const problem = project ? 'is archived' : 'not found in this organization'
  const [status, named, unnamed] = usable
    ? [409, 'already holds a permission', 'One or more of the projects already hold a permission.']
    : [rules.unknownProjectStatus, problem, 'One or more of the project IDs are invalid.']
  const message = rules.namesBadProject ? `Project ${projectId} ${named}.` : unnamed
  return failure(status, message, { param: 'project_ids' })
}
