import { expect, test } from 'vitest'
import { VirtualClock } from '../support/virtual-clock.ts'
import {
  FixedWindow,
  type Limit,
  NoLimit,
  Outage,
  PerRoute,
  SlidingWindow,
  StrayRefusal,
  TokenBucket,
  UsedUp,
  WithRetryAfter,
} from './limits.ts'
import { callsTo, runWorkload, type Workload } from './workload.ts'

const SEEDS = 31
const MINUTE_MS = 60_000

const GRANT_20: Workload = { phases: callsTo(20, 'GET', 'POST') }
const LIST_40: Workload = { phases: callsTo(40, 'GET') }
const LIST_200: Workload = { phases: callsTo(200, 'GET') }
const IN_A_ROW = { concurrency: 1 }

/** The expected medians. Times are minutes. */
interface Bounds {
  duration: number
  /** The share of the requests after the first minute that can be throttled. */
  refusedLater?: number
}

const CASES: [string, Workload, () => Limit, Bounds][] = [
  // Ideally 4.0 min.
  ['a token bucket', GRANT_20, () => new TokenBucket(), { duration: 4.2, refusedLater: 0.08 }],
  // Ideally 4.0 min.
  ['a sliding window', GRANT_20, () => new SlidingWindow(), { duration: 4.2, refusedLater: 0.05 }],
  // Ideally 5.0 min: OpenAI as published.
  ['a fixed window', GRANT_20, () => new FixedWindow(), { duration: 5.1, refusedLater: 0.08 }],
  ['an outage of 6 min', GRANT_20, () => new Outage(5, 6 * MINUTE_MS), { duration: 7.5 }],
  ['a stray refusal', GRANT_20, () => new StrayRefusal(5), { duration: 0.1 }],
  ['a stray first refusal', GRANT_20, () => new StrayRefusal(1), { duration: 0.1 }],
  // Ideally 3.0 min.
  [
    'a token bucket per route',
    GRANT_20,
    () => new PerRoute(() => new TokenBucket()),
    { duration: 3.25, refusedLater: 0.08 },
  ],
  // Ideally 6 min and 15 min.
  [
    'another client that uses all for 6 min',
    { phases: callsTo(60, 'GET', 'POST') },
    () => new UsedUp(new TokenBucket(), 6 * MINUTE_MS),
    { duration: 23 },
  ],
  // Ideally 4.0 min and 24.0 min; each once in a row, and once six at a time.
  [
    '40 requests in a row',
    { ...LIST_40, ...IN_A_ROW },
    () => new TokenBucket(),
    { duration: 4.2, refusedLater: 0.08 },
  ],
  ['40 requests', LIST_40, () => new TokenBucket(), { duration: 4.2, refusedLater: 0.08 }],
  [
    '200 requests in a row',
    { ...LIST_200, ...IN_A_ROW },
    () => new TokenBucket(),
    { duration: 25.2, refusedLater: 0.08 },
  ],
  ['200 requests', LIST_200, () => new TokenBucket(), { duration: 25.2, refusedLater: 0.08 }],
  [
    'a limit that counts what it refuses',
    GRANT_20,
    () => new WithRetryAfter(new SlidingWindow(8, { countsRefused: true }), 1),
    { duration: 8 },
  ],
  // Ideally 4 min 40 s: the first minute is over after 40 s.
  [
    'a window with retry-after',
    GRANT_20,
    () => new FixedWindow(7, { beforeMs: 20_000, tellsWhen: true }),
    { duration: 4.75, refusedLater: 0.12 },
  ],
  [
    'a retry-after that is too short',
    GRANT_20,
    () => new WithRetryAfter(new TokenBucket(), 1),
    { duration: 4.2, refusedLater: 0.08 },
  ],
]

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

test.for(CASES)('%s', async ([, workload, createLimit, bounds], { annotate }) => {
  const results = []
  for (let seed = 1; seed <= SEEDS; seed++) {
    results.push(await runWorkload(workload, createLimit(), seed))
  }
  expect(results.map(({ failedCalls }) => failedCalls)).toEqual(results.map(() => 0))
  const duration = median(results.map(result => result.duration)) / MINUTE_MS
  const refused = median(results.map(result => result.refused))
  const refusedLater = median(results.map(result => result.refusedLater))
  const percent = (100 * refusedLater).toFixed(1)
  await annotate(`${duration.toFixed(2)} min, ${refused} refused, ${percent} % after a minute`)
  expect(duration).toBeLessThanOrEqual(bounds.duration)
  expect(refusedLater).toBeLessThanOrEqual(bounds.refusedLater ?? 1)
})

test("without a limit, requests aren't delayed", async () => {
  const { duration } = await runWorkload(GRANT_20, new NoLimit(), 1)
  // Per phase, one request goes alone, and 19 go six at a time.
  expect(duration).toBe(2 * (1 + Math.ceil(19 / 6)) * 100)
})

test('after a retry-after, requests continue when it ends and not much later', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const limit = new FixedWindow(7, { beforeMs: 20_000, tellsWhen: true })
    const { requests } = await runWorkload(GRANT_20, limit, seed)
    const refusedAt = requests.find(({ isRefused }) => isRefused)?.at ?? 0
    const next = requests.find(({ at }) => at > refusedAt + 1_000)
    expect(next?.at).toBeGreaterThanOrEqual(refusedAt + 40_000)
    expect(next?.at).toBeLessThan(refusedAt + 41_000)
  }
})

test('runs that share a limit all get through', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const limit = new TokenBucket()
    const clock = new VirtualClock()
    const run = (half: number) => runWorkload({ ...GRANT_20, clock }, limit, 2 * seed + half)
    const results = await Promise.all([run(0), run(1)])
    expect(results.map(({ failedCalls }) => failedCalls)).toEqual([0, 0])
    const duration = Math.max(...results.map(result => result.duration))
    // Ideally 9.0 min.
    expect(duration).toBeLessThan(11 * MINUTE_MS)
  }
})
