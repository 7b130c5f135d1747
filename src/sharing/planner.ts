import { ApiError } from '../api/errors.ts'
import type { PermissionsApi } from '../api/permissions.ts'
import { planCheckpoint, planUnlisted } from './plan.ts'
import { problemOf } from './problem.ts'
import type { ProjectLookup } from './project-lookup.ts'
import type { CheckpointPlan, Mode, Problem, Target } from './types.ts'

/**
 * Lists the permissions of every checkpoint and plans what the mode has to do. A checkpoint that can't be
 * listed does not keep the others from being planned, unless the key itself was turned away.
 */
export async function planTargets(
  mode: Mode,
  targets: readonly Target[],
  permissions: PermissionsApi,
): Promise<CheckpointPlan[]> {
  const plans: CheckpointPlan[] = []
  let stop: Problem | null = null
  for (const target of targets) {
    if (stop !== null) {
      plans.push(planUnlisted(target, 'unavailable', 'skipped', stop))
      continue
    }
    try {
      plans.push(planCheckpoint(mode, target, await permissions.list(target.checkpointId)))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.stopsRun) stop = problemOf(error)
      const isBegun = error.attempts > 0 && error.kind !== 'cancelled'
      const status = isBegun ? 'failed' : 'skipped'
      plans.push(
        planUnlisted(
          target,
          error.isUnavailable ? 'unavailable' : 'refused',
          status,
          problemOf(error),
        ),
      )
    }
  }
  return plans
}

/** The plans with the names of projects, as far as the organization's list was read. */
export function withProjectNames(
  plans: readonly CheckpointPlan[],
  { nameOf }: ProjectLookup,
): CheckpointPlan[] {
  return plans.map(plan => ({
    ...plan,
    rows: plan.rows.map(row => {
      const projectName = nameOf(row.projectId)
      // Most rows stay as they are, and there may be a hundred thousand of them.
      return projectName === row.projectName ? row : { ...row, projectName }
    }),
  }))
}
