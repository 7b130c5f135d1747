import type { Permission } from '../support/api.ts'
import type { RecordedExchange } from './fault-injector.ts'

/** A list of permissions that reached the client whole. */
export interface CompleteRead {
  /** The place of its last page in the journal. */
  end: number
  permissions: Permission[]
}

/**
 * The whole reads of a checkpoint's permissions that began after the request at `index`.
 *
 * @param cut whether to count what a cancellation may have come between
 */
export function completeReadsAfter(
  journal: readonly RecordedExchange[],
  index: number,
  checkpointId: string,
  cut = false,
): CompleteRead[] {
  const reads: CompleteRead[] = []
  let permissions: Permission[] | null = null
  for (const [end, { request, answer, isTrustworthy }] of journal.entries()) {
    if (request.route !== 'list' || request.checkpointId !== checkpointId) continue
    if (end <= index) continue
    if (request.query.after === undefined) permissions = []
    if (permissions === null || typeof answer !== 'object' || answer.status !== 200) continue
    // A page whose answer was lost is asked for again.
    if (isTrustworthy === false || (isTrustworthy === null && !cut)) continue
    const { data, has_more } = answer.body as { data: Permission[]; has_more: boolean }
    permissions.push(...data)
    if (has_more) continue
    reads.push({ end, permissions })
    permissions = null
  }
  return reads
}
