import { comesFromElsewhere, concernsAllCalls, type ErrorCause } from './cause.ts'

/**
 * What a failed call means for its caller.
 * - `refused`: the API rejected the call; a retry doesn't help.
 * - `unavailable`: nothing was changed, and there was no usable response in time.
 * - `ambiguous`: a write was sent, but there's no usable response, so its outcome is unknown.
 * - `unreadable`: the response to a read doesn't match the API schema.
 * - `cancelled`: the step was cancelled before the call was sent or retried.
 */
export type ApiErrorKind = 'refused' | 'unavailable' | 'ambiguous' | 'unreadable' | 'cancelled'

/** Details of a failed call. Texts are raw: sanitize them before they're shown. */
export interface ApiErrorDetails {
  kind: ApiErrorKind
  /** What the call was for, as an infinitive: `list the permissions of ft:…`. */
  operation: string
  /** What went wrong, without the request ID. */
  reason: string
  /** HTTP status of the last response, null if there was none. */
  status?: number | null
  /** `error.code` of the last response. */
  code?: string | null
  /** Cause of the last response's error, null if it's unclear. */
  about?: ErrorCause | null
  /** `error.message` of the last response. */
  serverMessage?: string | null
  /** `x-request-id` of the last response. */
  requestId?: string | null
  /** False if the server forbids a retry, or requires a wait beyond the deadline. */
  retryable?: boolean
  /** Milliseconds that the server asks to wait before the next call, null if it doesn't. */
  retryAfterMs?: number | null
  /** How many times the call was sent. */
  attempts?: number
  /** The fix, null if it's unknown. */
  hint?: string | null
  /** The cause as a clause for a headline, without text from the server; null if unknown. */
  summary?: string | null
}

/** A failed call to the API; `message` has the operation and the reason. */
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

  /** Whether there's no answer from the API, as opposed to a rejection of this call. */
  get isUnavailable(): boolean {
    return this.kind !== 'refused' || this.stopsRun || comesFromElsewhere(this.about)
  }

  /** Whether the key, the host, or the runner's location is at fault, so other calls fail, too. */
  get stopsRun(): boolean {
    if (this.kind !== 'refused') return false
    return this.status === 401 || this.status === 429 || concernsAllCalls(this.about)
  }
}

/** The error of a call that wasn't sent or retried because the step was cancelled. */
export function cancelledError(operation: string, attempts: number): ApiError {
  return new ApiError({ kind: 'cancelled', operation, reason: 'the step was cancelled', attempts })
}
