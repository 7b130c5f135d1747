import * as core from '@actions/core'
import { isExtra } from '../sharing/result.ts'
import type { Problem, Row } from '../sharing/types.ts'
import { counted, listed } from '../words.ts'
import { type FailureGroup, type RunReport, rowsOf } from './run.ts'
import type { SafeText, Text } from './text.ts'

/** A note that GitHub shows on the run's page. */
export interface Annotation {
  title: SafeText
  message: SafeText
}

// GitHub's runner keeps ten of each type a step, and cuts a message at 4,096 characters.
const MOST = 10

/** Writes at most ten annotations of one type; the last counts those that were left out. */
export function annotate(
  level: 'error' | 'warning',
  annotations: readonly Annotation[],
  { safe }: Text,
): void {
  const write = level === 'error' ? core.error : core.warning
  const shown = annotations.length > MOST ? annotations.slice(0, MOST - 1) : annotations
  const rest = annotations.length - shown.length
  const overflow: Annotation = {
    title: safe`And more`,
    message: safe`${counted(rest, `further ${level}`)}: the log and the summary have them all`,
  }
  for (const { title, message } of rest > 0 ? [...shown, overflow] : shown) {
    write(message.toString(), { title: title.toString() })
  }
}

/** Why some projects have no access, as an annotation. */
export function failureAnnotation(group: FailureGroup, text: Text): Annotation {
  const { safe, words } = text
  const { checkpointId, projectIds, problem, status } = group
  const reason = reasonOf(problem, text)
  if (projectIds.length === 0) {
    return { title: safe`The permissions of ${checkpointId} could not be read`, message: reason }
  }
  return {
    title: safe`${counted(projectIds.length, 'project')} ${status} on ${checkpointId}`,
    message: safe`${words(listed(projectIds), 2_000)}: ${reason}`,
  }
}

/** Access that nobody asked for, an annotation a checkpoint. */
export function extraAnnotations(report: RunReport, text: Text): Annotation[] {
  const { safe, words } = text
  const extras = Map.groupBy(rowsOf(report).filter(isExtra), ({ checkpointId }) => checkpointId)
  return [...extras].map(([checkpointId, rows]) => ({
    title: safe`${counted(rows.length, 'permission')} nobody asked for on ${checkpointId}`,
    message: safe`${words(listed(projectsOf(rows), 20), 2_000)}: access that was not asked for. Ask for it in project-ids, or take it away with mode sync or revoke`,
  }))
}

function projectsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ projectId }) => projectId))]
}

/** A problem in one line: what went wrong, what to do about it, and the request to quote. */
export function reasonOf(problem: Problem | null, { safe, words }: Text): SafeText {
  if (problem === null) return safe`no reason is known`
  const { message, hint, requestId } = problem
  const advice = hint === null ? safe`` : safe`. What to do: ${hint}`
  const request = requestId === null ? safe`` : safe` (request ${requestId})`
  return safe`${words(message.replace(/\.$/, ''), 1_000)}${advice}${request}`
}
