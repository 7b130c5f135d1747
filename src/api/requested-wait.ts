import { formatDuration, pluralize } from '../common/format.ts'
import type { ApiErrorDetails } from './errors.ts'
import { describeExchange } from './failure.ts'
import type { Exchange } from './transport.ts'

/**
 * Error details for a `retry-after`: how long to wait, or that it exceeds the time left.
 *
 * @param requested milliseconds to wait, null if the server doesn't say
 * @param left milliseconds until the deadline
 */
export function requestedWait(
  exchange: Exchange,
  requested: number | null,
  left: number,
): Partial<ApiErrorDetails> {
  if (!isTooLong(requested, left)) return { retryAfterMs: requested }
  return { retryable: false, reason: waitTooLong(describeExchange(exchange), requested, left) }
}

/** Whether the server requires a wait, in milliseconds, that doesn't end before the deadline. */
export function isTooLong(requested: number | null, left: number): requested is number {
  return requested !== null && requested > 0 && requested >= left
}

/** The reason of a call that the server requires to wait longer than the time left. */
export function waitTooLong(reason: string, wait: number, left: number): string {
  return `${reason}; it requires ${describeWait(wait, left)}`
}

/** A wait that exceeds the time left, both in milliseconds, in words. */
export function describeWait(wait: number, left: number): string {
  return `a wait of ${formatDuration(wait)}, with only ${formatDuration(left)} left`
}

/** The reason of a call that isn't retried any longer. */
export function gaveUp(reason: string, attempts: number, milliseconds: number): string {
  const tries = pluralize(attempts, 'try', 'tries')
  return `${reason}; gave up after ${tries} in ${formatDuration(milliseconds)}`
}
