import { ApiError } from '../../api/errors.ts'
import { remainingMs } from '../../common/clock.ts'
import { mapConcurrently } from '../concurrency.ts'
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
  message: 'held back, because not all grants of this checkpoint stand',
  hint: 'once they do, the next run revokes it',
  requestId: null,
}

// What takes longer than a minute's rate limit is no longer worth the others' time.
const MAX_ALONE_MS = 100_000

// The faults that a last read, which only adds detail to the report, is retried after.
const LAST_READ_PATIENCE_MS = 15_000

/**
 * Applies plans, several checkpoints at a time, and returns them with their rows as they are then.
 * The first checkpoint with grants begins alone: what its first POST shows, the others use.
 */
export async function applyPlans(
  context: ApplyContext,
  plans: readonly CheckpointPlan[],
): Promise<CheckpointPlan[]> {
  const ledgers = plans.map(plan => new Ledger(plan))
  const first = ledgers.find(ledger => ledger.pending().length > 0)
  const others = ledgers.filter(ledger => ledger !== first && ledger.hasChanges)
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
 * the others, but nothing is revoked unless all grants succeeded: a mistake in a replacement must
 * not lock the old project out. Nothing is thrown: what couldn't be done is in the rows.
 */
async function applyToCheckpoint(
  context: ApplyContext & { open: () => void },
  ledger: Ledger,
): Promise<void> {
  const { state } = context
  try {
    await grantPending(context, ledger)
    // Only grants teach the others anything.
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
    // A fault of our own must not hide what was done before it.
    state.stop ??= { message: `a bug in this action: ${error}`, hint: null, requestId: null }
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
