// The rate limits of admin endpoints that others measured are by the minute.
const WINDOW_MS = 60_000
// Fewer answers in a minute say nothing of how many there may be: others use the limit, too.
const TELLING = 4
// After each answer a little faster, and after each refusal slower by what about eleven answers
// make up for: so the pace follows the limit, and few requests are refused on the way.
const FASTER = 0.98
const SLOWER = 1.25
const LONGEST_SPACING_MS = 60_000

/**
 * What is known of the rate limit of a key, shared by all clients that speak with it. The API
 * refuses requests without saying when it will take more; so after a refusal they are spaced by
 * how many it took in the minute before. All times are milliseconds since the Unix epoch.
 */
export class RateLimit {
  #coolUntil = 0
  #sentAt = 0
  readonly #taken: number[] = []
  #spacing = 0

  /** Milliseconds between requests, 0 where none was refused without a word on when to return. */
  get spacing(): number {
    return this.#spacing
  }

  /** Milliseconds until the next request may be sent. */
  waitAt(now: number): number {
    return Math.max(0, this.#coolUntil - now, this.#sentAt + this.#spacing - now)
  }

  /** Notes that a request is sent. */
  sent(now: number): void {
    this.#sentAt = now
  }

  /** Notes that a request was answered, and not refused. */
  took(now: number): void {
    this.#taken.push(now)
    this.#forget(now)
    this.#spacing *= FASTER
  }

  /**
   * Notes that a request was refused.
   *
   * @param asked how long the server asks to wait, in milliseconds; null where it does not say
   * @param backoff how long to wait where nothing better is known, in milliseconds
   * @returns how long to wait before it is sent again, in milliseconds
   */
  refused(now: number, asked: number | null, backoff: number): number {
    const wait = asked === null ? this.#slowDown(now, backoff) : backoff
    this.#coolUntil = Math.max(this.#coolUntil, now + wait)
    return wait
  }

  #slowDown(now: number, backoff: number): number {
    const taken = this.#forget(now)
    // Nothing is sent while it cools down: this one was on its way with one that was refused before.
    if (this.#spacing > 0 && now < this.#coolUntil) return this.#spacing
    if (this.#spacing > 0) {
      this.#spacing = Math.min(this.#spacing * SLOWER, LONGEST_SPACING_MS)
    } else if (taken >= TELLING) {
      this.#spacing = WINDOW_MS / taken
    } else {
      return backoff
    }
    return this.#spacing
  }

  /** Forgets what was taken before the last minute, and returns how many were taken in it. */
  #forget(now: number): number {
    while ((this.#taken[0] ?? now) <= now - WINDOW_MS) this.#taken.shift()
    return this.#taken.length
  }
}
