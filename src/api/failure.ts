import { withoutPeriod } from '../common/format.ts'
import { causeOf } from './cause.ts'
import { codingsOf } from './content-coding.ts'
import { serverErrorOf } from './error-body.ts'
import { sizeLimitMessage } from './error-codes.ts'
import { ApiError, type ApiErrorDetails } from './errors.ts'
import { failureSummary } from './failure-summary.ts'
import { hintFor } from './hints.ts'
import type { Key } from './key.ts'
import { excerpt } from './response.ts'
import type { Exchange, HttpRequest } from './transport.ts'

/** A failed exchange and its context. */
export interface FailureInput {
  /** What the call was for, as an infinitive. */
  operation: string
  exchange: Exchange
  kind: ApiErrorDetails['kind']
  attempts: number
  /** The key of the request, for a hint. */
  key: Key
  method: HttpRequest['method']
  /** Whether any call of the run received a response before. */
  wasReached: boolean
  /** Details that override those of the exchange. */
  more: Partial<ApiErrorDetails>
}

/** The error for a failed exchange. */
export function toError({
  operation,
  method,
  exchange,
  kind,
  attempts,
  key,
  wasReached,
  more,
}: FailureInput): ApiError {
  const details: ApiErrorDetails = {
    kind,
    operation,
    reason: describeExchange(exchange),
    attempts,
    summary:
      kind === 'cancelled'
        ? null
        : failureSummary({
            exchange,
            method,
            key,
            isUnreadable: kind === 'unreadable',
            wasReached,
          }),
    ...more,
  }
  const hint = kind === 'cancelled' ? null : hintFor({ exchange, key, method, operation })
  if (exchange.type === 'failure') {
    return new ApiError({ ...details, hint, requestId: exchange.requestId })
  }
  const { message, code } = serverErrorOf(exchange)
  return new ApiError({
    ...details,
    status: exchange.status,
    code,
    about: causeOf(exchange, method),
    serverMessage: message,
    requestId: requestIdOf(exchange),
    retryable: (more.retryable ?? true) && exchange.headers['x-should-retry'] !== 'false',
    hint,
  })
}

/** Whether the API rejected the request, as opposed to a fault. */
export function isApiRejection(exchange: Exchange): boolean {
  return exchange.type === 'answer' && exchange.status < 500 && exchange.status !== 408
}

/** `x-request-id`, null if there's none. */
export function requestIdOf(exchange: Exchange): string | null {
  return exchange.type === 'answer'
    ? (exchange.headers['x-request-id'] ?? null)
    : exchange.requestId
}

/** The outcome of an exchange as a clause for messages. */
export function describeExchange(exchange: Exchange): string {
  if (exchange.type === 'failure') {
    const { error, sent, proxy } = exchange
    const excess = sizeLimitMessage(error)
    if (excess !== null) return excess
    const fault = error.message || error.code || 'unknown error'
    if (proxy === undefined)
      return `${sent ? 'no complete response' : 'connection failed'}: ${fault}`
    const answer = proxy.status === null ? fault : `it returned ${proxy.status}`
    return `connection through the proxy ${proxy.host} failed: ${answer}`
  }
  const { status, headers, body } = exchange
  const codings = codingsOf(headers)
  if (codings !== null) return `the API returned ${status} with a compressed body (${codings})`
  const { message } = serverErrorOf(exchange)
  if (message !== null) return `the API returned ${status}: ${withoutPeriod(message)}`
  if (status >= 300 && status < 400) {
    const { location } = headers
    const target = location === undefined ? 'without a location' : `to ${location}`
    return `the API returned ${status}, a redirect ${target}, which isn't followed`
  }
  if (body.trim() === '') return `the API returned ${status} with no message`
  return `the API returned ${status} with an unexpected body${excerpt(body)}`
}
