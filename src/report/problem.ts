import type { Problem } from '../sharing/types.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

/** What went wrong, what to do about it, and the request to quote, as lines of HTML. */
export function problemLines(
  { message, hint, requestId }: Problem,
  { html, code }: Sanitizer,
): string[] {
  return [
    html(message, 2_000),
    ...(hint === null ? [] : [`What to do: ${html(hint)}`]),
    ...(requestId === null ? [] : [`Request ${code(requestId)}`]),
  ]
}

/** A problem in one line: what went wrong, what to do about it, and the request to quote. */
export function formatProblem(problem: Problem | null, sanitizer: Sanitizer): SafeText {
  const { safe, safeText } = sanitizer
  if (problem === null) return safe`no reason is known`
  const { message, hint, requestId } = problem
  const advice = hint === null ? safe`` : safe`. What to do: ${hint}`
  const request = requestNote(requestId, sanitizer)
  return safe`${safeText(message.replace(/\.$/, ''), 1_000)}${advice}${request}`
}

/** ` (request req_…)`, and nothing where there is no ID. */
export function requestNote(requestId: string | null, { safe }: Sanitizer): SafeText {
  return requestId === null ? safe`` : safe` (request ${requestId})`
}
