import { ApiError } from '../../api/errors.ts'
import { problemOf } from '../problem.ts'
import type { Ledger } from './ledger.ts'
import { MAX_WRITES, readBack, unsentResult, type WriteContext } from './read-back.ts'

/**
 * Revokes one permission with a DELETE. If the outcome is unknown or a 404, pauses and reads the
 * permissions; sends another DELETE only if the read showed that the permission still exists.
 */
export async function revokePermission(
  context: WriteContext,
  ledger: Ledger,
  permissionId: string,
): Promise<void> {
  const { checkpointId } = ledger
  const operation = `the revocation of ${permissionId}`
  let lost: ApiError | null = null
  for (let attempts = 1; ; attempts++) {
    const error = await remove(context, ledger, permissionId)
    if (error === null) return
    if (error.kind === 'unavailable' && context.state.stop !== null && lost === null) return

    const isNotFound = error.kind === 'refused' && error.status === 404
    // It may mean that the lost one was applied.
    const isRefusedAfterLoss = error.kind === 'refused' && lost !== null && !error.stopsRun
    if (!isNotFound && !isRefusedAfterLoss && error.kind !== 'ambiguous') {
      const { status, problem } = unsentResult(context, error, lost)
      ledger.settleRevocation(permissionId, status, problem)
      return
    }
    ledger.markSent([permissionId])
    const read = await readBack(context, { checkpointId, operation, error, attempts })
    if ('problem' in read) {
      ledger.settleRevocation(permissionId, 'unknown', read.problem)
      return
    }
    ledger.recordRead(read)
    const isGone = read.permissions.every(({ id }) => id !== permissionId)
    const [done, open] = isGone ? [1, 0] : [0, 1]
    context.report({ type: 'read-back', checkpointId, operation, done, open })
    if (isGone) {
      ledger.settleRevocation(permissionId, 'revoked', null)
      return
    }
    if (read.tooEarly !== null) {
      ledger.settleRevocation(permissionId, 'unknown', read.tooEarly)
      return
    }
    if (error.kind === 'refused' && lost !== null) {
      const { status, problem } = unsentResult(context, error, lost)
      ledger.settleRevocation(permissionId, status, problem)
      return
    }
    if (isNotFound || !error.retryable || attempts === MAX_WRITES) {
      const problem = problemOf(error)
      ledger.settleRevocation(permissionId, 'failed', {
        ...problem,
        message: `${problem.message}; a check showed that the permission still exists`,
      })
      return
    }
    const { stop } = context.state
    if (stop !== null) {
      const message = `${error.reason}; a check showed that the change wasn't applied; then ${stop.message}`
      ledger.settleRevocation(permissionId, 'failed', { ...stop, message })
      return
    }
    lost = error
  }
}

/** Sends one DELETE; null if its response settles the revocation. */
async function remove(
  { permissions, report, state }: WriteContext,
  ledger: Ledger,
  permissionId: string,
): Promise<ApiError | null> {
  const { checkpointId } = ledger
  try {
    const { deleted, requestId } = await permissions.remove(checkpointId, permissionId, {
      signal: state.stopping,
    })
    if (deleted) {
      ledger.settleRevocation(permissionId, 'revoked', null)
      const projectId = ledger.projectOf(permissionId)
      report({ type: 'revoked', checkpointId, projectId, permissionId, requestId })
    } else {
      const message = "The API didn't delete the permission (it returned deleted: false)"
      ledger.settleRevocation(permissionId, 'failed', { message, hint: null, requestId })
    }
    return null
  } catch (error) {
    if (error instanceof ApiError) return error
    // The outcome is unknown.
    ledger.markSent([permissionId])
    throw error
  }
}
