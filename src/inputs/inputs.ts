import type { ProxySettings } from '../api/transport.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import type { Mode } from '../sharing/types.ts'

/** The inputs of the step, checked. Lists are without repeats, in the order given. */
export interface Inputs {
  /** Empty in `wait`. */
  adminKey: string
  /** With no fine-tuning jobs there is at least one. */
  checkpointIds: string[]
  jobIds: string[]
  checkpointSelector: CheckpointSelector
  /** 0 or more; 0 asks once. */
  waitTimeoutMinutes: number
  /** Empty where there are no jobs to read. */
  apiKey: string
  /** API keys by the project that they should belong to. */
  verifyKeys: ReadonlyMap<string, string>
  /** The lines of these keys, from 1, by project. */
  verifyKeyLines: ReadonlyMap<string, number>
  projectIds: string[]
  /** Exact names and patterns. With no project IDs there is at least one, but in `list`. */
  projectNames: string[]
  owningProjectId: string | null
  /** Path from the workspace; stands in for all that says what is shared with whom. */
  sharingFile: string | null
  mode: Mode
  dryRun: boolean
  exact: boolean
  /** Null where there is no limit. */
  maxRevocations: number | null
  /** More than 0. */
  shareTimeoutMinutes: number
  /** `https`, or `http` to loopback; without user info, query and fragment. */
  baseUrl: URL
  commitStatus: string | null
  githubToken: string
  showSummary: boolean
  proxy: ProxySettings
}
