import { Pacer } from './pacer.ts'

/** A request that was sent. */
export interface SentRequest {
  route: string
  sentAt: number
}

/**
 * Paces the requests of one key, whose limit no one knows. Times are milliseconds.
 *
 * Requests go as they come until one is refused. Then all wait, and one at a time tries again:
 * 1. after a second or two, in case the refusal was a stray one;
 * 2. when a bucket that refills in a minute what was accepted in a minute has refilled one;
 * 3. when the minute in which those were accepted is over, in case the limit is a window;
 * 4. after pauses that double up to 30 s, as in an outage.
 * The try that succeeds shows the kind of limit, and so the pace: none, evenly spaced, a number
 * per minute, or one at a time. After 100 s, requests go one at a time until one is refused, and
 * the pace becomes what was accepted since the refusal before. Each route has its own pace; one
 * that is refused after far fewer requests than a limited route shares the pace of that route.
 * `retry-after` replaces the first pause, until a request is refused in spite of it.
 */
export class RateLimiter {
  readonly #random: () => number
  readonly #pacers = new Map<string, Pacer>()
  /** The calls that wait for their turn on each route, in the order in which they came. */
  readonly #queues = new Map<string, Set<symbol>>()

  /** @param random returns a number from 0 up to but not including 1 */
  constructor(random: () => number) {
    this.#random = random
  }

  /**
   * How long to wait before asking again whether a request may be sent; 0 if it may be sent now.
   *
   * @param route what `routeOf` returns
   */
  delayAt(route: string, now: number, place?: symbol): number {
    const pacer = this.#pacerOf(route, now)
    // It may share the limit of a route that is limited: one request is enough to find out.
    const isSuspect = !pacer.wasThrottled && this.#pacers.values().some(it => it.isLimited(now))
    const [first] = this.#queues.get(route) ?? []
    return pacer.delayAt(now, isSuspect, place === undefined || place === first)
  }

  /** Joins the calls that wait for their turn on a route; dispose of it when it's taken. */
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

  /** Records that a request is sent. Each ends with one of the next three. */
  onSend(route: string, now: number): SentRequest {
    this.#pacerOf(route, now).onSend(now)
    return { route, sentAt: now }
  }

  /** Records that a request wasn't refused by the limit, whatever else became of it. */
  onSuccess({ route, sentAt }: SentRequest, now: number): void {
    this.#pacerOf(route, now).onSuccess(sentAt, now)
  }

  /** Records that a request ended in a way that says nothing about the limit. */
  onFailure({ route }: SentRequest, now: number): void {
    this.#pacerOf(route, now).onFailure()
  }

  /**
   * Records that the limit refused a request.
   *
   * @param retryAfter how long the server asks to wait, null if it doesn't say
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
 * The method and the path's template, such as `GET /models/{id}`: IDs in the path share a limit.
 *
 * @param path in it, what follows a plural is an ID
 */
export function routeOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path.replace(/(s\/)[^/]+/g, '$1{id}')}`
}
