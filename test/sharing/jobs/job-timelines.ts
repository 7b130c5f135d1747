import { ApiError } from '../../../src/api/errors.ts'
import type { Job, JobEvent, JobsApi } from '../../../src/api/jobs.ts'
import { type JobProgress, pollJobs } from '../../../src/sharing/jobs/poll-jobs.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

/** A job's state from each second of the run on, or why it can't be read. */
export type JobTimeline = readonly (readonly [second: number, job: Partial<Job> | ApiError])[]

/** A job's event, and the second from which it is listed; or why events can't be read. */
export type EventTimeline = readonly (readonly [second: number, event: JobEvent | Error])[]

const JOB: Omit<Job, 'id'> = {
  status: 'queued',
  fineTunedModel: null,
  error: null,
  estimatedFinish: null,
}

/**
 * Jobs in memory that follow their timelines, and functions to poll them. `estimatedFinish` is
 * given in seconds of the run.
 *
 * @param late milliseconds by which the run starts after a full second
 */
export function pollTimelines(
  timelines: Record<string, JobTimeline>,
  { minutes = 60, late = 0, events = {} as Record<string, EventTimeline> } = {},
) {
  const epoch = Date.UTC(2026, 10, 24, 21, 15, 37)
  const clock = new VirtualClock(epoch + late)
  const start = clock.now()
  const second = () => (clock.now() - epoch) / 1000
  const calls: { id: string; at: number }[] = []
  const reports: JobProgress[] = []
  const [step, stop] = [new AbortController(), new AbortController()]
  const cancelled = AbortSignal.any([step.signal, stop.signal])
  const budget = { clock, cancelled, deadline: start + minutes * 60_000 }
  const eventTimeouts: number[] = []

  const jobs: JobsApi = {
    async get(id) {
      calls.push({ id, at: (clock.now() - start) / 1000 })
      const job = (timelines[id] ?? []).findLast(([from]) => from <= second())?.[1]
      if (job === undefined || job instanceof ApiError) throw job
      const { estimatedFinish = null } = job
      const finish = estimatedFinish === null ? null : estimatedFinish + epoch / 1000
      return { ...JOB, id, ...job, estimatedFinish: finish }
    },
    async events(id, isKnown, { deadline = 0 } = {}) {
      eventTimeouts.push(deadline - clock.now())
      const listed = (events[id] ?? [])
        .filter(([from]) => from <= second())
        .map(([, operation]) => operation)
      const last = listed.at(-1)
      if (last instanceof Error) throw last
      return listed.flatMap(operation =>
        operation instanceof Error || isKnown(operation.id) ? [] : [operation],
      )
    },
    checkpoints: () => Promise.reject(new Error('the wait needs no checkpoints')),
  }
  const context = {
    jobs,
    budget,
    stop,
    readsEvents: true,
    report: (report: JobProgress) => void reports.push(report),
  }
  return {
    clock,
    start,
    stop,
    cancel: () => step.abort(),
    run: (ids: string[]) => pollJobs(context, ids),
    reports,
    eventTimeouts,
    /** The seconds of the run at which a job was polled. */
    polledAt: (id: string) => calls.filter(call => call.id === id).map(({ at }) => at),
    statuses: () =>
      reports.flatMap(report => {
        if (report.type !== 'status') return []
        const { job, elapsed, left } = report
        return [{ id: job.id, status: job.status, elapsed, left }]
      }),
  }
}
