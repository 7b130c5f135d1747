import { expect, test } from 'vitest'
import { InvalidInputsError } from '../../src/common/validation.ts'
import { outcomeFromError } from '../../src/run/outcome.ts'
import { JobNotFinishedError } from '../../src/sharing/jobs/job-not-finished.ts'
import { rejection } from '../support/fixtures.ts'

test('an invalid input makes a run invalid', () => {
  const issues = [{ input: 'mode', message: 'mode: "grnt" is none' }]
  expect(outcomeFromError(new InvalidInputsError(issues))).toEqual({
    result: 'invalid',
    issues,
  })
})

test("a job that didn't finish is a problem without a request", () => {
  const failureHeadline = 'Fine-tuning job ftjob-a failed; nothing was changed'
  const problem = { message: 'ftjob-a failed', hint: null, requestId: null }
  const error = new JobNotFinishedError('ftjob-a', 'failed', 'ftjob-a failed')
  expect(outcomeFromError(error)).toEqual({ failureHeadline, problem })
  const withHint = new JobNotFinishedError('ftjob-a', 'failed', 'ftjob-a failed', 'Fix it.')
  expect(outcomeFromError(withHint)).toMatchObject({ problem: { ...problem, hint: 'Fix it.' } })
})

test.each([
  ['cancelled', 'cancelled', 'Cancelled: nothing was changed'],
  ['unavailable', 'unavailable', 'An API request failed; nothing was changed'],
  ['refused', 'failed', 'An API request failed; nothing was changed'],
] as const)('an error of kind %s makes a run %s', (kind, result, headline) => {
  const error = rejection('No.', { kind, requestId: 'req_1' })
  const { message } = error
  const problem = { message, requestId: 'req_1' }
  expect(outcomeFromError(error)).toMatchObject({ result, failureHeadline: headline, problem })
})

test.each([
  ['an error', new TypeError('x is not a function'), /^Unexpected error: TypeError: x is not/],
  ['an error without a stack', Object.assign(new Error('odd'), { stack: undefined }), /: odd$/],
  ['anything else', 'odd', /: odd$/],
])("%s in the action's own code is reported as a bug", (_, thrown, message) => {
  const { result, failureHeadline: headline, problem } = outcomeFromError(thrown)
  expect(result).toBeUndefined()
  expect(headline).toBe('A bug in this action ended the run')
  expect(problem?.message).toMatch(/^Unexpected error: /)
  expect(problem?.hint).toMatch(/^This is a bug in this action\. /)
  expect(problem?.message).toMatch(message)
})
