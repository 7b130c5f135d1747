import type * as v from 'valibot'
import { type Allowance, timeLeft } from '../common/clock.ts'
import { counted, duration } from '../common/format.ts'
import { readAnswer, UnreadableAnswer } from './response.ts'
import { ApiError, type ApiErrorDetails, cancelledError } from './errors.ts'
import { isNo, reasonOf, requestIdOf, toError } from './failure.ts'
import { ID_PATTERN } from '../common/ids.ts'
import type { RateLimit } from './rate-limit.ts'
import { askedWait, judge, waitBefore } from './retry.ts'
import type { Exchange, HttpRequest, Transport } from './transport.ts'

/** One call to the API. */
export interface Call<T> {
  /** What it is to do, in the infinitive, for messages: `list the permissions of ft:…`. */
  what: string
  method: HttpRequest['method']
  /** Path below the base URL, percent-encoded, without the query. */
  path: string
  query?: Record<string, string>
  body?: unknown
  /** What a successful answer must look like. */
  schema: v.GenericSchema<unknown, T>
}

/** A successful answer. */
export interface Answer<T> {
  value: T
  /** `x-request-id`, null where the server sent none. */
  requestId: string | null
}

/** A call that will be sent again, and when. */
export interface Repeat {
  what: string
  reason: string
  requestId: string | null
  /** Milliseconds until it is sent again. */
  wait: number
  /** Milliseconds until the deadline. */
  left: number
  /** Milliseconds between requests from here on, 0 where they are sent as they come. */
  spacing: number
}

/** A key, and what the workflow calls it. */
export interface Key {
  value: string
  input: 'admin-key' | 'api-key' | 'verify-keys'
}

/** What a client needs to know. */
export interface ClientOptions {
  transport: Transport
  key: Key
  allowance: Allowance
  /** A number from 0 up to but not including 1. */
  random: () => number
  onRepeat: (repeat: Repeat) => void
  /** The rate limit of the key, shared by all clients that speak with it. */
  limit: RateLimit
}

/** Speaks to the API: repeats what may be repeated, and says exactly what became of the rest. */
export interface Client {
  /**
   * @throws ApiError for everything but an answer that fits `schema`; its `kind` says what
   *   that means for the caller
   */
  call<T>(call: Call<T>): Promise<Answer<T>>
  /** Requests sent so far, repeats included. */
  readonly requests: number
}

/**
 * A client that repeats GETs after faults that pass, and writes only where nothing was carried
 * out (a 429, or a failure before a byte was sent), until the deadline rather than by a count.
 */
export function createClient(options: ClientOptions): Client {
  const { transport, key, allowance, random, onRepeat, limit } = options
  const { clock, cancelled } = allowance
  let requests = 0

  async function call<T>(call: Call<T>): Promise<Answer<T>> {
    const started = clock.now()
    let gaveUp: (() => ApiError) | null = null
    for (let tries = 1; ; tries++) {
      await coolDown(call.what, tries - 1, gaveUp)
      requests++
      limit.sent(clock.now())
      const exchange = await transport.exchange(toHttp(call))
      const isRefused = exchange.type === 'answer' && exchange.status === 429
      if (exchange.type === 'answer' && !isRefused) limit.took(clock.now())
      const fail = (kind: ApiErrorDetails['kind'], more: Partial<ApiErrorDetails> = {}) =>
        toError({ what: call.what, method: call.method, exchange, kind, tries, key, more })

      const verdict = judge(call.method, exchange)
      if (verdict === 'accept') return accept(call, exchange, key, fail)
      const asked = exchange.type === 'answer' ? askedWait(exchange.headers, clock.now()) : null
      const left = timeLeft(allowance)
      if (verdict === 'ambiguous') {
        throw fail('ambiguous', asked === null ? {} : askedOf(exchange, asked, left))
      }
      if (verdict === 'final') throw fail(isNo(exchange) ? 'refused' : 'unavailable')
      if (cancelled.aborted) throw fail('cancelled', { reason: 'the step was cancelled' })

      const backoff = waitBefore(tries, asked, random)
      // A 429 speaks for every request of the key, so that all of them wait it out.
      const wait = isRefused ? limit.refused(clock.now(), asked, backoff) : backoff
      gaveUp = () => {
        const tried = `${counted(tries, 'try', 'tries')} in ${duration(clock.now() - started)}`
        return fail('unavailable', { reason: `${reasonOf(exchange)}; gave up after ${tried}` })
      }
      if (wait >= left) {
        throw asked === wait ? fail('unavailable', askedOf(exchange, asked, left)) : gaveUp()
      }
      onRepeat({
        what: call.what,
        reason: reasonOf(exchange),
        requestId: requestIdOf(exchange),
        wait,
        left,
        spacing: isRefused ? limit.spacing : 0,
      })
      await pause(wait, call.what, tries)
    }
  }

  /** Waits until calls are welcome again; throws where that, or now, is too late. */
  async function coolDown(
    what: string,
    tries: number,
    gaveUp: (() => ApiError) | null,
  ): Promise<void> {
    for (;;) {
      if (cancelled.aborted) throw cancelledError(what, tries)
      const left = timeLeft(allowance)
      if (left === 0) {
        throw gaveUp?.() ?? new ApiError({ kind: 'unavailable', what, reason: 'no time is left' })
      }
      // While one call waits, another may be told to wait longer.
      const wait = limit.waitAt(clock.now())
      if (wait === 0) return
      if (wait >= left) {
        const reason = `the rate limit takes a pause of ${duration(wait)}, and ${duration(left)} are left`
        throw new ApiError({ kind: 'unavailable', what, reason, tries })
      }
      await pause(wait, what, tries)
    }
  }

  async function pause(milliseconds: number, what: string, tries: number): Promise<void> {
    try {
      await clock.sleep(milliseconds, cancelled)
    } catch {
      throw cancelledError(what, tries)
    }
  }

  return {
    call,
    get requests() {
      return requests
    },
  }
}

/** What to say where the server asks to wait: too long, if that is beyond the deadline. */
function askedOf(exchange: Exchange, asked: number, left: number): Partial<ApiErrorDetails> {
  if (asked < left) return { askedWait: asked }
  const asking = `it asks to wait ${duration(asked)}, and ${duration(left)} are left`
  return { mayRepeat: false, reason: `${reasonOf(exchange)}; ${asking}` }
}

type Fail = (kind: ApiErrorDetails['kind'], more?: Partial<ApiErrorDetails>) => ApiError

function accept<T>(call: Call<T>, exchange: Exchange, key: Key, fail: Fail): Answer<T> {
  if (exchange.type !== 'answer') throw new TypeError('only an answer can be accepted')
  try {
    const value = readAnswer(call.schema, exchange)
    // IDs are shown and handed on as they are.
    if (hasKeyInId(value, key.value)) throw new UnreadableAnswer('the answer has the key as an ID')
    return { value, requestId: requestIdOf(exchange) }
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error
    const kind = call.method === 'GET' ? 'unreadable' : 'ambiguous'
    throw fail(kind, { reason: error.message })
  }
}

// What is shorter may well be a part of an ID.
const LEAST_KEY_LENGTH = 16

/** Whether a text that may be an ID holds the key. */
function hasKeyInId(value: unknown, key: string): boolean {
  if (key.length < LEAST_KEY_LENGTH) return false
  if (typeof value === 'string') return value.includes(key) && ID_PATTERN.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(part => hasKeyInId(part, key))
}

function toHttp({ method, path, query, body }: Call<unknown>): HttpRequest {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`
  const request: HttpRequest = { method, path: path + (search === '?' ? '' : search) }
  return body === undefined ? request : { ...request, body: JSON.stringify(body) }
}
