import { ApiError } from '../api/errors.ts'
import type { PermissionsApi } from '../api/permissions.ts'
import { mapConcurrently } from './concurrency.ts'
import { planCheckpoint, planUnlisted } from './plan.ts'
import { problemOf } from './problem.ts'
import { BAD_PROJECT_HINT, type ProjectLookup } from './project-lookup.ts'
import type { CheckpointPlan, Mode, Problem, Row, Target } from './types.ts'

/** Plans, and why none of them may be applied (`stop`); null if they may. */
export interface PlannedTargets {
  plans: CheckpointPlan[]
  stop: Problem | null
}

/**
 * Lists the permissions of every checkpoint, several at a time, and plans what the mode has to do.
 * If one checkpoint can't be listed, the others are still planned and applied, unless the key itself
 * was rejected.
 *
 * @returns a plan for each target, in order
 */
export async function planTargets(
  mode: Mode,
  targets: readonly Target[],
  permissions: PermissionsApi,
): Promise<PlannedTargets> {
  let stop: Problem | null = null
  const stopping = new AbortController()
  const plans = await mapConcurrently(targets, async (target, open) => {
    if (stop !== null) return planUnlisted(target, 'unavailable', 'skipped', stop)
    try {
      return planCheckpoint(
        mode,
        target,
        await permissions.list(target.checkpointId, { onProgress: open, signal: stopping.signal }),
      )
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.stopsRun) {
        stop ??= problemOf(error)
        stopping.abort()
      } else if (stop !== null && error.kind === 'unavailable') {
        return planUnlisted(target, 'unavailable', 'skipped', stop)
      }
      const isBegun = error.attempts > 0 && error.kind !== 'cancelled'
      const listFailure = error.isUnavailable ? 'unavailable' : 'refused'
      return planUnlisted(target, listFailure, isBegun ? 'failed' : 'skipped', problemOf(error))
    }
  })
  return { plans, stop }
}

/**
 * The plans with the names of projects, and with the faults of projects that lack access, if the
 * organization's list was read.
 */
export function withProjectNames(
  plans: readonly CheckpointPlan[],
  { nameOf, knownFaultsOf }: ProjectLookup,
): CheckpointPlan[] {
  return plans.map(plan => ({
    ...plan,
    rows: plan.rows.map(row => {
      const projectName = nameOf(row.projectId)
      const problem = row.status === 'not-shared' ? withFault(row) : row.problem
      // Most rows don't change, and there may be 100,000 of them.
      const isSame = projectName === row.projectName && problem === row.problem
      return isSame ? row : { ...row, projectName, problem }
    }),
  }))

  /** Adds why a project without access can't be granted any. */
  function withFault({ projectId, problem }: Row): Problem | null {
    if (problem === null) return null
    const fault = knownFaultsOf([projectId]).get(projectId)
    if (fault === undefined) return problem
    return { ...problem, message: `${problem.message} (${fault})`, hint: BAD_PROJECT_HINT }
  }
}
