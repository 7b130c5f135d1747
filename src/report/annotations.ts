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
  /** Where it stands in the sharing file; absent where there is no such place. */
  location?: SourceLocation
}

// GitHub's runner keeps ten of each type per step, and cuts a message at 4,096 characters.
const MAX = 10

/** Writes at most ten annotations of one type, in order; the tenth counts those left out. */
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

/** Why some projects have no access, as an annotation. */
export function failureAnnotation(
  group: FailureGroup,
  mode: Mode,
  sanitizer: Sanitizer,
): Annotation {
  const { safe, safeText } = sanitizer
  const { checkpointId, projectIds, problem, location } = group
  const reason = formatProblem(problem, sanitizer)
  if (projectIds.length === 0) {
    const title = safe`Couldn't read the permissions of ${checkpointId}`
    return { title, message: reason, ...withLocation(location) }
  }
  return {
    title: safe`${failureTitle(group, mode)}`,
    message: safe`${safeText(formatList(projectIds), 2_000)} on ${checkpointId}: ${reason}`,
    ...withLocation(location),
  }
}

function failureTitle({ status, requested, isUnread, projectIds }: FailureGroup, mode: Mode) {
  const projects = pluralize(projectIds.length, 'project')
  const isRevocation = mode === 'revoke' || !requested
  if (status === 'not-shared') {
    return `${projects} ${projectIds.length === 1 ? 'has' : 'have'} no access`
  }
  if (status === 'unknown') return `Unknown outcome for ${projects}`
  if (status === 'skipped') {
    if (isUnread) return `Skipped ${projects}`
    return isRevocation
      ? `Skipped revoking access of ${projects}`
      : `Skipped granting access to ${projects}`
  }
  if (isUnread) return `Couldn't read access of ${projects}`
  return isRevocation
    ? `Couldn't revoke access of ${projects}`
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
    return [
      {
        title: safe`${pluralize(extras.length, 'unexpected permission')} on ${checkpointId}`,
        message: safe`${who} ${projects.length === 1 ? "has access but isn't" : "have access but aren't"} in project-ids. Add ${projects.length === 1 ? 'it' : 'them'}, or revoke access with mode sync or revoke.`,
        ...withLocation(location),
      },
    ]
  })
}
