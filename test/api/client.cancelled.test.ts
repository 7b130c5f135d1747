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
