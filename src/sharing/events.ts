import type { ApiError } from '../api/errors.ts'
import type { Permission } from '../api/permissions.ts'

/** What happens while access is changed, for whoever tells it. Texts in it are raw. */
export type SharingEvent =
  | {
      type: 'granted'
      checkpointId: string
      permissions: readonly Permission[]
      requestId: string | null
    }
  | { type: 'rejected'; checkpointId: string; projects: number; error: ApiError }
  | {
      type: 'read-back'
      checkpointId: string
      /** How many of the projects that were asked for have access now, and how many not. */
      present: number
      absent: number
    }
  | { type: 'ambiguous'; checkpointId: string; projects: number; error: ApiError; pause: number }
  | { type: 'owner'; checkpointId: string; projectId: string }
  | { type: 'looked-up'; projects: number }
  | { type: 'look-up-failed'; error: ApiError }
  | { type: 'halving'; checkpointId: string; projects: number }

/** Takes what happens, as it happens. */
export type Report = (event: SharingEvent) => void
