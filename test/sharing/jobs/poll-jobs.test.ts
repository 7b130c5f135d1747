import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors.ts'
import type { Job } from '../../../src/api/jobs.ts'
import { formatDuration } from '../../../src/common/format.ts'
import { JobNotFinishedError } from '../../../src/sharing/jobs/job-not-finished.ts'
import { type JobTimeline, pollTimelines } from './job-timelines.ts'

const running = (job: Partial<Job> = {}): Partial<Job> => ({ status: 'running', ...job })
const done = { status: 'succeeded', fineTunedModel: 'ft:model' }
const failed = { status: 'failed', error: { code: 'bad', message: 'Bad file.' } }
const FOREVER: JobTimeline = [[0, running()]]

test('each status is reported once, with the elapsed time and the time left', async () => {
  const { clock, start, run, statuses } = pollTimelines({
    a: [
      [0, { status: 'validating_files' }],
      [25, { status: 'queued' }],
      [100, running({ estimatedFinish: 600 })],
      [600, done],
    ],
  })
  expect(await run(['a'])).toMatchObject([{ job: { id: 'a', fineTunedModel: 'ft:model' } }])
  expect(clock.now() - start).toBe(600_000)
  expect(statuses()).toEqual([
    { id: 'a', status: 'validating_files', elapsed: 0, left: null },
    { id: 'a', status: 'queued', elapsed: 25_000, left: null },
    { id: 'a', status: 'running', elapsed: 131_875, left: 468_125 },
    { id: 'a', status: 'succeeded', elapsed: 600_000, left: null },
  ])
})

test('a job that names its model before it has succeeded is waited for', async () => {
  const { clock, start, run } = pollTimelines({
    a: [
      [0, running({ fineTunedModel: 'ft:early' })],
      [10, done],
    ],
  })
  expect(await run(['a'])).toMatchObject([{ job: done }])
  expect(clock.now() - start).toBe(10_000)
})

test('a job that has succeeded without naming a model ends the wait', async () => {
  const { clock, start, run } = pollTimelines({ a: [[0, { status: 'succeeded' }]] })
  const message = 'a succeeded but returned no model'
  await expect(run(['a'])).rejects.toThrow(message)
  expect(clock.now() - start).toBe(0)
})

test('paused, resumed, and unknown statuses are waited for', async () => {
  const statuses = ['running', 'pausing', 'paused', 'running', 'reticulating', '']
  const timeline: JobTimeline = statuses.map((status, index) => [index * 61, { status }])
  const { run, statuses: message } = pollTimelines({ a: [...timeline, [400, done]] })
  expect(await run(['a'])).toHaveLength(1)
  expect(message().map(({ status }) => status)).toEqual([...statuses, 'succeeded'])
})

test('a timeout reports the last status, and polls until near the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0.001, max: 200, noNaN: true }), async minutes => {
      const { clock, start, run, polledAt } = pollTimelines(
        { a: [[0, { status: 'queued' }]] },
        { minutes },
      )
      const error = await run(['a']).catch(error => error)
      expect(error).toBeInstanceOf(JobNotFinishedError)
      const waited = clock.now() - start
      expect(error.message).toBe(
        `a hasn't finished after ${formatDuration(waited)}: its status is queued`,
      )
      expect(error.hint).toMatch(/^Increase wait-timeout-minutes, or run again /)
      expect(waited).toBeLessThanOrEqual(minutes * 60_000 + 1)
      expect(polledAt('a').at(-1)).toBeGreaterThan(minutes * 60 - 60.01)
    }),
    { numRuns: 40 },
  )
})

test('without time for waiting, each job is polled once', async () => {
  const { clock, start, run, polledAt } = pollTimelines(
    { a: [[0, done]], b: FOREVER },
    { minutes: 0 },
  )
  expect(await run(['a'])).toHaveLength(1)
  await expect(run(['b'])).rejects.toMatchObject({
    message: "b hasn't finished: its status is running. This run checks only once",
    hint: 'Run again when the job has finished.',
  })
  expect([...polledAt('a'), ...polledAt('b'), clock.now() - start]).toEqual([0, 0, 0])
})

test.each([
  [0, "a hasn't finished: its status is paused"],
  [1, "a hasn't finished after 1 min: its status is paused"],
])('a job that is paused after %i minutes has to be resumed', async (minutes, message) => {
  const { run } = pollTimelines({ a: [[0, { status: 'paused' }]] }, { minutes })
  const hint = 'Resume the job, then run again.'
  await expect(run(['a'])).rejects.toMatchObject({ message, hint })
})

test.each<[string, Partial<Job>]>([
  ['a failed: Bad file (bad)', failed],
  ['a failed: Bad file', { status: 'failed', error: { code: null, message: 'Bad file.' } }],
  ['a failed: bad', { status: 'failed', error: { code: 'bad', message: null } }],
  ['a failed', { status: 'failed' }],
  ['a was cancelled', { status: 'cancelled' }],
  ['a was cancelled: By Ada', { status: 'cancelled', error: { code: null, message: 'By Ada' } }],
])('%s', async (message, end) => {
  const { run, clock, start } = pollTimelines({ a: [...FOREVER, [10, end]] })
  await expect(run(['a'])).rejects.toMatchObject({ message })
  expect(clock.now() - start).toBe(10_000)
})

test('jobs are polled concurrently and returned in the requested order', async () => {
  const { clock, start, run } = pollTimelines({
    a: [
      [0, running({ estimatedFinish: 1_200 })],
      [1_200, { ...done, fineTunedModel: 'ft:a' }],
    ],
    b: [[0, { ...done, fineTunedModel: 'ft:b' }]],
    c: [
      [0, running({ estimatedFinish: 900 })],
      [900, { ...done, fineTunedModel: 'ft:c' }],
    ],
  })
  const models = (await run(['a', 'b', 'c'])).map(({ job }) => job.fineTunedModel)
  expect(models).toEqual(['ft:a', 'ft:b', 'ft:c'])
  expect(clock.now() - start).toBe(1_200_000)
})

test('one failed job stops the others at once and is the one that is reported', async () => {
  const { clock, start, run, stop, polledAt } = pollTimelines({
    a: FOREVER,
    b: [...FOREVER, [25, failed]],
    c: [...FOREVER, [26, failed]],
  })
  await expect(run(['a', 'b', 'c'])).rejects.toThrow(
    new JobNotFinishedError('b', 'failed', 'b failed: Bad file (bad)'),
  )
  expect(clock.now() - start).toBe(25_000)
  expect(stop.signal.aborted).toBe(true)
  expect(polledAt('a')).toEqual([0, 10, 25])
})

test("so does a job that the key can't see", async () => {
  const error = new ApiError({ kind: 'refused', operation: 'read it', reason: 'no', status: 404 })
  const { clock, start, run } = pollTimelines({ a: FOREVER, b: [...FOREVER, [10, error]] })
  await expect(run(['a', 'b'])).rejects.toBe(error)
  expect(clock.now() - start).toBe(10_000)
})

test('canceling the step ends the wait at once', async () => {
  const { clock, start, run, cancel } = pollTimelines({ a: FOREVER, b: FOREVER })
  const end = run(['a', 'b'])
  void clock.sleep(30_001).then(cancel)
  await expect(end).rejects.toMatchObject({
    kind: 'cancelled',
    message: "Couldn't wait for a: the step was cancelled",
  })
  expect(clock.now() - start).toBe(30_001)
})
