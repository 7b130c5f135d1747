import { ApiError } from '../../api/errors.ts'
import { pluralize } from '../../common/format.ts'
import { problemOf } from '../problem.ts'
import type { Problem } from '../types.ts'
import type { Ledger } from './ledger.ts'
import { MAX_WRITES, readBack, unsentResult, type WriteContext } from './read-back.ts'
import { isAboutProjects } from './rejection.ts'

/** What granting at one checkpoint needs. */
export interface GrantContext extends WriteContext {
  /** Lets the other checkpoints start. */
  open: () => void
  /** Whether an accepted POST does so; false while looking for the cause of a rejection. */
  opensWhenAccepted: boolean
}

/**
 * Grants one group of projects access with one POST. If its outcome is unknown, pauses, reads the
 * permissions, and sends another POST for projects without one, until all are settled or time is up.
 *
 * @returns the rejection, if the API may have rejected the group because of a project in it;
 *   projects still pending in the ledger are then known to have no access
 */
export async function grantGroup(
  context: GrantContext,
  ledger: Ledger,
  group: readonly string[],
): Promise<ApiError | null> {
  const { state, report } = context
  const { checkpointId } = ledger
  let lost: ApiError | null = null
  for (let attempts = 1; ; attempts++) {
    const pending = ledger.pending(group)
    if (pending.length === 0) return null
    if (state.stop !== null) return settleStopped(state.stop, ledger, pending, lost)
    const error = await post(context, ledger, pending)
    if (error === null) return null
    if (error.kind === 'ambiguous') context.open()
    // Not sent, because another checkpoint's write showed the key to be rejected.
    if (error.kind === 'unavailable' && state.stop !== null)
      return settleStopped(state.stop, ledger, pending, lost)

    const isRejection = isAboutProjects(error)
    if (isRejection) report({ type: 'rejected', checkpointId, projects: pending.length, error })
    if (mayBeApplied(error, pending, lost)) {
      ledger.markSent(pending)
      const operation = `the grant of ${pluralize(pending.length, 'project')}`
      const read = await readBack(context, {
        checkpointId,
        operation,
        error,
        attempts,
        onFault: context.open,
      })
      if ('problem' in read) {
        ledger.settle(pending, 'unknown', read.problem)
        return null
      }
      ledger.recordRead(read)
      const open = ledger.pending(pending)
      const done = pending.length - open.length
      if (read.tooEarly === null) {
        report({ type: 'read-back', checkpointId, operation, done, open: open.length })
      } else ledger.settle(open, 'unknown', read.tooEarly)
    }
    if (isRejection) return error
    if (error.kind !== 'ambiguous') {
      const { status, problem } = unsentResult(context, error, lost)
      ledger.settle(pending, status, problem)
      return null
    }
    if (!error.retryable || attempts === MAX_WRITES) {
      ledger.settle(pending, 'failed', problemOf(error))
    }
    lost = error
  }
}

/** Settles a lost POST that a read showed wasn't applied. Projects never sent stay pending. */
function settleStopped(
  stop: Problem,
  ledger: Ledger,
  pending: readonly string[],
  lost: ApiError | null,
): null {
  if (lost !== null) {
    const message = `${lost.reason}; a check showed that the change wasn't applied; then ${stop.message}`
    ledger.settle(pending, 'failed', { ...stop, message })
  }
  return null
}

/**
 * Whether only a read can show the outcome of a POST: a rejected batch might be applied in part,
 * and a rejection after a lost response might mean that the lost one was applied.
 */
function mayBeApplied(error: ApiError, sent: readonly string[], lost: ApiError | null): boolean {
  if (error.kind === 'ambiguous') return true
  if (error.kind !== 'refused' || error.stopsRun) return false
  return lost !== null || (isAboutProjects(error) && sent.length > 1)
}

/** Sends one POST; null if its response shows every project granted. */
async function post(
  { permissions, state, report, open, opensWhenAccepted }: GrantContext,
  ledger: Ledger,
  pending: readonly string[],
): Promise<ApiError | null> {
  const { checkpointId } = ledger
  try {
    const onProgress = (event: 'response' | 'fault') => {
      if (event === 'fault') open()
    }
    const created = await permissions.create(checkpointId, pending, {
      onProgress,
      signal: state.stopping,
    })
    const { requestId } = created
    ledger.markSent(pending)
    const requested = new Set(pending)
    const granted = ledger.recordPermissions(
      created.permissions.filter(({ projectId }) => requested.has(projectId)),
    )
    if (granted.length > 0) {
      state.recordGrant(checkpointId)
      report({ type: 'granted', checkpointId, permissions: granted, requestId })
    }
    if (opensWhenAccepted) open()
    const missing = ledger.pending(pending).length
    if (missing === 0) return null
    const reason = `the response is missing ${missing} of ${pluralize(pending.length, 'project')}`
    const operation = `grant access to ${checkpointId}`
    return new ApiError({ kind: 'ambiguous', operation, reason, requestId, attempts: 1 })
  } catch (error) {
    if (error instanceof ApiError) return error
    // The outcome is unknown.
    ledger.markSent(pending)
    throw error
  }
}
