import { Pacer } from './pacer.ts'

/** A request that was sent, and when. */
export interface SentRequest {
  route: string
  sentAt: number
}

/**
 * Paces the requests of one key, whose limit is unknown. Times are milliseconds.
 *
 * Requests aren't paced until one is refused. Then all wait, and one at a time retries:
 * 1. after a second or two, in case the refusal was a stray one;
 * 2. when a token bucket would have refilled one token, at the rate of the accepted requests;
 * 3. when the minute of the accepted requests is over, in case the limit is a window;
 * 4. after pauses that double up to 30 s, as in an outage.
 * The retry that succeeds shows the kind of limit, and so the pace: none, evenly spaced, a number
 * per minute, or one at a time. After 100 s, requests go one at a time until one is refused, and
 * the new pace is the rate accepted since the previous refusal. Each route has its own pace, but a
 * route that's refused after far fewer requests than a limited route shares that route's pace.
 * `retry-after` replaces the first pause, until a request is refused despite it.
 */
export class RateLimiter {
  readonly #random: () => number
  readonly #pacers = new Map<string, Pacer>()
  /** The calls that wait for their turn on each route, in order of arrival. */
  readonly #queues = new Map<string, Set<symbol>>()

  /** @param random returns a number from 0 up to but not including 1 */
  constructor(random: () => number) {
    this.#random = random
  }

  /**
   * How long to wait before checking again; 0 if a request may be sent now.
   *
   * @param route what `routeOf` returns
   */
  delayAt(route: string, now: number, place?: symbol): number {
    const pacer = this.#pacerOf(route, now)
    // It may share the limit of a limited route; one request is enough to find out.
    const isSuspect = !pacer.wasThrottled && this.#pacers.values().some(it => it.isLimited(now))
    const [first] = this.#queues.get(route) ?? []
    return pacer.delayAt(now, isSuspect, place === undefined || place === first)
  }

  /** Queues a call for its turn on a route. Dispose of the result when the call takes its turn. */
  enqueue(route: string): { place: symbol } & Disposable {
    const queue = this.#queues.get(route) ?? new Set()
    this.#queues.set(route, queue)
    const place = Symbol()
    queue.add(place)
    return { place, [Symbol.dispose]: () => void queue.delete(place) }
  }

  /** Time between requests on average, 0 if no pace is known. */
  spacingOf(route: string, now: number): number {
    return this.#pacerOf(route, now).spacing
  }

  /** Records that a request is sent. One of the next three methods records its outcome. */
  onSend(route: string, now: number): SentRequest {
    this.#pacerOf(route, now).onSend(now)
    return { route, sentAt: now }
  }

  /** Records that the rate limit accepted a request, even if the request failed otherwise. */
  onSuccess({ route, sentAt }: SentRequest, now: number): void {
    this.#pacerOf(route, now).onSuccess(sentAt, now)
  }

  /** Records an outcome that shows nothing about the rate limit. */
  onFailure({ route }: SentRequest, now: number): void {
    this.#pacerOf(route, now).onFailure()
  }

  /**
   * Records that the rate limit refused a request.
   *
   * @param retryAfter how long the server asks to wait, null if it doesn't
   */
  onThrottled({ route, sentAt }: SentRequest, now: number, retryAfter: number | null): void {
    let pacer = this.#pacerOf(route, now)
    if (!pacer.wasThrottled) pacer = this.#shareLimit(route, pacer, now)
    pacer.onThrottled(sentAt, now, retryAfter ?? 0, this.#random)
  }

  /** Moves a route to the limit that explains its first refusal; returns its pacer. */
  #shareLimit(route: string, own: Pacer, now: number): Pacer {
    const shared = this.#pacers.values().find(other => other.explains(own, now))
    if (shared === undefined) return own
    shared.absorb(own)
    this.#pacers.set(route, shared)
    return shared
  }

  #pacerOf(route: string, now: number): Pacer {
    let pacer = this.#pacers.get(route)
    if (pacer === undefined || pacer.isOutdated(now)) {
      pacer = new Pacer()
      this.#pacers.set(route, pacer)
    }
    return pacer
  }
}

/**
 * The method and the path's template, such as `GET /models/{id}`: all IDs share a limit. A path
 * segment after a plural is an ID.
 */
export function routeOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path.replace(/(s\/)[^/]+/g, '$1{id}')}`
}
