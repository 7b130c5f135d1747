import type { ApiError } from '../api/errors.ts'
import type { Problem } from './types.ts'

/** An API error as a problem. */
export function problemOf({ reason, hint, requestId, summary }: ApiError): Problem {
  return { message: reason, hint, requestId, ...(summary !== null && { summary }) }
}

/** An error that only a bug can cause, as a problem. */
export function problemOfBug(detail: string): Problem {
  const hint = "This is a bug in this action. Report it to the action's maintainers."
  return { message: `Unexpected error: ${detail}`, hint, requestId: null }
}
