import { formatDuration } from '../common/format.ts'
import type { ApiErrorDetails } from './errors.ts'
import { describeExchange } from './failure.ts'
import type { Exchange } from './transport.ts'

/**
 * Error details for a `retry-after`: how long to wait, or that it exceeds the time left.
 *
 * @param requested milliseconds to wait
 * @param left milliseconds until the deadline
 */
export function requestedWait(
  exchange: Exchange,
  requested: number,
  left: number,
): Partial<ApiErrorDetails> {
  if (requested < left) return { retryAfterMs: requested }
  const reason = `${describeExchange(exchange)}; it requires ${waitTooLong(requested, left)}`
  return { retryable: false, reason }
}

/** A wait that exceeds the time left, both in milliseconds, in words. */
export function waitTooLong(wait: number, left: number): string {
  return `a wait of ${formatDuration(wait)}, with only ${formatDuration(left)} left`
}
