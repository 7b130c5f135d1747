import { serverErrorOf } from './error-body.ts'
import { isCertificateFault, isQuotaExceeded, sizeLimitMessage } from './error-codes.ts'
import { MAX_UNIX_SECONDS } from './schemas.ts'
import type { Exchange, HttpRequest, ProxyFault } from './transport.ts'

/**
 * What to do after one exchange.
 * - `accept`: the API accepted the request.
 * - `retry`: the request failed without effect; the client may send it again.
 * - `fail`: the API rejected the request, or a retry doesn't help.
 * - `ambiguous`: a write may or may not have been applied; only a read can show it.
 */
export type RetryDecision = 'accept' | 'retry' | 'fail' | 'ambiguous'

/** How long a call is retried after faults; one that lasts longer isn't likely to pass soon. */
export const PATIENCE_MS = 120_000

const BACKOFF_BASE_MS = 1_000
const BACKOFF_CAP_MS = 30_000
const HTTP_DATE = /^[A-Z][a-z]+,? .*\d{2}:\d{2}:\d{2}/

/** What to do after an exchange, depending on the method. */
export function classifyResponse(method: HttpRequest['method'], exchange: Exchange): RetryDecision {
  const isRead = method === 'GET'
  if (exchange.type === 'failure') {
    if (!exchange.sent) return isPermanent(exchange) ? 'fail' : 'retry'
    if (!isRead) return 'ambiguous'
    // A response that's too large would be again, and each try downloads up to the limit.
    return sizeLimitMessage(exchange.error) === null ? 'retry' : 'fail'
  }
  const { status, headers } = exchange
  if (status >= 200 && status < 300) return 'accept'
  const shouldRetry = headers['x-should-retry']
  if (status === 429) {
    if (isQuotaExceeded(serverErrorOf(exchange))) return 'fail'
    return shouldRetry === 'false' ? 'fail' : 'retry'
  }
  const isUnsure = status === 408 || status === 409 || status >= 500
  // After an ambiguous write, the caller reads first. `x-should-retry` can request a retry, but
  // doesn't show whether the write was applied.
  if (!isRead) return isUnsure || shouldRetry === 'true' ? 'ambiguous' : 'fail'
  if (shouldRetry === 'false') return 'fail'
  return isUnsure || shouldRetry === 'true' ? 'retry' : 'fail'
}

/** Whether a connection would fail again right away. */
function isPermanent({ error, proxy }: { error: { code?: string }; proxy?: ProxyFault }): boolean {
  const status = proxy?.status ?? 0
  const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 429
  return isRefusal || isCertificateFault(error) || error.code?.startsWith('ERR_TLS_') === true
}

/** `retryAfterMs` of a response; null if there's none. */
export function retryAfterOf(exchange: Exchange, now: number): number | null {
  return exchange.type === 'answer' ? retryAfterMs(exchange.headers, now) : null
}

/**
 * Milliseconds that the server asks to wait, null if it doesn't: `retry-after-ms`, otherwise
 * `retry-after` in seconds or as an HTTP date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since the Unix epoch
 */
export function retryAfterMs(headers: Record<string, string>, now: number): number | null {
  const milliseconds = nonNegative(headers['retry-after-ms'])
  if (milliseconds !== null) return milliseconds
  const retryAfter = headers['retry-after']
  const seconds = nonNegative(retryAfter)
  if (seconds !== null) return seconds * 1000
  // Date.parse accepts many texts that aren't dates, such as "-5".
  if (retryAfter === undefined || !HTTP_DATE.test(retryAfter)) return null
  // The form that ends with a year has no zone and means GMT, like the others (RFC 9110, 5.6.7).
  const date = Date.parse(retryAfter.replace(/ \d{4}$/, '$& GMT'))
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

function nonNegative(text: string | undefined): number | null {
  if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return null
  // Very many digits would be Infinity.
  return Math.min(Number(text), MAX_UNIX_SECONDS)
}

/**
 * How long to wait before a retry: as long as the server asks, or the backoff if it asks for less
 * than a second (for example, with a date that's past because clocks differ).
 *
 * @returns milliseconds
 */
export function waitBefore(
  attempt: number,
  requested: number | null,
  random: () => number,
): number {
  const least = requested ?? 0
  return least >= BACKOFF_BASE_MS ? least : Math.max(least, backoff(attempt, random))
}

/**
 * Exponential backoff with full jitter: anywhere between 0 and 1 s, 2 s, 4 s … 30 s.
 *
 * @param attempt 1 for the first retry
 * @param random a number from 0 up to but not including 1
 * @returns milliseconds
 */
export function backoff(attempt: number, random: () => number): number {
  return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1))
}
