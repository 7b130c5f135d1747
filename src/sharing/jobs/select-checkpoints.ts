import type { Job, JobCheckpoint, Losses } from '../../api/jobs.ts'
import { formatFloat, formatList, pluralize } from '../../common/format.ts'
import { noModelError } from './job-not-finished.ts'

/** Which of a job's checkpoints to select: `final`, `all`, `best`, or step numbers. */
export type CheckpointSelector = 'final' | 'all' | 'best' | readonly number[]

/** A job that produced a model, with its checkpoints and losses. */
export interface JobResult {
  job: Job
  /** By step; empty if they weren't read. */
  checkpoints: readonly JobCheckpoint[]
  /** By step; empty if they weren't read. */
  losses: readonly ({ step: number } & Losses)[]
}

/** The checkpoints selected from a job. */
export interface Selection {
  checkpointIds: string[]
  /** Why they were selected; null if that is clear from the selector. */
  reason: string | null
}

/** A selector that matches no checkpoint; the message is raw. */
export class NoSuchCheckpointError extends Error {
  override readonly name = 'NoSuchCheckpointError'
}

const METRICS = [
  ['full_valid_loss', 'fullValidLoss'],
  ['valid_loss', 'validLoss'],
  ['train_loss', 'trainLoss'],
] as const

/**
 * Selects checkpoints of a job; pure.
 *
 * @throws NoSuchCheckpointError if a step has no checkpoint, or the best one can't be determined
 * @throws JobNotFinishedError if the job didn't produce a model
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
      `job-checkpoints: ${id} has no checkpoints to select the best from. Use final.`,
    )
  }
  if (metric === undefined) {
    throw new NoSuchCheckpointError(
      `job-checkpoints: can't select the best checkpoint of ${id}, because its checkpoints have no loss metric in common. Use step numbers or final.`,
    )
  }
  const [name, key] = metric
  const lossOf = (checkpoint: JobCheckpoint) => checkpoint[key] ?? Number.POSITIVE_INFINITY
  // They're ordered by step, so <= prefers the later of two with the same loss.
  const best = checkpoints.reduce((a, b) => (lossOf(b) <= lossOf(a) ? b : a))
  const loss = formatFloat(lossOf(best))
  const reason = `step ${best.step} has the lowest ${name}, ${loss}, of ${pluralize(checkpoints.length, 'checkpoint')}`
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
    const missing = unknown.length === 1 ? 'checkpoint at step' : 'checkpoints at steps'
    const fix =
      checkpoints.length === 0
        ? 'It has no checkpoints. Use final.'
        : `Select from its steps (${formatList([...byStep.keys()].map(String), 50)}).`
    throw new NoSuchCheckpointError(
      `job-checkpoints: ${id} has no ${missing} ${formatList(unknown.map(String))}. ${fix}`,
    )
  }
  return { checkpointIds: steps.flatMap(step => byStep.get(step) ?? []), reason: null }
}
