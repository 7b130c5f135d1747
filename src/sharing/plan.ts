import type { Permission } from '../api/permissions.ts'
import { withLocation } from '../common/validation.ts'
import type { CheckpointPlan, Mode, Problem, Row, Target } from './types.ts'

/** The most project IDs of one POST. The API names no limit; a hundred is what its lists hold. */
export const BATCH_SIZE = 100

/** The number of requests a minute that the API was seen to allow on admin endpoints. */
export const REQUESTS_PER_MINUTE = 8

/**
 * What a mode has to do at one checkpoint: a pure function of the mode, of what is asked, and of
 * what the API lists.
 */
export function planCheckpoint(
  mode: Mode,
  target: Target,
  permissions: readonly Permission[],
): CheckpointPlan {
  const held = byProject(permissions)
  const asked = new Set(target.projectIds)
  const requested = target.projectIds.flatMap(id => requestedRows(mode, target, id, held.get(id)))
  const others = permissions
    .filter(({ projectId }) => !asked.has(projectId))
    .map(permission => otherRow(mode, target, permission))
  const duplicates = mode === 'revoke' || mode === 'list' ? [] : duplicatesOf(target, held)
  const { checkpointId } = target
  const rows = [...requested, ...others]
  return {
    checkpointId,
    rows,
    listFailure: null,
    problem: null,
    duplicates,
    ...withOwner(target),
    ...withLocation(target.location),
  }
}

function requestedRows(
  mode: Mode,
  target: Target,
  projectId: string,
  permissions: readonly Permission[] = [],
): Row[] {
  const row = newRow(target, projectId, true)
  if (projectId === target.owningProjectId) return ownerRows(mode, row, permissions)
  const [oldest] = permissions
  if (oldest === undefined) {
    if (mode === 'grant' || mode === 'sync') return [{ ...row, status: 'to-grant' }]
    return [{ ...row, problem: mode === 'check' ? noAccess(target) : null }]
  }
  // One permission is enough for access; taking it away, and listing, is about each of them.
  const each = mode === 'revoke' || mode === 'list' ? permissions : [oldest]
  const status = mode === 'revoke' ? 'to-revoke' : 'shared'
  return each.map(permission => ({ ...withPermission(row, permission), status }))
}

/** An owner needs no permission; a list shows those that it holds all the same. */
function ownerRows(mode: Mode, row: Row, permissions: readonly Permission[]): Row[] {
  const owner: Row = { ...row, status: 'owner' }
  if (mode !== 'list' || permissions.length === 0) return [owner]
  return permissions.map(permission => withPermission(owner, permission))
}

function noAccess({ owningProjectId }: Target): Problem {
  return {
    message: 'the project has no permission for this checkpoint',
    hint:
      owningProjectId === null
        ? 'grant it; or, if the project owns the checkpoint, set owning-project-id to it'
        : 'grant it',
    requestId: null,
  }
}

function duplicatesOf(
  { projectIds, owningProjectId }: Target,
  held: ReadonlyMap<string, Permission[]>,
) {
  return projectIds.flatMap(projectId => {
    if (projectId === owningProjectId) return []
    const permissions = held.get(projectId)?.length ?? 0
    return permissions > 1 ? [{ projectId, permissions }] : []
  })
}

function otherRow(mode: Mode, target: Target, permission: Permission): Row {
  const row = withPermission(newRow(target, permission.projectId, false), permission)
  if (permission.projectId === target.owningProjectId) return { ...row, status: 'owner' }
  return { ...row, status: mode === 'sync' ? 'to-revoke' : 'shared' }
}

/** The rows of a checkpoint whose permissions could not be listed. */
export function planUnlisted(
  target: Target,
  unread: 'refused' | 'unavailable',
  status: 'failed' | 'skipped',
  problem: Problem,
): CheckpointPlan {
  const rows = target.projectIds.map(projectId => {
    const row = newRow(target, projectId, true)
    return projectId === target.owningProjectId
      ? { ...row, status: 'owner' as const }
      : { ...row, status, problem }
  })
  const { checkpointId } = target
  return {
    checkpointId,
    rows,
    listFailure: unread,
    problem,
    duplicates: [],
    ...withOwner(target),
    ...withLocation(target.location),
  }
}

/** The declared owner as a property, and no property where none was declared. */
function withOwner({ owningProjectId }: Target): { owningProjectId?: string } {
  return owningProjectId === null ? {} : { owningProjectId }
}

/** The requests that a plan takes when nothing goes wrong. */
export function requestsOf({ rows }: CheckpointPlan): number {
  const grants = rows.filter(({ status }) => status === 'to-grant').length
  const revocations = rows.filter(({ status }) => status === 'to-revoke').length
  return Math.ceil(grants / BATCH_SIZE) + revocations
}

/** How many minutes the requests of plans take at the pace that the API was seen to allow. */
export function minutesOf(plans: readonly CheckpointPlan[]): number {
  return plans.reduce((sum, plan) => sum + requestsOf(plan), 0) / REQUESTS_PER_MINUTE
}

/**
 * The permissions of each project, the oldest first: others may have made several, and the oldest
 * is the one that a report can rely on to stay the same.
 */
export function byProject(permissions: readonly Permission[]): Map<string, Permission[]> {
  const groups = Map.groupBy(permissions, ({ projectId }) => projectId)
  for (const group of groups.values()) group.sort((a, b) => a.createdAt - b.createdAt)
  return groups
}

/** The row with a permission filled in. */
export function withPermission(row: Row, permission: Permission): Row {
  return { ...row, permissionId: permission.id, createdAt: permission.createdAt }
}

function newRow(target: Target, projectId: string, requested: boolean): Row {
  return {
    checkpointId: target.checkpointId,
    projectId,
    projectName: null,
    permissionId: null,
    createdAt: null,
    status: 'not-shared',
    requested,
    problem: null,
  }
}
