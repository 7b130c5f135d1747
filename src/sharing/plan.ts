import type { Permission } from '../api/permissions.ts'
import { withLocation } from '../common/validation.ts'
import type { CheckpointPlan, Mode, Problem, Row, Target } from './types.ts'

/** The most project IDs in one POST. The API documents no limit; 100 is its usual page size. */
export const BATCH_SIZE = 100

/** The requests per minute that the API's admin endpoints were measured to allow. */
export const REQUESTS_PER_MINUTE = 8

/**
 * Plans what a mode has to do at one checkpoint: a pure function of the mode, the request, and the
 * listed permissions.
 */
export function planCheckpoint(
  mode: Mode,
  target: Target,
  permissions: readonly Permission[],
): CheckpointPlan {
  const held = byProject(permissions)
  const requestedIds = new Set(target.projectIds)
  const requested = target.projectIds.flatMap(id => requestedRows(mode, target, id, held.get(id)))
  const others = permissions
    .filter(({ projectId }) => !requestedIds.has(projectId))
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
  // One permission is enough for access. Revoking and listing cover each of them.
  const each = mode === 'revoke' || mode === 'list' ? permissions : [oldest]
  const status = mode === 'revoke' ? 'to-revoke' : 'shared'
  return each.map(permission => ({ ...withPermission(row, permission), status }))
}

/** An owner needs no permission; a list shows any that it has anyway. */
function ownerRows(mode: Mode, row: Row, permissions: readonly Permission[]): Row[] {
  const owner: Row = { ...row, status: 'owner' }
  if (mode !== 'list' || permissions.length === 0) return [owner]
  return permissions.map(permission => withPermission(owner, permission))
}

function noAccess({ owningProjectId }: Target): Problem {
  return {
    message: 'No permission for this checkpoint',
    hint:
      owningProjectId === null
        ? 'Grant access, or set owning-project-id if the project owns the checkpoint.'
        : 'Grant access.',
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

/** The plan of a checkpoint whose permissions couldn't be listed. */
export function planUnlisted(
  target: Target,
  listFailure: 'refused' | 'unavailable',
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
    listFailure,
    problem,
    duplicates: [],
    ...withOwner(target),
    ...withLocation(target.location),
  }
}

/** The declared owner as a property; no property if none was declared. */
function withOwner({ owningProjectId }: Target): { owningProjectId?: string } {
  return owningProjectId === null ? {} : { owningProjectId }
}

/** How many requests a plan takes if none fails. */
export function requestsOf({ rows }: CheckpointPlan): number {
  const grants = rows.filter(({ status }) => status === 'to-grant').length
  const revocations = rows.filter(({ status }) => status === 'to-revoke').length
  return Math.ceil(grants / BATCH_SIZE) + revocations
}

/** How many minutes the requests of plans take at `REQUESTS_PER_MINUTE`. */
export function minutesOf(plans: readonly CheckpointPlan[]): number {
  return plans.reduce((sum, plan) => sum + requestsOf(plan), 0) / REQUESTS_PER_MINUTE
}

/**
 * The permissions of each project, oldest first. A project may have several, and reports use the
 * oldest because it stays the same from run to run.
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
