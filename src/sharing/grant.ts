import { ApiError } from '../api/errors.ts'
import type { Created, PermissionsApi } from '../api/permissions.ts'
import { backoff } from '../api/retry.ts'
import { type Allowance, timeLeft } from '../clock.ts'
import { counted } from '../words.ts'
import type { Report } from './events.ts'
import type { Ledger } from './ledger.ts'
import { isAboutProjects } from './rejection.ts'
import type { Problem, Status } from './types.ts'

/** What granting needs of the outside, and what one run learns on the way. */
export interface Granting {
  permissions: PermissionsApi
  allowance: Allowance
  /** A number from 0 up to but not including 1. */
  random: () => number
  report: Report
  rejections: RejectedBatches
  /** Set once the key itself was turned away: no other write with it can do better. */
  stop: Problem | null
}

/**
 * What a run has seen of rejected batches. Whether one applies in part is not documented, so each
 * is followed by a read, until a batch that left nothing behind turns out to have begun with a
 * project that can be granted: then rejections take all of a batch or nothing.
 */
export class RejectedBatches {
  #sawPart = false
  #areWhole = false
  readonly #firsts = new Set<string>()

  /** Whether it is settled that a rejected batch leaves nothing behind. */
  get areWhole(): boolean {
    return this.#areWhole && !this.#sawPart
  }

  /** Notes what a read after a rejection showed. */
  seen(checkpointId: string, batch: readonly string[], appliedInPart: boolean): void {
    if (appliedInPart) this.#sawPart = true
    else if (batch[0] !== undefined) this.#firsts.add(`${checkpointId} ${batch[0]}`)
  }

  /** Notes a grant that went through. */
  granted(checkpointId: string, projectIds: readonly string[]): void {
    if (projectIds.some(id => this.#firsts.has(`${checkpointId} ${id}`))) this.#areWhole = true
  }
}

// How long a list may lag behind a write that was just made.
const SETTLE_MS = 2_000

/**
 * Grants one group of projects access: one POST and, where its answer can't be trusted, a pause, a
 * read, and another POST for those that the read showed absent, until all is settled or time is up.
 *
 * @returns the rejection, where the API turned the group down because of a project in it; the
 *   projects that are still pending in the ledger are then untouched
 */
export async function grantGroup(
  granting: Granting,
  ledger: Ledger,
  group: readonly string[],
): Promise<ApiError | null> {
  let lost: ApiError | null = null
  for (let tries = 1; ; tries++) {
    const pending = ledger.pending(group)
    if (pending.length === 0) return null
    const outcome = await post(granting, ledger, pending)
    if (outcome === null) return null
    ledger.sent(outcome.tries === 0 ? [] : pending)

    const isRejection = isAboutProjects(outcome)
    if (!isRejection && outcome.kind !== 'ambiguous') {
      settleUnsent(granting, ledger, pending, outcome, lost)
      return null
    }
    if (isRejection) {
      granting.report({
        type: 'rejected',
        checkpointId: ledger.checkpointId,
        projects: pending.length,
        error: outcome,
      })
      if (granting.rejections.areWhole) return outcome
    }
    const pause = Math.max(
      SETTLE_MS,
      outcome.askedWait ?? 0,
      tries === 1 ? 0 : backoff(tries, granting.random),
    )
    const wasRead = await readBack(granting, ledger, pending, outcome, pause)
    if (!wasRead) return null
    if (isRejection) {
      const appliedInPart = ledger.pending(pending).length < pending.length
      granting.rejections.seen(ledger.checkpointId, pending, appliedInPart)
      return outcome
    }
    if (!outcome.mayRepeat) ledger.settle(pending, 'failed', problemOf(outcome))
    lost = outcome
  }
}

/** Sends one POST; null where its answer shows every project granted. */
async function post(
  granting: Granting,
  ledger: Ledger,
  pending: readonly string[],
): Promise<ApiError | null> {
  const { checkpointId } = ledger
  let created: Created
  try {
    created = await granting.permissions.create(checkpointId, pending)
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  ledger.sent(pending)
  const permissions = ledger.learn(created.permissions)
  const granted = permissions.map(({ projectId }) => projectId)
  granting.rejections.granted(checkpointId, granted)
  const { requestId } = created
  if (granted.length > 0) {
    granting.report({ type: 'granted', checkpointId, permissions, requestId })
  }
  const missing = ledger.pending(pending).length
  if (missing === 0) return null
  return new ApiError({
    kind: 'ambiguous',
    what: `grant access to ${checkpointId}`,
    reason: `the answer leaves out ${counted(missing, 'project')} of ${pending.length}`,
    requestId,
    tries: 1,
  })
}

/** Reads the list after a write that can't be trusted; false where that was not possible. */
async function readBack(
  { permissions, allowance, report }: Granting,
  ledger: Ledger,
  pending: readonly string[],
  error: ApiError,
  pause: number,
): Promise<boolean> {
  const { checkpointId } = ledger
  const giveUp = (why: string) => {
    const problem = problemOf(error)
    ledger.settle(pending, 'unknown', { ...problem, message: `${problem.message}; ${why}` })
    return false
  }
  if (error.kind === 'ambiguous') {
    report({ type: 'ambiguous', checkpointId, projects: pending.length, error, pause })
  }
  if (pause >= timeLeft(allowance)) return giveUp('no time was left to read it back')
  try {
    await allowance.clock.sleep(pause, allowance.cancelled)
  } catch {
    return giveUp('the step was cancelled before it could be read back')
  }
  try {
    ledger.learn(await permissions.list(checkpointId))
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    return giveUp(`reading it back failed: ${failure.reason}`)
  }
  const absent = ledger.pending(pending).length
  report({ type: 'read-back', checkpointId, present: pending.length - absent, absent })
  return true
}

/** Settles projects whose POST was not carried out, and for which no further one is sent. */
function settleUnsent(
  granting: Granting,
  ledger: Ledger,
  pending: readonly string[],
  error: ApiError,
  lost: ApiError | null,
): void {
  if (error.turnsKeyAway) granting.stop = problemOf(error)
  const wasTried = error.tries > 0 || lost !== null
  const status: Status = error.kind !== 'cancelled' && wasTried ? 'failed' : 'not-tried'
  const problem =
    lost === null
      ? problemOf(error)
      : {
          ...problemOf(lost),
          message: `${lost.reason}; a read showed it not granted; then ${error.reason}`,
        }
  ledger.settle(pending, status, problem)
}

/** What of an error belongs into a row. */
export function problemOf({ reason, hint, requestId }: ApiError): Problem {
  return { message: reason, hint, requestId }
}
