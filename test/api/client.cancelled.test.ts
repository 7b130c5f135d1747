import { expect, test } from 'vitest'
import { RateLimit } from '../../src/api/rate-limit.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { answer, failure, said } from './exchanges.ts'
import { converse, READ, WRITE } from './scripted-transport.ts'

const OK = answer(200, '7')
const often = (seconds: number) => answer(429, said('Slow down'), { 'retry-after': `${seconds}` })

test('a step that was cancelled sends nothing, and says how often it had', async () => {
  const { failing, sent, cancel } = converse([OK])
  cancel()
  const cancelled = { kind: 'cancelled', reason: 'the step was cancelled' }
  expect(await failing(WRITE)).toMatchObject({ ...cancelled, attempts: 0 })
  expect(sent).toEqual([])
})

test('a pause ends at once when the step is cancelled', async () => {
  const { failing, clock, cancel, second, sent } = converse([often(1), often(60), OK])
  void clock.sleep(20_000).then(cancel)
  expect(await failing(WRITE)).toMatchObject({
    kind: 'cancelled',
    message: 'Could not write it: the step was cancelled',
    attempts: 2,
  })
  expect(second()).toBe(20)
  expect(sent).toHaveLength(2)
})

test('waiting for others ends at once when the step is cancelled', async () => {
  const clock = new VirtualClock()
  const limit = new RateLimit()
  limit.refused(clock.now(), 60_000, 60_000)
  const { failing, cancel, second, sent } = converse([OK], { clock, limit })
  void clock.sleep(20_000).then(cancel)
  expect(await failing(READ)).toMatchObject({ kind: 'cancelled', attempts: 0 })
  expect(second()).toBe(20)
  expect(sent).toEqual([])
})

test('a read that the cancelled step broke off is cancelled, and a write is in doubt', async () => {
  const brokenOff = (call: typeof READ) => {
    const conversation = converse([
      () => {
        conversation.cancel()
        return failure(true)
      },
    ])
    return { error: conversation.failing(call), repeats: conversation.repeats }
  }
  const [read, write] = [brokenOff(READ), brokenOff(WRITE)]
  expect(await read.error).toMatchObject({
    kind: 'cancelled',
    reason: 'the step was cancelled',
    attempts: 1,
  })
  expect(await write.error).toMatchObject({
    kind: 'ambiguous',
    reason: 'no answer: it broke',
    attempts: 1,
  })
  expect([...read.repeats, ...write.repeats]).toEqual([])
})
