import { logRunStart } from '../report/run-start.ts'
import { targetsOf } from '../sharing/targets.ts'
import type { RunContext } from './context.ts'
import { readEntries, waitForJobs } from './jobs.ts'
import { type Outcome, outcomeFromPlans } from './outcome.ts'
import { noteIgnoredVerification } from './verify-access.ts'

/**
 * Mode `wait`, which never uses an admin key: waits for jobs and returns their checkpoint IDs.
 *
 * @throws ApiError if a job can't be read
 * @throws InvalidInputsError if jobs or the sharing file are invalid
 * @throws JobNotFinishedError if a job didn't produce a model
 */
export async function waitForModels(context: RunContext): Promise<Partial<Outcome>> {
  const { inputs, reportContext, cancelled } = context
  const entries = await readEntries(context)
  logRunStart(inputs, entries, reportContext.log)
  noteIgnoredVerification(context, 'mode wait')
  const jobs = await waitForJobs(context, entries)
  const plans = targetsOf(entries, jobs).map(({ checkpointId }) => ({
    checkpointId,
    rows: [],
    listFailure: null,
    problem: null,
    duplicates: [],
  }))
  return { ...outcomeFromPlans(inputs, plans, cancelled.aborted), jobs }
}
