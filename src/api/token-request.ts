import type * as v from 'valibot'
import { safeParse } from 'valibot'
import type { Clock } from '../common/clock.ts'
import type { Retry } from './client.ts'
import type { ProxySettings } from './connections.ts'
import { parseJson, serverErrorOf } from './error-body.ts'
import { ApiError, type ApiErrorDetails, cancelledError } from './errors.ts'
import { describeExchange, isApiRejection, requestIdOf } from './failure.ts'
import { connectionHint } from './hints.ts'
import { gaveUp, isTooLong, waitTooLong } from './requested-wait.ts'
import { classifyResponse, PATIENCE_MS, retryAfterOf, waitBefore } from './retry.ts'
import { createTransport, type Exchange, type HttpRequest, type HttpResponse } from './transport.ts'

/** A request for a token, which may be repeated. */
export interface TokenRequest<T> extends Omit<HttpRequest, 'path'> {
  url: URL
  /** What it's for, in the infinitive, for messages. */
  operation: string
  /** Who answers it, at the start of a sentence. */
  server: string
  /** The input with the URL; null if the runner sets it. */
  input: 'identity-token-url' | null
  /** What a response with a token must look like. */
  schema: v.GenericSchema<unknown, T>
  /** What more is known of a rejection. */
  rejection: (status: number) => Partial<ApiErrorDetails>
}

/** What requesting tokens needs from outside. */
export interface TokenRequestContext {
  proxyFor: (url: URL) => ProxySettings
  clock: Clock
  /** Aborts when the step is cancelled. */
  cancelled: AbortSignal
  /** A number from 0 up to but not including 1. */
  random: () => number
  onRetry: (retry: Retry) => void
}

/** A token, and when it was requested, in milliseconds since the Unix epoch. */
export interface TokenResponse<T> {
  value: T
  requestedAt: number
}

/**
 * Requests a token, and again for up to two minutes after faults and 429s. A response that should
 * hold a token is never quoted, whatever it holds.
 *
 * @throws ApiError if it's rejected, can't be answered in that time, or the step was cancelled
 */
export async function requestToken<T>(
  { url, operation, server, input, schema, rejection, ...request }: TokenRequest<T>,
  { clock, cancelled, random, proxyFor, onRetry }: TokenRequestContext,
): Promise<TokenResponse<T>> {
  const deadline = clock.now() + PATIENCE_MS
  const transport = createTransport({
    baseUrl: new URL('/', url),
    proxy: proxyFor(url),
    budget: { clock, cancelled, deadline },
  })
  try {
    for (let attempts = 1; ; attempts++) {
      const requestedAt = clock.now()
      const exchange = await transport.exchange({ ...request, path: url.pathname + url.search })
      if (cancelled.aborted) throw cancelledError(operation, attempts)
      const decision = classifyResponse('GET', exchange)
      const requestId = requestIdOf(exchange)
      const details = { operation, requestId, attempts }
      if (exchange.type === 'answer') {
        const { status, body } = exchange
        const parsed = decision === 'accept' ? safeParse(schema, parseJson(body)) : null
        if (parsed?.success) return { value: parsed.output, requestedAt }
        // A fault can be final, too, if the server forbids a retry.
        if (decision === 'fail' && isApiRejection(exchange)) {
          const reason = `${server} returned ${status}${wordsOf(exchange)}`
          throw new ApiError({ ...details, kind: 'refused', status, reason, ...rejection(status) })
        }
      }
      const fault = faultOf(exchange, server)
      const hint = exchange.type === 'failure' ? connectionHint(exchange, input) : null
      const unavailable = (reason: string) => {
        const summary = `Couldn't ${operation}`
        return new ApiError({ ...details, kind: 'unavailable', reason, hint, summary })
      }
      if (decision === 'fail') throw unavailable(fault)
      const requested = retryAfterOf(exchange, clock.now())
      const wait = waitBefore(attempts, requested, random)
      const left = deadline - clock.now()
      if (isTooLong(requested, left)) {
        throw unavailable(waitTooLong(fault, requested, left))
      }
      if (wait >= left) throw unavailable(gaveUp(fault, attempts, PATIENCE_MS - left))
      onRetry({ operation, reason: fault, requestId, hint, wait, left, spacing: 0 })
      await clock.sleep(wait, cancelled).catch(() => {
        throw cancelledError(operation, attempts)
      })
    }
  } finally {
    // Calls wait for the token, not for its connection to end.
    void transport.close()
  }
}

/** The server's own words about a rejection, which holds no token. */
function wordsOf(response: HttpResponse): string {
  const { message } = serverErrorOf(response)
  return message === null ? '' : `: ${message}`
}

function faultOf(exchange: Exchange, server: string): string {
  if (exchange.type === 'failure') return describeExchange(exchange)
  const { status } = exchange
  return status < 300 ? `${server} returned no token` : `${server} returned ${status}`
}
