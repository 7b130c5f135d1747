import { expect, test } from 'vitest'
import { accessToken } from '../../src/api/access-token.ts'
import type { ServiceAccount } from '../../src/api/key.ts'
import { RateLimiter } from '../../src/api/rate-limit.ts'
import type { Clock } from '../../src/common/clock.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { answer, errorBody } from './exchanges.ts'
import { READ, scriptedClient } from './scripted-transport.ts'

const OK = answer(200, '7')
const REJECTED = answer(401, errorBody('No'))

/** A service account whose tokens are numbered, and never rejected for good. */
function numbered(): ServiceAccount {
  let number = 1
  return {
    id: 'svcacct_a',
    input: 'service-account-id',
    token: async () => `token-${number}`,
    reject: () => {
      number++
      return true
    },
  }
}

/** A service account that gets so many tokens, and waits for the next one forever. */
function limited(count: number): ServiceAccount {
  let tokens = 0
  return {
    ...numbered(),
    token: () => (++tokens <= count ? Promise.resolve('token') : new Promise(() => {})),
  }
}

/** A service account that gets its token only after that many seconds. */
const slow = (clock: VirtualClock, seconds: number): ServiceAccount => ({
  ...numbered(),
  token: async () => {
    await clock.sleep(seconds * 1000)
    return 'token'
  },
})

test('every try asks for the current token, and one call replaces a rejected one once', async () => {
  const { errorOf, sent, retries } = scriptedClient([answer(503), REJECTED, REJECTED], {
    credential: numbered(),
  })
  expect(await errorOf(READ)).toMatchObject({ kind: 'refused', status: 401 })
  expect(sent.map(({ key }) => key)).toEqual(['token-1', 'token-1', 'token-2'])
  expect(retries).toHaveLength(2)
  expect(retries[1]).toMatchObject({
    reason: 'the API returned 401: No; requesting a new access token',
    wait: 0,
  })
})

test("a call waits for a token no longer than its own deadline, or its client's", async () => {
  const clock = new VirtualClock()
  const { errorOf, second, sent } = scriptedClient([], {
    clock,
    credential: slow(clock, 1_000),
    seconds: 60,
  })
  const error = { kind: 'unavailable', reason: 'no time left', summary: 'Ran out of time' }
  expect(await errorOf({ ...READ, deadline: clock.now() + 5_000 })).toMatchObject(error)
  expect(second()).toBe(5)
  expect(await errorOf(READ)).toMatchObject(error)
  expect(second()).toBe(60)
  expect(sent).toEqual([])
})

test("a canceled step doesn't wait for a token", async () => {
  const clock = new VirtualClock()
  const { errorOf, second, cancel } = scriptedClient([], { clock, credential: slow(clock, 500) })
  void clock.sleep(3_000).then(cancel)
  expect(await errorOf(READ)).toMatchObject({ kind: 'cancelled' })
  expect(second()).toBe(3)
})

test('while a call gets its token, calls with another key go first', async () => {
  const clock = new VirtualClock()
  const limiter = new RateLimiter(() => 0)
  limiter.onThrottled(limiter.onSend('GET /it', clock.now()), clock.now(), null)
  const waiting = scriptedClient([OK], { clock, limiter, credential: slow(clock, 3) })
  const ready = scriptedClient([OK], { clock, limiter })
  await Promise.all([waiting.client.call(READ), ready.client.call(READ)])
  expect([waiting.times(), ready.times()]).toEqual([[6], [1]])
})

test("a call whose token ended while it waited, and that gets no other, doesn't block others", async () => {
  const clock = new VirtualClock()
  const limiter = new RateLimiter(() => 0)
  limiter.onThrottled(limiter.onSend('GET /it', clock.now()), clock.now(), null)
  let tokens = 0
  const credential: ServiceAccount = {
    ...numbered(),
    async token() {
      if (++tokens > 1) throw new Error('no more tokens')
      return 'token'
    },
  }
  const { errorOf, sent } = scriptedClient([], { clock, limiter, credential })
  expect(await errorOf(READ)).toMatchObject({ message: 'no more tokens' })
  expect(sent).toEqual([])
  expect(limiter.delayAt('GET /it', clock.now())).toBe(0)
})

test('a request is never sent without a token, even if time is up', async () => {
  const { errorOf, sent, second } = scriptedClient([OK], { credential: limited(1), seconds: 5 })
  const error = { kind: 'unavailable', reason: 'no time left', attempts: 0 }
  expect(await errorOf(READ)).toMatchObject(error)
  expect(second()).toBe(5)
  const cancelled = scriptedClient([OK], { credential: limited(1) })
  void cancelled.clock.sleep(3_000).then(cancelled.cancel)
  expect(await cancelled.errorOf(READ)).toMatchObject({
    kind: 'cancelled',
    message: "Couldn't read it: the step was cancelled",
    attempts: 0,
  })
  expect([...sent, ...cancelled.sent]).toEqual([])
})

test('no timer outlives the wait for a token, which would keep the step running', async () => {
  const signals: (AbortSignal | undefined)[] = []
  const clock: Clock = {
    now: () => 0,
    sleep: (_, signal) => {
      signals.push(signal)
      return new Promise(() => {})
    },
  }
  const bound = { clock, cancelled: new AbortController().signal, left: 1_000 }
  expect(await accessToken(numbered(), 'read it', bound)).toEqual({
    value: 'token-1',
    input: 'service-account-id',
  })
  expect(signals.map(signal => signal?.aborted)).toEqual([true])
})

test('canceling the step during a pause reports how often the call was sent', async () => {
  // Each request takes two: one before its turn, and one in it.
  const credential = limited(2)
  const { errorOf, clock, cancel } = scriptedClient([answer(503), OK], { credential })
  void clock.sleep(500).then(cancel)
  expect(await errorOf(READ)).toMatchObject({ kind: 'cancelled', attempts: 1 })
})
