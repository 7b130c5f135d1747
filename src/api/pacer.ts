const MINUTE_MS = 60_000
const SECOND_MS = 1_000
// After a pace ends, a request is refused if the limit remains: 1 of 15 requests at 8 per minute.
const KEEP_PACE_MS = 100_000
// Fewer requests don't show the limit: another client may have used it up.
const MIN_SAMPLES = 3
// Without a margin, a refill rate that's estimated slightly too high would look like a window.
const BUCKET_MARGIN = 1.25
// A route with its own limit accepts about as many requests as another route did.
const SAME_LIMIT_SHARE = 0.75
const MAX_BACKOFF_MS = 30_000
const ASK_AGAIN_MS = 100
// A request that takes longer may hang for a minute, so others don't wait for it.
const MAX_ANSWER_MS = 5_000

/**
 * The assumed kind of limit, in the order of guesses after consecutive refusals:
 * - `none`: no limit; the refusal was a stray one.
 * - `bucket`: a token bucket that refills with `perMinute` tokens per minute.
 * - `window`: a window of a minute that allows `perMinute` requests.
 * - `unknown`: something else, or a limit that the server describes with `retry-after`.
 */
const GUESSES = ['none', 'bucket', 'window', 'unknown'] as const
type LimitKind = (typeof GUESSES)[number]

/** Paces the requests under one limit, as `RateLimiter` describes. Times are milliseconds. */
export class Pacer {
  #kind: LimitKind = 'none'
  /** 0 if too few requests were accepted for the estimate that `bucket` and `window` need. */
  #perMinute = 0
  /** Consecutive refusals, each of a request that was sent after the pause for the last one. */
  #refusals = 0
  #pausedUntil = -Infinity
  #throttledAt: number | null = null
  /** When the current pace ends; it began with the latest success after a refusal. */
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

  /** Whether a limit is known or being determined. */
  isLimited(now: number): boolean {
    return this.#refusals > 0 || (this.#kind !== 'none' && !this.isOutdated(now))
  }

  /** Whether the latest refusal was too long ago to be relevant. */
  isOutdated(now: number): boolean {
    if (this.#throttledAt === null || this.#refusals > 0 || this.#inFlight > 0) return false
    return now >= this.#keptUntil + KEEP_PACE_MS
  }

  /**
   * Milliseconds to wait before checking again; 0 if a request may be sent now.
   *
   * @param oneAtATime whether requests go one at a time even if no limit is known
   * @param isFirst whether no call has waited longer
   */
  delayAt(now: number, oneAtATime: boolean, isFirst: boolean): number {
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
    // A server that sent `retry-after` once will send it again.
    if (this.#wasToldToWait && this.#kind !== 'bucket') this.#kind = 'unknown'
  }

  onThrottled(sentAt: number, now: number, retryAfter: number, random: () => number): void {
    this.#inFlight--
    if (sentAt < this.#pausedUntil) {
      // It was in flight when another request was refused, so it shows nothing new.
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

  /** Whether this limit explains the refusal of a route without a known limit. */
  explains(route: Pacer, now: number): boolean {
    const ownLimit = Math.max(MIN_SAMPLES, this.#perMinute * SAME_LIMIT_SHARE)
    return this.isLimited(now) && route.#recent(now).length < ownLimit
  }

  /** Adds the requests of a route that turns out to share this limit. */
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

  /** At the first of consecutive refusals, estimates the limit from the accepted requests. */
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

  /** Whether enough unpaced requests were accepted to outweigh earlier refusals. */
  #isFirstEstimate(now: number): boolean {
    if (this.#throttledAt === null) return true
    if (this.#kind === 'none') return now >= this.#throttledAt + MINUTE_MS
    if (this.#kind === 'unknown') return this.#acceptedSinceThrottled >= MIN_SAMPLES
    const burst = this.#recent(now).filter(at => at >= this.#keptUntil).length
    return burst >= Math.max(MIN_SAMPLES, this.#perMinute)
  }

  #guessAgain(now: number): void {
    // If too few were accepted within the minute, waiting for its end isn't worth it.
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
    const backoff = Math.min(shortest * 2 ** (this.#refusals - 1), MAX_BACKOFF_MS)
    if (this.#kind === 'unknown') return backoff
    const oldest = this.#recent(now)[0] ?? now
    if (this.#kind === 'window') return Math.max(shortest, oldest + MINUTE_MS - now)
    return Math.max(shortest, Math.min(this.spacing * BUCKET_MARGIN, MINUTE_MS))
  }

  /** The requests accepted within the last minute, oldest first. */
  #recent(now: number): readonly number[] {
    while ((this.#accepted[0] ?? now) <= now - MINUTE_MS) this.#accepted.shift()
    return this.#accepted
  }
}
