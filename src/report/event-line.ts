import { formatDuration, pluralize } from '../common/format.ts'
import type { SharingEvent } from '../sharing/events.ts'
import { requestNote } from './problem.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

/** What happened, in one line of the log. */
export function eventLine(
  event: Exclude<SharingEvent, { type: 'granted' }>,
  sanitizer: Sanitizer,
): SafeText {
  const { safe } = sanitizer
  const reason = ({ error }: { error: { reason: string; requestId: string | null } }) =>
    safe`${error.reason}${requestNote(error.requestId, sanitizer)}`
  switch (event.type) {
    case 'rejected':
      return safe`${event.checkpointId}: the grant of ${pluralize(event.projects, 'project')} was turned down: ${reason(event)}`
    case 'ambiguous':
      return safe`${event.checkpointId}: not sure what became of ${event.operation}: ${reason(event)}; reading it back in ${formatDuration(event.pause)}; ${formatDuration(event.left)} left`
    case 'read-back':
      return safe`${event.checkpointId}: read back: ${event.operation} was ${extentOf(event)}`
    case 'revoked':
      return safe`Revoked access to ${event.checkpointId}: - ${event.projectId}  ${event.permissionId}${requestNote(event.requestId, sanitizer)}`
    case 'owner':
      return safe`${event.projectId} owns ${event.checkpointId} and has access by nature`
    case 'looked-up':
      return safe`Looked the projects up among the ${event.projects} of the organization`
    case 'look-up-failed':
      return safe`The projects could not be looked up: ${reason(event)}`
    case 'bisecting':
      return safe`${event.checkpointId}: splitting the batch of ${event.projects} to find rejected projects`
    case 'batch-size':
      return safe`${event.checkpointId}: both halves were accepted; sending at most ${pluralize(event.projects, 'project')} per request from here on`
  }
}

function extentOf({ done, open }: { done: number; open: number }): string {
  if (open === 0) return 'carried out'
  return done === 0 ? 'not carried out' : `carried out for ${done} and not for ${open}`
}
