import {
  FixedWindow,
  type Limit,
  Outage,
  PerRoute,
  SlidingWindow,
  StrayRefusal,
  TokenBucket,
  UsedUp,
  WithRetryAfter,
} from '../../test/api/limits.ts'

const MINUTE_MS = 60_000

/** A grant of one project to some checkpoints under a rate limit. */
export interface LimitCase {
  name: string
  /** Each takes a list and a grant. */
  checkpoints: number
  createLimit: () => Limit
  /** The minimum time, in milliseconds, if all checkpoints are listed before the first grant. */
  ideal: number
  /** The longest time this action should take, in minutes. */
  maxMinutes?: number
  /** The longest time this action should take, relative to the ideal. */
  maxRatio?: number
  /** The highest share of the requests after the first minute that should be rejected. */
  maxRejectedLater?: number
}

const BUCKET = new TokenBucket()

export const LIMIT_CASES: LimitCase[] = [
  {
    name: 'Token bucket, 8 per minute',
    checkpoints: 20,
    createLimit: () => new TokenBucket(),
    ideal: BUCKET.idealTime(40),
    maxRatio: 1.05,
    maxRejectedLater: 0.15,
  },
  {
    name: 'Token bucket, 8 per minute',
    checkpoints: 100,
    createLimit: () => new TokenBucket(),
    ideal: BUCKET.idealTime(200),
    maxRatio: 1.05,
    maxRejectedLater: 0.15,
  },
  {
    name: 'Token bucket per route, 8 per minute each',
    checkpoints: 20,
    createLimit: () => new PerRoute(() => new TokenBucket()),
    ideal: 2 * BUCKET.idealTime(20),
    maxMinutes: 3.6,
  },
  {
    name: 'Sliding window, 8 per 60 s',
    checkpoints: 20,
    createLimit: () => new SlidingWindow(),
    // The fifth group of eight goes after four minutes.
    ideal: 4 * MINUTE_MS,
    maxMinutes: 5.8,
  },
  {
    name: 'Fixed window, 7 per 60 s',
    checkpoints: 20,
    createLimit: () => new FixedWindow(),
    // The last five requests go in the sixth minute.
    ideal: 5 * MINUTE_MS,
  },
  {
    name: 'Sliding window, 8 per 60 s, which counts rejected requests and sends `retry-after: 1`',
    checkpoints: 20,
    createLimit: () => new WithRetryAfter(new SlidingWindow(8, { countsRefused: true }), 1),
    ideal: 4 * MINUTE_MS,
  },
  {
    name: '429 from the 5th request until minute 6, then no limit',
    checkpoints: 20,
    createLimit: () => new Outage(5, 6 * MINUTE_MS),
    ideal: 6 * MINUTE_MS,
    maxMinutes: 9,
  },
  {
    name: '429 for the 5th request only, no limit otherwise',
    checkpoints: 20,
    createLimit: () => new StrayRefusal(5),
    ideal: 0,
    maxMinutes: 2.8,
  },
  {
    name: 'Token bucket, 8 per minute, used up by another client until minute 6',
    checkpoints: 60,
    createLimit: () => new UsedUp(new TokenBucket(), 6 * MINUTE_MS),
    // The simulated client only uses up the bucket when a request arrives: without one in the last
    // minute, the bucket is full at minute 6.
    ideal: 6 * MINUTE_MS + BUCKET.idealTime(120),
  },
]
