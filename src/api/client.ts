import type * as v from 'valibot'
import { remainingMs, type TimeBudget } from '../common/clock.ts'
import { formatDuration, pluralize } from '../common/format.ts'
import { ID_PATTERN } from '../common/ids.ts'
import { ApiError, type ApiErrorDetails, cancelledError } from './errors.ts'
import { describeExchange, isApiRejection, requestIdOf, toError } from './failure.ts'
import type { Key } from './key.ts'
import type { RateLimit } from './rate-limit.ts'
import { InvalidResponseError, parseResponse } from './response.ts'
import { classifyResponse, retryAfterMs, waitBefore } from './retry.ts'
import type { Exchange, HttpRequest, Transport } from './transport.ts'

/** One call to the API. */
export interface Call<T> {
  /** What it is to do, in the infinitive, for messages: `list the permissions of ft:…`. */
  operation: string
  method: HttpRequest['method']
  /** Path below the base URL, percent-encoded, without the query. */
  path: string
  query?: Record<string, string>
  body?: unknown
  /** What a successful answer must look like. */
  schema: v.GenericSchema<unknown, T>
}

/** A successful answer. */
export interface ApiResult<T> {
  value: T
  /** `x-request-id`, null where the server sent none. */
  requestId: string | null
}

/** A call that will be sent again, and when. */
export interface Retry {
  operation: string
  reason: string
  requestId: string | null
  /** Milliseconds until it is sent again. */
  wait: number
  /** Milliseconds until the deadline. */
  left: number
  /** Milliseconds between requests from here on, 0 where they are sent as they come. */
  spacing: number
}

/** What a client needs to know. */
export interface ClientOptions {
  transport: Transport
  key: Key
  budget: TimeBudget
  /** A number from 0 up to but not including 1. */
  random: () => number
  onRetry: (repeat: Retry) => void
  /** The rate limit of the key, shared by all clients that speak with it. */
  limit: RateLimit
}

/** Speaks to the API: repeats what may be repeated, and says exactly what became of the rest. */
export interface Client {
  /**
   * @throws ApiError for everything but an answer that fits `schema`; its `kind` says what
   *   that means for the caller
   */
  call<T>(call: Call<T>): Promise<ApiResult<T>>
  /** Requests sent so far, repeats included. */
  readonly requests: number
}

/**
 * A client that repeats GETs after faults that pass, and writes only where nothing was carried
 * out (a 429, or a failure before a byte was sent), until the deadline rather than by a count.
 */
export function createClient(options: ClientOptions): Client {
  const { transport, key, budget, random, onRetry, limit } = options
  const { clock, cancelled } = budget
  let requests = 0

  async function call<T>(call: Call<T>): Promise<ApiResult<T>> {
    const started = clock.now()
    let gaveUp: (() => ApiError) | null = null
    for (let attempts = 1; ; attempts++) {
      await coolDown(call.operation, attempts - 1, gaveUp)
      requests++
      limit.sent(clock.now())
      const exchange = await transport.exchange(toHttp(call))
      const isRefused = exchange.type === 'answer' && exchange.status === 429
      if (exchange.type === 'answer' && !isRefused) limit.took(clock.now())
      const fail = (kind: ApiErrorDetails['kind'], more: Partial<ApiErrorDetails> = {}) =>
        toError({
          operation: call.operation,
          method: call.method,
          exchange,
          kind,
          attempts,
          key,
          more,
        })

      const decision = classifyResponse(call.method, exchange)
      if (decision === 'accept') return acceptResponse(call, exchange, key, fail)
      const asked = exchange.type === 'answer' ? retryAfterMs(exchange.headers, clock.now()) : null
      const left = remainingMs(budget)
      if (decision === 'ambiguous') {
        throw fail('ambiguous', asked === null ? {} : askedOf(exchange, asked, left))
      }
      if (decision === 'fail') throw fail(isApiRejection(exchange) ? 'refused' : 'unavailable')
      if (cancelled.aborted) throw fail('cancelled', { reason: 'the step was cancelled' })

      const backoff = waitBefore(attempts, asked, random)
      // A 429 speaks for every request of the key, so that all of them wait it out.
      const wait = isRefused ? limit.refused(clock.now(), asked, backoff) : backoff
      gaveUp = () => {
        const tried = `${pluralize(attempts, 'try', 'tries')} in ${formatDuration(clock.now() - started)}`
        return fail('unavailable', {
          reason: `${describeExchange(exchange)}; gave up after ${tried}`,
        })
      }
      if (wait >= left) {
        throw asked === wait ? fail('unavailable', askedOf(exchange, asked, left)) : gaveUp()
      }
      onRetry({
        operation: call.operation,
        reason: describeExchange(exchange),
        requestId: requestIdOf(exchange),
        wait,
        left,
        spacing: isRefused ? limit.spacing : 0,
      })
      await pause(wait, call.operation, attempts)
    }
  }

  /** Waits until calls are welcome again; throws where that, or now, is too late. */
  async function coolDown(
    operation: string,
    attempts: number,
    gaveUp: (() => ApiError) | null,
  ): Promise<void> {
    for (;;) {
      if (cancelled.aborted) throw cancelledError(operation, attempts)
      const left = remainingMs(budget)
      if (left === 0) {
        throw (
          gaveUp?.() ?? new ApiError({ kind: 'unavailable', operation, reason: 'no time is left' })
        )
      }
      // While one call waits, another may be told to wait longer.
      const wait = limit.waitAt(clock.now())
      if (wait === 0) return
      if (wait >= left) {
        const reason = `the rate limit takes a pause of ${formatDuration(wait)}, and ${formatDuration(left)} are left`
        throw new ApiError({ kind: 'unavailable', operation, reason, attempts })
      }
      await pause(wait, operation, attempts)
    }
  }

  async function pause(milliseconds: number, operation: string, attempts: number): Promise<void> {
    try {
      await clock.sleep(milliseconds, cancelled)
    } catch {
      throw cancelledError(operation, attempts)
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
  if (asked < left) return { retryAfterMs: asked }
  const asking = `it asks to wait ${formatDuration(asked)}, and ${formatDuration(left)} are left`
  return { retryable: false, reason: `${describeExchange(exchange)}; ${asking}` }
}

type Fail = (kind: ApiErrorDetails['kind'], more?: Partial<ApiErrorDetails>) => ApiError

function acceptResponse<T>(call: Call<T>, exchange: Exchange, key: Key, fail: Fail): ApiResult<T> {
  if (exchange.type !== 'answer') throw new TypeError('only an answer can be accepted')
  try {
    const value = parseResponse(call.schema, exchange)
    // IDs are shown and handed on as they are.
    if (hasKeyInId(value, key.value))
      throw new InvalidResponseError('the answer has the key as an ID')
    return { value, requestId: requestIdOf(exchange) }
  } catch (error) {
    if (!(error instanceof InvalidResponseError)) throw error
    const kind = call.method === 'GET' ? 'unreadable' : 'ambiguous'
    throw fail(kind, { reason: error.message })
  }
}

// What is shorter may well be a part of an ID.
const MIN_KEY_LENGTH = 16

/** Whether a text that may be an ID holds the key. */
function hasKeyInId(value: unknown, key: string): boolean {
  if (key.length < MIN_KEY_LENGTH) return false
  if (typeof value === 'string') return value.includes(key) && ID_PATTERN.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(part => hasKeyInId(part, key))
}

function toHttp({ method, path, query, body }: Call<unknown>): HttpRequest {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`
  const request: HttpRequest = { method, path: path + (search === '?' ? '' : search) }
  return body === undefined ? request : { ...request, body: JSON.stringify(body) }
}
