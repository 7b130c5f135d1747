import { ApiError } from '../../api/errors.ts'
import { remainingMs } from '../../common/clock.ts'
import { mapConcurrently } from '../concurrency.ts'
import { problemOfBug } from '../problem.ts'
import type { ProjectLookup } from '../project-lookup.ts'
import type { CheckpointPlan, Problem } from '../types.ts'
import { grantPending } from './grant-batches.ts'
import { Ledger } from './ledger.ts'
import { SETTLE_MS, type WriteContext } from './read-back.ts'
import { revokePermission } from './revoke.ts'

/** What applying needs from outside. */
export interface ApplyContext extends WriteContext {
  projectLookup: ProjectLookup
}

const GRANTS_INCOMPLETE: Problem = {
  message: "Not revoked, because some grants for this checkpoint didn't succeed",
  hint: 'Resolve the failed grants, then run again.',
  requestId: null,
}

// Longer than it takes for a rate limit of one minute to pass.
const MAX_ALONE_MS = 100_000

// The last read only adds detail to the report, so it's retried only this long.
const LAST_READ_PATIENCE_MS = 15_000

/**
 * Applies plans, several checkpoints at a time, and returns them with updated rows. The first
 * checkpoint with grants starts alone, so the others can use what its first POST shows.
 */
export async function applyPlans(
  context: ApplyContext,
  plans: readonly CheckpointPlan[],
): Promise<CheckpointPlan[]> {
  const ledgers = plans.map(plan => new Ledger(plan))
  const first = ledgers.find(ledger => ledger.pending().length > 0)
  const others = ledgers.filter(ledger => ledger !== first)
  await mapConcurrently(
    first === undefined ? others : [first, ...others],
    (ledger, open) => applyToCheckpoint({ ...context, open }, ledger),
    signal => context.budget.clock.sleep(MAX_ALONE_MS, signal),
  )
  await mapConcurrently(
    ledgers.filter(ledger => ledger.hasUnknown),
    (ledger, open) => readLast(context, { ledger, open }),
  )
  return plans.map((plan, index) => ({ ...plan, rows: ledgers[index]?.rows ?? plan.rows }))
}

/**
 * Applies the plan of one checkpoint, grants before revocations. One project's failure never stops
 * the others, but nothing is revoked unless all grants succeeded: a typo in a replacement must not
 * lock out the old project. Never throws: the rows record what failed.
 */
async function applyToCheckpoint(
  context: ApplyContext & { open: () => void },
  ledger: Ledger,
): Promise<void> {
  const { state } = context
  try {
    await grantPending(context, ledger)
    // The other checkpoints use only what grants show.
    context.open()
    if (ledger.allGranted()) {
      for (const permissionId of ledger.pendingRevocations()) {
        // A read after another write may have shown it gone.
        if (state.stop !== null || !ledger.isPendingRevocation(permissionId)) continue
        await revokePermission(context, ledger, permissionId)
      }
    }
    ledger.finalize(state.stop ?? GRANTS_INCOMPLETE)
  } catch (error) {
    // A bug must not hide earlier changes.
    state.stop ??= problemOfBug(String(error))
    ledger.finalize(state.stop, id => ledger.wasSent(id))
  }
}

/** Reads a checkpoint once more at the end, if the outcome of a write is still unknown. */
async function readLast(
  { permissions, budget, state }: ApplyContext,
  { ledger, open }: { ledger: Ledger; open: () => void },
): Promise<void> {
  const { clock, cancelled } = budget
  open()
  if (state.stop !== null || remainingMs(budget) <= SETTLE_MS) return
  try {
    await clock.sleep(SETTLE_MS, cancelled)
    const options = { patienceMs: LAST_READ_PATIENCE_MS }
    const list = await permissions.list(ledger.checkpointId, options)
    ledger.recordRead({ permissions: list, tooEarly: null })
  } catch (error) {
    // The rows stay unknown.
    if (!(error instanceof ApiError) && !cancelled.aborted) throw error
  }
}
