import { expect, test } from 'vitest'
import { CHECKPOINT, expectMatchesServer } from '../action/setup.ts'
import type { JobState } from '../support/api.ts'
import { MINUTE, play, requestsOf } from './many-checkpoints.ts'

const JOB = 'ftjob-abc123'
const GIVEN = 'ft:given'

/** Waits for a job that needs this many status checks, and shares its model and GIVEN. */
const playWait = (checks: number) =>
  play({
    size: [1, 1],
    setup: {
      checkpoints: { [GIVEN]: {}, [CHECKPOINT]: {} },
      jobs: {
        [JOB]: {
          states: [...Array<JobState>(checks - 1).fill('running'), 'succeeded'],
          fineTunedModel: CHECKPOINT,
        },
      },
    },
    inputs: { 'checkpoint-id': GIVEN, 'fine-tuning-job-id': JOB },
    keys: api => ({ 'api-key': api.projectKey }),
  })

test('what was listed before a wait is listed again only if the wait took over a minute', async () => {
  await using short = await playWait(4)
  await using long = await playWait(5)
  for (const { step, api } of [short, long]) {
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '2' })
  }
  expect(short.took).toBeGreaterThan((3 / 4) * MINUTE)
  expect(short.took).toBeLessThan(MINUTE)
  expect(requestsOf(short, GIVEN, 'list')).toHaveLength(1)
  expect(long.took).toBeLessThan(1.5 * MINUTE)
  expect(requestsOf(long, GIVEN, 'list')).toHaveLength(2)
})
