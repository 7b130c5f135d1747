import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors.ts'
import type { JobEvent } from '../../../src/api/jobs.ts'
import { BEST_EFFORT_MS, type JobProgress } from '../../../src/sharing/jobs/poll-jobs.ts'
import { type EventTimeline, type JobTimeline, pollTimelines } from './job-timelines.ts'

const TIMELINE: JobTimeline = [
  [0, { status: 'running' }],
  [600, { status: 'succeeded', fineTunedModel: 'ft:model' }],
]
const message = (id: string): JobEvent => ({ id, level: 'info', message: id, metrics: null })
const metrics = (id: string, step: number, trainLoss: number): JobEvent => ({
  ...message(id),
  metrics: { step, trainLoss, validLoss: null, fullValidLoss: null },
})
const reportedMessages = (reports: readonly JobProgress[], job = 'a') =>
  reports.flatMap(report =>
    report.type === 'event' && report.jobId === job ? [report.event.id] : [],
  )

test('events are reported once, in order, including those at the end', async () => {
  const events: EventTimeline = [
    [0, message('created')],
    [0, message('started')],
    [70, message('halfway')],
    [600, message('made')],
  ]
  const { run, reports, eventTimeouts, polledAt } = pollTimelines(
    { a: TIMELINE },
    { events: { a: events } },
  )
  await run(['a'])
  expect(reportedMessages(reports)).toEqual(['created', 'started', 'halfway', 'made'])
  // They get the pause until the next status check, 15 s at most.
  expect(eventTimeouts).toEqual([
    10_000,
    ...polledAt('a')
      .slice(1)
      .map(() => BEST_EFFORT_MS),
  ])
})

test('only the latest of new losses is reported, and all are kept', async () => {
  const events: EventTimeline = [
    [0, metrics('1', 10, 3)],
    [0, metrics('2', 20, 2)],
    [0, message('checkpoint')],
    [30, metrics('4', 40, 0.5)],
    [31, metrics('3', 30, 1)],
    [600, metrics('5', 20, 2.5)],
  ]
  const { run, reports } = pollTimelines({ a: TIMELINE }, { events: { a: events } })
  const [finished] = await run(['a'])
  expect(reportedMessages(reports)).toEqual(['2', 'checkpoint', '3', '5'])
  expect(finished?.losses.map(({ step, trainLoss }) => [step, trainLoss])).toEqual([
    [10, 3],
    [20, 2.5],
    [30, 1],
    [40, 0.5],
  ])
})

test('no event is reported twice and no message is missed, in any order', async () => {
  const seconds = fc.array(fc.nat(600), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(seconds, seconds, async (messages, losses) => {
      const events = [
        ...messages.map((second, index) => [second, message(`m${index}`)] as const),
        ...losses.map((second, step) => [second, metrics(`l${step}`, step, 1)] as const),
      ].sort(([a], [b]) => a - b)
      const { run, reports } = pollTimelines({ a: TIMELINE }, { events: { a: events } })
      const [finished] = await run(['a'])
      const reported = reportedMessages(reports)
      expect(new Set(reported).size).toBe(reported.length)
      expect(reported).toEqual(expect.arrayContaining(messages.map((_, index) => `m${index}`)))
      expect(finished?.losses.map(({ step }) => step)).toEqual([...losses.keys()])
    }),
    { numRuns: 50 },
  )
})

test('each job has its own events, even if they share an ID', async () => {
  const events = { a: [[0, message('x')]], b: [[0, message('x')]] } as const
  const { run, reports } = pollTimelines({ a: TIMELINE, b: TIMELINE }, { events })
  await run(['a', 'b'])
  expect([reportedMessages(reports, 'a'), reportedMessages(reports, 'b')]).toEqual([['x'], ['x']])
})

const fault = (kind: ApiError['kind']) =>
  new ApiError({ kind, operation: 'list the events of a', reason: 'the API answered 500' })

test("unreadable events don't end the wait and are reported afterwards", async () => {
  const error = fault('unavailable')
  const events: EventTimeline = [
    [0, message('created')],
    [5, message('started')],
    [6, error],
    [20, message('halfway')],
  ]
  const { run, reports } = pollTimelines({ a: TIMELINE }, { events: { a: events } })
  expect(await run(['a'])).toHaveLength(1)
  const failures = reports.filter(({ type }) => type === 'events-failed')
  expect(failures).toEqual([{ type: 'events-failed', jobId: 'a', error }])
  expect(reportedMessages(reports)).toEqual(['created', 'started', 'halfway'])
})

test('events that fail three times are reported once and then ignored', async () => {
  const events: EventTimeline = [
    [0, message('created')],
    [10, fault('unavailable')],
  ]
  const { run, reports, eventTimeouts } = pollTimelines({ a: TIMELINE }, { events: { a: events } })
  expect(await run(['a'])).toHaveLength(1)
  expect(eventTimeouts).toHaveLength(1 + 3)
  expect(reports.filter(({ type }) => type === 'events-failed')).toHaveLength(1)
})

test("a canceled step doesn't report unreadable events", async () => {
  const events: EventTimeline = [[10, fault('cancelled')]]
  const { clock, run, reports, cancel } = pollTimelines({ a: TIMELINE }, { events: { a: events } })
  const end = run(['a'])
  void clock
    .sleep(9_999)
    .then(() => clock.sleep(1))
    .then(cancel)
  await expect(end).rejects.toMatchObject({ kind: 'cancelled' })
  expect(reports.map(({ type }) => type)).toEqual(['status'])
})

test("a bug in reading events isn't ignored", async () => {
  const { run } = pollTimelines({ a: TIMELINE }, { events: { a: [[0, new TypeError('a bug')]] } })
  await expect(run(['a'])).rejects.toThrow(TypeError)
})
