import { ApiError } from '../../api/errors.ts'
import { counted } from '../../common/format.ts'
import type { Ledger } from './ledger.ts'
import { problemOf } from '../problem.ts'
import { isAboutProjects } from './rejection.ts'
import { readBack, unsent, type Writing } from './read-back.ts'

/**
 * Grants one group of projects access: one POST and, where its answer can't be trusted, a pause, a
 * read, and another POST for those that the read showed absent, until all is settled or time is up.
 *
 * @returns the rejection, where the API turned the group down because of a project in it; the
 *   projects that are still pending in the ledger are then untouched
 */
export async function grantGroup(
  writing: Writing,
  ledger: Ledger,
  group: readonly string[],
): Promise<ApiError | null> {
  const { checkpointId } = ledger
  let lost: ApiError | null = null
  for (let tries = 1; ; tries++) {
    const pending = ledger.pending(group)
    if (pending.length === 0) return null
    const error = await post(writing, ledger, pending)
    if (error === null) return null

    const isRejection = isAboutProjects(error)
    if (!isRejection && error.kind !== 'ambiguous') {
      const { status, problem } = unsent(writing, error, lost)
      ledger.settle(pending, status, problem)
      return null
    }
    ledger.sent(pending)
    if (isRejection) {
      writing.report({ type: 'rejected', checkpointId, projects: pending.length, error })
      if (writing.rejections.areWhole) return error
    }
    const what = `the grant of ${counted(pending.length, 'project')}`
    const read = await readBack(writing, { checkpointId, what, error, tries })
    if ('problem' in read) {
      ledger.settle(pending, 'unknown', read.problem)
      return null
    }
    ledger.learn(read.list)
    ledger.reveal(read.list)
    const open = ledger.pending(pending).length
    writing.report({ type: 'read-back', checkpointId, what, done: pending.length - open, open })
    if (isRejection) {
      writing.rejections.seen(checkpointId, pending, open < pending.length)
      return error
    }
    if (!error.mayRepeat) ledger.settle(pending, 'failed', problemOf(error))
    lost = error
  }
}

/** Sends one POST; null where its answer shows every project granted. */
async function post(
  { permissions, rejections, report }: Writing,
  ledger: Ledger,
  pending: readonly string[],
): Promise<ApiError | null> {
  const { checkpointId } = ledger
  try {
    const { permissions: created, requestId } = await permissions.create(checkpointId, pending)
    ledger.sent(pending)
    const granted = ledger.learn(created)
    rejections.granted(
      checkpointId,
      granted.map(({ projectId }) => projectId),
    )
    if (granted.length > 0) {
      report({ type: 'granted', checkpointId, permissions: granted, requestId })
    }
    const missing = ledger.pending(pending).length
    if (missing === 0) return null
    const reason = `the answer leaves out ${missing} of ${counted(pending.length, 'project')}`
    const what = `grant access to ${checkpointId}`
    return new ApiError({ kind: 'ambiguous', what, reason, requestId, tries: 1 })
  } catch (error) {
    if (error instanceof ApiError) return error
    // Nobody knows what became of it.
    ledger.sent(pending)
    throw error
  }
}
