import { ApiError } from '../../api/errors.ts'
import type { Permission, PermissionsApi } from '../../api/permissions.ts'
import { backoff } from '../../api/retry.ts'
import { remainingMs, type TimeBudget } from '../../common/clock.ts'
import type { Report } from '../events.ts'
import { problemOf } from '../problem.ts'
import type { Status } from '../status.ts'
import type { Problem } from '../types.ts'
import type { BatchAtomicity } from './batch-atomicity.ts'

/** What changing access needs of the outside, and what one run learns on the way. */
export interface WriteContext {
  permissions: PermissionsApi
  budget: TimeBudget
  /** A number from 0 up to but not including 1. */
  random: () => number
  report: Report
  atomicity: BatchAtomicity
  /** Set once the key itself was turned away: no other write with it can do better. */
  stop: Problem | null
}

// How long a list may lag behind a write that was just made.
const SETTLE_MS = 2_000

/** A write that may have been carried out, and how often it was sent. */
export interface AmbiguousWrite {
  checkpointId: string
  /** What it was, such as `the grant of 3 projects`. */
  operation: string
  error: ApiError
  attempts: number
}

/**
 * Reads a checkpoint's permissions after a write that can't be trusted, once a stale list has had
 * the time to settle.
 *
 * @returns the permissions, or a problem that says why they could not be read
 */
export async function readBack(
  { permissions, budget, random, report }: WriteContext,
  { checkpointId, operation, error, attempts }: AmbiguousWrite,
): Promise<{ list: Permission[] } | { problem: Problem }> {
  const pause = Math.max(
    SETTLE_MS,
    error.retryAfterMs ?? 0,
    attempts === 1 ? 0 : backoff(attempts, random),
  )
  const giveUp = (reason: string) => ({
    problem: { ...problemOf(error), message: `${error.reason}; ${reason}` },
  })
  const left = remainingMs(budget)
  if (error.kind === 'ambiguous') {
    report({ type: 'ambiguous', checkpointId, operation, error, pause, left })
  }
  if (pause >= left) return giveUp('no time was left to read it back')
  try {
    await budget.clock.sleep(pause, budget.cancelled)
  } catch {
    return giveUp('the step was cancelled before it could be read back')
  }
  try {
    return { list: await permissions.list(checkpointId) }
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    return giveUp(`reading it back failed: ${failure.reason}`)
  }
}

/**
 * What to say of a write that was not carried out and will not be sent again; notes where the key
 * itself was turned away.
 *
 * @param lost the doubtful try before it, which a read showed not to have been carried out
 */
export function unsentResult(
  context: WriteContext,
  error: ApiError,
  lost: ApiError | null,
): { status: Status; problem: Problem } {
  if (error.stopsRun) context.stop = problemOf(error)
  const wasTurnedDown = error.attempts > 0 && error.kind !== 'cancelled'
  const status = wasTurnedDown || lost !== null ? 'failed' : 'skipped'
  if (lost === null) return { status, problem: problemOf(error) }
  const message = `${lost.reason}; a read showed that it was not carried out; then ${error.reason}`
  // The last word has what to do about it, and which request to quote, unless there was none.
  const last = error.requestId === null && error.hint === null ? lost : error
  return { status, problem: { ...problemOf(last), message } }
}
