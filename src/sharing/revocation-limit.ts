import { formatList, pluralize } from '../common/format.ts'
import type { CheckpointPlan, Problem } from './types.ts'

/**
 * Why the plans may not be carried out: they would revoke more permissions, over all checkpoints,
 * than the workflow allows. Null where they may.
 *
 * @param most null where there is no limit
 */
export function checkRevocationLimit(
  plans: readonly CheckpointPlan[],
  most: number | null,
): Problem | null {
  const revocations = plans.flatMap(({ rows }) => rows.filter(row => row.status === 'to-revoke'))
  if (most === null || revocations.length <= most) return null
  const concerned = revocations.map(row => `${row.projectId} on ${row.checkpointId}`)
  const which = formatList([...new Set(concerned)], 20)
  return {
    message: `this run would revoke ${pluralize(revocations.length, 'permission')}, and max-revocations is ${most}: ${which}`,
    hint: 'if that is what you want, raise max-revocations, or set it to none',
    requestId: null,
  }
}

/** The plans with every change held back for that reason. */
export function withChangesSkipped(
  plans: readonly CheckpointPlan[],
  problem: Problem,
): CheckpointPlan[] {
  return plans.map(plan => ({
    ...plan,
    rows: plan.rows.map(row =>
      row.status === 'to-grant' || row.status === 'to-revoke'
        ? { ...row, status: 'skipped', problem }
        : row,
    ),
  }))
}
