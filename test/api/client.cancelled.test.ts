import { expect, test } from 'vitest'
import { RateLimiter } from '../../src/api/rate-limit.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { answer, errorBody, failure } from './exchanges.ts'
import { READ, scriptedClient, WRITE } from './scripted-transport.ts'

const OK = answer(200, '7')
const often = (seconds: number) =>
  answer(429, errorBody('Slow down'), { 'retry-after': `${seconds}` })

test('a canceled step sends nothing, and reports its attempts', async () => {
  const { errorOf, sent, cancel } = scriptedClient([OK])
  cancel()
  const cancelled = { kind: 'cancelled', reason: 'the step was cancelled' }
  expect(await errorOf(WRITE)).toMatchObject({ ...cancelled, attempts: 0 })
  expect(sent).toEqual([])
})

test('canceling the step ends a pause at once', async () => {
  const { errorOf, clock, cancel, second, sent } = scriptedClient([often(1), often(60), OK])
  void clock.sleep(20_000).then(cancel)
  expect(await errorOf(WRITE)).toMatchObject({
    kind: 'cancelled',
    message: "Couldn't write it: the step was cancelled",
    attempts: 2,
  })
  expect(second()).toBe(20)
  expect(sent).toHaveLength(2)
})

test('canceling the step ends a wait for others at once', async () => {
  const clock = new VirtualClock()
  const limiter = new RateLimiter(() => 0)
  limiter.onThrottled(limiter.onSend('GET /it', clock.now()), clock.now(), 60_000)
  const { errorOf, cancel, second, sent } = scriptedClient([OK], { clock, limiter })
  void clock.sleep(20_000).then(cancel)
  expect(await errorOf(READ)).toMatchObject({ kind: 'cancelled', attempts: 0 })
  expect(second()).toBe(20)
  expect(sent).toEqual([])
})

test('a read interrupted by cancellation is canceled, and a write is ambiguous', async () => {
  const brokenOff = (call: typeof READ) => {
    const scripted = scriptedClient([
      () => {
        scripted.cancel()
        return failure(true)
      },
    ])
    return { error: scripted.errorOf(call), retries: scripted.retries }
  }
  const [read, write] = [brokenOff(READ), brokenOff(WRITE)]
  expect(await read.error).toMatchObject({
    kind: 'cancelled',
    reason: 'the step was cancelled',
    attempts: 1,
  })
  expect(await write.error).toMatchObject({
    kind: 'ambiguous',
    reason: 'no complete response: it broke',
    attempts: 1,
  })
  expect([...read.retries, ...write.retries]).toEqual([])
})

test("a call whose signal aborted isn't sent", async () => {
  const { errorOf, sent } = scriptedClient([OK])
  expect(await errorOf({ ...WRITE, signal: AbortSignal.abort() })).toMatchObject({
    kind: 'unavailable',
    message: "Couldn't write it: a rejection stopped the run",
    attempts: 0,
    summary: 'A rejection stopped the run',
  })
  expect(sent).toEqual([])
})

test("a call's signal ends its pause at once, and the call fails with its last fault", async () => {
  const stop = new AbortController()
  const { errorOf, clock, second, sent } = scriptedClient([answer(503), answer(503), OK])
  void clock.sleep(1_500).then(() => stop.abort())
  expect(await errorOf({ ...READ, signal: stop.signal })).toMatchObject({
    kind: 'unavailable',
    reason: 'the API returned 503 with no message; gave up after 2 tries in 1.5 s',
    attempts: 2,
  })
  expect([second(), sent.length]).toEqual([1.5, 2])
})

test("a call's signal ends its wait for others, and not that of other calls", async () => {
  const stop = new AbortController()
  const { errorOf, client, clock, second, times } = scriptedClient([often(60), OK])
  const other = client.call(READ)
  await clock.sleep(1)
  void clock.sleep(20_000).then(() => stop.abort())
  expect(await errorOf({ ...READ, signal: stop.signal })).toMatchObject({
    kind: 'unavailable',
    reason: 'a rejection stopped the run',
  })
  expect(second()).toBe(20.001)
  await other
  expect(times()).toEqual([0, 60])
})

test('canceling the step ends the pause of a call with a signal', async () => {
  const { signal } = new AbortController()
  const { errorOf, clock, cancel, second } = scriptedClient([answer(503), answer(503), OK])
  void clock.sleep(1_500).then(cancel)
  expect(await errorOf({ ...READ, signal })).toMatchObject({ kind: 'cancelled', attempts: 2 })
  expect(second()).toBe(1.5)
})
