import { expect, test } from 'vitest'
import { WAIT } from '../action/job-setup.ts'
import { failure } from '../support/api/responses.ts'
import { FOR_GOOD, MINUTE, OOPS, play } from './many-checkpoints.ts'

const JOB = 'ftjob-abc123'

test.each([
  // A rate limit is waited out, and other faults for two minutes.
  ['a rate limit', failure(429, 'Slow down.'), 4, 5],
  ['an outage', OOPS, 1, 2],
])(
  'with %s, the last status check of a job takes minutes, but not more than five',
  async (...line) => {
    const [, answer, least, most] = line
    await using run = await play({
      size: [1, 1],
      setup: { jobs: { [JOB]: { states: ['running'], fineTunedModel: 'ft:a' } } },
      inputs: { ...WAIT, 'fine-tuning-job-id': JOB, 'wait-timeout-minutes': '0' },
      keys: api => ({ 'api-key': api.projectKey }),
      prepare: api => api.fault({ on: 'job', times: FOR_GOOD, answer }),
    })
    expect(run.step.outputs.result).toBe('unavailable')
    expect(run.took).toBeGreaterThan(least * MINUTE)
    expect(run.took).toBeLessThanOrEqual(most * MINUTE)
  },
)
