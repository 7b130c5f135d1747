import type { Key } from '../api/key.ts'
import { modelsApi } from '../api/models.ts'
import type { TimeBudget } from '../common/clock.ts'
import { formatDuration, pluralize } from '../common/format.ts'
import { type CheckpointPlan, VERIFYING_MODES } from '../sharing/types.ts'
import { type Verification, type VerifyPause, verifyKeys } from '../sharing/verify.ts'
import type { RunContext } from './context.ts'

/**
 * Verifies that keys can use the shared models, if the workflow sets verify-keys and the mode
 * verifies.
 *
 * @returns one verification for each key and model; none in a dry run, or after a cancellation
 */
export async function verifyAccess(
  { inputs, reportContext, clients, random, cancelled }: RunContext,
  plans: readonly CheckpointPlan[],
  budget: TimeBudget,
): Promise<Verification[]> {
  const { mode, dryRun } = inputs
  const { log } = reportContext
  if (inputs.verifyKeys.size === 0 || cancelled.aborted) return []
  if (dryRun || !VERIFYING_MODES.has(mode)) {
    log.line`Ignoring verify-keys in ${dryRun ? 'a dry run' : `mode ${mode}`}`
    return []
  }
  const models = new Map(
    [...inputs.verifyKeys].map(([projectId, value]) => {
      const key: Key = { value, input: 'verify-keys' }
      return [projectId, modelsApi(clients.open(key, budget))]
    }),
  )
  const report = (verification: Verification) => log.verification(verification)
  const waiting = ({ projectId, models: missing, pause, left }: VerifyPause) =>
    log.line`${projectId}: ${pluralize(missing, 'model')} not available yet. Checking again in ${formatDuration(pause)}. ${formatDuration(left)} left.`
  return verifyKeys(
    { models, budget, random, report, waiting },
    plans.flatMap(({ rows }) => rows),
  )
}
