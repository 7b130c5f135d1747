import { formatList, pluralize } from '../common/format.ts'
import type { CheckpointPlan, Problem } from './types.ts'

/**
 * Why the plans may not be applied: they would revoke more permissions, over all checkpoints, than
 * the workflow allows. Null if they may.
 *
 * @param max null for no limit
 */
export function checkRevocationLimit(
  plans: readonly CheckpointPlan[],
  max: number | null,
): Problem | null {
  const revocations = plans.flatMap(({ rows }) => rows.filter(row => row.status === 'to-revoke'))
  if (max === null || revocations.length <= max) return null
  const concerned = revocations.map(row => `${row.projectId} on ${row.checkpointId}`)
  const which = formatList([...new Set(concerned)], 20)
  return {
    message: `This run would revoke ${pluralize(revocations.length, 'permission')}, but max-revocations is ${max}: ${which}`,
    hint: 'If they should lose access, increase max-revocations or set it to none.',
    requestId: null,
  }
}

/** The plans with every change skipped because of a problem. */
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
