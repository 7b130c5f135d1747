import { ApiError } from '../api/errors.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { InvalidInputs } from '../common/validation.ts'
import { UNAVAILABLE } from '../report/headline.ts'
import type { RunReport } from '../report/run-report.ts'
import { problemOf } from '../sharing/problem.ts'
import { countRows, resultOf } from '../sharing/result.ts'
import type { CheckpointPlan, Problem } from '../sharing/types.ts'
import { Unfinished } from '../sharing/jobs/poll-jobs.ts'

/** What is known of a run at its end, but for its times. */
export type Outcome = Omit<RunReport, 'started' | 'ended'>

/** A run that did nothing. */
export const NOTHING_DONE: Outcome = {
  result: 'failed',
  asked: null,
  requests: 0,
  checkpoints: null,
  counts: null,
  mistakes: [],
  unplanned: 'Nothing was done',
  problem: null,
  trained: [],
  verifications: [],
}

/** What came of a run that had a plan. */
export function ended(
  { mode, exact }: Inputs,
  checkpoints: readonly CheckpointPlan[],
  isCancelled: boolean,
): Pick<Outcome, 'result' | 'checkpoints' | 'counts'> {
  const rows = checkpoints.flatMap(checkpoint => checkpoint.rows)
  const result = resultOf({ mode, exact, checkpoints, isCancelled })
  return { result, checkpoints, counts: countRows(mode, rows) }
}

/** What came of a run whose plan was refused. */
export function refused(
  inputs: Inputs,
  checkpoints: readonly CheckpointPlan[],
  problem: Problem,
): Partial<Outcome> {
  return { ...ended(inputs, checkpoints, false), result: 'failed', problem }
}

/** What came of a run that something kept from having a plan. */
export function unplanned(error: unknown): Partial<Outcome> {
  if (error instanceof InvalidInputs) return { result: 'invalid', mistakes: error.mistakes }
  if (error instanceof Unfinished) {
    return {
      unplanned: 'Nothing was changed: a fine-tuning job has made no model',
      problem: { message: error.message, hint: null, requestId: null },
    }
  }
  if (error instanceof ApiError) {
    return { ...withoutAnswer(error), problem: { ...problemOf(error), message: error.message } }
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    unplanned: 'A bug in this action ended the run',
    problem: { message: `a bug in this action: ${stack}`, hint: null, requestId: null },
  }
}

function withoutAnswer(error: ApiError): Pick<Outcome, 'result' | 'unplanned'> {
  if (error.kind === 'cancelled') {
    return { result: 'cancelled', unplanned: 'Cancelled: nothing was changed' }
  }
  return error.isUnavailable
    ? { result: 'unavailable', unplanned: UNAVAILABLE }
    : { result: 'failed', unplanned: 'Nothing was changed: the API refused what was asked of it' }
}
