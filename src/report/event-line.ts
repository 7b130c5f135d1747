import { formatDuration, pluralize } from '../common/format.ts'
import type { SharingEvent } from '../sharing/events.ts'
import { clause, requestNote } from './problem.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

/** An event as one line of the log. */
export function eventLine(
  event: Exclude<SharingEvent, { type: 'granted' }>,
  sanitizer: Sanitizer,
): SafeText {
  const { safe } = sanitizer
  switch (event.type) {
    case 'rejected':
      return rejectionLine(event, sanitizer)
    case 'ambiguous':
      return safe`${event.checkpointId}: unknown outcome for ${event.operation} (${clause(event.error.reason, sanitizer)}).${pauseNote(event, sanitizer)}${requestNote(event.error.requestId, sanitizer)}`
    case 'read-back':
      return safe`${event.checkpointId}: ${event.operation} ${extentOf(event)}`
    case 'revoked':
      return safe`Revoked access to ${event.checkpointId} for ${event.projectId}: ${event.permissionId}${requestNote(event.requestId, sanitizer)}`
    case 'owner':
      return safe`${event.projectId} owns ${event.checkpointId} and always has access`
    case 'looked-up':
      return safe`Listed ${pluralize(event.projects, 'project')} in the organization`
    case 'look-up-failed':
      return safe`Couldn't list the organization's projects: ${clause(event.error.reason, sanitizer)}${requestNote(event.error.requestId, sanitizer)}`
    case 'bisecting':
      return safe`${event.checkpointId}: splitting the batch of ${event.projects} to find rejected projects`
    case 'batch-size':
      return safe`${event.checkpointId}: both halves were accepted. Sending at most ${pluralize(event.projects, 'project')} per request from now on.`
  }
}

function extentOf({ done, open }: { done: number; open: number }): string {
  if (open === 0) return 'was applied'
  return done === 0 ? "wasn't applied" : `was applied for ${done} of ${done + open} projects`
}

/** Leaves out the API's words: if a project fails for them, they're in the list of errors. */
function rejectionLine(
  { checkpointId, projects, error }: Extract<SharingEvent, { type: 'rejected' }>,
  sanitizer: Sanitizer,
): SafeText {
  const { safe } = sanitizer
  const next = projects > 1 ? safe`. Checking what was applied.` : safe``
  const request = requestNote(error.requestId, sanitizer)
  return safe`${checkpointId}: the API rejected the grant for ${pluralize(projects, 'project')} with ${error.status}${next}${request}`
}

/** When a write is read back; nothing if no time is left for that. */
function pauseNote(
  { pause, left }: { pause: number; left: number | null },
  { safe }: Sanitizer,
): SafeText {
  if (left === 0) return safe``
  const time = left === null ? safe`` : safe` ${formatDuration(left)} left.`
  return safe` Checking permissions in ${formatDuration(pause)}.${time}`
}
