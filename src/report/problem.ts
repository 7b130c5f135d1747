import { withoutPeriod } from '../common/format.ts'
import type { Problem } from '../sharing/types.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

/** A problem as lines of HTML: what happened, the fix, and the request ID, if known. */
export function problemLines(
  { message, hint, requestId }: Problem,
  { html, code }: Sanitizer,
): string[] {
  return [
    html(capitalized(message), 2_000),
    ...(hint === null ? [] : [`Fix: ${html(hint)}`]),
    ...(requestId === null ? [] : [`Request ${code(requestId)}`]),
  ]
}

/** A message at the start of a line. A word with a hyphen or underscore is an ID or an input. */
function capitalized(message: string): string {
  return message.replace(/^[a-z](?=[a-z]* )/, letter => letter.toUpperCase())
}

/** A problem in one line: `What happened. Fix. (request req_…)`. */
export function formatProblem(problem: Problem | null, sanitizer: Sanitizer): SafeText {
  const { safe } = sanitizer
  if (problem === null) return safe`unknown error`
  const { message, hint, requestId } = problem
  const fix = hint === null ? safe`` : safe`${/[?!]$/.test(message) ? '' : '.'} ${hint}`
  const request = requestNote(requestId, sanitizer)
  return safe`${clause(message, sanitizer)}${fix}${request}`
}

/** A sentence as a part of another: without its period. */
export function clause(text: string, { safeText }: Sanitizer): SafeText {
  return safeText(withoutPeriod(text), 1_000)
}

/** ` (request req_…)`, or nothing without an ID. */
export function requestNote(requestId: string | null, { safe }: Sanitizer): SafeText {
  return requestId === null ? safe`` : safe` (request ${requestId})`
}
