import { type Place, placed } from '../common/validation.ts'
import { isExtra } from '../sharing/result.ts'
import type { Problem } from '../sharing/types.ts'
import { counted, listed } from '../common/format.ts'
import { requestNote } from './event-line.ts'
import { type FailureGroup, projectsOf, type RunReport } from './run-report.ts'
import { annotation } from './runner.ts'
import type { SafeText, Text } from './sanitize.ts'

/** A note that GitHub shows on the run's page. */
export interface Annotation {
  title: SafeText
  message: SafeText
  /** Where it stands in the sharing file; absent where there is no such place. */
  where?: Place
}

// GitHub's runner keeps ten of each type a step, and cuts a message at 4,096 characters.
const MOST = 10
const MOST_PLACED = 100

/**
 * Writes at most ten annotations of one type; the last counts those that were left out. What
 * points at a line is written beyond that, up to a hundred: GitHub shows ten, and logs the others.
 */
export function annotate(
  level: 'error' | 'warning',
  annotations: readonly Annotation[],
  { safe }: Text,
): void {
  const placed = annotations.flatMap(({ where, ...rest }) => (where ? [{ where, ...rest }] : []))
  for (const { title, message, where } of placed.slice(0, MOST_PLACED)) {
    annotation(level, message.toString(), { title: title.toString(), ...where })
  }
  const others = annotations.filter(({ where }) => where === undefined)
  const most = Math.max(1, MOST - placed.length)
  const shown = others.length > most ? others.slice(0, most - 1) : others
  const rest = others.length - shown.length + Math.max(0, placed.length - MOST_PLACED)
  const overflow: Annotation = {
    title: safe`And more`,
    message: safe`${counted(rest, `further ${level}`)}: the log and the summary have them all`,
  }
  for (const { title, message } of rest > 0 ? [...shown, overflow] : shown) {
    annotation(level, message.toString(), { title: title.toString() })
  }
}

/** Why some projects have no access, as an annotation. */
export function failureAnnotation(group: FailureGroup, text: Text): Annotation {
  const { safe, words } = text
  const { checkpointId, projectIds, problem, status, where } = group
  const reason = reasonOf(problem, text)
  if (projectIds.length === 0) {
    const title = safe`The permissions of ${checkpointId} could not be read`
    return { title, message: reason, ...placed(where) }
  }
  return {
    title: safe`${counted(projectIds.length, 'project')} ${status} on ${checkpointId}`,
    message: safe`${words(listed(projectIds), 2_000)}: ${reason}`,
    ...placed(where),
  }
}

/** Access that nobody asked for, an annotation a checkpoint. */
export function extraAnnotations(report: RunReport, text: Text): Annotation[] {
  const { safe, words } = text
  return (report.checkpoints ?? []).flatMap(({ checkpointId, rows, where }) => {
    const extras = rows.filter(isExtra)
    if (extras.length === 0) return []
    const who = words(listed(projectsOf(extras), 20), 2_000)
    return [
      {
        title: safe`${counted(extras.length, 'permission')} nobody asked for on ${checkpointId}`,
        message: safe`${who}: access that was not asked for. Ask for it in project-ids, or take it away with mode sync or revoke`,
        ...placed(where),
      },
    ]
  })
}

/** A problem in one line: what went wrong, what to do about it, and the request to quote. */
export function reasonOf(problem: Problem | null, text: Text): SafeText {
  const { safe, words } = text
  if (problem === null) return safe`no reason is known`
  const { message, hint, requestId } = problem
  const advice = hint === null ? safe`` : safe`. What to do: ${hint}`
  const request = requestNote(requestId, text)
  return safe`${words(message.replace(/\.$/, ''), 1_000)}${advice}${request}`
}
