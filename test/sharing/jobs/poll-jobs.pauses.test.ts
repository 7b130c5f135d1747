import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Job } from '../../../src/api/jobs.ts'
import { type JobTimeline, pollTimelines } from './job-timelines.ts'

const running = (job: Partial<Job> = {}): Partial<Job> => ({ status: 'running', ...job })
const done = { status: 'succeeded', fineTunedModel: 'ft:model' }
const FOREVER: JobTimeline = [[0, running()]]

test('pauses are 10 s, then longer and longer, up to 60 s', async () => {
  const { run, polledAt } = pollTimelines({ a: [...FOREVER, [400, done]] })
  await run(['a'])
  const times = polledAt('a')
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  expect(pauses).toEqual([10, 15, 22.5, 33.75, 50.625, 60, 60, 60, 60, 60])
})

test('a job is polled by its estimated finish, and never too often', async () => {
  const time = fc.integer({ min: 1, max: 3_500 })
  await fc.assert(
    fc.asyncProperty(time, time, fc.nat(999), async (finish, message, late) => {
      const estimatedFinish = message + finish
      const timeline: JobTimeline = [
        [0, running()],
        [message, running({ estimatedFinish })],
        [estimatedFinish, done],
      ]
      const { clock, start, run, polledAt } = pollTimelines({ a: timeline }, { minutes: 150, late })
      await run(['a'])
      const times = polledAt('a')
      // If the estimate came too late, the ordinary pause ends the wait.
      const knew = times.some(time => time >= message && time < estimatedFinish)
      const latest = estimatedFinish + (knew ? 10 : 60)
      expect((clock.now() - start) / 1000).toBeLessThanOrEqual(latest)
      for (const [index, time] of times.slice(1).entries()) {
        expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(9.999)
      }
    }),
    { numRuns: 60 },
  )
})

test('a job that is expected sooner is checked again after 10 s', async () => {
  const timeline: JobTimeline = [
    [0, running()],
    [5, running({ estimatedFinish: 11 })],
    [11, done],
  ]
  const { run, polledAt } = pollTimelines({ a: timeline }, { late: 600 })
  await run(['a'])
  expect(polledAt('a')).toEqual([0, 10, 20])
})

test("a past estimate doesn't change the pause", async () => {
  const late = pollTimelines({
    a: [
      [0, running({ estimatedFinish: 5 })],
      [400, done],
    ],
  })
  const plain = pollTimelines({
    a: [
      [0, running()],
      [400, done],
    ],
  })
  await Promise.all([late.run(['a']), plain.run(['a'])])
  expect(late.polledAt('a').slice(0, 2)).toEqual([0, 10])
  expect(late.polledAt('a').slice(2, 5)).toEqual(plain.polledAt('a').slice(2, 5))
  expect(late.polledAt('a').at(-1)).toBeLessThanOrEqual(460)
})

test("an estimate for right now doesn't change the pause", async () => {
  const { run, polledAt } = pollTimelines({
    a: [
      [0, running()],
      [5, running({ estimatedFinish: 10 })],
      [25, done],
    ],
  })
  await run(['a'])
  expect(polledAt('a')).toEqual([0, 10, 25])
})
