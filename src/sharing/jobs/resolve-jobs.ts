import { ApiError } from '../../api/errors.ts'
import type { JobCheckpoint } from '../../api/jobs.ts'
import {
  InvalidInputsError,
  type SourceLocation,
  type ValidationIssue,
  withLocation,
} from '../../common/validation.ts'
import { BEST_EFFORT_MS, type CompletedJob, type PollContext, pollJobs } from './poll-jobs.ts'
import {
  type CheckpointSelector,
  type JobResult,
  NoSuchCheckpointError,
  selectCheckpoints,
} from './select-checkpoints.ts'

/** A job's training, and which of its checkpoints were chosen. */
export interface ResolvedJob extends JobResult {
  selector: CheckpointSelector
  checkpointIds: readonly string[]
}

/** A job, and which of its checkpoints are meant. */
export interface JobRequest {
  jobId: string
  selector: CheckpointSelector
  /** Where the sharing file says so; null where the inputs do. */
  location: SourceLocation | null
}

/**
 * Waits for all jobs, and chooses among the checkpoints of each.
 *
 * @throws InvalidInputs with every choice that can't be made
 * @throws Unfinished where a job made no model
 * @throws ApiError where a job can't be read, or the step was cancelled
 */
export async function resolveJobs(
  context: PollContext,
  wanted: readonly JobRequest[],
): Promise<ResolvedJob[]> {
  const resolvedJobs: ResolvedJob[] = []
  const issues: ValidationIssue[] = []
  const jobIds = [...new Set(wanted.map(({ jobId }) => jobId))]
  const finished = await pollJobs(context, jobIds)
  // All of them together: what is but for pictures must not hold up what is to be written.
  context.bestEffort.budget.deadline = context.bestEffort.budget.clock.now() + BEST_EFFORT_MS
  for (const { jobId, selector, location } of wanted) {
    const found = finished[jobIds.indexOf(jobId)]
    if (found === undefined) continue
    const { job, losses } = found
    const checkpoints = await checkpointsOf(context, job, selector)
    const result = { job, checkpoints, losses }
    try {
      const { checkpointIds, reason } = selectCheckpoints(selector, result)
      context.report({ type: 'selected', jobId: job.id, checkpointIds, reason })
      resolvedJobs.push({ ...result, selector, checkpointIds })
    } catch (error) {
      if (!(error instanceof NoSuchCheckpointError)) throw error
      issues.push({ input: 'job-checkpoints', message: error.message, ...withLocation(location) })
    }
  }
  if (issues.length > 0) throw new InvalidInputsError(issues)
  return resolvedJobs
}

/** The final model needs no list of checkpoints, which then is but for the picture. */
async function checkpointsOf(
  { jobs, bestEffort }: PollContext,
  { id }: CompletedJob['job'],
  selector: CheckpointSelector,
): Promise<JobCheckpoint[]> {
  if (selector !== 'final') return jobs.checkpoints(id)
  try {
    return await bestEffort.jobs.checkpoints(id)
  } catch (error) {
    if (error instanceof ApiError) return []
    throw error
  }
}
