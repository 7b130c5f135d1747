import { ApiError } from '../../api/errors.ts'
import type { JobCheckpoint } from '../../api/jobs.ts'
import {
  InvalidInputsError,
  type SourceLocation,
  type ValidationIssue,
  withLocation,
} from '../../common/validation.ts'
import { BEST_EFFORT_MS, type PollContext, pollJobs } from './poll-jobs.ts'
import {
  type CheckpointSelector,
  type JobResult,
  NoSuchCheckpointError,
  selectCheckpoints,
} from './select-checkpoints.ts'

/** A job that produced a model, and the checkpoints selected from it. */
export interface ResolvedJob extends JobResult {
  selector: CheckpointSelector
  checkpointIds: readonly string[]
}

/** A job, and which of its checkpoints to select. */
export interface JobRequest {
  jobId: string
  selector: CheckpointSelector
  /** Where the sharing file requests it; null for the inputs of a workflow. */
  location: SourceLocation | null
}

/**
 * Waits for all jobs and selects checkpoints of each. Lists a job's checkpoints once.
 *
 * @throws InvalidInputsError with every selector that matches no checkpoint
 * @throws JobNotFinishedError if a job didn't produce a model
 * @throws ApiError if a job can't be read, or the step was cancelled
 */
export async function resolveJobs(
  context: PollContext,
  requests: readonly JobRequest[],
): Promise<ResolvedJob[]> {
  const resolvedJobs: ResolvedJob[] = []
  const issues: ValidationIssue[] = []
  const jobIds = new Set(requests.map(({ jobId }) => jobId))
  const selecting = requests.filter(({ selector }) => selector !== 'final')
  const withCheckpoints = new Set(selecting.map(({ jobId }) => jobId))
  const completed = await pollJobs(context, [...jobIds])
  const results = new Map<string, JobResult>()
  // One deadline for all: data that only a chart needs must not delay sharing.
  const deadline = context.budget.clock.now() + BEST_EFFORT_MS
  for (const { job, losses } of completed) {
    const checkpoints = withCheckpoints.has(job.id)
      ? await context.jobs.checkpoints(job.id)
      : await checkpointsForChart(context, job.id, deadline)
    results.set(job.id, { job, checkpoints, losses })
  }
  for (const { jobId, selector, location } of requests) {
    const result = results.get(jobId)
    if (result === undefined) continue
    try {
      const { checkpointIds, reason } = selectCheckpoints(selector, result)
      context.report({ type: 'selected', jobId, checkpointIds, reason })
      resolvedJobs.push({ ...result, selector, checkpointIds })
    } catch (error) {
      if (!(error instanceof NoSuchCheckpointError)) throw error
      issues.push({ input: 'job-checkpoints', message: error.message, ...withLocation(location) })
    }
  }
  if (issues.length > 0) throw new InvalidInputsError(issues)
  return resolvedJobs
}

/** The checkpoints of a job whose final model is shared. Only the chart needs them. */
async function checkpointsForChart(
  { jobs }: PollContext,
  jobId: string,
  deadline: number,
): Promise<JobCheckpoint[]> {
  try {
    return await jobs.checkpoints(jobId, { deadline, patienceMs: BEST_EFFORT_MS })
  } catch (error) {
    if (error instanceof ApiError) return []
    throw error
  }
}
