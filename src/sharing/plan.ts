import type { Permission } from '../api/permissions.ts'
import type { CheckpointPlan, Problem, Row, Target } from './types.ts'

/** The most project IDs of one POST. The API names no limit; a hundred is what its lists hold. */
export const BATCH_SIZE = 100

/** The number of requests a minute that the API was seen to allow on admin endpoints. */
export const REQUESTS_A_MINUTE = 8

/**
 * What has to be done so that the requested projects have access: a pure function of what is
 * asked and what the API lists.
 */
export function planGrant(target: Target, permissions: readonly Permission[]): CheckpointPlan {
  const held = oldestByProject(permissions)
  const requested = target.projectIds.map(projectId => {
    if (projectId === target.owningProjectId) return row(target, projectId, 'owner')
    const permission = held.get(projectId)
    return permission === undefined
      ? row(target, projectId, 'to-grant')
      : withPermission(row(target, projectId, 'shared'), permission)
  })
  const asked = new Set(target.projectIds)
  const others = permissions
    .filter(permission => !asked.has(permission.projectId))
    .map(permission => ({
      ...withPermission(row(target, permission.projectId, 'shared'), permission),
      requested: false,
    }))
  return { checkpointId: target.checkpointId, rows: [...requested, ...others], unread: null }
}

/** The rows of a checkpoint whose permissions could not be listed. */
export function planUnread(
  target: Target,
  unread: 'refused' | 'unavailable',
  status: 'failed' | 'not-tried',
  problem: Problem,
): CheckpointPlan {
  const rows = target.projectIds.map(projectId =>
    projectId === target.owningProjectId
      ? row(target, projectId, 'owner')
      : { ...row(target, projectId, status), problem },
  )
  return { checkpointId: target.checkpointId, rows, unread }
}

/** The requests that a plan takes when nothing goes wrong. */
export function requestsOf(plan: CheckpointPlan): number {
  const grants = plan.rows.filter(({ status }) => status === 'to-grant').length
  return Math.ceil(grants / BATCH_SIZE)
}

/** About how many minutes the requests of plans take at the pace that the API was seen to allow. */
export function minutesOf(plans: readonly CheckpointPlan[]): number {
  const requests = plans.reduce((sum, plan) => sum + requestsOf(plan), 0)
  return Math.ceil(requests / REQUESTS_A_MINUTE)
}

/**
 * Of each project its oldest permission: others may have made several, and the oldest is the one
 * that a report can rely on to stay the same.
 */
export function oldestByProject(permissions: readonly Permission[]): Map<string, Permission> {
  const oldest = new Map<string, Permission>()
  for (const permission of permissions) {
    const known = oldest.get(permission.projectId)
    if (known === undefined || permission.createdAt < known.createdAt) {
      oldest.set(permission.projectId, permission)
    }
  }
  return oldest
}

/** The row with a permission filled in. */
export function withPermission(row: Row, permission: Permission): Row {
  return { ...row, permissionId: permission.id, createdAt: permission.createdAt }
}

function row(target: Target, projectId: string, status: Row['status']): Row {
  return {
    checkpointId: target.checkpointId,
    projectId,
    projectName: null,
    permissionId: null,
    createdAt: null,
    status,
    requested: true,
    problem: null,
  }
}
