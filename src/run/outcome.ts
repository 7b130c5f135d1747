import { ApiError } from '../api/errors.ts'
import { InvalidInputsError } from '../common/validation.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { nothingChanged } from '../report/headline.ts'
import type { RunReport } from '../report/run-report.ts'
import { JobNotFinishedError } from '../sharing/jobs/job-not-finished.ts'
import { problemOf, problemOfBug } from '../sharing/problem.ts'
import { countPlans, resultOf } from '../sharing/result.ts'
import type { CheckpointPlan, Problem } from '../sharing/types.ts'

/** What is known about a run when it ends, except when it started and ended. */
export type Outcome = Omit<RunReport, 'started' | 'ended'>

/** The outcome of a run that did nothing. */
export const NOTHING_DONE: Outcome = {
  result: 'failed',
  settings: null,
  requests: 0,
  plans: null,
  counts: null,
  issues: [],
  failureHeadline: null,
  outputsFailed: false,
  problem: null,
  jobs: [],
  verifications: [],
}

/** The outcome of a run that had a plan. */
export function outcomeFromPlans(
  { mode, exact }: Inputs,
  plans: readonly CheckpointPlan[],
  isCancelled: boolean,
): Pick<Outcome, 'result' | 'plans' | 'counts'> {
  const result = resultOf({ mode, exact, plans, isCancelled })
  return { result, plans, counts: countPlans(mode, plans) }
}

/** The outcome of a run whose plan was rejected. */
export function outcomeOfRefusal(
  inputs: Inputs,
  plans: readonly CheckpointPlan[],
  problem: Problem,
): Partial<Outcome> {
  return { ...outcomeFromPlans(inputs, plans, false), result: 'failed', problem }
}

/** The outcome of a run that an error stopped. */
export function outcomeFromError(error: unknown): Partial<Outcome> {
  if (error instanceof InvalidInputsError) return { result: 'invalid', issues: error.issues }
  if (error instanceof JobNotFinishedError) {
    return {
      failureHeadline: nothingChanged(error.summary),
      problem: { message: error.message, hint: error.hint, requestId: null },
    }
  }
  if (error instanceof ApiError) {
    return {
      ...outcomeFromApiError(error),
      problem: { ...problemOf(error), message: error.message },
    }
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    failureHeadline: 'A bug in this action ended the run',
    problem: problemOfBug(stack),
  }
}

function outcomeFromApiError(error: ApiError): Pick<Outcome, 'result' | 'failureHeadline'> {
  if (error.kind === 'cancelled') {
    return { result: 'cancelled', failureHeadline: 'Cancelled: nothing was changed' }
  }
  return {
    result: error.isUnavailable ? 'unavailable' : 'failed',
    failureHeadline: nothingChanged(error.summary ?? 'An API request failed'),
  }
}
