import type { ApiError } from '../api/errors.ts'
import type { Problem } from './types.ts'

/** What of an error belongs into a row. */
export function problemOf({ reason, hint, requestId, summary }: ApiError): Problem {
  return { message: reason, hint, requestId, ...(summary !== null && { summary }) }
}
