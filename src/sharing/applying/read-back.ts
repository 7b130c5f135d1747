import { ApiError } from '../../api/errors.ts'
import type { Permission, PermissionsApi } from '../../api/permissions.ts'
import { backoff } from '../../api/retry.ts'
import { remainingMs, type TimeBudget } from '../../common/clock.ts'
import type { Report } from '../events.ts'
import { problemOf } from '../problem.ts'
import type { Status } from '../status.ts'
import type { Problem } from '../types.ts'
import type { ApplyState } from './apply-state.ts'

/** What changing access needs from outside, and the state that the run shares. */
export interface WriteContext {
  permissions: PermissionsApi
  /** The same endpoints, for reads in the seconds that a cancelled step has left. */
  permissionsAfterCancel: () => PermissionsApi
  budget: TimeBudget
  /** Returns a number from 0 up to but not including 1. */
  random: () => number
  report: Report
  state: ApplyState
}

/** How often one write is sent if reads keep showing that it wasn't applied. */
export const MAX_WRITES = 6

/** How long a list may lag behind a write. */
export const SETTLE_MS = 2_000
// The time kept for the read if the server asks for a longer pause than is left.
const READ_MS = 10_000

// The runner sends SIGTERM 7.5 s after SIGINT. A write under way takes one of these seconds, the
// pause before the read two, and the report the last one.
const CANCELLED_READ_MS = 3_000

/** A write that may have been applied. */
export interface AmbiguousWrite {
  checkpointId: string
  /** What it changes, such as `the grant of 3 projects`. */
  operation: string
  error: ApiError
  /** How often it was sent. */
  attempts: number
  /** Called before each retry of the read. */
  onFault?: () => void
}

/** What a read after a write showed. */
export interface ReadBack {
  permissions: Permission[]
  /** Not null if the list was read too early to show that a permission is absent. */
  tooEarly: Problem | null
}

/**
 * Reads a checkpoint's permissions after a write whose outcome is unknown, once a stale list has
 * had time to settle. A cancelled step still reads, in the seconds it has.
 */
export async function readBack(
  context: WriteContext,
  write: AmbiguousWrite,
): Promise<ReadBack | { problem: Problem }> {
  const { checkpointId, operation, error, attempts, onFault } = write
  const { budget, random, report } = context
  const { clock, cancelled } = budget
  const left = remainingMs(budget)
  const wanted = Math.max(SETTLE_MS, error.retryAfterMs ?? 0, backoff(attempts, random))
  const pause = Math.min(wanted, Math.max(left / 2, left - READ_MS))
  const giveUp = (reason: string) => ({
    problem: { ...problemOf(error), message: `${error.reason}; ${reason}` },
  })
  if (error.kind === 'ambiguous') {
    const shownLeft = cancelled.aborted ? null : left
    report({ type: 'ambiguous', checkpointId, operation, error, pause, left: shownLeft })
  }
  if (left === 0 && !cancelled.aborted)
    return giveUp('no time was left to check whether the change was applied')
  const started = clock.now()
  await clock.sleep(pause, cancelled).catch(() => {})
  if (cancelled.aborted) await clock.sleep(Math.max(0, started + SETTLE_MS - clock.now()))
  const onProgress = (event: 'response' | 'fault') => {
    if (event === 'fault') onFault?.()
  }
  const list = async () => {
    if (!cancelled.aborted) {
      try {
        return await context.permissions.list(checkpointId, { onProgress })
      } catch (failure) {
        // Cancelled meanwhile: there are seconds left for another read.
        if (!(failure instanceof ApiError) || failure.kind !== 'cancelled') throw failure
      }
    }
    const options = { deadline: clock.now() + CANCELLED_READ_MS }
    return context.permissionsAfterCancel().list(checkpointId, options)
  }
  try {
    // The clock isn't used here, because a timer may end a little early.
    const isSettled = pause >= SETTLE_MS || cancelled.aborted
    const permissions = await list()
    const { problem } = giveUp('too little time was left to check whether the change was applied')
    return { permissions, tooEarly: isSettled ? null : problem }
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    if (failure.stopsRun) context.state.stop ??= problemOf(failure)
    return giveUp(
      failure.kind === 'cancelled'
        ? 'the step was cancelled before it could check whether the change was applied'
        : `couldn't check whether the change was applied (${failure.reason})`,
    )
  }
}

/**
 * The status and problem of a write that wasn't applied and won't be sent again. Stops the run's
 * other writes if the key itself was rejected.
 *
 * @param lost the earlier attempt whose outcome was unknown until a read showed it wasn't applied
 */
export function unsentResult(
  context: WriteContext,
  error: ApiError,
  lost: ApiError | null,
): { status: Status; problem: Problem } {
  if (error.stopsRun) context.state.stop ??= problemOf(error)
  const wasRejected = error.attempts > 0 && error.kind !== 'cancelled'
  const status = wasRejected || lost !== null ? 'failed' : 'skipped'
  if (lost === null) return { status, problem: problemOf(error) }
  const message = `${lost.reason}; a check showed that the change wasn't applied; then ${error.reason}`
  // The last error has the hint and request ID, unless it has neither.
  const last = error.requestId === null && error.hint === null ? lost : error
  return { status, problem: { ...problemOf(last), message } }
}
