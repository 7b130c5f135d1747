import { expect, test } from 'vitest'
import { answer, errorBody, failure } from './exchanges.ts'
import { READ, scriptedClient, WRITE } from './scripted-transport.ts'

const OK = answer(200, '7')
const OOPS = answer(500, errorBody('Oops'))
const many = <T>(value: T): T[] => Array(100).fill(value)

test.each([
  [
    "isn't JSON",
    answer(200, '<p>'),
    'the API returned 200 with a non-JSON body that starts with "<p>"',
  ],
  ['has another form', answer(200, 'null'), "the response doesn't match the API schema"],
])('a read whose response %s is retried for two minutes', async (_, exchange, reason) => {
  const { errorOf, client, sent, second } = scriptedClient([exchange, OK, ...many(exchange)])
  expect((await client.call(READ)).value).toBe(7)
  expect(await errorOf(READ)).toMatchObject({
    kind: 'unreadable',
    reason: expect.stringContaining(reason),
    status: 200,
  })
  expect(sent.length).toBeGreaterThan(8)
  expect(second()).toBeLessThanOrEqual(122)
})

test("an unreadable response that forbids a retry isn't retried", async () => {
  const { errorOf, sent } = scriptedClient([answer(200, '<p>', { 'x-should-retry': 'false' })])
  expect(await errorOf(READ)).toMatchObject({
    kind: 'unreadable',
    reason: 'the API returned 200 with a non-JSON body that starts with "<p>"',
    attempts: 1,
  })
  expect(sent).toHaveLength(1)
})

test('a read whose 200 response is an error that has a cause is rejected at once', async () => {
  const rejected = answer(200, errorBody('No', 'invalid_api_key'))
  const { errorOf, client, times } = scriptedClient([rejected, answer(200, errorBody('Busy')), OK])
  expect(await errorOf(READ)).toMatchObject({
    kind: 'refused',
    message: "Couldn't read it: the API returned 200 with an error: No",
    about: 'key',
    attempts: 1,
  })
  // An error without a cause may pass.
  await client.call(READ)
  expect(times()).toEqual([0, 0, 1])
})

test("a compressed response isn't requested again", async () => {
  const { errorOf } = scriptedClient([answer(200, 'x', { 'content-encoding': 'gzip' })])
  expect(await errorOf(READ)).toMatchObject({
    kind: 'unreadable',
    reason: 'the API returned 200 with a compressed body (gzip)',
    attempts: 1,
  })
})

test("a write with an error in a 200 response isn't retryable", async () => {
  const { errorOf } = scriptedClient([answer(200, errorBody('No'))])
  expect(await errorOf(WRITE)).toMatchObject({
    kind: 'ambiguous',
    reason: 'the API returned 200 with an error: No',
    retryable: false,
  })
})

test.each([
  [undefined, 100, 120],
  [15_000, 4, 15],
])('with a patience of %s ms, faults are retried that long, and 429s longer', async (...line) => {
  const [patienceMs, least, seconds] = line
  const call = { ...READ, ...(patienceMs !== undefined && { patienceMs }) }
  const faults = scriptedClient(many(OOPS))
  expect(await faults.errorOf(call)).toMatchObject({ kind: 'unavailable', status: 500 })
  expect(faults.second()).toBeLessThanOrEqual(seconds)
  expect(faults.second()).toBeGreaterThan(seconds / 3)
  const limits = scriptedClient([...Array(9).fill(answer(429)), OK])
  expect((await limits.client.call(call)).value).toBe(7)
  expect(limits.second()).toBeGreaterThan(least)
})

test('slow faults use up patience as well', async () => {
  const slow = () => clock.sleep(60_000).then(() => failure(true, 'ETIMEDOUT'))
  const { clock, errorOf, sent } = scriptedClient([slow, slow, slow])
  expect(await errorOf(READ)).toMatchObject({ kind: 'unavailable' })
  expect(sent).toHaveLength(2)
})

test('only a call with its own patience gives up on a longer retry-after', async () => {
  const later = answer(429, errorBody('Later'), { 'retry-after': '60' })
  const brief = scriptedClient([later])
  expect(await brief.errorOf({ ...READ, patienceMs: 15_000 })).toMatchObject({ status: 429 })
  expect(brief.second()).toBe(0)
  const { client, second } = scriptedClient([later, OK])
  await client.call(READ)
  expect(second()).toBeGreaterThanOrEqual(60)
})

test('a call ends by its deadline, and its request gets no longer', async () => {
  const { clock, errorOf, sent, second } = scriptedClient(many(OOPS))
  expect(await errorOf({ ...READ, deadline: clock.now() + 5_000 })).toMatchObject({
    kind: 'unavailable',
  })
  expect(second()).toBeLessThanOrEqual(5)
  expect(sent[0]?.timeoutMs).toBe(5_000)
})

test('progress is a response that is returned and a fault that is retried, nothing else', async () => {
  const events: string[] = []
  const call = { ...READ, onProgress: (event: string) => void events.push(event) }
  const { client, errorOf } = scriptedClient([answer(429), OOPS, OK, answer(400), answer(401)])
  await client.call(call)
  expect(events).toEqual(['fault', 'response'])
  await errorOf(call)
  await errorOf(call)
  expect(events).toHaveLength(2)
})
