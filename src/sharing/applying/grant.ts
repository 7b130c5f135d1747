import { ApiError } from '../../api/errors.ts'
import { pluralize } from '../../common/format.ts'
import { problemOf } from '../problem.ts'
import type { Ledger } from './ledger.ts'
import { readBack, unsentResult, type WriteContext } from './read-back.ts'
import { isAboutProjects } from './rejection.ts'

/**
 * Grants one group of projects access: one POST and, where its answer can't be trusted, a pause, a
 * read, and another POST for those that the read showed absent, until all is settled or time is up.
 *
 * @returns the rejection, where the API turned the group down because of a project in it; the
 *   projects that are still pending in the ledger are then untouched
 */
export async function grantGroup(
  context: WriteContext,
  ledger: Ledger,
  group: readonly string[],
): Promise<ApiError | null> {
  const { checkpointId } = ledger
  let lost: ApiError | null = null
  for (let attempts = 1; ; attempts++) {
    const pending = ledger.pending(group)
    if (pending.length === 0) return null
    const error = await post(context, ledger, pending)
    if (error === null) return null

    const isRejection = isAboutProjects(error)
    if (!isRejection && error.kind !== 'ambiguous') {
      const { status, problem } = unsentResult(context, error, lost)
      ledger.settle(pending, status, problem)
      return null
    }
    ledger.markSent(pending)
    if (isRejection) {
      context.report({ type: 'rejected', checkpointId, projects: pending.length, error })
      if (context.atomicity.isAtomic) return error
    }
    const operation = `the grant of ${pluralize(pending.length, 'project')}`
    const read = await readBack(context, { checkpointId, operation, error, attempts })
    if ('problem' in read) {
      ledger.settle(pending, 'unknown', read.problem)
      return null
    }
    ledger.recordPermissions(read.list)
    ledger.resolveUnknown(read.list)
    const open = ledger.pending(pending).length
    context.report({
      type: 'read-back',
      checkpointId,
      operation,
      done: pending.length - open,
      open,
    })
    if (isRejection) {
      context.atomicity.recordRejection(checkpointId, pending, open < pending.length)
      return error
    }
    if (!error.retryable) ledger.settle(pending, 'failed', problemOf(error))
    lost = error
  }
}

/** Sends one POST; null where its answer shows every project granted. */
async function post(
  { permissions, atomicity, report }: WriteContext,
  ledger: Ledger,
  pending: readonly string[],
): Promise<ApiError | null> {
  const { checkpointId } = ledger
  try {
    const { permissions: created, requestId } = await permissions.create(checkpointId, pending)
    ledger.markSent(pending)
    const granted = ledger.recordPermissions(created)
    atomicity.recordGrant(
      checkpointId,
      granted.map(({ projectId }) => projectId),
    )
    if (granted.length > 0) {
      report({ type: 'granted', checkpointId, permissions: granted, requestId })
    }
    const missing = ledger.pending(pending).length
    if (missing === 0) return null
    const reason = `the answer leaves out ${missing} of ${pluralize(pending.length, 'project')}`
    const operation = `grant access to ${checkpointId}`
    return new ApiError({ kind: 'ambiguous', operation, reason, requestId, attempts: 1 })
  } catch (error) {
    if (error instanceof ApiError) return error
    // Nobody knows what became of it.
    ledger.markSent(pending)
    throw error
  }
}
