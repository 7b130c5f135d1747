import { formatDuration, formatList, pluralize } from '../common/format.ts'
import type { SharingEvent } from '../sharing/events.ts'
import { minutesOf } from '../sharing/plan.ts'
import type { CheckpointPlan } from '../sharing/types.ts'
import { type Annotation, extraAnnotations } from './annotations.ts'
import { type RunReport, rowsOf } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'
import { isShutDown } from './shutdown.ts'

const SHUTDOWN_DAYS = 90
const DAY_MS = 86_400_000

/**
 * Warns if the planned requests take longer, at the API's usual pace, than the time that is left.
 *
 * @param left milliseconds until the deadline
 */
export function timeWarning(
  plans: readonly CheckpointPlan[],
  left: number,
  { safe }: Sanitizer,
): Annotation[] {
  const minutes = minutesOf(plans)
  if (minutes * 60_000 <= left) return []
  const time =
    minutes < 1 ? formatDuration(minutes * 60_000) : pluralize(Math.ceil(minutes), 'minute')
  return [
    {
      title: safe`share-timeout-minutes might be too short`,
      message: safe`The plan takes about ${time}, but share-timeout-minutes leaves only ${formatDuration(left)}. Increase it. Otherwise, changes that can't start in time are skipped.`,
    },
  ]
}

/** Warns about what a workflow can improve for its next run. */
export function eventWarning(event: SharingEvent, { safe }: Sanitizer): Annotation[] {
  if (event.type !== 'owner') return []
  return [
    {
      title: safe`A requested project owns the checkpoint`,
      message: safe`${event.projectId} owns ${event.checkpointId} and always has access. Set owning-project-id to ${event.projectId} to save requests.`,
    },
  ]
}

/** Warnings about the outcome, which don't fail the step. */
export function warningsOf(report: RunReport, sanitizer: Sanitizer): Annotation[] {
  const { settings } = report
  return [
    ...shutdownWarnings(report, sanitizer),
    ...(settings?.mode === 'check' && !settings.exact ? extraAnnotations(report, sanitizer) : []),
    ...(settings?.mode === 'sync' ? revokedWarning(report, sanitizer) : []),
  ]
}

/** Warns about models that are shut down soon, or already were. */
function shutdownWarnings({ verifications, ended }: RunReport, { safe }: Sanitizer): Annotation[] {
  const dates = new Map(
    verifications.flatMap(({ checkpointId, model }) =>
      model?.shutdownDate ? [[checkpointId, model.shutdownDate] as const] : [],
    ),
  )
  return [...dates]
    .filter(([, date]) => Date.parse(date) - ended < SHUTDOWN_DAYS * DAY_MS)
    .map(([checkpointId, date]) => {
      const verb = isShutDown(date, ended) ? 'was' : 'will be'
      return {
        title: safe`A model ${verb} shut down`,
        message: safe`${checkpointId} ${verb} shut down on ${date}.`,
      }
    })
}

/** Names the projects that lost access in a sync, because the workflow didn't. */
function revokedWarning(report: RunReport, { safe, safeText }: Sanitizer): Annotation[] {
  const revoked = rowsOf(report).filter(({ status }) => status === 'revoked')
  if (revoked.length === 0) return []
  const who = [...new Set(revoked.map(row => `${row.projectId} on ${row.checkpointId}`))]
  return [
    {
      title: safe`${pluralize(revoked.length, 'permission')} revoked`,
      message: safe`Revoked access for ${safeText(formatList(who, 10), 3_000)}.`,
    },
  ]
}
