import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { backoff, retryAfterMs, waitBefore } from '../../src/api/retry.ts'

const NOW = Date.UTC(2026, 10, 24, 21, 15, 37, 500)

test.each<[string, Record<string, string>, number | null]>([
  ['nothing', {}, null],
  ['milliseconds', { 'retry-after-ms': '250' }, 250],
  ['milliseconds with decimals', { 'retry-after-ms': '250.5' }, 250.5],
  ['no milliseconds', { 'retry-after-ms': '0' }, 0],
  ['seconds', { 'retry-after': '7' }, 7_000],
  ['seconds with decimals', { 'retry-after': '0.25' }, 250],
  ['seconds among blanks', { 'retry-after': ' 7 ' }, 7_000],
  ['milliseconds and seconds', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  ['odd milliseconds and seconds', { 'retry-after-ms': 'soon', 'retry-after': '7' }, 7_000],
  ['negative milliseconds and seconds', { 'retry-after-ms': '-1', 'retry-after': '7' }, 7_000],
  ['milliseconds beyond counting', { 'retry-after-ms': '9'.repeat(400) }, 8.64e12],
  ['seconds beyond counting', { 'retry-after': '9'.repeat(400) }, 8.64e15],
  ['a date in the past', { 'retry-after': 'Tue, 24 Nov 2026 21:15:37 GMT' }, 0],
  [
    'milliseconds and a date',
    { 'retry-after-ms': '5', 'retry-after': new Date(0).toUTCString() },
    5,
  ],
])('reads how long to wait from %s', (_, headers, wait) => {
  expect(retryAfterMs(headers, NOW)).toBe(wait)
})

// HTTP's three date formats (RFC 9110, 5.6.7); the third names no zone.
test.each([
  'Tue, 24 Nov 2026 21:16:37 GMT',
  'Tuesday, 24-Nov-26 21:16:37 GMT',
  'Tue Nov 24 21:16:37 2026',
])('reads the date %s as GMT in any time zone', date => {
  vi.stubEnv('TZ', 'America/New_York')
  expect(new Date(NOW).getHours()).toBe(16)
  expect(retryAfterMs({ 'retry-after': date }, NOW)).toBe(59_500)
})

afterEach(() => {
  vi.unstubAllEnvs()
})

// If read as a past date, one of these would cause immediate retries.
test.each([
  '',
  ' ',
  'soon',
  'null',
  'NaN',
  'Infinity',
  '-5',
  '-0.5',
  '1e3',
  '5 s',
  '5s',
  '1,5',
  '+5',
  'in 5',
  '0x10',
  // Date.parse accepts these, but HTTP doesn't.
  'x Tue, 24 Nov 2026 21:16:37 GMT',
  'Tue, 24 Nov 2026 1:16:37 GMT',
  'Tue, 24 Nov 2026 21:16:3 GMT',
])(`doesn't accept "%s" as a time to wait`, text => {
  expect(retryAfterMs({ 'retry-after': text }, NOW)).toBeNull()
  expect(retryAfterMs({ 'retry-after-ms': text }, NOW)).toBeNull()
})

test('a wait is never negative or NaN', () => {
  const header = fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String))
  fc.assert(
    fc.property(header, header, (text, other) => {
      const wait = retryAfterMs({ 'retry-after-ms': text, 'retry-after': other }, NOW)
      if (wait !== null) expect(wait).toBeGreaterThanOrEqual(0)
    }),
  )
})

test.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [5, 16_000],
  [6, 30_000],
  [2_000, 30_000],
])('the pause before retry %i is anywhere up to %i ms', (attempt, most) => {
  expect(backoff(attempt, () => 0)).toBe(0)
  expect(backoff(attempt, () => 0.5)).toBe(most / 2)
})

test('a pause is never over 30 s, and its bound never shrinks', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), random, (attempt, value) => {
      const pause = backoff(attempt, () => value)
      expect(pause).toBeGreaterThanOrEqual(0)
      expect(pause).toBeLessThanOrEqual(30_000)
      expect(backoff(attempt + 1, () => value)).toBeGreaterThanOrEqual(pause)
    }),
  )
})

// A wait requested by the server is respected, and the minimum is one second.
test.each<[string, number | null, number]>([
  ['nothing', null, 2_000],
  ['no time at all', 0, 2_000],
  ['nearly a second', 999, 2_000],
  ['a second', 1_000, 1_000],
  ['more than backoff would', 60_000, 60_000],
])('if a server requests %s, the wait before the third attempt is right', (_, requests, wait) => {
  expect(waitBefore(2, requests, () => 1)).toBe(wait)
})

test('a wait is never shorter than the server requests', () => {
  expect(waitBefore(2, 999, () => 0.25)).toBe(999)
  expect(waitBefore(2, null, () => 0)).toBe(0)
})
