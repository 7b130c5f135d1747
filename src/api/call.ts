import type * as v from 'valibot'
import type { HttpRequest } from './transport.ts'

/** A call's time limits, cancellation, and progress. */
export interface CallOptions {
  /**
   * Called when a response is accepted, and after each fault that's retried. Not called for a 429
   * or when the call throws.
   */
  onProgress?: (event: 'response' | 'fault') => void
  /**
   * Maximum time, in milliseconds, for retries after faults (5xx, resets, unreadable responses);
   * 2 minutes by default. If it's set, a longer `retry-after` fails the call. Pauses for the rate
   * limit don't count.
   */
  patienceMs?: number
  /** When the call must end, in milliseconds since the Unix epoch. */
  deadline?: number
  /** Ends the call before its next request; a request in flight continues. */
  signal?: AbortSignal
}

/** One call to the API. */
export interface Call<T> extends CallOptions {
  /** What the call does, as an infinitive for messages: `list the permissions of ft:…`. */
  operation: string
  method: HttpRequest['method']
  /** Path below the base URL, percent-encoded, without the query. */
  path: string
  query?: Record<string, string>
  body?: unknown
  /** The schema of a successful response. */
  schema: v.GenericSchema<unknown, T>
}

/** A successful response. */
export interface ApiResult<T> {
  value: T
  /** `x-request-id`, null if the server sent none. */
  requestId: string | null
}

/** The HTTP request of a call; `timeoutMs` limits it as a whole. */
export function toHttp(
  { method, path, query, body }: Call<unknown>,
  key: string,
  timeoutMs: number | undefined,
): HttpRequest {
  const search = `${new URLSearchParams(query)}`
  return {
    method,
    path: search === '' ? path : `${path}?${search}`,
    key,
    // Undefined without a body.
    body: JSON.stringify(body),
    timeoutMs,
  }
}
