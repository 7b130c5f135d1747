/**
 * A project's access to a checkpoint.
 * - `granted`, `revoked`: by this run. `shared`: already had access. `owner`: always has access.
 *   `not-shared`: has none.
 * - `to-grant`, `to-revoke`: would be granted or revoked, in a dry run.
 * - `failed`: couldn't be granted, revoked, or read. `skipped`: not attempted. `unknown`: sent, but
 *   the outcome couldn't be confirmed before the end.
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
