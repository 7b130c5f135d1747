import { expect, test } from 'vitest'
import { ApiError, cancelledError } from '../../src/api/errors.ts'
import {
  describeExchange,
  type FailureInput,
  isApiRejection,
  requestIdOf,
  toError,
} from '../../src/api/failure.ts'
import type { Exchange } from '../../src/api/transport.ts'
import { answer, errorBody, failure, proxyFault } from './exchanges.ts'

const error = (exchange: Exchange, more: Partial<FailureInput> = {}) =>
  toError({
    operation: 'grant access',
    exchange,
    kind: 'refused',
    attempts: 2,
    key: { value: 'sk-admin-0', input: 'admin-key' },
    method: 'POST',
    wasReached: false,
    more: {},
    ...more,
  })

test('the error of a response has all its details', () => {
  const exchange = answer(401, errorBody('No such key', 'invalid'), { 'x-request-id': 'req_1' })
  expect(error(exchange)).toMatchObject({
    name: 'ApiError',
    kind: 'refused',
    message: "Couldn't grant access: the API returned 401: No such key",
    reason: 'the API returned 401: No such key',
    status: 401,
    code: 'invalid',
    serverMessage: 'No such key',
    requestId: 'req_1',
    retryable: true,
    retryAfterMs: null,
    attempts: 2,
    about: 'key',
    hint: expect.stringContaining('Store a new key'),
  })
})

test('the error of a connection failure has no response, except the ID of an interrupted one', () => {
  const details = { kind: 'ambiguous', more: { retryAfterMs: 0 } } as const
  expect(error(failure(true, 'ECONNRESET', 'it broke', 'req_1'), details)).toMatchObject({
    kind: 'ambiguous',
    reason: 'no complete response: it broke',
    status: null,
    code: null,
    serverMessage: null,
    requestId: 'req_1',
    retryable: true,
    retryAfterMs: 0,
    attempts: 2,
    hint: null,
  })
  expect(error(failure(false, 'ENOTFOUND')).hint).toContain('Check base-url')
})

test('an exchange interrupted by cancellation gets no hint, and no headline', () => {
  const cancelled = error(failure(false, 'ENOTFOUND'), { kind: 'cancelled' })
  expect(cancelled).toMatchObject({ hint: null, summary: null })
})

test.each<[FailureInput['kind'], Exchange, string]>([
  ['refused', answer(400), 'The API rejected the request (400)'],
  ['unavailable', failure(false, 'ENOTFOUND'), "Couldn't reach the API"],
  ['unreadable', answer(200, '{'), "Couldn't read the API's response"],
  ['ambiguous', answer(200, '{'), 'The API rejected the request (200)'],
])('the error of a call that is %s has a headline (%#)', (kind, exchange, summary) => {
  expect(error(exchange, { kind }).summary).toBe(summary)
})

test('given details override those of the exchange', () => {
  const more = { reason: 'too late', retryAfterMs: 500, retryable: false }
  expect(error(answer(429, errorBody('No')), { more })).toMatchObject({ ...more, status: 429 })
})

// A response that forbids a retry must not be followed by a second write.
test.each([
  [{}, {}, true],
  [{ 'x-should-retry': 'true' }, {}, true],
  [{ 'x-should-retry': 'false' }, {}, false],
  [{ 'x-should-retry': 'false' }, { retryable: true }, false],
  [{ 'x-should-retry': 'true' }, { retryable: false }, false],
])('with %j and %j it is retryable: %s', (headers, more, retryable) => {
  expect(error(answer(500, '', headers), { more }).retryable).toBe(retryable)
})

test.each<[Exchange, string]>([
  [failure(true, 'ECONNRESET'), 'no complete response: it broke'],
  [failure(false, 'ENOTFOUND'), 'connection failed: it broke'],
  [failure(false, 'ENOTFOUND', ''), 'connection failed: ENOTFOUND'],
  [failure(true, undefined, ''), 'no complete response: unknown error'],
  [proxyFault(407, 'x'), 'connection through the proxy proxy.example:3128 failed: it returned 407'],
  [
    proxyFault(null, 'ECONNREFUSED'),
    'connection through the proxy proxy.example:3128 failed: it broke',
  ],
  [failure(true, 'UND_ERR_RES_EXCEEDED_MAX_SIZE'), 'the response is larger than 10 MB'],
  [failure(true, 'UND_ERR_HEADERS_OVERFLOW'), 'the response headers are larger than 16 KiB'],
  [answer(400, errorBody('No.')), 'the API returned 400: No'],
  [
    answer(400, errorBody('No.'), { 'content-encoding': 'br' }),
    'the API returned 400 with a compressed body (br)',
  ],
  [answer(302, errorBody('Moved')), 'the API returned 302: Moved'],
  [
    answer(302, '', { location: 'https://x' }),
    "the API returned 302, a redirect to https://x, which isn't followed",
  ],
  [answer(300), "the API returned 300, a redirect without a location, which isn't followed"],
  [answer(399), "the API returned 399, a redirect without a location, which isn't followed"],
  [answer(299), 'the API returned 299 with no message'],
  [answer(400), 'the API returned 400 with no message'],
  [answer(502, ' \n'), 'the API returned 502 with no message'],
  [
    answer(502, '<h1>Bad Gateway'),
    'the API returned 502 with an unexpected body that starts with "<h1>Bad Gateway"',
  ],
])('describes an exchange (%#)', (exchange, words) => {
  expect(describeExchange(exchange)).toBe(words)
})

test.each<[Exchange, boolean]>([
  [answer(400), true],
  [answer(404), true],
  [answer(408), false],
  [answer(409), true],
  [answer(499), true],
  [answer(500), false],
  [answer(503), false],
  [failure(true), false],
  [failure(false), false],
])('distinguishes a rejection by the API from a connection failure (%#)', (exchange, is) => {
  expect(isApiRejection(exchange)).toBe(is)
})

test('the request ID is that of the response, even of an interrupted one', () => {
  expect(requestIdOf(answer(200, '', { 'x-request-id': 'req_1' }))).toBe('req_1')
  expect(requestIdOf(answer(200))).toBeNull()
  expect(requestIdOf(failure(true, undefined, '', 'req_2'))).toBe('req_2')
  expect(requestIdOf(failure(true))).toBeNull()
})

test('an error without details has what failed, and null for the rest', () => {
  expect(new ApiError({ kind: 'unavailable', operation: 'ask', reason: 'no time' })).toMatchObject({
    message: "Couldn't ask: no time",
    status: null,
    code: null,
    serverMessage: null,
    requestId: null,
    retryable: true,
    retryAfterMs: null,
    attempts: 0,
    hint: null,
    summary: null,
  })
  expect(cancelledError('ask', 3)).toMatchObject({
    kind: 'cancelled',
    message: "Couldn't ask: the step was cancelled",
    attempts: 3,
  })
})

// If the key is rejected, no other call uses it.
test.each([
  ['refused', 401, true, true],
  ['refused', 429, true, true],
  ['refused', 403, false, false],
  ['refused', 404, false, false],
  ['unavailable', 429, false, true],
  ['unavailable', 401, false, true],
  ['ambiguous', 500, false, true],
  ['unreadable', 200, false, true],
  ['cancelled', null, false, true],
] as const)('%s with %s stops the run: %s; unavailable: %s', (kind, status, key, un) => {
  const { stopsRun, isUnavailable } = new ApiError({
    kind,
    operation: '',
    reason: '',
    status,
  })
  expect([stopsRun, isUnavailable]).toEqual([key, un])
})
