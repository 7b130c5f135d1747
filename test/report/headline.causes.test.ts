import { expect, test } from 'vitest'
import { failureSummary } from '../../src/api/failure-summary.ts'
import type { Key } from '../../src/api/key.ts'
import { headlineOf } from '../../src/report/headline.ts'
import { stateClause } from '../../src/sharing/jobs/job-not-finished.ts'
import { answer, errorBody, failure, proxyFault } from '../api/exchanges.ts'
import { REPORT } from './fixtures.ts'
import { headline, planWith, unread } from './headline-setup.ts'

const ADMIN: Key = { value: 'sk-admin-0', input: 'admin-key' }
const PROJECT: Key = { value: 'sk-proj-0', input: 'api-key' }
const SCOPES = 'Missing scopes: api.fine_tuning.checkpoints.read.'

test.each<[string, ReturnType<typeof answer>, Key]>([
  ['OpenAI rejected admin-key (401)', answer(401, errorBody('Incorrect API key provided')), ADMIN],
  ['OpenAI rejected api-key (401)', answer(401, errorBody('x', 'invalid_api_key')), PROJECT],
  [
    "admin-key isn't an admin key",
    answer(401, errorBody('x', 'invalid_api_key')),
    { ...PROJECT, input: 'admin-key' },
  ],
  ["api-key isn't a project key", answer(401, errorBody(SCOPES)), { ...ADMIN, input: 'api-key' }],
  ['admin-key lacks a scope', answer(403, errorBody(SCOPES)), ADMIN],
  [
    "base-url isn't the host of the project's region",
    answer(401, errorBody('x', 'incorrect_hostname')),
    ADMIN,
  ],
  [
    "The runner's IP address isn't allowed",
    answer(401, errorBody('Your IP is not authorized.')),
    ADMIN,
  ],
  [
    'The account or organization is deactivated',
    answer(401, errorBody('x', 'account_deactivated')),
    ADMIN,
  ],
  ['A firewall or proxy blocked the API', answer(403, '<html>'), ADMIN],
  ["base-url doesn't point to the API", answer(404, '{"detail": "Not Found"}'), ADMIN],
  ['The API rejected the request (401)', answer(401, ''), ADMIN],
  ['Rate limited', answer(429, errorBody('Slow down.')), ADMIN],
  [
    'The organization is out of credit',
    answer(429, errorBody('No.', 'insufficient_quota')),
    PROJECT,
  ],
  ['The API returned 503', answer(503, ''), ADMIN],
])('the cause is named: %s', (cause, exchange, key) => {
  expect(
    failureSummary({ exchange, key, isUnreadable: false, wasReached: true, method: 'GET' }),
  ).toBe(cause)
})

test("an API counts as unreached only if it wasn't reached", () => {
  const cause = (exchange: ReturnType<typeof failure>, wasReached: boolean) =>
    failureSummary({ exchange, key: ADMIN, isUnreadable: false, wasReached, method: 'GET' })
  expect(cause(failure(false), false)).toMatch(/^(Couldn't reach the API|The API didn't respond)$/)
  expect(cause(failure(false), true)).toBe('Lost the connection to the API')
  const text = failureSummary({
    exchange: answer(200, '{}'),
    key: ADMIN,
    isUnreadable: true,
    wasReached: true,
    method: 'GET',
  })
  expect(text).toBe("Couldn't read the API's response")
})

test('a proxy that fails is named', () => {
  const cause = failureSummary({
    exchange: proxyFault(502),
    key: ADMIN,
    isUnreadable: false,
    wasReached: false,
    method: 'GET',
  })
  expect(cause).toBe("Couldn't reach the API through the proxy")
})

test('what was read is never called unreachable', () => {
  const unavailable = { result: 'unavailable' } as const
  expect(headline({ mode: 'check' }, [planWith('shared'), unread()], unavailable)).toBe(
    "1 of 1 pair (2 checkpoints, 1 project) has access; couldn't read access to 1 of 2 checkpoints",
  )
  expect(headline({ mode: 'check' }, [unread(), unread()], unavailable)).toBe(
    "Couldn't reach the API; nothing was changed",
  )
})

test('a checkpoint without rows that could not be read is in the headline of every mode', () => {
  const refused = { ...unread(), listFailure: 'refused' } as const
  for (const mode of ['grant', 'sync', 'revoke', 'check', 'list'] as const) {
    expect(headline({ mode }, [refused], { result: 'failed' })).toBe(
      "Couldn't read access to 1 checkpoint; nothing was changed",
    )
    expect(headline({ mode }, [planWith('shared'), refused], { result: 'failed' })).toMatch(
      /; couldn't read access to 1 of 2 checkpoints$/,
    )
    const dry = headline({ mode, dryRun: true }, [planWith('shared'), refused])
    expect(dry).toMatch(/; couldn't read access to 1 of 2 checkpoints$/)
  }
})

test('what stopped a run that had a plan is its headline', () => {
  const failureHeadline = 'OpenAI rejected admin-key (401); nothing was changed'
  const plans = [planWith('skipped'), unread('failed')]
  expect(headline({}, plans, { result: 'unavailable', failureHeadline })).toBe(failureHeadline)
})

test('outputs that could not be written are in the headline', () => {
  expect(headlineOf({ ...REPORT, outputsFailed: true })).toMatch(
    /; the outputs couldn't be written$/,
  )
})

test.each([
  ['running', 'is still running'],
  ['queued', 'is still queued'],
  ['paused', 'is paused'],
  ['<b>hibernating</b>', "hasn't finished"],
])("a job's status %s is told in words of our own", (status, clause) => {
  expect(stateClause(status)).toBe(clause)
})
