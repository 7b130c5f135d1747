import type { ApiResult, Call } from './call.ts'
import { causeOf } from './cause.ts'
import type { ApiError, ApiErrorDetails } from './errors.ts'
import { requestIdOf } from './failure.ts'
import type { Key } from './key.ts'
import { InvalidResponseError, parseResponse } from './response.ts'
import type { Exchange } from './transport.ts'

/** Creates the error of an exchange; `more` overrides the details of the exchange. */
export type Fail = (kind: ApiErrorDetails['kind'], more?: Partial<ApiErrorDetails>) => ApiError

/**
 * The result of a call that the API accepted. If it can't be read but a retry might help, returns
 * the reason as a string.
 *
 * @throws ApiError if the result can't be read and a retry doesn't help
 */
export function readResult<T>(
  call: Call<T>,
  exchange: Exchange,
  key: Key,
  fail: Fail,
): ApiResult<T> | string {
  if (exchange.type !== 'answer') throw new TypeError('only a response can be accepted')
  try {
    const value = parseResponse(call.schema, exchange, key.value)
    return { value, requestId: requestIdOf(exchange) }
  } catch (error) {
    if (!(error instanceof InvalidResponseError)) throw error
    const reason = error.message
    // If the API returns an error for a write, a retry doesn't help.
    const retryable = error.type !== 'error'
    if (call.method !== 'GET') throw fail('ambiguous', { reason, retryable })
    if (!retryable && causeOf(exchange) !== null) throw fail('refused', { reason })
    const isFinal = error.type === 'permanent' || exchange.headers['x-should-retry'] === 'false'
    if (isFinal) throw fail('unreadable', { reason })
    return reason
  }
}
