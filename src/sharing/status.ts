/**
 * What became of one checkpoint and one project.
 * - `granted`, `revoked`: by this run. `shared`: it had access already. `owner`: has it by nature.
 *   `not-shared`: has none.
 * - `to-grant`, `to-revoke`: would be, in a dry run.
 * - `failed`: could not be done. `skipped`: held back, or no time left. `unknown`: sent, the
 *   answer lost, and not read back before the end.
 */
export type Status =
  | 'granted'
  | 'shared'
  | 'owner'
  | 'revoked'
  | 'not-shared'
  | 'to-grant'
  | 'to-revoke'
  | 'failed'
  | 'skipped'
  | 'unknown'

/** Statuses of a project that has access. */
export const ACCESS_STATUSES: ReadonlySet<Status> = new Set(['granted', 'shared', 'owner'])

/** Statuses that fail the step. */
export const FAILED_STATUSES: ReadonlySet<Status> = new Set(['failed', 'skipped', 'unknown'])
