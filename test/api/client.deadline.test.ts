import { expect, test } from 'vitest'
import type { Exchange } from '../../src/api/transport.ts'
import { answer, errorBody, failure } from './exchanges.ts'
import { READ, scriptedClient, WRITE } from './scripted-transport.ts'

const OK = answer(200, '7')
const OFTEN = answer(429, errorBody('Slow down'))
const after = (status: number, seconds: number, more: Record<string, string> = {}): Exchange =>
  answer(status, errorBody('Wait'), { 'retry-after': `${seconds}`, ...more })

test('retries end at the deadline, not at a count, and no wait exceeds it', async () => {
  const never = Array.from({ length: 20 }, () => answer(503))
  const { errorOf, times, second } = scriptedClient(never, { seconds: 100 })
  expect(await errorOf(READ)).toMatchObject({
    kind: 'unavailable',
    message:
      "Couldn't read it: the API returned 503 with no message; gave up after 8 tries in 1 min 31 s",
    status: 503,
    attempts: 8,
  })
  expect(times()).toEqual([0, 1, 3, 7, 15, 31, 61, 91])
  expect(second()).toBe(91)
})

test('a wait up to the exact deadline is too long', async () => {
  const { errorOf, second } = scriptedClient([answer(503), OK], { seconds: 1 })
  expect(await errorOf(READ)).toMatchObject({
    reason: 'the API returned 503 with no message; gave up after 1 try in 0.0 s',
  })
  expect(second()).toBe(0)
  const longer = scriptedClient([answer(503), OK], { seconds: 1.001 })
  expect((await longer.client.call(READ)).value).toBe(7)
})

test('it waits as long as the server requests, and no longer', async () => {
  const { client, times } = scriptedClient([after(429, 40), after(503, 7), OK])
  expect((await client.call(READ)).value).toBe(7)
  expect(times()).toEqual([0, 40, 47])
})

test.each([30, 31])(
  "a wait of %i s with 30 s left doesn't start and is reported",
  async requestedSeconds => {
    const { errorOf, sent } = scriptedClient([after(429, requestedSeconds)], { seconds: 30 })
    expect(await errorOf(WRITE)).toMatchObject({
      kind: 'unavailable',
      reason: `the API returned 429: Wait; it requires a wait of ${requestedSeconds} s, with only 30 s left`,
      retryable: false,
      retryAfterMs: null,
      attempts: 1,
    })
    expect(sent).toHaveLength(1)
  },
)

test("a server that requests a short wait isn't blamed when time runs out", async () => {
  const { errorOf } = scriptedClient([answer(503, '', { 'retry-after-ms': '5' })], { seconds: 1 })
  expect(await errorOf(READ)).toMatchObject({
    reason: 'the API returned 503 with no message; gave up after 1 try in 0.0 s',
    retryable: true,
  })
})

test("an ambiguous write reports how long the server requests to wait, or that it's too long", async () => {
  const short = scriptedClient([after(503, 29)], { seconds: 30 })
  expect(await short.errorOf(WRITE)).toMatchObject({
    kind: 'ambiguous',
    reason: 'the API returned 503: Wait',
    retryAfterMs: 29_000,
    retryable: true,
  })
  const long = scriptedClient([after(503, 30)], { seconds: 30 })
  expect(await long.errorOf(WRITE)).toMatchObject({
    kind: 'ambiguous',
    reason: 'the API returned 503: Wait; it requires a wait of 30 s, with only 30 s left',
    retryAfterMs: null,
    retryable: false,
  })
})

test('nothing is sent after the deadline', async () => {
  const { errorOf, sent, client } = scriptedClient([OK], { seconds: 0 })
  expect(await errorOf(READ)).toMatchObject({
    kind: 'unavailable',
    message: "Couldn't read it: no time left",
    summary: 'Ran out of time',
    attempts: 0,
  })
  expect(sent).toEqual([])
  expect(client.requests).toBe(0)
})

test("a pause that takes too long ends with the last attempt's error", async () => {
  const { errorOf, sent } = scriptedClient([answer(503), OK], { seconds: 3, late: 2_500 })
  expect(await errorOf(READ)).toMatchObject({
    kind: 'unavailable',
    reason: 'the API returned 503 with no message; gave up after 1 try in 3.5 s',
    status: 503,
    attempts: 1,
  })
  expect(sent).toHaveLength(1)
})

test('a rate limit delays all calls of its route, and none of another key', async () => {
  const first = scriptedClient([after(429, 50), OK])
  const { clock, limiter } = first
  const second = scriptedClient([OK, OK], { clock, limiter })
  const other = scriptedClient([OK], { clock })
  const calls = [
    first.client.call(READ),
    clock.sleep(1).then(() => second.client.call(READ)),
    clock.sleep(2).then(() => second.client.call(WRITE)),
  ]
  await other.client.call(READ)
  expect(other.second()).toBeLessThan(1)
  await Promise.all(calls)
  const [write, read] = second.sent
  expect([write, read]).toMatchObject([{ method: 'POST', at: 0.002 }, { method: 'GET' }])
  // One of the two goes first at 50 s, and the other one after it.
  expect([first.times()[1], read?.at].sort()).toEqual([50, 50])
  // Waiting for others isn't a retry.
  expect([first.retries.length, second.retries.length]).toEqual([1, 0])
})

test("a later response doesn't shorten a longer wait", async () => {
  const first = scriptedClient([after(429, 50), OK])
  const { clock, limiter } = first
  const second = scriptedClient([() => clock.sleep(1_000).then(() => after(429, 2)), OK], {
    clock,
    limiter,
  })
  await Promise.all([second.client.call(READ), first.client.call(READ)])
  expect([first.times(), second.times()]).toEqual([
    [0, 50],
    [0, 50],
  ])
})

test("a call can extend another call's wait", async () => {
  const first = scriptedClient([OFTEN, OK])
  const { clock, limiter } = first
  const second = scriptedClient([() => clock.sleep(500).then(() => after(429, 30)), OK], {
    clock,
    limiter,
  })
  await Promise.all([second.client.call(READ), first.client.call(READ)])
  expect([first.times(), second.times()]).toEqual([
    [0, 30.5],
    // First come, first served.
    [0, 30.6],
  ])
})

test('only a rate limit affects other calls', async () => {
  const first = scriptedClient([after(503, 50), failure(true), OK])
  const { clock, limiter } = first
  const second = scriptedClient([OK], { clock, limiter })
  const end = first.client.call(READ)
  await second.client.call(READ)
  expect(second.times()).toEqual([0])
  await end
  expect(limiter.delayAt('GET /it', clock.now())).toBe(0)
})

test.each([30, 60])(
  "a call doesn't wait for a limit of %i s beyond its deadline",
  async requests => {
    const first = scriptedClient([after(429, requests), OK])
    const { clock, limiter } = first
    const end = first.client.call(READ)
    await clock.sleep(0)
    const second = scriptedClient([OK], { clock, limiter, seconds: 30 })
    expect(await second.errorOf(READ)).toMatchObject({
      kind: 'unavailable',
      message: `Couldn't read it: the rate limit requires a wait of ${requests === 60 ? '1 min' : '30 s'}, with only 30 s left`,
      summary: 'Rate limited',
      status: null,
      attempts: 0,
    })
    expect(second.sent).toEqual([])
    await end
  },
)
