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
      type: 'revoked'
      checkpointId: string
      projectId: string
      permissionId: string
      requestId: string | null
    }
  | {
      type: 'read-back'
      checkpointId: string
      /** The write that was in doubt, such as `the grant of 3 projects`. */
      operation: string
      /** For how many projects or permissions a read showed it carried out, and for how many not. */
      done: number
      open: number
    }
  | {
      type: 'ambiguous'
      checkpointId: string
      operation: string
      error: ApiError
      pause: number
      left: number
    }
  | { type: 'owner'; checkpointId: string; projectId: string }
  | { type: 'looked-up'; projects: number }
  | { type: 'look-up-failed'; error: ApiError }
  | { type: 'bisecting'; checkpointId: string; projects: number }
  /** Both halves of a rejected batch were accepted: batches have that many projects from then on. */
  | { type: 'batch-size'; checkpointId: string; projects: number }

/** Takes what happens, as it happens. */
export type Report = (event: SharingEvent) => void
