import { comesFromElsewhere, concernsAllCalls, type ErrorCause } from './cause.ts'
import { lacksScope } from './error-codes.ts'

/**
 * What a failed call means for whoever made it.
 * - `refused`: the API answered and will not do it; asking again changes nothing.
 * - `unavailable`: nothing was carried out, and the API could not be asked in the time there was.
 * - `ambiguous`: a write was sent and no answer that can be trusted came back.
 * - `unreadable`: a read was answered with something that does not fit the API's schema.
 * - `cancelled`: the step was cancelled before the call was sent.
 */
export type ApiErrorKind = 'refused' | 'unavailable' | 'ambiguous' | 'unreadable' | 'cancelled'

/** What is known of a failed call. Texts are raw: whoever shows them makes them safe. */
export interface ApiErrorDetails {
  kind: ApiErrorKind
  /** What the call was to do, in the infinitive: `list the permissions of ft:…`. */
  operation: string
  /** What went wrong, in words, without the request ID. */
  reason: string
  /** HTTP status of the last answer, null where there was none. */
  status?: number | null
  /** `error.code` of the last answer. */
  code?: string | null
  /** What the last answer is about, null where that is unclear. */
  about?: ErrorCause | null
  /** `error.message` of the last answer, as the server wrote it. */
  serverMessage?: string | null
  /** `x-request-id` of the last answer. */
  requestId?: string | null
  /** False where the server forbids a repeat, or asks to wait beyond the deadline with it. */
  retryable?: boolean
  /** How many milliseconds the server asks to wait before the next call, null where it does not. */
  retryAfterMs?: number | null
  /** How many times the call was sent. */
  attempts?: number
  /** What to do about it, null where nothing is known. */
  hint?: string | null
  /** The cause as a clause for a headline, in none of the server's words; null where unknown. */
  summary?: string | null
}

/** A call to the API that failed; `message` says what was tried and why it failed. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly kind: ApiErrorKind
  readonly reason: string
  readonly status: number | null
  readonly code: string | null
  readonly about: ErrorCause | null
  readonly serverMessage: string | null
  readonly requestId: string | null
  readonly retryable: boolean
  readonly retryAfterMs: number | null
  readonly attempts: number
  readonly hint: string | null
  readonly summary: string | null

  constructor(details: ApiErrorDetails) {
    super(`Couldn't ${details.operation}: ${details.reason}`)
    this.kind = details.kind
    this.reason = details.reason
    this.status = details.status ?? null
    this.code = details.code ?? null
    this.about = details.about ?? null
    this.serverMessage = details.serverMessage ?? null
    this.requestId = details.requestId ?? null
    this.retryable = details.retryable ?? true
    this.retryAfterMs = details.retryAfterMs ?? null
    this.attempts = details.attempts ?? 0
    this.hint = details.hint ?? null
    this.summary = details.summary ?? null
  }

  /** Whether the API could not be asked, rather than saying no to what was asked. */
  get isUnavailable(): boolean {
    return this.kind !== 'refused' || this.stopsRun || comesFromElsewhere(this.about)
  }

  /** Whether the key, the host, or the runner's place is at fault, so no other call can do better. */
  get stopsRun(): boolean {
    if (this.kind !== 'refused') return false
    // The API was seen to answer a missing scope with 401; it would be no different with 403.
    const isScope = this.status === 403 && lacksScope(this.serverMessage)
    const isFinal = this.status === 401 || this.status === 429 || isScope
    return isFinal || concernsAllCalls(this.about)
  }
}

/** The error of a call that was not sent, or not sent again, because the step was cancelled. */
export function cancelledError(operation: string, attempts: number): ApiError {
  return new ApiError({ kind: 'cancelled', operation, reason: 'the step was cancelled', attempts })
}
