import { expect } from 'vitest'
import { RateLimiter } from '../../src/api/rate-limit.ts'

export const MINUTE = 60_000
export const GET = 'GET /it'
export const POST = 'POST /it'

/** A limiter without jitter, whose first pause is 1 s, and its test functions. */
export function setUp() {
  const limiter = new RateLimiter(() => 0)
  const send = (at: number, route = GET) => {
    expect(limiter.delayAt(route, at)).toBe(0)
    return limiter.onSend(route, at)
  }
  return {
    limiter,
    send,
    delay: (at: number, route = GET) => limiter.delayAt(route, at),
    accept(at: number, { route = GET, count = 1 } = {}) {
      for (let each = 1; each <= count; each++) limiter.onSuccess(send(at, route), at)
    },
    refuse(at: number, { route = GET, retryAfter = null as number | null } = {}) {
      limiter.onThrottled(send(at, route), at, retryAfter)
      return limiter.delayAt(route, at)
    },
  }
}

/** A limiter that found a bucket of 8 per minute at 10.375 s, or a window at a minute. */
export function limited(kind: 'bucket' | 'window') {
  const setup = setUp()
  setup.accept(0, { count: 8 })
  setup.refuse(0)
  setup.refuse(1_000)
  if (kind === 'window') setup.refuse(10_375)
  setup.accept(kind === 'window' ? MINUTE : 10_375)
  return setup
}

/** When the pace of the bucket that `limited` found ends, without another refusal. */
export const PACE_ENDS = 110_375
