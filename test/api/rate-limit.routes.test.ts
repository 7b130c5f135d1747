import { expect, test } from 'vitest'
import { GET, limited, MINUTE, POST, setUp } from './limiter-setup.ts'

test("of a route that shares a limit, only requests since the limit's last refusal count", () => {
  const { accept, refuse, limiter } = setUp()
  accept(0, { count: 8 })
  accept(500, { route: POST })
  refuse(600)
  accept(1_600, { route: POST })
  refuse(1_600)
  accept(10_975)
  accept(20_000, { route: POST, count: 3 })
  refuse(20_000, { route: POST })
  expect(limiter.spacingOf(POST, 20_000)).toBeCloseTo((20_000 - 1_600) / 4)
  expect(limiter.spacingOf(GET, 20_000)).toBe(limiter.spacingOf(POST, 20_000))
})

test('the requests of routes that share a window count together, in the order of time', () => {
  const { accept, refuse, limiter, delay } = limited('window')
  accept(MINUTE + 1_000, { route: POST })
  accept(MINUTE + 2_000)
  expect(refuse(MINUTE + 3_000, { route: POST })).toBe(MINUTE - 3_000)
  expect(limiter.spacingOf(GET, MINUTE + 3_000)).toBe(MINUTE / 3)
  accept(2 * MINUTE)
  expect([delay(2 * MINUTE), delay(2 * MINUTE, POST)]).toEqual([1_000, 1_000])
})

test('requests in flight of a route that shares a limit delay the next one', () => {
  const { send, limiter, delay, refuse } = setUp()
  const [first] = [send(0, POST), send(0, POST)]
  refuse(0)
  limiter.onThrottled(first, 100, null)
  expect([delay(1_000), delay(1_000, POST)]).toEqual([100, 100])
})

test('of the calls that wait, only the first may go', () => {
  const { refuse, limiter, delay } = setUp()
  refuse(0)
  using first = limiter.enqueue(GET)
  using second = limiter.enqueue(GET)
  expect(limiter.delayAt(GET, 1_000, first.place)).toBe(0)
  expect(limiter.delayAt(GET, 1_000, second.place)).toBe(100)
  // A call that doesn't wait yet only learns when a request may be sent.
  expect(delay(1_000)).toBe(0)
})
