import { expect, test } from 'vitest'
import { startTokenService, TOKEN, type TokenReply } from './token-setup.ts'

const FAULT: TokenReply = { status: 503, headers: { 'x-request-id': 'req_1' } }
const after = (seconds: number): TokenReply => ({
  status: 429,
  headers: { 'retry-after': `${seconds}` },
})

test('a token is returned with the time of its request', async () => {
  await using service = await startTokenService([TOKEN])
  expect(await service.ask({ key: 'runner-token' })).toEqual({
    value: { token: 'abc' },
    requestedAt: service.start,
  })
  expect(service.requests).toMatchObject([
    { method: 'GET', url: '/token/it?a=1', headers: { authorization: 'Bearer runner-token' } },
  ])
  expect(service.proxied).toEqual([service.request.url])
  expect(service.retries).toEqual([])
})

test('a token can be requested with a POST', async () => {
  await using service = await startTokenService([TOKEN])
  await service.ask({ method: 'POST', body: '{"a":1}' })
  expect(service.requests).toMatchObject([{ method: 'POST', body: '{"a":1}' }])
  expect(service.requests[0]?.headers).not.toHaveProperty('authorization')
})

test('no connection stays open', async () => {
  await using service = await startTokenService([TOKEN, { status: 404 }])
  await service.ask()
  await service.errorOf()
  await expect.poll(service.connections).toBe(0)
})

test('faults and rate limits are retried, each with a log line', async () => {
  const reset: TokenReply = response => response.destroy()
  const replies = [FAULT, { status: 200, body: { secret: 'x' } }, after(7), reset, TOKEN]
  await using service = await startTokenService(replies)
  const { requestedAt } = await service.ask({ method: 'POST' })
  expect(service.times).toEqual([0, 1, 3, 10, 18])
  // A token may end that long after its request.
  expect(requestedAt).toBe(service.start + 18_000)
  const each = { operation: 'get a token', requestId: null, hint: null, spacing: 0 }
  expect(service.retries).toEqual([
    {
      ...each,
      requestId: 'req_1',
      reason: 'The service returned 503',
      wait: 1_000,
      left: 120_000,
    },
    { ...each, reason: 'The service returned no token', wait: 2_000, left: 119_000 },
    { ...each, reason: 'The service returned 429', wait: 7_000, left: 117_000 },
    {
      ...each,
      reason: 'no complete response: other side closed',
      wait: 8_000,
      left: 110_000,
    },
  ])
})

test.each<[string, unknown]>([
  ['text', 'abc'],
  ['half of it', '{"token": "abc'],
  ['nothing', ''],
  ['a number', { token: 7 }],
])("a response that holds %s instead of a token isn't quoted", async (_, body) => {
  await using service = await startTokenService([{ status: 299, body }, TOKEN])
  await service.ask()
  expect(service.retries.map(({ reason }) => reason)).toEqual(['The service returned no token'])
})

test('only a response with success holds a token', async () => {
  const token = { token: 'abc' }
  const again: TokenReply = { status: 300, body: token, headers: { 'x-should-retry': 'true' } }
  const replies: TokenReply[] = [{ status: 500, body: token }, again, { status: 400, body: token }]
  await using service = await startTokenService(replies)
  expect(await service.errorOf()).toMatchObject({
    kind: 'refused',
    reason: 'The service returned 400',
  })
  const reasons = service.retries.map(({ reason }) => reason)
  expect(reasons).toEqual(['The service returned 500', 'The service returned 300'])
})

test.each<[number, unknown, string]>([
  [400, { error: 'invalid_grant', error_description: 'No mapping' }, ': No mapping'],
  [401, { message: 'No' }, ': No'],
  [404, 'Not here', ''],
  [300, '', ''],
])('a %i is final, and has the hint of its caller', async (status, body, words) => {
  const headers = { 'x-request-id': 'req_1' }
  await using service = await startTokenService([FAULT, { status, body, headers }])
  expect(await service.errorOf()).toMatchObject({
    kind: 'refused',
    message: `Couldn't get a token: The service returned ${status}${words}`,
    status,
    requestId: 'req_1',
    attempts: 2,
    hint: `Fix the ${status}.`,
    summary: 'Rejected',
  })
})

test.each([
  [{ status: 500 }, 'The service returned 500'],
  [{ status: 408 }, 'The service returned 408'],
])('a fault that the server forbids to retry is final (%j)', async (reply, reason) => {
  const headers = { 'x-should-retry': 'false', 'x-request-id': 'req_2' }
  await using service = await startTokenService([{ ...reply, headers }])
  expect(await service.errorOf()).toMatchObject({
    kind: 'unavailable',
    message: `Couldn't get a token: ${reason}`,
    status: null,
    requestId: 'req_2',
    attempts: 1,
    hint: null,
    summary: "Couldn't get a token",
  })
  expect(service.times).toHaveLength(1)
})

test("a service that can't be reached is retried, with a hint about its input", async () => {
  await using service = await startTokenService([])
  await service[Symbol.asyncDispose]()
  const hint = 'Check identity-token-url, and whether this runner needs HTTPS_PROXY.'
  expect(await service.errorOf()).toMatchObject({
    kind: 'unavailable',
    reason: expect.stringMatching(/^connection failed: .*; gave up after 8 tries in 1 min 31 s$/),
    requestId: null,
    attempts: 8,
    hint,
  })
  expect(service.retries.map(event => event.hint)).toEqual(Array(7).fill(hint))
})

test('canceling the step ends a request', async () => {
  const service = await startTokenService([
    response => {
      service.cancel()
      response.end('{"token": "abc"}')
    },
  ])
  await using _ = service
  expect(await service.errorOf()).toMatchObject({
    kind: 'cancelled',
    message: "Couldn't get a token: the step was cancelled",
    attempts: 1,
  })
  expect(service.retries).toEqual([])
})

test('canceling the step ends a pause', async () => {
  const service = await startTokenService([FAULT, FAULT], {
    onRetry: ({ wait }) => wait === 2_000 && service.cancel(),
  })
  await using _ = service
  expect(await service.errorOf()).toMatchObject({
    kind: 'cancelled',
    message: "Couldn't get a token: the step was cancelled",
    attempts: 2,
  })
  expect(service.times).toEqual([0, 1])
})
