import { headlineOf } from '../../src/report/headline.ts'
import type { RunReport, RunSettings } from '../../src/report/run-report.ts'
import { countPlans } from '../../src/sharing/result.ts'
import type { Status } from '../../src/sharing/status.ts'
import type { CheckpointPlan } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT, SETTINGS } from './fixtures.ts'

/** A checkpoint whose projects, `proj_0` and on, have these statuses. */
export const planWith = (...statuses: Status[]): CheckpointPlan =>
  planOf(...statuses.map((status, index) => ({ status, projectId: `proj_${index}` })))
/** A checkpoint with this many projects, all with this status. */
export const planWithMany = (length: number, status: Status) =>
  planWith(...Array(length).fill(status))

/** A checkpoint that couldn't be read, whose projects have these statuses. */
export const unread = (...statuses: Status[]): CheckpointPlan => ({
  ...planWith(...statuses),
  listFailure: 'unavailable',
  problem: { ...UNREACHED, hint: null, requestId: null },
})

const UNREACHED = { message: 'no connection', summary: "Couldn't reach the API" }

/** The same checkpoint, with other projects' permissions that have these statuses. */
export function withOtherPermissions(plan: CheckpointPlan, ...statuses: Status[]): CheckpointPlan {
  const others = statuses.map((status, index) => ({
    status,
    projectId: `proj_x${index}`,
    permissionId: `cp_x${index}`,
    requested: false,
  }))
  return { ...plan, rows: [...plan.rows, ...planOf(...others).rows] }
}

/** The headline of a run with these plans, each for another checkpoint. */
export function headline(
  settings: Partial<RunSettings>,
  plans: CheckpointPlan[],
  report: Partial<RunReport> = {},
): string {
  const own = plans.map((plan, index) => {
    const checkpointId = `ft:${index}`
    return { ...plan, checkpointId, rows: plan.rows.map(row => ({ ...row, checkpointId })) }
  })
  const all = { ...SETTINGS, ...settings }
  const counts = countPlans(all.mode, own)
  return headlineOf({ ...REPORT, settings: all, plans: own, counts, ...report })
}
