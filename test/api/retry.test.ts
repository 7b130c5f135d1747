import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classifyResponse, type RetryDecision } from '../../src/api/retry.ts'
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

/** The decision by status, for `x-should-retry` absent, `true`, `false`, and anything else. */
type Line = [readonly number[], RetryDecision, RetryDecision, RetryDecision, RetryDecision]
const READS: Line[] = [
  [SUCCESS, 'accept', 'accept', 'accept', 'accept'],
  [[429], 'retry', 'retry', 'fail', 'retry'],
  [UNSURE, 'retry', 'retry', 'fail', 'retry'],
  [FINAL, 'fail', 'retry', 'fail', 'fail'],
]
const CHANGES: Line[] = [
  [SUCCESS, 'accept', 'accept', 'accept', 'accept'],
  [[429], 'retry', 'retry', 'fail', 'retry'],
  [UNSURE, 'ambiguous', 'ambiguous', 'ambiguous', 'ambiguous'],
  [FINAL, 'fail', 'ambiguous', 'fail', 'fail'],
]

test.each<[Method, Line[]]>([
  ['GET', READS],
  ['POST', CHANGES],
  ['DELETE', CHANGES],
])('classifies every response to a %s', (method, lines) => {
  for (const [statuses, absent, yes, no, other] of lines) {
    for (const status of statuses) {
      const targetLines = [undefined, 'true', 'false', 'maybe'].map(header =>
        classifyResponse(method, answer(status, header)),
      )
      expect([status, ...targetLines]).toEqual([status, absent, yes, no, other])
    }
  }
})

test.each<[string, boolean, RetryDecision, RetryDecision]>([
  ['ENOTFOUND', false, 'retry', 'retry'],
  ['EAI_AGAIN', false, 'retry', 'retry'],
  ['ECONNREFUSED', false, 'retry', 'retry'],
  ['UND_ERR_CONNECT_TIMEOUT', false, 'retry', 'retry'],
  ['EPROTO', false, 'retry', 'retry'],
  ['CERT_HAS_EXPIRED', false, 'fail', 'fail'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', false, 'fail', 'fail'],
  ['SELF_SIGNED_CERT_IN_CHAIN', false, 'fail', 'fail'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, 'fail', 'fail'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', false, 'fail', 'fail'],
  ['INVALID_CA', false, 'fail', 'fail'],
  ['INVALID_PURPOSE', false, 'fail', 'fail'],
  ['PATH_LENGTH_EXCEEDED', false, 'fail', 'fail'],
  ['UNABLE_TO_GET_CRL', false, 'fail', 'fail'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', false, 'fail', 'fail'],
  ['UND_ERR_PRX_TLS', false, 'fail', 'fail'],
  ['UND_ERR_PRX_CONN', false, 'retry', 'retry'],
  ['ERR_TLS_DH_PARAM_SIZE', false, 'fail', 'fail'],
  ['ECONNRESET', true, 'retry', 'ambiguous'],
  ['UND_ERR_SOCKET', true, 'retry', 'ambiguous'],
  ['UND_ERR_HEADERS_TIMEOUT', true, 'retry', 'ambiguous'],
  ['UND_ERR_BODY_TIMEOUT', true, 'retry', 'ambiguous'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', true, 'fail', 'ambiguous'],
  ['UND_ERR_HEADERS_OVERFLOW', true, 'fail', 'ambiguous'],
])('classifies %s (sent: %s)', (code, sent, read, write) => {
  expect(classifyResponse('GET', failure(sent, code))).toBe(read)
  for (const method of WRITES) expect(classifyResponse(method, failure(sent, code))).toBe(write)
})

test.each<[number | null, RetryDecision]>([
  [400, 'fail'],
  [403, 'fail'],
  [407, 'fail'],
  [408, 'retry'],
  [429, 'retry'],
  [500, 'retry'],
  [502, 'retry'],
  [null, 'retry'],
])("classifies a tunnel that a proxy doesn't create (%s)", (status, verdict) => {
  const proxy = { host: 'proxy:8080', status }
  for (const method of ['GET', ...WRITES] as Method[]) {
    const exchange = { ...failure(false, 'UND_ERR_ABORTED'), proxy }
    expect(classifyResponse(method, exchange)).toBe(verdict)
  }
})

test('a failure without a code is classified by whether it was sent', () => {
  const unnamed = (sent: boolean): Exchange => ({
    type: 'failure',
    requestId: null,
    sent,
    error: new Error('?'),
  })
  expect(classifyResponse('POST', unnamed(false))).toBe('retry')
  expect(classifyResponse('POST', unnamed(true))).toBe('ambiguous')
})

test.each([
  ['insufficient_quota', 'fail'],
  ['credit_balance_exhausted', 'fail'],
  ['billing_not_active', 'fail'],
  ['billing_hard_limit_reached', 'fail'],
  ['access_terminated', 'fail'],
  ['rate_limit_exceeded', 'retry'],
  [null, 'retry'],
])('a 429 with the code %s is %s, whatever the server requests', (code, verdict) => {
  const body = JSON.stringify({ error: { message: 'No', type: null, param: null, code } })
  for (const method of ['GET', ...WRITES] as Method[]) {
    expect(classifyResponse(method, answer(429, undefined, body))).toBe(verdict)
    expect(classifyResponse(method, answer(429, 'true', body))).toBe(verdict)
  }
})

test('a write is retried only after a 429 or if nothing was sent', () => {
  const status = fc.integer({ min: 100, max: 599 })
  const header = fc.constantFrom(undefined, 'true', 'false', '')
  fc.assert(
    fc.property(
      fc.constantFrom(...WRITES),
      status,
      header,
      fc.string(),
      (method, code, ask, body) => {
        if (code !== 429)
          expect(classifyResponse(method, answer(code, ask, body))).not.toBe('retry')
        expect(classifyResponse(method, failure(true, body))).toBe('ambiguous')
      },
    ),
  )
})
