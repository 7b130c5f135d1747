import { expect, test } from 'vitest'
import { JOB, organizationWithJob, SPEED, shareJob, WAIT } from './job-setup.ts'
import { expectMatchesServer } from './setup.ts'

test('a rate limit on one call delays all calls to that route with that key', async () => {
  await using api = await organizationWithJob(['running', 'succeeded'], {
    jobs: { 'ftjob-2': { states: ['running', 'succeeded'], fineTunedModel: 'ft:other' } },
  })
  api.fault({ on: 'job', times: 1, answer: { status: 429, headers: { 'retry-after': '60' } } })
  const inputs = { ...WAIT, 'fine-tuning-job-id': [JOB, 'ftjob-2'] }
  await using step = await shareJob(api, inputs)
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  const polls = step.requests.filter(({ route }) => route === 'job')
  const [first, ...later] = polls.map(({ at }) => at)
  const pause = 60_000 / SPEED
  // Only the second job's request can have been sent before the first response arrived.
  const soon = later.filter(at => at - (first ?? 0) < pause * 0.9)
  expect(soon.length).toBeLessThanOrEqual(1)
  expect(later.length).toBeGreaterThan(2)
})
