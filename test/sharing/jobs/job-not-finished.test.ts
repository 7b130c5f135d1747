import { expect, test } from 'vitest'
import {
  JobNotFinishedError,
  noModelError,
  stateClause,
} from '../../../src/sharing/jobs/job-not-finished.ts'

test.each([
  ['validating_files', 'is still validating files'],
  ['pending', 'is still pending'],
  ['queued', 'is still queued'],
  ['running', 'is still running'],
  ['paused', 'is paused'],
  ['failed', 'failed'],
  ['cancelled', 'was cancelled'],
  // The server's own text isn't repeated in a headline.
  ['reticulating', "hasn't finished"],
  ['', "hasn't finished"],
])('the headline for the status %j', (status, clause) => {
  const error = new JobNotFinishedError('ftjob-a', stateClause(status), 'message')
  expect(error).toMatchObject({
    name: 'JobNotFinishedError',
    message: 'message',
    summary: `Fine-tuning job ftjob-a ${clause}`,
    hint: null,
  })
})

test('the error for a job without a model', () => {
  expect(noModelError('ftjob-a')).toMatchObject({
    message: 'ftjob-a succeeded but returned no model',
    summary: 'Fine-tuning job ftjob-a returned no model',
    hint: null,
  })
})
