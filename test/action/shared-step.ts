import type { ReceivedRequest } from '../support/api.ts'
import type { StepResult } from '../support/runner.ts'

/** A step, and the requests that the API received while it ran. */
export interface SharedStep extends StepResult {
  mode: string
  isDryRun: boolean
  requests: ReceivedRequest[]
  /** The project IDs of each POST, in the order they arrived. */
  posts: string[][]
  /** The permission ID of each DELETE, in the order they arrived. */
  deletes: string[]
}

/** A row of the output `permissions`. */
export interface Row {
  checkpoint_id: string
  project_id: string
  project_name: string | null
  permission_id: string | null
  created_at: number | null
  status: string
  requested: boolean
  error: string | null
}
