import { formatList, pluralize } from '../common/format.ts'
import { type SourceLocation, withLocation } from '../common/validation.ts'
import { isExtra } from '../sharing/result.ts'
import type { Mode } from '../sharing/types.ts'
import { formatProblem } from './problem.ts'
import { type FailureGroup, projectsOf, type RunReport } from './run-report.ts'
import { annotation } from './runner.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

/** A note that GitHub shows on the run's page. */
export interface Annotation {
  title: SafeText
  message: SafeText
  /** The location in the sharing file, if it has one. */
  location?: SourceLocation
}

// GitHub's runner keeps ten of each type per step, and truncates a message to 4,096 characters.
const MAX = 10

/** Writes at most ten annotations of one type, in order; the tenth counts the rest. */
export function annotate(
  level: 'error' | 'warning',
  annotations: readonly Annotation[],
  { safe }: Sanitizer,
): void {
  const shown = annotations.length > MAX ? annotations.slice(0, MAX - 1) : annotations
  const rest = annotations.length - shown.length
  const overflow: Annotation = {
    title: safe`${pluralize(rest, `more ${level}`)}`,
    message: safe`See the log or the job summary.`,
  }
  for (const { title, message, location } of rest > 0 ? [...shown, overflow] : shown) {
    annotation(level, message.toString(), { title: title.toString(), ...location })
  }
}

/** A group of failures as an annotation. */
export function failureAnnotation(
  group: FailureGroup,
  mode: Mode,
  sanitizer: Sanitizer,
): Annotation {
  const { safe, safeText } = sanitizer
  const { checkpointId, projectIds, problem, location } = group
  const reason = formatProblem(problem, sanitizer)
  const title = safe`${failureTitle(group, mode)}`
  const where = withLocation(location)
  if (projectIds.length === 0) {
    return { title: failureSubject(group, mode, sanitizer), message: reason, ...where }
  }
  const who = safeText(formatList(projectIds), 2_000)
  return { title, message: safe`${who} on ${checkpointId}: ${reason}`, ...where }
}

/** A group of failures as a line: `Couldn't grant access to 2 projects on ft:…: the API …`. */
export function failureLine(group: FailureGroup, mode: Mode, sanitizer: Sanitizer): SafeText {
  const subject = failureSubject(group, mode, sanitizer)
  return sanitizer.safe`${subject}: ${formatProblem(group.problem, sanitizer)}`
}

/** `Couldn't grant access to 2 projects on ft:…`. */
function failureSubject(group: FailureGroup, mode: Mode, { safe }: Sanitizer): SafeText {
  return safe`${failureTitle(group, mode)} ${failurePreposition(group)} ${group.checkpointId}`
}

/** What goes between a group's title and its checkpoint. */
export function failurePreposition({ status, projectIds }: FailureGroup): string {
  if (projectIds.length === 0) return 'of'
  return status === 'not-shared' ? 'to' : 'on'
}

/** What failed: `Couldn't grant access to 2 projects`. */
export function failureTitle(
  { status, requested, isUnread, projectIds }: FailureGroup,
  mode: Mode,
): string {
  if (projectIds.length === 0) return "Couldn't list the permissions"
  const projects = pluralize(projectIds.length, 'project')
  const isRevocation = mode === 'revoke' || !requested
  if (status === 'not-shared') {
    return `${projects} ${projectIds.length === 1 ? 'has' : 'have'} no access`
  }
  if (status === 'unknown') return `Unknown outcome for ${projects}`
  if (status === 'skipped') {
    if (isUnread) return `Skipped ${projects}`
    return isRevocation
      ? `Skipped revoking access for ${projects}`
      : `Skipped granting access to ${projects}`
  }
  if (isUnread) return `Couldn't read access for ${projects}`
  return isRevocation
    ? `Couldn't revoke access for ${projects}`
    : `Couldn't grant access to ${projects}`
}

/** Access of projects that weren't requested, one annotation per checkpoint. */
export function extraAnnotations(report: RunReport, sanitizer: Sanitizer): Annotation[] {
  const { safe, safeText } = sanitizer
  return (report.plans ?? []).flatMap(({ checkpointId, rows, location }) => {
    const extras = rows.filter(isExtra)
    if (extras.length === 0) return []
    const projects = projectsOf(extras)
    const who = safeText(formatList(projects, 20), 2_000)
    const [have, are, it] =
      projects.length === 1 ? ['has', "isn't", 'it'] : ['have', "aren't", 'them']
    return [
      {
        title: safe`${pluralize(extras.length, 'unexpected permission')} on ${checkpointId}`,
        message: safe`${who} ${have} access to ${checkpointId}, but ${are} requested. Add ${it} to project-ids, or revoke access with mode sync or revoke.`,
        ...withLocation(location),
      },
    ]
  })
}
