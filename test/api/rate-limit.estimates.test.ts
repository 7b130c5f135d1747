import { expect, test } from 'vitest'
import { GET, limited, MINUTE, PACE_ENDS, POST, setUp } from './limiter-setup.ts'

test.each([
  [2, 2_000, 0],
  [3, 1.25 * 20_000, 20_000],
])('after %i accepted requests, the second pause is %i ms', (count, pause, spacing) => {
  const { accept, refuse, limiter } = setUp()
  accept(0, { count })
  refuse(0)
  expect(refuse(1_000)).toBe(pause)
  expect(limiter.spacingOf(GET, 1_000)).toBe(spacing)
})

test('a second refusal within a minute is no longer a stray one', () => {
  const again = (at: number) => {
    const { accept, refuse, limiter } = setUp()
    accept(0, { count: 8 })
    refuse(0)
    accept(1_000)
    return [refuse(at), Math.round(limiter.spacingOf(GET, at))]
  }
  // One was accepted since the first refusal.
  expect(again(MINUTE - 1)).toEqual([MINUTE, MINUTE - 1])
  expect(again(MINUTE)).toEqual([1_000, 0])
})

test.each([
  [2, 1.25 * 1_500, 1_500],
  [3, 1_000, 0],
])('after an outage, a refusal after %i requests leads to a pause of %i ms', (count, ...line) => {
  const [pause, spacing] = line
  const { accept, refuse, limiter } = setUp()
  refuse(0)
  refuse(1_000)
  accept(3_000, { count })
  expect(refuse(4_000)).toBe(pause)
  expect(limiter.spacingOf(GET, 4_000)).toBe(spacing)
})

test.each([
  [7, 1.25 * 7_500, 7_500],
  [8, 1_000, 0],
])('a burst of %i after a pace of 8 leads to a pause of %i ms', (count, pause, spacing) => {
  const { accept, refuse, limiter } = limited('bucket')
  accept(PACE_ENDS, { count })
  expect(refuse(PACE_ENDS)).toBe(pause)
  expect(limiter.spacingOf(GET, PACE_ENDS)).toBe(spacing)
})

test('a bucket that is refused again and again is slowed, and then given up', () => {
  const { refuse } = limited('bucket')
  const pauses: number[] = []
  let at = PACE_ENDS
  for (let each = 1; each <= 7; each++) {
    pauses.push(refuse(at))
    at += pauses.at(-1) ?? 0
  }
  // 8, 4, 2, and 1 per minute, a window, and an outage.
  expect(pauses).toEqual([9_375, 18_750, 37_500, MINUTE, MINUTE, 30_000, 30_000])
})

test('with three requests in the last minute, a window is tried instead of a slower bucket', () => {
  const { accept, refuse } = limited('bucket')
  for (const at of [50_375, 57_875, 65_375]) accept(at)
  // Four were accepted in 72 s, but the pace is halved at most.
  expect(refuse(72_875)).toBe(1.25 * 15_000)
  expect(refuse(91_625)).toBe(50_375 + MINUTE - 91_625)
})

test('a bucket is tried even if the requests before the first refusal are a minute old', () => {
  const { accept, refuse } = setUp()
  accept(0, { count: 8 })
  expect(refuse(59_500)).toBe(1_000)
  expect(refuse(60_500)).toBe(1.25 * 7_500)
})

test('100 s after the end of a pace, it is forgotten, unless a request is in flight', () => {
  const end = PACE_ENDS + 100_000
  const idle = limited('bucket')
  expect(idle.limiter.spacingOf(GET, end - 1)).toBe(7_500)
  expect(idle.limiter.spacingOf(GET, end)).toBe(0)
  const busy = limited('bucket')
  busy.send(end - 1_000)
  expect(busy.limiter.spacingOf(GET, end)).toBe(7_500)
  expect(busy.delay(end)).toBe(100)
})

test('a request that takes 5 s no longer delays others', () => {
  const { refuse, send, delay } = setUp()
  refuse(0)
  send(1_000)
  expect(delay(5_999)).toBe(100)
  expect(delay(6_000)).toBe(0)
})

test('a success of a request that was sent before a refusal shows nothing', () => {
  const { accept, send, limiter, delay } = setUp()
  accept(0, { count: 8 })
  const [refused, accepted] = [send(0), send(0)]
  limiter.onThrottled(refused, 100, null)
  limiter.onSuccess(accepted, 200)
  send(1_100)
  expect(delay(1_100)).toBe(100)
})

test.each([
  [999, 0],
  [1_000, 100],
])('after a retry-after of %i ms, requests wait %i ms for others', (retryAfter, wait) => {
  const { accept, refuse, send, delay } = setUp()
  accept(0, { count: 8 })
  refuse(0, { retryAfter })
  accept(1_000)
  send(1_000)
  expect(delay(1_000)).toBe(wait)
})

test('a retry-after only replaces the first pause', () => {
  const { accept, refuse } = setUp()
  accept(0, { count: 8 })
  refuse(0)
  expect(refuse(1_000, { retryAfter: 2_000 })).toBe(1.25 * 7_500)
})

test('a refusal without a retry-after is no reason to distrust a later one', () => {
  const { accept, refuse } = setUp()
  refuse(0)
  refuse(1_000)
  accept(3_000)
  expect(refuse(3_000, { retryAfter: 1_000 })).toBe(1_000)
})

test("a bucket's pace is kept after a retry-after", () => {
  const { accept, refuse, limiter } = limited('bucket')
  expect(refuse(17_875, { retryAfter: 2_000 })).toBe(2_000)
  accept(19_875)
  expect(limiter.spacingOf(GET, 19_875)).toBe(15_000)
})

// The pace is halved to 4 per minute by the first refusal.
test.each([
  ['doubled at most', 1, 7_500],
  ['measured', 2, 1_001 / 3],
])('a pace is %s if %i of another route shares it', (_, count, spacing) => {
  const { accept, refuse, limiter } = limited('bucket')
  refuse(17_875, { retryAfter: 1_000 })
  accept(18_875)
  accept(18_875, { route: POST, count })
  refuse(18_876, { route: POST })
  expect(limiter.spacingOf(GET, 18_876)).toBeCloseTo(spacing)
})
