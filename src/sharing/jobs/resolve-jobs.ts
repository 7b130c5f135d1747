import { ApiError } from '../../api/errors.ts'
import type { JobCheckpoint } from '../../api/jobs.ts'
import { InvalidInputs, type Mistake, type Place, placed } from '../../common/validation.ts'
import { type Choice, choose, NoSuchCheckpoint, type Training } from './select-checkpoints.ts'
import { BRIEFLY_MS, type Finished, type Waiting, waitForJobs } from './poll-jobs.ts'

/** A job's training, and which of its checkpoints were chosen. */
export interface Trained extends Training {
  choice: Choice
  checkpointIds: readonly string[]
}

/** A job, and which of its checkpoints are meant. */
export interface JobWanted {
  jobId: string
  choice: Choice
  /** Where the sharing file says so; null where the inputs do. */
  where: Place | null
}

/**
 * Waits for all jobs, and chooses among the checkpoints of each.
 *
 * @throws InvalidInputs with every choice that can't be made
 * @throws Unfinished where a job made no model
 * @throws ApiError where a job can't be read, or the step was cancelled
 */
export async function trainedCheckpoints(
  waiting: Waiting,
  wanted: readonly JobWanted[],
): Promise<Trained[]> {
  const trained: Trained[] = []
  const mistakes: Mistake[] = []
  const jobIds = [...new Set(wanted.map(({ jobId }) => jobId))]
  const finished = await waitForJobs(waiting, jobIds)
  // All of them together: what is but for pictures must not hold up what is to be written.
  waiting.brief.allowance.deadline = waiting.brief.allowance.clock.now() + BRIEFLY_MS
  for (const { jobId, choice, where } of wanted) {
    const found = finished[jobIds.indexOf(jobId)]
    if (found === undefined) continue
    const { job, losses } = found
    const checkpoints = await checkpointsOf(waiting, job, choice)
    const training = { job, checkpoints, losses }
    try {
      const { checkpointIds, why } = choose(choice, training)
      waiting.report({ type: 'chosen', jobId: job.id, checkpointIds, why })
      trained.push({ ...training, choice, checkpointIds })
    } catch (error) {
      if (!(error instanceof NoSuchCheckpoint)) throw error
      mistakes.push({ input: 'job-checkpoints', message: error.message, ...placed(where) })
    }
  }
  if (mistakes.length > 0) throw new InvalidInputs(mistakes)
  return trained
}

/** The final model needs no list of checkpoints, which then is but for the picture. */
async function checkpointsOf(
  { jobs, brief }: Waiting,
  { id }: Finished['job'],
  choice: Choice,
): Promise<JobCheckpoint[]> {
  if (choice !== 'final') return jobs.checkpoints(id)
  try {
    return await brief.jobs.checkpoints(id)
  } catch (error) {
    if (error instanceof ApiError) return []
    throw error
  }
}
