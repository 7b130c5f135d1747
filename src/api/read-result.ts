import type { ApiResult, Call } from './call.ts'
import { causeOf } from './cause.ts'
import type { ApiError, ApiErrorDetails } from './errors.ts'
import { requestIdOf } from './failure.ts'
import type { Key } from './key.ts'
import { InvalidResponseError, parseResponse } from './response.ts'
import type { Exchange } from './transport.ts'

/** Makes the error of an exchange, with what replaces or adds to what the exchange says. */
export type Fail = (kind: ApiErrorDetails['kind'], more?: Partial<ApiErrorDetails>) => ApiError

/**
 * The result of a call that the API accepted; why it can't be read, if a retry may do better.
 *
 * @throws ApiError if it can't be read, and no retry may do better
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
    // A write that the API answers with an error won't do better if it's sent again.
    const retryable = error.type !== 'error'
    if (call.method !== 'GET') throw fail('ambiguous', { reason, retryable })
    if (!retryable && causeOf(exchange) !== null) throw fail('refused', { reason })
    const isFinal = error.type === 'permanent' || exchange.headers['x-should-retry'] === 'false'
    if (isFinal) throw fail('unreadable', { reason })
    return reason
  }
}
