import type { SourceLocation } from '../common/validation.ts'
import type { Status } from './status.ts'

/** What the step is to do. */
export const MODES = ['grant', 'sync', 'revoke', 'check', 'list', 'wait'] as const
/** One of the modes. */
export type Mode = (typeof MODES)[number]

/** Modes that say whether access is as it should be, and so can set a commit's status. */
export const STATUS_MODES: ReadonlySet<Mode> = new Set(['grant', 'sync', 'check'])
/** Modes after which it makes sense to ask whether keys can use what is shared. */
export const VERIFYING_MODES: ReadonlySet<Mode> = STATUS_MODES
/** Modes that change access. */
export const CHANGING_MODES: ReadonlySet<Mode> = new Set(['grant', 'sync', 'revoke'])

/** Why something failed. Texts are raw: whoever shows them makes them safe. */
export interface Problem {
  message: string
  /** What to do about it, null where nothing is known. */
  hint: string | null
  /** The API's `x-request-id`, null where there was no answer. */
  requestId: string | null
  /** The cause as a clause for a headline, in the action's own words; absent where unknown. */
  summary?: string
}

/** One line of the result. */
export interface Row {
  checkpointId: string
  projectId: string
  /** Null where the name is not known. */
  projectName: string | null
  /** A revoked row keeps its ID. */
  permissionId: string | null
  /** Unix seconds, null where there is no permission. */
  createdAt: number | null
  status: Status
  /** Whether the workflow asked for this project. */
  requested: boolean
  problem: Problem | null
}

/** What the workflow asks for at one checkpoint. */
export interface Target {
  checkpointId: string
  /** In the order asked, without repeats. */
  projectIds: readonly string[]
  /** The project that has access by nature, null where it was not said. */
  owningProjectId: string | null
  /** Where it stands in the sharing file; absent where there is none. */
  location?: SourceLocation
}

/** What is to be done at one checkpoint, and afterwards what was. */
export interface CheckpointPlan {
  checkpointId: string
  /** The rows of the requested projects, in the order asked, then one a permission of another. */
  rows: readonly Row[]
  /**
   * Null where the permissions were listed. `refused`: the API will not list them; `unavailable`:
   * it could not be asked.
   */
  listFailure: 'refused' | 'unavailable' | null
  /** Why the permissions could not be listed, null where they were. */
  problem: Problem | null
  /** Requested projects that hold several permissions, of which the rows carry the oldest. */
  duplicates: readonly { projectId: string; permissions: number }[]
  /** The declared owner; absent where none was declared. */
  owningProjectId?: string
  /** Where it stands in the sharing file; absent where there is none. */
  location?: SourceLocation
}
