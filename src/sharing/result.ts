import { FAILED_STATUSES, type Status } from './status.ts'
import type { CheckpointPlan, Mode, Row } from './types.ts'

/**
 * How the run ended. `mismatch`: a check found access that differs from the request. `unavailable`:
 * access couldn't be determined. `invalid`: invalid inputs; nothing was changed.
 */
export type Result = 'ok' | 'mismatch' | 'failed' | 'unavailable' | 'invalid' | 'cancelled'

/** The counts of a run; in a dry run those of the plan. */
export interface Counts {
  granted: number
  /** Permissions; a project may have had several. */
  revoked: number
  /** Rows that fail the step, and checkpoints without such rows that couldn't be read. */
  failed: number
  /** Permissions, in place at the end, of projects that weren't requested. */
  extra: number
}

/** Counts the rows of all checkpoints. */
export function countPlans(mode: Mode, plans: readonly CheckpointPlan[]): Counts {
  const rows = plans.flatMap(plan => plan.rows)
  // One that couldn't be read fails the step even if no project was requested.
  const unread = plans.filter(
    plan => plan.listFailure !== null && !plan.rows.some(row => isFailing(mode, row)),
  )
  const having = (...statuses: Row['status'][]) =>
    rows.filter(({ status }) => statuses.includes(status)).length
  return {
    granted: having('granted', 'to-grant'),
    revoked: having('revoked', 'to-revoke'),
    failed: rows.filter(row => isFailing(mode, row)).length + unread.length,
    extra: rows.filter(isExtra).length,
  }
}

/** Whether a row fails the step. */
export function isFailing(mode: Mode, { status }: Row): boolean {
  return FAILED_STATUSES.has(status) || (mode === 'check' && status === 'not-shared')
}

/** Statuses of rows that aren't unexpected access at the end of the run. */
const NOT_EXTRA: ReadonlySet<Status> = new Set(['owner', 'revoked', 'to-revoke', 'not-shared'])

/** Whether a row is a permission, in place at the end, of a project that wasn't requested. */
export function isExtra({ requested, status }: Row): boolean {
  return !requested && !NOT_EXTRA.has(status)
}

/** What the result of a run with a plan depends on. */
export interface ResultInput {
  mode: Mode
  /** Whether a check also fails on access that wasn't requested. */
  exact: boolean
  plans: readonly CheckpointPlan[]
  isCancelled: boolean
}

/** The result of a run that had a plan. */
export function resultOf({ mode, exact, plans, isCancelled }: ResultInput): Result {
  if (isCancelled) return 'cancelled'
  const rows = plans.flatMap(checkpoint => checkpoint.rows)
  const isMissing = rows.some(({ status }) => status === 'not-shared')
  if (mode === 'check' && (isMissing || (exact && rows.some(isExtra)))) return 'mismatch'
  const bad = plans.filter(
    ({ listFailure, rows }) => listFailure !== null || rows.some(row => isFailing(mode, row)),
  )
  if (bad.length === 0) return 'ok'
  return bad.every(({ listFailure }) => listFailure === 'unavailable') ? 'unavailable' : 'failed'
}
