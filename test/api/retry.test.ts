import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedWait, backoff, judge, type Verdict } from '../../src/api/retry.ts'
import type { Exchange, HttpRequest } from '../../src/api/transport.ts'

type Method = HttpRequest['method']
const WRITES: Method[] = ['POST', 'DELETE']

const answer = (status: number, shouldRetry?: string, body = ''): Exchange => ({
  type: 'answer',
  status,
  headers: shouldRetry === undefined ? {} : { 'x-should-retry': shouldRetry },
  body,
})
const failure = (sent: boolean, code: string): Exchange => ({
  type: 'failure',
  sent,
  requestId: null,
  error: Object.assign(new Error(code), { code }),
})

const SUCCESS = [200, 201, 202, 204, 299]
const UNSURE = [408, 409, 500, 502, 503, 504, 529]
const FINAL = [300, 301, 302, 307, 400, 401, 403, 404, 405, 410, 413, 418, 422, 428, 431]

/** The verdict by status, for `x-should-retry` absent, `true`, `false` and anything else. */
type Line = [readonly number[], Verdict, Verdict, Verdict, Verdict]
const READS: Line[] = [
  [SUCCESS, 'accept', 'accept', 'accept', 'accept'],
  [[429], 'repeat', 'repeat', 'final', 'repeat'],
  [UNSURE, 'repeat', 'repeat', 'final', 'repeat'],
  [FINAL, 'final', 'repeat', 'final', 'final'],
]
const CHANGES: Line[] = [
  [SUCCESS, 'accept', 'accept', 'accept', 'accept'],
  [[429], 'repeat', 'repeat', 'final', 'repeat'],
  [UNSURE, 'ambiguous', 'ambiguous', 'ambiguous', 'ambiguous'],
  [FINAL, 'final', 'ambiguous', 'final', 'final'],
]

test.each<[Method, Line[]]>([
  ['GET', READS],
  ['POST', CHANGES],
  ['DELETE', CHANGES],
])('judges every answer to a %s', (method, lines) => {
  for (const [statuses, absent, yes, no, other] of lines) {
    for (const status of statuses) {
      const verdicts = [undefined, 'true', 'false', 'maybe'].map(header =>
        judge(method, answer(status, header)),
      )
      expect([status, ...verdicts]).toEqual([status, absent, yes, no, other])
    }
  }
})

test.each<[string, boolean, Verdict, Verdict]>([
  ['ENOTFOUND', false, 'repeat', 'repeat'],
  ['EAI_AGAIN', false, 'repeat', 'repeat'],
  ['ECONNREFUSED', false, 'repeat', 'repeat'],
  ['UND_ERR_CONNECT_TIMEOUT', false, 'repeat', 'repeat'],
  ['EPROTO', false, 'repeat', 'repeat'],
  ['CERT_HAS_EXPIRED', false, 'final', 'final'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', false, 'final', 'final'],
  ['SELF_SIGNED_CERT_IN_CHAIN', false, 'final', 'final'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, 'final', 'final'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', false, 'final', 'final'],
  ['INVALID_CA', false, 'final', 'final'],
  ['INVALID_PURPOSE', false, 'final', 'final'],
  ['PATH_LENGTH_EXCEEDED', false, 'final', 'final'],
  ['UNABLE_TO_GET_CRL', false, 'final', 'final'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', false, 'final', 'final'],
  ['UND_ERR_PRX_TLS', false, 'final', 'final'],
  ['UND_ERR_PRX_CONN', false, 'repeat', 'repeat'],
  ['ECONNRESET', true, 'repeat', 'ambiguous'],
  ['UND_ERR_SOCKET', true, 'repeat', 'ambiguous'],
  ['UND_ERR_HEADERS_TIMEOUT', true, 'repeat', 'ambiguous'],
  ['UND_ERR_BODY_TIMEOUT', true, 'repeat', 'ambiguous'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', true, 'final', 'ambiguous'],
  ['UND_ERR_HEADERS_OVERFLOW', true, 'final', 'ambiguous'],
])('judges %s (sent: %s)', (code, sent, read, write) => {
  expect(judge('GET', failure(sent, code))).toBe(read)
  for (const method of WRITES) expect(judge(method, failure(sent, code))).toBe(write)
})

test.each<[number | null, Verdict]>([
  [400, 'final'],
  [403, 'final'],
  [407, 'final'],
  [408, 'repeat'],
  [429, 'repeat'],
  [500, 'repeat'],
  [502, 'repeat'],
  [null, 'repeat'],
])('judges a tunnel that a proxy does not make (%s)', (status, verdict) => {
  const proxy = { host: 'proxy:8080', status }
  for (const method of ['GET', ...WRITES] as Method[]) {
    const exchange = { ...failure(false, 'UND_ERR_ABORTED'), proxy }
    expect(judge(method, exchange)).toBe(verdict)
  }
})

test('a failure without a code is judged by what was sent', () => {
  const unnamed = (sent: boolean): Exchange => ({
    type: 'failure',
    requestId: null,
    sent,
    error: new Error('?'),
  })
  expect(judge('POST', unnamed(false))).toBe('repeat')
  expect(judge('POST', unnamed(true))).toBe('ambiguous')
})

test.each([
  ['insufficient_quota', 'final'],
  ['credit_balance_exhausted', 'final'],
  ['rate_limit_exceeded', 'repeat'],
  [null, 'repeat'],
])('a 429 with the code %s is %s, whatever the server asks', (code, verdict) => {
  const body = JSON.stringify({ error: { message: 'No', type: null, param: null, code } })
  for (const method of ['GET', ...WRITES] as Method[]) {
    expect(judge(method, answer(429, undefined, body))).toBe(verdict)
    expect(judge(method, answer(429, 'true', body))).toBe(verdict)
  }
})

test('a write is repeated after nothing but a 429 or what was not sent', () => {
  const status = fc.integer({ min: 100, max: 599 })
  const header = fc.constantFrom(undefined, 'true', 'false', '')
  fc.assert(
    fc.property(
      fc.constantFrom(...WRITES),
      status,
      header,
      fc.string(),
      (method, code, ask, body) => {
        if (code !== 429) expect(judge(method, answer(code, ask, body))).not.toBe('repeat')
        expect(judge(method, failure(true, body))).toBe('ambiguous')
      },
    ),
  )
})

const NOW = Date.UTC(2026, 10, 24, 21, 15, 37, 500)

test.each<[string, Record<string, string>, number | null]>([
  ['nothing', {}, null],
  ['milliseconds', { 'retry-after-ms': '250' }, 250],
  ['milliseconds with decimals', { 'retry-after-ms': '250.5' }, 250.5],
  ['no milliseconds', { 'retry-after-ms': '0' }, 0],
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['seconds with decimals', { 'retry-after': '0.25' }, 250],
  ['seconds among blanks', { 'retry-after': ' 7 ' }, 7_000],
  ['milliseconds and seconds', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  ['odd milliseconds and seconds', { 'retry-after-ms': 'soon', 'retry-after': '7' }, 7_000],
  ['negative milliseconds and seconds', { 'retry-after-ms': '-1', 'retry-after': '7' }, 7_000],
  ['milliseconds beyond counting', { 'retry-after-ms': '9'.repeat(400) }, 8.64e12],
  ['seconds beyond counting', { 'retry-after': '9'.repeat(400) }, 8.64e15],
  ['a date', { 'retry-after': 'Tue, 24 Nov 2026 21:16:37 GMT' }, 59_500],
  ['a date in the older form', { 'retry-after': 'Tuesday, 24-Nov-26 21:16:37 GMT' }, 59_500],
  ['a date in the past', { 'retry-after': 'Tue, 24 Nov 2026 21:15:37 GMT' }, 0],
  [
    'milliseconds and a date',
    { 'retry-after-ms': '5', 'retry-after': new Date(0).toUTCString() },
    5,
  ],
])('reads how long to wait from %s', (_, headers, wait) => {
  expect(askedWait(headers, NOW)).toBe(wait)
})

// Taken for a date in the past, one of these would mean to try again at once, and again.
test.each([
  '',
  ' ',
  'soon',
  'null',
  'NaN',
  'Infinity',
  '-5',
  '-0.5',
  '1e3',
  '5 s',
  '5s',
  '1,5',
  '+5',
  'in 5',
  '0x10',
])('does not take "%s" for a time to wait', text => {
  expect(askedWait({ 'retry-after': text }, NOW)).toBeNull()
  expect(askedWait({ 'retry-after-ms': text }, NOW)).toBeNull()
})

test('a wait is never negative and never no number', () => {
  const header = fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String))
  fc.assert(
    fc.property(header, header, (text, other) => {
      const wait = askedWait({ 'retry-after-ms': text, 'retry-after': other }, NOW)
      if (wait !== null) expect(wait).toBeGreaterThanOrEqual(0)
    }),
  )
})

test.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [5, 16_000],
  [6, 30_000],
  [2_000, 30_000],
])('the pause before repeat %i is anywhere up to %i ms', (repeat, most) => {
  expect(backoff(repeat, () => 0)).toBe(0)
  expect(backoff(repeat, () => 0.5)).toBe(most / 2)
})

test('a pause is never over 30 s, and its bound never shrinks', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), random, (repeat, value) => {
      const pause = backoff(repeat, () => value)
      expect(pause).toBeGreaterThanOrEqual(0)
      expect(pause).toBeLessThanOrEqual(30_000)
      expect(backoff(repeat + 1, () => value)).toBeGreaterThanOrEqual(pause)
    }),
  )
})
