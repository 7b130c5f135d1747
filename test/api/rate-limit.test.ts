import { expect, test } from 'vitest'
import { GET, limited, MINUTE, PACE_ENDS, POST, setUp } from './limiter-setup.ts'

test("requests aren't delayed until one is throttled", () => {
  const { accept, send, delay, limiter } = setUp()
  accept(0, { count: 100 })
  for (let inFlight = 1; inFlight <= 6; inFlight++) send(1)
  expect([delay(1), limiter.spacingOf(GET, 1)]).toEqual([0, 0])
})

test('after a single 429, one request probes, and then none is delayed', () => {
  const { limiter, accept, refuse, delay, send } = setUp()
  accept(0, { count: 8 })
  expect(refuse(100)).toBe(1_000)
  expect(delay(1_099)).toBe(1)
  const probe = send(1_100)
  expect(delay(1_100)).toBe(100)
  limiter.onSuccess(probe, 1_200)
  accept(1_200, { count: 8 })
})

test('a probe that fails otherwise lets the next one go', () => {
  const { limiter, refuse, send, delay } = setUp()
  refuse(0)
  limiter.onFailure(send(1_000), 1_100)
  expect(delay(1_100)).toBe(0)
})

test('a bucket is tried next, and then requests are evenly spaced', () => {
  const { limiter, accept, refuse, delay } = setUp()
  accept(0, { count: 8 })
  refuse(0)
  expect(refuse(1_000)).toBe(1.25 * 7_500)
  accept(10_375)
  expect([delay(10_375), limiter.spacingOf(GET, 10_375)]).toEqual([7_500, 7_500])
})

test('a window is tried next, and then this many requests are sent in any minute', () => {
  const { limiter, accept, refuse, delay, send } = setUp()
  accept(0, { count: 8 })
  refuse(0)
  refuse(1_000)
  expect(refuse(10_375)).toBe(MINUTE - 10_375)
  accept(MINUTE, { count: 7 })
  const last = send(MINUTE)
  expect(delay(MINUTE)).toBe(100)
  limiter.onSuccess(last, MINUTE)
  expect([delay(MINUTE), limiter.spacingOf(GET, MINUTE)]).toEqual([MINUTE, 7_500])
})

test('in an outage pauses double up to 30 s, and after it requests are sent one at a time', () => {
  const { send, refuse, accept, delay } = setUp()
  const pauses: number[] = []
  let at = 0
  for (let each = 1; each <= 8; each++) {
    pauses.push(refuse(at))
    at += pauses.at(-1) ?? 0
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map(seconds => seconds * 1_000))
  accept(at, { count: 20 })
  send(at)
  expect(delay(at)).toBe(100)
})

test('concurrent requests that are throttled count once', () => {
  const { limiter, accept, send, delay } = setUp()
  accept(0, { count: 8 })
  const [first, second, third, accepted] = [send(0), send(0), send(0), send(0)]
  limiter.onThrottled(first, 100, null)
  limiter.onThrottled(second, 200, null)
  expect(delay(200)).toBe(900)
  limiter.onSuccess(accepted, 250)
  expect(delay(250)).toBe(850)
  limiter.onThrottled(third, 300, 5_000)
  expect(delay(300)).toBe(5_000)
})

test("a server's retry-after is followed until it proves wrong", () => {
  const { accept, refuse, delay, send } = setUp()
  accept(0, { count: 8 })
  expect(refuse(0, { retryAfter: 40_000 })).toBe(40_000)
  accept(40_000, { count: 7 })
  send(40_000)
  expect(delay(40_000)).toBe(100)
})

test("a retry-after that is repeatedly too short doesn't prevent longer waits", () => {
  const { accept, refuse } = setUp()
  accept(0, { count: 8 })
  expect(refuse(0, { retryAfter: 1_000 })).toBe(1_000)
  expect(refuse(1_000, { retryAfter: 1_000 })).toBe(1.25 * 7_500)
  accept(10_375)
  expect(refuse(17_875, { retryAfter: 1_000 })).toBeGreaterThan(7_500)
})

test("a route isn't limited by another's limit, but careful until it is throttled itself", () => {
  const { accept, refuse, delay, send, limiter } = setUp()
  accept(0, { count: 8 })
  refuse(0, { retryAfter: 40_000 })
  const careful = send(0, POST)
  expect(delay(0, POST)).toBe(100)
  limiter.onSuccess(careful, 0)
  expect(refuse(0, { route: POST })).toBe(40_000)
})

// Three quarters of 8 are 6. If shared, 6 were accepted in the 19 s since the latest 429.
test.each([
  ['shares the limit', 5, 19_000 / 6],
  ['has its own', 6, 0],
])('a route %s if it is throttled after %i requests', (_, count, spacing) => {
  const { accept, refuse, limiter } = limited('bucket')
  accept(20_000, { route: POST, count })
  refuse(20_000, { route: POST })
  expect(limiter.spacingOf(POST, 20_000)).toBeCloseTo(spacing)
})

test('a pace lasts 100 s, and the next 429 sets it to what was accepted', () => {
  const { limiter, accept, refuse, delay, send } = limited('bucket')
  for (let at = 17_875; at < PACE_ENDS; at += 7_500) accept(at)
  expect(delay(PACE_ENDS - 1)).toBe(1)
  const last = send(PACE_ENDS)
  expect(delay(PACE_ENDS)).toBe(100)
  limiter.onSuccess(last, PACE_ENDS)
  refuse(PACE_ENDS)
  // The latest 429 was at 1 s, and 15 were accepted since.
  expect(limiter.spacingOf(GET, PACE_ENDS)).toBeCloseTo((PACE_ENDS - 1_000) / 15)
})

test("a pace that lasted isn't slowed, and one that didn't is, by half at most", () => {
  const lasted = limited('bucket')
  lasted.refuse(PACE_ENDS)
  expect(lasted.limiter.spacingOf(GET, PACE_ENDS)).toBe(7_500)
  const tooFast = limited('bucket')
  tooFast.refuse(17_875)
  expect(tooFast.limiter.spacingOf(GET, 17_875)).toBe(15_000)
})

test('a window is measured again', () => {
  const { accept, refuse, limiter } = limited('window')
  accept(MINUTE, { count: 5 })
  expect(refuse(MINUTE)).toBe(MINUTE)
  expect(limiter.spacingOf(GET, MINUTE)).toBe(MINUTE / 6)
})

test('after a burst that follows a pace, the limit is measured again', () => {
  const { accept, refuse, limiter } = limited('bucket')
  accept(PACE_ENDS, { count: 20 })
  expect(refuse(PACE_ENDS)).toBe(1_000)
  expect(limiter.spacingOf(GET, PACE_ENDS)).toBe(0)
})

test('100 s after the end of a pace, all is forgotten', () => {
  for (const [at, wait] of [
    [PACE_ENDS + 99_999, 100],
    [PACE_ENDS + 100_000, 0],
  ] as const) {
    const { send, delay } = limited('bucket')
    send(at)
    expect(delay(at)).toBe(wait)
  }
})
