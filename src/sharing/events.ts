import type { ApiError } from '../api/errors.ts'
import type { Permission } from '../api/permissions.ts'

/** Something that happened while access was changed, for the log. Its texts are raw. */
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
      /** The write whose outcome was unknown, such as `the grant of 3 projects`. */
      operation: string
      /** How many projects or permissions a read showed it was applied to. */
      done: number
      /** How many it wasn't applied to. */
      open: number
    }
  | {
      type: 'ambiguous'
      checkpointId: string
      operation: string
      error: ApiError
      pause: number
      /** Milliseconds until the deadline; null if the step was cancelled. */
      left: number | null
    }
  | { type: 'owner'; checkpointId: string; projectId: string }
  | { type: 'looked-up'; projects: number }
  | { type: 'look-up-failed'; error: ApiError }
  | { type: 'bisecting'; checkpointId: string; projects: number }
  /** Both halves of a rejected batch were accepted, so later batches have that many projects. */
  | { type: 'batch-size'; checkpointId: string; projects: number }

/** Receives events as they happen. */
export type Report = (event: SharingEvent) => void
