import { FAILED_STATUSES } from './status.ts'
import type { CheckpointPlan, Mode, Row } from './types.ts'

/**
 * How the run ended. `mismatch`: a check found access that is not as asked. `unavailable`: the API
 * could not be asked, so that nothing is known to be wrong but the asking. `invalid`: a mistake in
 * the inputs, and nothing was changed.
 */
export type Result = 'ok' | 'mismatch' | 'failed' | 'unavailable' | 'invalid' | 'cancelled'

/** The numbers of a run; in a dry run those of the plan. */
export interface Counts {
  granted: number
  /** Permissions, of which a project may have had several. */
  revoked: number
  /** Rows that fail the step. */
  failed: number
  /** Permissions of projects that nobody asked for. */
  extra: number
}

/** Counts the rows of all checkpoints. */
export function countRows(mode: Mode, rows: readonly Row[]): Counts {
  const having = (...statuses: Row['status'][]) =>
    rows.filter(({ status }) => statuses.includes(status)).length
  return {
    granted: having('granted', 'to-grant'),
    revoked: having('revoked', 'to-revoke'),
    failed: rows.filter(row => isFailing(mode, row)).length,
    extra: rows.filter(isExtra).length,
  }
}

/** Whether a row fails the step. */
export function isFailing(mode: Mode, { status }: Row): boolean {
  return FAILED_STATUSES.has(status) || (mode === 'check' && status === 'not-shared')
}

/** Whether a row is a permission of a project that nobody asked for. */
export function isExtra({ requested, status }: Row): boolean {
  return !requested && status !== 'owner'
}

/** What decides how a run ended that had a plan. */
export interface ResultInput {
  mode: Mode
  /** Whether a check also fails on access that nobody asked for. */
  exact: boolean
  plans: readonly CheckpointPlan[]
  isCancelled: boolean
}

/** How a run ended that had a plan. */
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
