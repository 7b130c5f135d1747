/** A server's response to a request: accepted, or throttled with or without a time to wait. */
export type Admission = 'ok' | { retryAfter?: number }

/** A server's rate limit. Times are milliseconds, and never decrease. */
export interface Limit {
  /**
   * @param route method and path template, such as `GET /models/{id}`
   * @returns `retryAfter` in seconds, absent if the server doesn't say
   */
  admit(now: number, route: string): Admission
}

const MINUTE_MS = 60_000
const REFUSED: Admission = {}

/** No limit. */
export class NoLimit implements Limit {
  admit(): Admission {
    return 'ok'
  }
}

/** This many requests at once, and then as many per minute, evenly. */
export class TokenBucket implements Limit {
  readonly #capacity: number
  readonly #refillMs: number
  #tokens: number
  #filledAt: number | null = null

  constructor(capacity = 8, perMinute = capacity) {
    this.#capacity = capacity
    this.#refillMs = MINUTE_MS / perMinute
    this.#tokens = capacity
  }

  /** The minimum time that this many requests take. */
  idealTime(requests: number): number {
    return Math.max(0, requests - this.#capacity) * this.#refillMs
  }

  admit(now: number): Admission {
    const filled = (now - (this.#filledAt ?? now)) / this.#refillMs
    this.#tokens = Math.min(this.#capacity, this.#tokens + filled)
    this.#filledAt = now
    if (this.#tokens < 1) return REFUSED
    this.#tokens -= 1
    return 'ok'
  }
}

/** This many requests in any minute, or in another period. */
export class SlidingWindow implements Limit {
  readonly #max: number
  readonly #windowMs: number
  readonly #countsRefused: boolean
  #counted: number[] = []

  constructor(max = 8, { windowMs = MINUTE_MS, countsRefused = false } = {}) {
    this.#max = max
    this.#windowMs = windowMs
    this.#countsRefused = countsRefused
  }

  admit(now: number): Admission {
    this.#counted = this.#counted.filter(at => at > now - this.#windowMs)
    const isAccepted = this.#counted.length < this.#max
    if (isAccepted || this.#countsRefused) this.#counted.push(now)
    return isAccepted ? 'ok' : REFUSED
  }
}

/**
 * This many requests in each minute, the first of which started some time before the first request.
 */
export class FixedWindow implements Limit {
  readonly #max: number
  readonly #beforeMs: number
  readonly #tellsWhen: boolean
  #startedAt: number | null = null
  #accepted = 0

  /** @param options.tellsWhen whether the server sends `retry-after` */
  constructor(max = 7, { beforeMs = 0, tellsWhen = false } = {}) {
    this.#max = max
    this.#beforeMs = beforeMs
    this.#tellsWhen = tellsWhen
  }

  admit(now: number): Admission {
    this.#startedAt ??= now - this.#beforeMs
    const minutes = Math.floor((now - this.#startedAt) / MINUTE_MS)
    if (minutes > 0) {
      this.#startedAt += minutes * MINUTE_MS
      this.#accepted = 0
    }
    if (this.#accepted < this.#max) {
      this.#accepted++
      return 'ok'
    }
    if (!this.#tellsWhen) return REFUSED
    return { retryAfter: Math.ceil((this.#startedAt + MINUTE_MS - now) / 1_000) }
  }
}

/** Throttles all requests from one of them on, for some time after the first request. */
export class Outage implements Limit {
  readonly #from: number
  readonly #untilMs: number
  #count = 0
  #startedAt: number | null = null

  /** @param from the first request that is throttled, 1 for the first of all */
  constructor(from: number, untilMs: number) {
    this.#from = from
    this.#untilMs = untilMs
  }

  admit(now: number): Admission {
    this.#startedAt ??= now
    this.#count++
    return this.#count >= this.#from && now < this.#startedAt + this.#untilMs ? REFUSED : 'ok'
  }
}

/** Throttles a single request. */
export class StrayRefusal implements Limit {
  readonly #which: number
  #count = 0

  /** @param which 1 for the first request */
  constructor(which: number) {
    this.#which = which
  }

  admit(): Admission {
    this.#count++
    return this.#count === this.#which ? REFUSED : 'ok'
  }
}

/** A limit that another client uses up for some time after the first request. */
export class UsedUp implements Limit {
  readonly #limit: Limit
  readonly #untilMs: number
  #startedAt: number | null = null

  constructor(limit: Limit, untilMs: number) {
    this.#limit = limit
    this.#untilMs = untilMs
  }

  admit(now: number, route: string): Admission {
    this.#startedAt ??= now
    const usedUpAt = Math.min(now, this.#startedAt + this.#untilMs)
    while (usedUpAt === now && this.#limit.admit(now, route) === 'ok');
    return usedUpAt === now ? REFUSED : this.#limit.admit(now, route)
  }
}

/** A separate limit for each route. */
export class PerRoute implements Limit {
  readonly #limits = new Map<string, Limit>()
  readonly #create: () => Limit

  constructor(create: () => Limit) {
    this.#create = create
  }

  admit(now: number, route: string): Admission {
    const limit = this.#limits.get(route) ?? this.#create()
    this.#limits.set(route, limit)
    return limit.admit(now, route)
  }
}

/** A limit that requests the same wait with every 429. */
export class WithRetryAfter implements Limit {
  readonly #limit: Limit
  readonly #retryAfter: number

  /** @param retryAfter in seconds */
  constructor(limit: Limit, retryAfter: number) {
    this.#limit = limit
    this.#retryAfter = retryAfter
  }

  admit(now: number, route: string): Admission {
    const admission = this.#limit.admit(now, route)
    return admission === 'ok' ? 'ok' : { retryAfter: this.#retryAfter }
  }
}
