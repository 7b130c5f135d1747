import { expect, test } from 'vitest'
import type { Call } from '../../src/api/client.ts'
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
  expect(sent).toEqual([{ method: 'GET', ...request, at: 0 }])
})

test.each<[string, Exchange, string, string | null]>([
  ['a fault of the server', answer(503), 'the API answered 503 with no message', null],
  ['a conflict', answer(409, errorBody('Busy')), 'the API answered 409: Busy', null],
  ['too many requests', OFTEN, 'the API answered 429: Slow down', 'req_429'],
  ['a reset', RESET, 'no answer: it broke', 'req_reset'],
  ['a refused connection', NOT_SENT, 'no connection: it broke', null],
])('a read is retried after %s, with growing pauses that are each reported', async (...line) => {
  const [, exchange, reason, requestId] = line
  const { client, times, retries } = scriptedClient([exchange, exchange, exchange, OK], {
    seconds: 60,
  })
  expect((await client.call(READ)).value).toBe(7)
  expect(times()).toEqual([0, 1, 3, 7])
  const details = { operation: 'read it', reason, requestId }
  expect(retries).toEqual([
    { ...details, wait: 1_000, left: 60_000, spacing: 0 },
    { ...details, wait: 2_000, left: 59_000, spacing: 0 },
    { ...details, wait: 4_000, left: 57_000, spacing: 0 },
  ])
  expect(client.requests).toBe(4)
})

test.each([
  ['too many requests', OFTEN],
  ['a refused connection', NOT_SENT],
])('a write is retried after %s, which applied nothing', async (_, exchange) => {
  const { client, times, sent } = scriptedClient([exchange, exchange, OK])
  expect((await client.call(WRITE)).value).toBe(7)
  expect(times()).toEqual([0, 1, 3])
  expect(sent[2]).toEqual({ ...sent[0], at: 3 })
})

test.each<[string, Exchange, string]>([
  ['a fault of the server', answer(500, errorBody('Oops')), 'the API answered 500: Oops'],
  ['a reset', RESET, 'no answer: it broke'],
  ['an unreadable response', answer(200, '{'), 'the answer (200) is not JSON'],
  ['a response of another form', answer(200, '"7"'), 'the answer does not fit the API: the answer'],
])("a write is ambiguous after %s and isn't sent again", async (_, exchange, reason) => {
  const { errorOf, sent, retries } = scriptedClient([exchange])
  expect(await errorOf(WRITE)).toMatchObject({
    kind: 'ambiguous',
    message: expect.stringContaining(`Could not write it: ${reason}`),
    retryAfterMs: null,
    retryable: true,
    attempts: 1,
  })
  expect(sent).toHaveLength(1)
  expect(retries).toEqual([])
})

test.each([
  ['can not be read', answer(200, '<p>'), 'the answer (200) is not JSON but begins with "<p>"'],
  ['is of another form', answer(200, 'null'), 'the answer does not fit the API'],
])("a read whose response %s isn't retried", async (_, exchange, reason) => {
  const { errorOf, sent } = scriptedClient([exchange])
  expect(await errorOf(READ)).toMatchObject({
    kind: 'unreadable',
    reason: expect.stringContaining(reason),
    status: 200,
    attempts: 1,
  })
  expect(sent).toHaveLength(1)
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
    { kind: 'unavailable', status: null, reason: 'no connection: it broke' },
  ],
])('a %s is final', async (_, exchange, details) => {
  const { errorOf, sent } = scriptedClient([exchange])
  expect(await errorOf(READ)).toMatchObject({ ...details, attempts: 1 })
  expect(sent).toHaveLength(1)
})

test("a call's error has the key and the method in its hint, and the attempt count", async () => {
  const { errorOf } = scriptedClient([NOT_SENT, answer(401, errorBody('No'))])
  expect(await errorOf(WRITE)).toMatchObject({
    kind: 'refused',
    attempts: 2,
    hint: expect.stringContaining('admin-key is not a valid key'),
  })
  const listing = { ...READ, operation: 'list the permissions of ft:a' }
  const lists = scriptedClient([answer(404, errorBody('No'))])
  expect(await lists.errorOf(listing)).toMatchObject({
    hint: expect.stringContaining('organization it belongs to'),
  })
})
