import type { Problem } from '../sharing/types.ts'
import type { Text } from './sanitize.ts'

/** What went wrong, what to do about it, and the request to quote, as lines of HTML. */
export function problemLines(
  { message, hint, requestId }: Problem,
  { html, code }: Text,
): string[] {
  return [
    html(message, 2_000),
    ...(hint === null ? [] : [`What to do: ${html(hint)}`]),
    ...(requestId === null ? [] : [`Request ${code(requestId)}`]),
  ]
}
