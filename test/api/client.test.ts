import { expect, test } from 'vitest'
import type { Call } from '../../src/api/call.ts'
import type { Exchange } from '../../src/api/transport.ts'
import { answer, errorBody, failure } from './exchanges.ts'
import { READ, scriptedClient, WRITE } from './scripted-transport.ts'

const OK = answer(200, '7', { 'x-request-id': 'req_ok' })
const NOT_SENT = failure(false, 'ECONNREFUSED')
const RESET = failure(true, 'ECONNRESET', 'it broke', 'req_reset')
const OFTEN = answer(429, errorBody('Slow down'), { 'x-request-id': 'req_429' })

test('a call returns the value and the request ID', async () => {
  const { client, retries } = scriptedClient([OK, answer(201, '8')])
  expect(client.requests).toBe(0)
  expect(await client.call(READ)).toEqual({ value: 7, requestId: 'req_ok' })
  expect(await client.call(WRITE)).toEqual({ value: 8, requestId: null })
  expect(client.requests).toBe(2)
  expect(retries).toEqual([])
})

test.each<[string, Partial<Call<number>>, object]>([
  ['nothing but a path', {}, { path: '/it' }],
  ['a query', { query: { after: 'a b', limit: '1' } }, { path: '/it?after=a+b&limit=1' }],
  ['a query with nothing in it', { query: {} }, { path: '/it' }],
  ['a body', { method: 'POST', body: ['ü'] }, { method: 'POST', path: '/it', body: '["ü"]' }],
])('%s is sent unchanged', async (_, call, request) => {
  const { client, sent } = scriptedClient([OK])
  await client.call({ ...READ, ...call })
  expect(sent).toEqual([{ method: 'GET', key: 'sk-admin-0123456789', ...request, at: 0 }])
})

test.each<[string, Exchange, string, string | null]>([
  ['a fault of the server', answer(503), 'the API returned 503 with no message', null],
  ['a conflict', answer(409, errorBody('Busy')), 'the API returned 409: Busy', null],
  ['a reset', RESET, 'no complete response: it broke', 'req_reset'],
  ['a refused connection', NOT_SENT, 'connection failed: it broke', null],
])('a read is retried after %s, with growing pauses that are each reported', async (...line) => {
  const [, exchange, reason, requestId] = line
  const { client, times, retries } = scriptedClient([exchange, exchange, exchange, OK], {
    seconds: 60,
  })
  expect((await client.call(READ)).value).toBe(7)
  expect(times()).toEqual([0, 1, 3, 7])
  const details = { operation: 'read it', reason, requestId }
  // Advice is given once, when it's first needed.
  const hint = exchange === NOT_SENT ? expect.stringContaining('Check base-url') : null
  expect(retries).toEqual([
    { ...details, hint, wait: 1_000, left: 60_000, spacing: 0 },
    { ...details, hint: null, wait: 2_000, left: 59_000, spacing: 0 },
    { ...details, hint: null, wait: 4_000, left: 57_000, spacing: 0 },
  ])
  expect(client.requests).toBe(4)
})

test.each([READ, WRITE])(
  '$method is retried after too many requests, as the limiter says',
  async call => {
    const { client, times, retries, sent } = scriptedClient([OFTEN, OFTEN, OK], { seconds: 60 })
    expect((await client.call(call)).value).toBe(7)
    expect(times()).toEqual([0, 2, 6])
    const told = {
      operation: call.operation,
      reason: 'the API returned 429: Slow down',
      requestId: 'req_429',
      hint: null,
      spacing: 0,
    }
    expect(retries).toEqual([
      { ...told, wait: 2_000, left: 60_000 },
      { ...told, wait: 4_000, left: 58_000 },
    ])
    expect(sent[2]).toEqual({ ...sent[0], at: 6 })
  },
)

test('a write is retried after a refused connection, which applied nothing', async () => {
  const { client, times, sent } = scriptedClient([NOT_SENT, NOT_SENT, OK])
  expect((await client.call(WRITE)).value).toBe(7)
  expect(times()).toEqual([0, 1, 3])
  expect(sent[2]).toEqual({ ...sent[0], at: 3 })
})

test('after a pause, one waiting call goes first and the others wait for it', async () => {
  const slow = () => clock.sleep(300).then(() => OK)
  const { client, clock, times } = scriptedClient([OFTEN, slow, slow, slow])
  const first = client.call(READ)
  await clock.sleep(0)
  await Promise.all([first, client.call(READ), client.call(READ)])
  expect(times()).toEqual([0, 2, 2.3, 2.3])
})

test.each<[string, Exchange, string]>([
  ['a fault of the server', answer(500, errorBody('Oops')), 'the API returned 500: Oops'],
  ['a reset', RESET, 'no complete response: it broke'],
  ['an unreadable response', answer(200, '{'), 'the API returned 200 with a non-JSON body'],
  [
    'a response of another form',
    answer(200, '"7"'),
    "the response doesn't match the API schema: Invalid type",
  ],
])("a write is ambiguous after %s and isn't sent again", async (_, exchange, reason) => {
  const { errorOf, sent, retries } = scriptedClient([exchange])
  expect(await errorOf(WRITE)).toMatchObject({
    kind: 'ambiguous',
    message: expect.stringContaining(`Couldn't write it: ${reason}`),
    retryAfterMs: null,
    retryable: true,
    attempts: 1,
  })
  expect(sent).toHaveLength(1)
  expect(retries).toEqual([])
})

test("a bug in a schema isn't reported as an unreadable response", async () => {
  const { client } = scriptedClient([OK])
  const schema = {
    get '~run'(): never {
      throw new RangeError('a bug')
    },
  }
  const call = { ...READ, schema: schema as unknown as Call<number>['schema'] }
  await expect(client.call(call)).rejects.toThrow(RangeError)
})

test.each<[string, Exchange, object]>([
  ['no of the API', answer(403, errorBody('No')), { kind: 'refused', status: 403 }],
  [
    'lack of money',
    answer(429, errorBody('No', 'insufficient_quota')),
    { kind: 'refused', status: 429, hint: expect.stringContaining('out of credit') },
  ],
  [
    'fault that it forbids to repeat',
    answer(503, '', { 'x-should-retry': 'false' }),
    { kind: 'unavailable', status: 503, retryable: false },
  ],
  [
    'certificate that does not verify',
    failure(false, 'CERT_HAS_EXPIRED'),
    { kind: 'unavailable', status: null, reason: 'connection failed: it broke' },
  ],
])('a %s is final', async (_, exchange, details) => {
  const { errorOf, sent } = scriptedClient([exchange])
  expect(await errorOf(READ)).toMatchObject({ ...details, attempts: 1 })
  expect(sent).toHaveLength(1)
})

test("a call's error has the key and the method in its hint, and the attempt count", async () => {
  const { errorOf } = scriptedClient([NOT_SENT, answer(401, errorBody('No key'))])
  expect(await errorOf(WRITE)).toMatchObject({
    kind: 'refused',
    attempts: 2,
    hint: expect.stringContaining('Store a new key in the secret for admin-key'),
  })
  const listing = { ...READ, operation: 'list the permissions of ft:a' }
  const lists = scriptedClient([answer(404, errorBody('No'))])
  expect(await lists.errorOf(listing)).toMatchObject({
    hint: expect.stringContaining('Check the checkpoint ID'),
  })
})
