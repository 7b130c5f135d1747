import type { SourceLocation } from '../common/validation.ts'
import type { Status } from './status.ts'

/** The values of the input `mode`. */
export const MODES = ['grant', 'sync', 'revoke', 'check', 'list', 'wait'] as const
/** What the step does. */
export type Mode = (typeof MODES)[number]

/** Modes that show whether access matches the request, so they can set a commit status. */
export const STATUS_MODES: ReadonlySet<Mode> = new Set(['grant', 'sync', 'check'])
/** Modes that verify that projects can use the models. */
export const VERIFYING_MODES: ReadonlySet<Mode> = STATUS_MODES
/** Modes that change access. */
export const CHANGING_MODES: ReadonlySet<Mode> = new Set(['grant', 'sync', 'revoke'])

/** Why something failed. Texts are raw: sanitize them before they're shown. */
export interface Problem {
  /** What happened; a final period is optional. */
  message: string
  /** The fix, in whole imperative sentences; null if unknown. */
  hint: string | null
  /** The API's `x-request-id`; null without a response. */
  requestId: string | null
  /** The cause for a headline, in the action's own words; absent if unknown. */
  summary?: string
}

/** A project's access to a checkpoint, as reported. */
export interface Row {
  checkpointId: string
  projectId: string
  /** Null if unknown. */
  projectName: string | null
  /** A revoked row keeps its ID. */
  permissionId: string | null
  /** Unix seconds; null without a permission. */
  createdAt: number | null
  status: Status
  /** Whether the workflow requested this project. */
  requested: boolean
  problem: Problem | null
}

/** What the workflow requests for one checkpoint. */
export interface Target {
  checkpointId: string
  /** In request order, without duplicates. */
  projectIds: readonly string[]
  /** The project that owns the checkpoint and always has access; null if not declared. */
  owningProjectId: string | null
  /** Its location in the sharing file; absent without one. */
  location?: SourceLocation
}

/** What to do at one checkpoint and, once applied, what was done. */
export interface CheckpointPlan {
  checkpointId: string
  /** One row or more per requested project, in request order, then one per other permission. */
  rows: readonly Row[]
  /**
   * Null if the permissions were listed. `refused`: the API rejected the request; `unavailable`:
   * access couldn't be determined.
   */
  listFailure: 'refused' | 'unavailable' | null
  /** Why the permissions couldn't be listed; null if they were. */
  problem: Problem | null
  /** Requested projects with several permissions; their rows have the oldest. */
  duplicates: readonly { projectId: string; permissions: number }[]
  /** The declared owner; absent if none was declared. */
  owningProjectId?: string
  /** Its location in the sharing file; absent without one. */
  location?: SourceLocation
}
