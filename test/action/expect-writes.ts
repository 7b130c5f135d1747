import { expect } from 'vitest'
import type { ReceivedRequest } from '../support/api.ts'
import type { Row, SharedStep } from './shared-step.ts'

/** The methods that each mode can use; a dry run can only GET. */
const METHODS: Record<string, string[]> = {
  grant: ['GET', 'POST'],
  sync: ['GET', 'POST', 'DELETE'],
  revoke: ['GET', 'DELETE'],
  check: ['GET'],
  list: ['GET'],
  wait: ['GET'],
}

/** The project IDs in the body of a POST. */
export function projectsOf({ body }: ReceivedRequest): string[] {
  return (body as { project_ids: string[] }).project_ids
}

/**
 * The mode's requests were the only ones, and each change was sent once unless it is known not to
 * be applied.
 */
export function expectWrites(rows: Row[], { mode, isDryRun, requests, deletes }: SharedStep): void {
  const allowed = isDryRun ? ['GET'] : (METHODS[mode] ?? [])
  expect(requests.filter(({ method }) => !allowed.includes(method))).toEqual([])
  expectNoBlindRetry(requests, 'create', [400, 404, 422, 429], projectsOf)
  expectNoBlindRetry(requests, 'delete', [429], ({ permissionId = '' }) => [permissionId])
  for (const post of requests.filter(({ route }) => route === 'create')) {
    expect(projectsOf(post).length).toBeLessThanOrEqual(100)
    const earlier = requests.slice(0, requests.indexOf(post))
    const isAfterDelete = earlier.some(
      ({ route, checkpointId }) => route === 'delete' && checkpointId === post.checkpointId,
    )
    expect(isAfterDelete, 'a POST after a DELETE').toBe(false)
  }
  // A sync can't revoke requested projects, and a revoke only those.
  const revocable = rows.filter(({ requested }) => requested === (mode === 'revoke'))
  const revocableIds = new Set(revocable.map(({ permission_id }) => permission_id))
  expect(deletes.filter(id => !revocableIds.has(id))).toEqual([])
}

/** Nothing is sent again unless the first was rejected or a list was read in between. */
function expectNoBlindRetry(
  requests: ReceivedRequest[],
  route: 'create' | 'delete',
  rejectedStatuses: number[],
  idsOf: (request: ReceivedRequest) => string[],
): void {
  const sent = new Map<string, Set<string>>()
  for (const request of requests) {
    const { status, checkpointId = '' } = request
    if (request.route === 'list' && status === 200) sent.delete(checkpointId)
    if (request.route !== route) continue
    const pending = sent.get(checkpointId) ?? new Set()
    expect(idsOf(request).filter(id => pending.has(id))).toEqual([])
    const wasRejected = typeof status === 'number' && rejectedStatuses.includes(status)
    if (!wasRejected) sent.set(checkpointId, new Set([...pending, ...idsOf(request)]))
  }
}
