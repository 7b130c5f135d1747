import type { Permission } from '../support/api.ts'
import type { RecordedExchange } from './fault-injector.ts'

/** A list of permissions that the client received completely. */
export interface CompleteRead {
  /** The index of its last page in the journal. */
  end: number
  permissions: Permission[]
}

/**
 * The complete reads of a checkpoint's permissions that started after the request at `index`.
 *
 * @param cut whether to count reads that a cancellation might have interrupted
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
    // A page whose response was lost is requested again.
    if (isTrustworthy === false || (isTrustworthy === null && !cut)) continue
    const { data, has_more } = answer.body as { data?: Permission[]; has_more: boolean }
    // Whether an unreadable page arrived before a cancellation may not be known.
    if (data === undefined) continue
    permissions.push(...data)
    if (has_more) continue
    reads.push({ end, permissions })
    permissions = null
  }
  return reads
}
