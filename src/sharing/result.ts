import { BAD_STATUSES, type CheckpointPlan, type Row } from './types.ts'

/**
 * How the run ended. `unavailable`: the API could not be asked, so that nothing is known to be
 * wrong but the asking. `invalid`: a mistake in the inputs, and nothing was sent.
 */
export type Result = 'ok' | 'failed' | 'unavailable' | 'invalid' | 'cancelled'

/** The numbers of a run; in a dry run those of the plan. */
export interface Counts {
  granted: number
  revoked: number
  failed: number
  /** Permissions of projects that nobody asked for. */
  extra: number
}

/** Counts the rows of all checkpoints. */
export function countRows(rows: readonly Row[]): Counts {
  const having = (...statuses: Row['status'][]) =>
    rows.filter(({ status }) => statuses.includes(status)).length
  return {
    granted: having('granted', 'to-grant'),
    revoked: 0,
    failed: rows.filter(({ status }) => BAD_STATUSES.has(status)).length,
    extra: rows.filter(({ requested }) => !requested).length,
  }
}

/** How a run ended that had a plan. */
export function resultOf(checkpoints: readonly CheckpointPlan[], isCancelled: boolean): Result {
  if (isCancelled) return 'cancelled'
  const isBad = ({ rows }: CheckpointPlan) => rows.some(({ status }) => BAD_STATUSES.has(status))
  const bad = checkpoints.filter(checkpoint => checkpoint.unread !== null || isBad(checkpoint))
  if (bad.length === 0) return 'ok'
  return bad.every(({ unread }) => unread === 'unavailable') ? 'unavailable' : 'failed'
}
