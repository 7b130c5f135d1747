import { formatList, pluralize } from '../common/format.ts'
import { type SourceLocation, withLocation } from '../common/validation.ts'
import { isExtra } from '../sharing/result.ts'
import { formatProblem } from './problem.ts'
import { type FailureGroup, projectsOf, type RunReport } from './run-report.ts'
import { annotation } from './runner.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

/** A note that GitHub shows on the run's page. */
export interface Annotation {
  title: SafeText
  message: SafeText
  /** Where it stands in the sharing file; absent where there is no such place. */
  location?: SourceLocation
}

// GitHub's runner keeps ten of each type a step, and cuts a message at 4,096 characters.
const MAX = 10
const MAX_LOCATED = 100

/**
 * Writes at most ten annotations of one type; the last counts those that were left out. What
 * points at a line is written beyond that, up to a hundred: GitHub shows ten, and logs the others.
 */
export function annotate(
  level: 'error' | 'warning',
  annotations: readonly Annotation[],
  { safe }: Sanitizer,
): void {
  const located = annotations.flatMap(({ location, ...rest }) =>
    location ? [{ location, ...rest }] : [],
  )
  for (const { title, message, location } of located.slice(0, MAX_LOCATED)) {
    annotation(level, message.toString(), { title: title.toString(), ...location })
  }
  const others = annotations.filter(({ location }) => location === undefined)
  const max = Math.max(1, MAX - located.length)
  const shown = others.length > max ? others.slice(0, max - 1) : others
  const rest = others.length - shown.length + Math.max(0, located.length - MAX_LOCATED)
  const overflow: Annotation = {
    title: safe`And more`,
    message: safe`${pluralize(rest, `further ${level}`)}: the log and the summary have them all`,
  }
  for (const { title, message } of rest > 0 ? [...shown, overflow] : shown) {
    annotation(level, message.toString(), { title: title.toString() })
  }
}

/** Why some projects have no access, as an annotation. */
export function failureAnnotation(group: FailureGroup, sanitizer: Sanitizer): Annotation {
  const { safe, safeText } = sanitizer
  const { checkpointId, projectIds, problem, status, location } = group
  const reason = formatProblem(problem, sanitizer)
  if (projectIds.length === 0) {
    const title = safe`The permissions of ${checkpointId} could not be read`
    return { title, message: reason, ...withLocation(location) }
  }
  return {
    title: safe`${pluralize(projectIds.length, 'project')} ${status} on ${checkpointId}`,
    message: safe`${safeText(formatList(projectIds), 2_000)}: ${reason}`,
    ...withLocation(location),
  }
}

/** Access that nobody asked for, an annotation a checkpoint. */
export function extraAnnotations(report: RunReport, sanitizer: Sanitizer): Annotation[] {
  const { safe, safeText } = sanitizer
  return (report.plans ?? []).flatMap(({ checkpointId, rows, location }) => {
    const extras = rows.filter(isExtra)
    if (extras.length === 0) return []
    const who = safeText(formatList(projectsOf(extras), 20), 2_000)
    return [
      {
        title: safe`${pluralize(extras.length, 'permission')} nobody asked for on ${checkpointId}`,
        message: safe`${who}: access that was not asked for. Ask for it in project-ids, or take it away with mode sync or revoke`,
        ...withLocation(location),
      },
    ]
  })
}
