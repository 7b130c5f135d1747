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
 * Warns where the planned requests take longer, at the API's usual pace, than there is time for.
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
  return [
    {
      title: safe`share-timeout-minutes may be too short`,
      message: safe`The plan takes about ${pluralize(Math.ceil(minutes), 'minute')} at the pace that the API allows, and ${formatDuration(left)} of share-timeout-minutes are left: raise it, or what is not begun by then is skipped`,
    },
  ]
}

/** Warns of what a workflow should know before its next run. */
export function eventWarning(event: SharingEvent, { safe }: Sanitizer): Annotation[] {
  if (event.type !== 'owner') return []
  return [
    {
      title: safe`A requested project owns the checkpoint`,
      message: safe`${event.projectId} owns ${event.checkpointId} and has access by nature: set owning-project-id to it, which saves the request that finds this out`,
    },
  ]
}

/** What of the outcome is worth a warning, though the step need not fail for it. */
export function warningsOf(report: RunReport, sanitizer: Sanitizer): Annotation[] {
  const { settings } = report
  return [
    ...shutdownWarnings(report, sanitizer),
    ...(settings?.mode === 'check' && !settings.exact ? extraAnnotations(report, sanitizer) : []),
    ...(settings?.mode === 'sync' ? revokedWarning(report, sanitizer) : []),
  ]
}

/** A model that will soon be shut down is worth a word to those who begin to use it. */
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
        message: safe`${checkpointId} ${verb} shut down on ${date}`,
      }
    })
}

/** In a sync nobody named the projects that lose access, so that it is said out loud. */
function revokedWarning(report: RunReport, { safe, safeText }: Sanitizer): Annotation[] {
  const revoked = rowsOf(report).filter(({ status }) => status === 'revoked')
  if (revoked.length === 0) return []
  const who = [...new Set(revoked.map(row => `${row.projectId} on ${row.checkpointId}`))]
  return [
    {
      title: safe`${pluralize(revoked.length, 'permission')} revoked`,
      message: safe`Access was taken away from ${safeText(formatList(who, 10), 3_000)}`,
    },
  ]
}
