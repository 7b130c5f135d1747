import type { SharingEvent } from '../sharing/events.ts'
import { counted, duration } from '../common/format.ts'
import type { SafeText, Text } from './sanitize.ts'

/** What happened, in one line of the log. */
export function eventLine(event: Exclude<SharingEvent, { type: 'granted' }>, text: Text): SafeText {
  const { safe } = text
  const why = ({ error }: { error: { reason: string; requestId: string | null } }) =>
    safe`${error.reason}${requestNote(error.requestId, text)}`
  switch (event.type) {
    case 'rejected':
      return safe`The grant of ${counted(event.projects, 'project')} was turned down: ${why(event)}`
    case 'ambiguous':
      return safe`Not sure what became of ${event.what}: ${why(event)}; reading it back in ${duration(event.pause)}; ${duration(event.left)} left`
    case 'read-back':
      return safe`Read back: ${event.what} was ${extentOf(event)}`
    case 'revoked':
      return safe`Revoked access to ${event.checkpointId}: - ${event.projectId}  ${event.permissionId}${requestNote(event.requestId, text)}`
    case 'owner':
      return safe`${event.projectId} owns ${event.checkpointId} and has access by nature`
    case 'looked-up':
      return safe`Looked the projects up among the ${event.projects} of the organization`
    case 'look-up-failed':
      return safe`The projects could not be looked up: ${why(event)}`
    case 'halving':
      return safe`Halving the ${event.projects} projects to find those that are turned down`
  }
}

function extentOf({ done, open }: { done: number; open: number }): string {
  if (open === 0) return 'carried out'
  return done === 0 ? 'not carried out' : `carried out for ${done} and not for ${open}`
}

/** ` (request req_…)`, and nothing where there is no ID. */
export function requestNote(requestId: string | null, { safe }: Text): SafeText {
  return requestId === null ? safe`` : safe` (request ${requestId})`
}
