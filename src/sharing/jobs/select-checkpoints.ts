import type { Job, JobCheckpoint, Losses } from '../../api/jobs.ts'
import { formatList } from '../../common/format.ts'
import { noModelError } from './job-not-finished.ts'

/** Which of a job's checkpoints are meant: `final`, `all`, `best`, or some by their steps. */
export type CheckpointSelector = 'final' | 'all' | 'best' | readonly number[]

/** A job that made a model, and what it kept on the way. */
export interface JobResult {
  job: Job
  /** In the order of their steps; empty where they were not read. */
  checkpoints: readonly JobCheckpoint[]
  /** Losses over steps, in order; empty where none were read. */
  losses: readonly ({ step: number } & Losses)[]
}

/** What was chosen of a job's checkpoints. */
export interface Selection {
  checkpointIds: string[]
  /** Why these, in words; null where it needs no saying. */
  reason: string | null
}

/** A selector that can't be made; the message is raw. */
export class NoSuchCheckpointError extends Error {
  override readonly name = 'NoSuchCheckpointError'
}

const METRICS = [
  ['full_valid_loss', 'fullValidLoss'],
  ['valid_loss', 'validLoss'],
  ['train_loss', 'trainLoss'],
] as const

/**
 * The checkpoints of a job that the workflow means; pure.
 *
 * @throws NoSuchCheckpointError if there is no such checkpoint, or no telling which is best
 * @throws JobNotFinishedError if the job made no model
 */
export function selectCheckpoints(
  selector: CheckpointSelector,
  { job, checkpoints }: JobResult,
): Selection {
  if (job.fineTunedModel === null) {
    throw noModelError(job.id)
  }
  if (selector === 'final') return { checkpointIds: [job.fineTunedModel], reason: null }
  if (selector === 'all') {
    const ids = [...checkpoints.map(({ checkpointId }) => checkpointId), job.fineTunedModel]
    return { checkpointIds: [...new Set(ids)], reason: null }
  }
  return selector === 'best'
    ? selectBest(job, checkpoints)
    : selectSteps(selector, job, checkpoints)
}

function selectBest({ id }: Job, checkpoints: readonly JobCheckpoint[]): Selection {
  const metric = METRICS.find(([, key]) =>
    checkpoints.every(checkpoint => checkpoint[key] !== null),
  )
  if (checkpoints.length === 0) {
    throw new NoSuchCheckpointError(
      `job-checkpoints: ${id} kept no checkpoints to choose the best of: use final`,
    )
  }
  if (metric === undefined) {
    throw new NoSuchCheckpointError(
      `job-checkpoints: there is no telling which checkpoint of ${id} is best: no loss was measured for all ${checkpoints.length}. Name steps, or use final`,
    )
  }
  const [name, key] = metric
  const lossOf = (checkpoint: JobCheckpoint) => checkpoint[key] ?? Number.POSITIVE_INFINITY
  // They are in the order of their steps, so that <= prefers the later of two alike.
  const best = checkpoints.reduce((a, b) => (lossOf(b) <= lossOf(a) ? b : a))
  const reason = `step ${best.step} of ${id} has the lowest ${name}, ${lossOf(best)}, of ${checkpoints.length}`
  return { checkpointIds: [best.checkpointId], reason }
}

function selectSteps(
  steps: readonly number[],
  { id }: Job,
  checkpoints: readonly JobCheckpoint[],
): Selection {
  const byStep = new Map(checkpoints.map(({ step, checkpointId }) => [step, checkpointId]))
  const unknown = steps.filter(step => !byStep.has(step))
  if (unknown.length > 0) {
    const there = checkpoints.length === 0 ? 'none' : formatList([...byStep.keys()].map(String), 50)
    throw new NoSuchCheckpointError(
      `job-checkpoints: ${id} has no checkpoint at step ${formatList(unknown.map(String))}; there are ${there}`,
    )
  }
  return { checkpointIds: steps.flatMap(step => byStep.get(step) ?? []), reason: null }
}
