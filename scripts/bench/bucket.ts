import type { Answer, ReceivedRequest } from '../../test/support/api.ts'

const TOKENS = 8
const REFILL_MS = 60_000 / TOKENS

/** The minimum time that this many requests take under the limit, in milliseconds. */
export const idealTime = (requests: number) => Math.max(0, requests - TOKENS) * REFILL_MS

/** A rate limit of eight requests per minute that doesn't send Retry-After. */
export class TokenBucket {
  readonly #now: () => number
  readonly #began: number
  readonly #came: { at: number; isRefused: boolean }[] = []
  #tokens = TOKENS
  #filledAt: number

  constructor(now: () => number) {
    this.#now = now
    this.#began = now()
    this.#filledAt = now()
  }

  /** Answers a request, or rejects it with a 429. */
  interfere = (_: ReceivedRequest, respond: () => Answer): Answer => {
    const at = this.#now()
    this.#tokens = Math.min(TOKENS, this.#tokens + (at - this.#filledAt) / REFILL_MS)
    this.#filledAt = at
    const isRefused = this.#tokens < 1
    this.#came.push({ at: at - this.#began, isRefused })
    if (!isRefused) {
      this.#tokens -= 1
      return respond()
    }
    const error = { message: 'Rate limit reached.', type: 'requests', param: null, code: null }
    return { status: 429, body: { error } }
  }

  /** How many requests were rejected. */
  get refused(): number {
    return this.#came.filter(({ isRefused }) => isRefused).length
  }

  /** The share of the requests after the first minute that were rejected. */
  get refusedLater(): number {
    const later = this.#came.filter(({ at }) => at > 60_000)
    return later.filter(({ isRefused }) => isRefused).length / Math.max(1, later.length)
  }
}
