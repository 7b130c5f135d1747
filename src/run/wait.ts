import { logRunStart } from '../report/run-start.ts'
import { targetsOf } from '../sharing/targets.ts'
import type { RunContext } from './context.ts'
import { readEntries, waitForJobs } from './jobs.ts'
import { type Outcome, outcomeFromPlans } from './outcome.ts'

/**
 * Mode `wait`, which never sees an admin key: jobs become checkpoint IDs.
 *
 * @throws ApiError if a job can't be read
 * @throws InvalidInputsError if jobs or the sharing file don't make sense
 * @throws JobNotFinishedError if a job made no model
 */
export async function waitForModels(context: RunContext): Promise<Partial<Outcome>> {
  const { inputs, reportContext, cancelled } = context
  const entries = await readEntries(context)
  logRunStart(inputs, entries, reportContext.log)
  if (inputs.verifyKeys.size > 0) reportContext.log.line`verify-keys is of no use in wait`
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
