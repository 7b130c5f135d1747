import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, type Verdict } from '../../src/api/retry.ts'
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
const FINAL = [199, 300, 301, 302, 307, 400, 401, 403, 404, 405, 410, 413, 418, 422, 428, 431]

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
  ['ERR_TLS_DH_PARAM_SIZE', false, 'final', 'final'],
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
