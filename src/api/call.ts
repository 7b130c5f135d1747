import type * as v from 'valibot'
import type { HttpRequest } from './transport.ts'

/** How long a call may take, and who else waits for it. */
export interface CallOptions {
  /**
   * Called with the response that the call returns, and with each fault after which it's retried;
   * not with a 429, nor with what the call throws.
   */
  onProgress?: (event: 'response' | 'fault') => void
  /**
   * For how many milliseconds the call is retried after faults (5xx, resets, unreadable
   * responses), 2 minutes by default. If it's given, a longer `retry-after` isn't waited for
   * either. Pauses for the rate limit don't count.
   */
  patienceMs?: number
  /** The moment, in milliseconds since the Unix epoch, at which the call ends in any case. */
  deadline?: number
  /** Ends the call before it's sent, or sent again, once that makes no sense any more. */
  signal?: AbortSignal
}

/** One call to the API. */
export interface Call<T> extends CallOptions {
  /** What it is to do, in the infinitive, for messages: `list the permissions of ft:…`. */
  operation: string
  method: HttpRequest['method']
  /** Path below the base URL, percent-encoded, without the query. */
  path: string
  query?: Record<string, string>
  body?: unknown
  /** What a successful response must look like. */
  schema: v.GenericSchema<unknown, T>
}

/** A successful response. */
export interface ApiResult<T> {
  value: T
  /** `x-request-id`, null if the server sent none. */
  requestId: string | null
}

/** The HTTP request of a call, which may take `timeoutMs` as a whole. */
export function toHttp(
  { method, path, query, body }: Call<unknown>,
  timeoutMs: number | undefined,
): HttpRequest {
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`
  return {
    method,
    path: path + (search === '?' ? '' : search),
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  }
}
