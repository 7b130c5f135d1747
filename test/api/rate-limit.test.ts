import { expect, test } from 'vitest'
import { RateLimit } from '../../src/api/rate-limit.ts'

const MINUTE = 60_000
const BACKOFF = 700

/** A limiter after this many requests, a second apart, the last of them now, at 0. */
function limitAfter(taken: number): RateLimit {
  const limit = new RateLimit()
  for (let at = 1 - taken; at <= 0; at++) {
    limit.sent(at * 1_000)
    limit.took(at * 1_000)
  }
  return limit
}

test("requests aren't delayed until one is throttled", () => {
  const limit = limitAfter(100)
  expect([limit.spacing, limit.waitAt(0)]).toEqual([0, 0])
})

test('after throttling, requests are spaced as in the minute before', () => {
  const limit = limitAfter(8)
  limit.sent(100)
  expect(limit.refused(200, null, BACKOFF)).toBe(MINUTE / 8)
  expect(limit.spacing).toBe(MINUTE / 8)
  expect(limit.waitAt(200)).toBe(MINUTE / 8)
})

test("requests from over a minute ago don't count", () => {
  const limit = limitAfter(64)
  expect(limit.refused(0, null, BACKOFF)).toBe(MINUTE / 60)
})

test("a few requests don't reveal the limit, which others can have used up", () => {
  const limit = limitAfter(3)
  expect(limit.refused(0, null, BACKOFF)).toBe(BACKOFF)
  expect([limit.spacing, limit.waitAt(0), limit.waitAt(BACKOFF)]).toEqual([0, BACKOFF, 0])
})

test("a server's Retry-After is followed", () => {
  const limit = limitAfter(8)
  expect(limit.refused(0, 3_000, 3_000)).toBe(3_000)
  expect([limit.spacing, limit.waitAt(0), limit.waitAt(3_000)]).toEqual([0, 3_000, 0])
})

test("a shorter wait doesn't shorten a longer one", () => {
  const limit = new RateLimit()
  limit.refused(0, 30_000, 30_000)
  limit.refused(0, 1_000, 1_000)
  expect(limit.waitAt(0)).toBe(30_000)
})

test('the rate grows a little with each success, and falls with each throttling, to one per minute', () => {
  const limit = limitAfter(8)
  const first = limit.refused(0, null, BACKOFF)
  limit.took(8_000)
  expect(limit.spacing).toBeLessThan(first)
  expect(limit.spacing).toBeGreaterThan(first * 0.95)
  const slower = limit.refused(8_000, null, BACKOFF)
  expect(slower).toBeGreaterThan(first)
  for (let again = 1; again <= 20; again++) {
    limit.refused(8_000 + again * MINUTE, null, BACKOFF)
  }
  expect(limit.spacing).toBe(MINUTE)
})

test('concurrent requests that are all throttled count once', () => {
  const limit = limitAfter(8)
  const spacing = limit.refused(100, null, BACKOFF)
  for (let more = 1; more < 10; more++) {
    expect(limit.refused(100 + more, null, BACKOFF)).toBe(spacing)
  }
  expect(limit.spacing).toBe(spacing)
  expect(limit.refused(100 + 9 + spacing, null, BACKOFF)).toBe(spacing * 1.25)
})

test('a request waits for its turn after the previous one, however long that took', () => {
  const limit = limitAfter(8)
  const spacing = limit.refused(0, null, BACKOFF)
  limit.sent(spacing)
  expect(limit.waitAt(spacing + 2_000)).toBe(spacing - 2_000)
})
