const MINUTE_MS = 60_000
const SECOND_MS = 1_000
// What follows a pace is refused if the limit still holds: one request in 15 at 8 per minute.
const KEEP_PACE_MS = 100_000
// Fewer requests say nothing about the limit: another client may have used it up.
const MIN_SAMPLES = 3
// Without it, a refill that is estimated a little too fast would be mistaken for a window.
const BUCKET_MARGIN = 1.25
// A route with its own limit accepts about as many requests as another route did.
const SAME_LIMIT_SHARE = 0.75
const MAX_BACKOFF_MS = 30_000
const ASK_AGAIN_MS = 100
// A request that takes longer may hang for a minute, and the others don't wait for it.
const MAX_ANSWER_MS = 5_000

/**
 * What limits requests, as far as known, in the order of guesses after refusals in a row:
 * - `none`: nothing; a refusal was a stray one.
 * - `bucket`: a token bucket that refills `perMinute` tokens per minute.
 * - `window`: a window of a minute that holds `perMinute` requests.
 * - `unknown`: something else, or something that the server itself describes.
 */
const GUESSES = ['none', 'bucket', 'window', 'unknown'] as const
type LimitKind = (typeof GUESSES)[number]

/** Paces the requests under one limit, as `RateLimiter` describes. Times are milliseconds. */
export class Pacer {
  #kind: LimitKind = 'none'
  /** 0 if too few requests were accepted for an estimate, which `bucket` and `window` need. */
  #perMinute = 0
  /** Refusals in a row, each of a request that was sent after the pause for the one before. */
  #refusals = 0
  #pausedUntil = -Infinity
  #throttledAt: number | null = null
  /** When the pace ends that began with the latest success after a refusal. */
  #keptUntil = -Infinity
  #wasToldToWait = false
  #trustsRetryAfter = true
  #sentAt = -Infinity
  #inFlight = 0
  /** When the requests of the last minute were accepted. */
  readonly #accepted: number[] = []
  #acceptedSinceThrottled = 0

  get wasThrottled(): boolean {
    return this.#throttledAt !== null
  }

  /** Milliseconds between requests on average, 0 if no pace is known. */
  get spacing(): number {
    const isPaced = this.#kind === 'bucket' || this.#kind === 'window'
    return isPaced ? MINUTE_MS / this.#perMinute : 0
  }

  /** Whether a limit is known or being looked for. */
  isLimited(now: number): boolean {
    return this.#refusals > 0 || (this.#kind !== 'none' && !this.isOutdated(now))
  }

  /** Whether the latest refusal was so long ago that it no longer means anything. */
  isOutdated(now: number): boolean {
    if (this.#throttledAt === null || this.#refusals > 0 || this.#inFlight > 0) return false
    return now >= this.#keptUntil + KEEP_PACE_MS
  }

  /**
   * @param oneAtATime whether requests go one at a time even if no limit is known
   * @param isFirst whether no call has waited longer
   */
  delayAt(now: number, oneAtATime: boolean, isFirst = true): number {
    if (now < this.#pausedUntil) return this.#pausedUntil - now
    const isUnanswered = this.#inFlight > 0 && now < this.#sentAt + MAX_ANSWER_MS
    const untilAnswer = isUnanswered || !isFirst ? ASK_AGAIN_MS : 0
    if (this.#refusals > 0 || oneAtATime) return untilAnswer
    if (this.#kind === 'none') return 0
    const keptFor = this.#keptUntil - now
    if (this.#kind === 'unknown' || keptFor <= 0) return untilAnswer
    return Math.max(0, Math.min(this.#slotAt(now) - now, keptFor))
  }

  onSend(now: number): void {
    this.#sentAt = now
    this.#inFlight++
  }

  onFailure(): void {
    this.#inFlight--
  }

  onSuccess(sentAt: number, now: number): void {
    this.#inFlight--
    this.#accepted.push(now)
    this.#recent(now)
    this.#acceptedSinceThrottled++
    if (this.#refusals === 0 || sentAt < this.#pausedUntil) return
    this.#refusals = 0
    this.#keptUntil = now + KEEP_PACE_MS
    // A server that said when to come back will say so again.
    if (this.#wasToldToWait && this.#kind !== 'bucket') this.#kind = 'unknown'
  }

  onThrottled(sentAt: number, now: number, retryAfter: number, random: () => number): void {
    this.#inFlight--
    if (sentAt < this.#pausedUntil) {
      // It was under way when another one was refused, so it says nothing new about the limit.
      this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfter)
      return
    }
    if (this.#refusals === 0) {
      this.#estimate(now)
    } else {
      this.#guessAgain(now)
      if (this.#wasToldToWait) this.#trustsRetryAfter = false
    }
    this.#refusals++
    this.#wasToldToWait = this.#trustsRetryAfter && this.#refusals === 1 && retryAfter >= SECOND_MS
    const pause = this.#wasToldToWait ? 0 : this.#pause(now, random)
    this.#pausedUntil = now + Math.max(retryAfter, pause)
    this.#throttledAt = now
    this.#acceptedSinceThrottled = 0
  }

  /** Whether this limit explains why a route without a known limit was refused. */
  explains(route: Pacer, now: number): boolean {
    const ownLimit = Math.max(MIN_SAMPLES, this.#perMinute * SAME_LIMIT_SHARE)
    return this.isLimited(now) && route.#recent(now).length < ownLimit
  }

  /** Takes over the requests of a route that turns out to be under this limit. */
  absorb(route: Pacer): void {
    const since = this.#throttledAt ?? 0
    this.#acceptedSinceThrottled += route.#accepted.filter(at => at > since).length
    this.#accepted.push(...route.#accepted)
    this.#accepted.sort((one, other) => one - other)
    this.#inFlight += route.#inFlight
  }

  /** When the pace allows the next request. */
  #slotAt(now: number): number {
    if (this.#kind === 'bucket') return this.#sentAt + this.spacing
    const accepted = this.#recent(now)
    const max = Math.max(1, Math.floor(this.#perMinute))
    if (accepted.length >= max) return (accepted.at(-max) ?? now) + MINUTE_MS
    return accepted.length + this.#inFlight >= max ? now + ASK_AGAIN_MS : now
  }

  /** Estimates the limit from what was accepted until now, at the first refusal in a row. */
  #estimate(now: number): void {
    const count = this.#recent(now).length
    if (this.#isFirstEstimate(now)) {
      this.#kind = 'none'
      this.#perMinute = count < MIN_SAMPLES ? 0 : count
    } else if (this.#kind === 'window') {
      this.#perMinute = Math.max(1, count)
    } else {
      const time = now - (this.#throttledAt ?? now)
      const isVague = this.#acceptedSinceThrottled < MIN_SAMPLES
      const before = this.#kind === 'bucket' ? this.#perMinute : null
      let perMinute = (this.#acceptedSinceThrottled / time) * MINUTE_MS
      if (before !== null) {
        // A pace that lasted wasn't too fast.
        perMinute = Math.max(perMinute, now < this.#keptUntil ? before / 2 : before)
        if (isVague) perMinute = Math.min(perMinute, before * 2)
      }
      this.#kind = 'bucket'
      this.#perMinute = Math.max(1, perMinute)
    }
  }

  /** Whether enough requests were accepted without a pace to tell more than earlier refusals. */
  #isFirstEstimate(now: number): boolean {
    if (this.#throttledAt === null) return true
    if (this.#kind === 'none') return now >= this.#throttledAt + MINUTE_MS
    if (this.#kind === 'unknown') return this.#acceptedSinceThrottled >= MIN_SAMPLES
    const burst = this.#recent(now).filter(at => at >= this.#keptUntil).length
    return burst >= Math.max(MIN_SAMPLES, this.#perMinute)
  }

  #guessAgain(now: number): void {
    // The minute in which too few were accepted isn't worth waiting for.
    const isVague = this.#recent(now).length < MIN_SAMPLES
    if (this.#kind === 'bucket' && isVague && this.#perMinute > 1) {
      this.#perMinute = Math.max(1, this.#perMinute / 2)
    } else {
      const next = GUESSES[GUESSES.indexOf(this.#kind) + 1] ?? 'unknown'
      this.#kind = this.#perMinute === 0 ? 'unknown' : next
    }
  }

  /** How long to wait until the guess is tested. */
  #pause(now: number, random: () => number): number {
    const shortest = SECOND_MS * (1 + random())
    if (this.#kind === 'none') return shortest
    const backoff = Math.min(shortest * 2 ** (this.#refusals - 1), MAX_BACKOFF_MS)
    if (this.#kind === 'unknown') return backoff
    const oldest = this.#recent(now)[0] ?? now
    if (this.#kind === 'window') return Math.max(shortest, oldest + MINUTE_MS - now)
    return Math.max(shortest, Math.min(this.spacing * BUCKET_MARGIN, MINUTE_MS))
  }

  /** What was accepted within the last minute, the oldest first. */
  #recent(now: number): readonly number[] {
    while ((this.#accepted[0] ?? now) <= now - MINUTE_MS) this.#accepted.shift()
    return this.#accepted
  }
}
