import { ApiError, cancelledError } from '../../api/errors.ts'
import type { Job, JobEvent, JobsApi, Losses } from '../../api/jobs.ts'
import { remainingMs, type TimeBudget } from '../../common/clock.ts'
import { formatDuration, withoutPeriod } from '../../common/format.ts'
import { JobNotFinishedError, noModelError, stateClause } from './job-not-finished.ts'

/** Progress of a fine-tuning job, for the log. Texts are raw. */
export type JobProgress =
  | { type: 'status'; job: Job; elapsed: number; left: number | null }
  | { type: 'event'; jobId: string; event: JobEvent }
  | { type: 'events-failed'; jobId: string; error: ApiError }
  | { type: 'selected'; jobId: string; checkpointIds: readonly string[]; reason: string | null }

/** What polling needs from outside. */
export interface PollContext {
  jobs: JobsApi
  /** The time for waiting; with none left, jobs are checked once. */
  budget: TimeBudget
  /** Aborted when one job ends in an error, to stop waiting for the others. */
  stop: AbortController
  /** Whether to read the jobs' events, for the log and the chart. */
  readsEvents: boolean
  report: (event: JobProgress) => void
}

/** A job that produced its model, and the losses from its events. */
export interface CompletedJob {
  job: Job
  losses: ({ step: number } & Losses)[]
}

const FIRST_PAUSE_MS = 10_000
const MAX_PAUSE_MS = 60_000
const ENDS = new Set(['failed', 'cancelled'])
const RESUME_HINT = 'Resume the job, then run again.'
const WAIT_HINT = 'Increase wait-timeout-minutes, or run again when the job has finished.'
const ONCE_HINT = 'Run again when the job has finished.'
// After this many failed reads, a job's events aren't read again.
const MAX_FAILURES = 3

/** The most milliseconds to spend on something optional. */
export const BEST_EFFORT_MS = 15_000

/**
 * Waits for all jobs at once.
 *
 * @returns the completed jobs, in the order given
 * @throws JobNotFinishedError if a job didn't produce a model in time
 * @throws ApiError if a job can't be read, or the step was cancelled
 */
export async function pollJobs(
  context: PollContext,
  jobIds: readonly string[],
): Promise<CompletedJob[]> {
  let first: unknown = null
  const ends = await Promise.allSettled(
    jobIds.map(async jobId => {
      try {
        return await pollJob(context, jobId)
      } catch (error) {
        first ??= error
        context.stop.abort()
        throw error
      }
    }),
  )
  if (first !== null) throw first
  return ends.flatMap(end => (end.status === 'fulfilled' ? [end.value] : []))
}

/**
 * Waits until a job has succeeded.
 *
 * @throws JobNotFinishedError if it didn't produce a model in time
 * @throws ApiError if it can't be read, or the step was cancelled
 */
async function pollJob(context: PollContext, jobId: string): Promise<CompletedJob> {
  const { jobs, budget, report } = context
  const { clock } = budget
  const started = clock.now()
  const events = new Events(context, jobId)
  const isWaiting = remainingMs(budget) > 0
  const notFinished = ({ status }: Job) => {
    const time = isWaiting ? ` after ${formatDuration(clock.now() - started)}` : ''
    const message = `${jobId} hasn't finished${time}: its status is ${status}`
    const note = isWaiting || status === 'paused' ? '' : '. This run checks only once'
    const waitHint = isWaiting ? WAIT_HINT : ONCE_HINT
    const hint = status === 'paused' ? RESUME_HINT : waitHint
    return new JobNotFinishedError(jobId, stateClause(status), `${message}${note}`, hint)
  }
  let lastStatus: string | null = null
  let pause = FIRST_PAUSE_MS
  for (;;) {
    const job = await jobs.get(jobId)
    if (job.status !== lastStatus) {
      const left = job.estimatedFinish === null ? null : job.estimatedFinish * 1000 - clock.now()
      report({ type: 'status', job, elapsed: clock.now() - started, left })
      lastStatus = job.status
    }
    const hasModel = job.status === 'succeeded' && job.fineTunedModel !== null
    if (hasModel || ENDS.has(job.status)) await events.read(BEST_EFFORT_MS)
    if (hasModel) return { job, losses: events.losses }
    if (job.status === 'succeeded') {
      throw noModelError(jobId)
    }
    if (ENDS.has(job.status)) {
      throw new JobNotFinishedError(jobId, stateClause(job.status), endOf(job))
    }

    const left = remainingMs(budget)
    if (left === 0) throw notFinished(job)
    try {
      const wait = Math.min(pause, pauseUntilFinish(job, clock.now()), left)
      // During the pause, so events never delay the next status check.
      await Promise.all([clock.sleep(wait, budget.cancelled), events.read(wait)])
    } catch (error) {
      if (!budget.cancelled.aborted) throw error
      throw cancelledError(`wait for ${jobId}`, 0)
    }
    pause = Math.min(MAX_PAUSE_MS, pause * 1.5)
  }
}

/** Milliseconds until the estimated finish, at least the first pause; infinite without one. */
function pauseUntilFinish({ estimatedFinish }: Job, now: number): number {
  const left = (estimatedFinish ?? 0) * 1000 - now
  return left > 0 ? Math.max(left, FIRST_PAUSE_MS) : Number.POSITIVE_INFINITY
}

function endOf({ id, status, error }: Job): string {
  const why = withoutPeriod(error?.message ?? error?.code ?? '')
  const code = error?.message && error.code ? ` (${error.code})` : ''
  return `${id} ${status === 'failed' ? 'failed' : 'was cancelled'}${why ? `: ${why}${code}` : ''}`
}

/** A job's events: each is reported once, and of the losses in one read only the latest. */
class Events {
  readonly #known = new Set<string>()
  #failures = 0
  readonly #losses = new Map<number, { step: number } & Losses>()
  readonly #context: PollContext
  readonly #jobId: string

  constructor(context: PollContext, jobId: string) {
    this.#context = context
    this.#jobId = jobId
  }

  /** The losses, by step. */
  get losses(): ({ step: number } & Losses)[] {
    return [...this.#losses.values()].sort((a, b) => a.step - b.step)
  }

  /** Reads new events, for at most that many milliseconds. */
  async read(limitMs: number): Promise<void> {
    const { jobs, budget, readsEvents, report } = this.#context
    if (!readsEvents || this.#failures >= MAX_FAILURES) return
    const patienceMs = Math.min(limitMs, BEST_EFFORT_MS)
    const deadline = budget.clock.now() + patienceMs
    let events: JobEvent[]
    try {
      const isKnown = (id: string) => this.#known.has(id)
      events = await jobs.events(this.#jobId, isKnown, { deadline, patienceMs })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.kind !== 'cancelled' && this.#failures++ === 0) {
        report({ type: 'events-failed', jobId: this.#jobId, error })
      }
      return
    }
    const lastOfLosses = events.findLast(({ metrics }) => metrics !== null)
    for (const event of events) {
      this.#known.add(event.id)
      if (event.metrics !== null) this.#losses.set(event.metrics.step, event.metrics)
      if (event.metrics === null || event === lastOfLosses) {
        report({ type: 'event', jobId: this.#jobId, event })
      }
    }
  }
}
