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
} from '../api/limits.ts'

/** The kinds of limits for chaos tests, with published or likely numbers. */
const LIMITS = {
  none: () => new NoLimit(),
  bucket: () => new TokenBucket(8),
  'bucket per route': () => new PerRoute(() => new TokenBucket(8)),
  window: () => new SlidingWindow(8),
  'fixed window': () => new FixedWindow(7),
  'fixed window with retry-after': () => new FixedWindow(7, { tellsWhen: true }),
  'refused requests count': () =>
    new WithRetryAfter(new SlidingWindow(8, { countsRefused: true }), 1),
  'stray refusal': () => new StrayRefusal(5),
  outage: () => new Outage(3, 150_000),
  'another client': () => new UsedUp(new TokenBucket(8), 120_000),
} satisfies Record<string, () => Limit>

/** The name of a kind of limit. */
export type LimitName = keyof typeof LIMITS
export const LIMIT_NAMES = Object.keys(LIMITS) as LimitName[]

/** A new limit of that kind. */
export function createLimit(name: LimitName): Limit {
  return LIMITS[name]()
}
