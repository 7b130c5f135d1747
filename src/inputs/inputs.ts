import type { ProxySettings } from '../api/transport.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import type { Mode } from '../sharing/types.ts'

/** The valid inputs of the step. Lists have no duplicates, and keep their order. */
export interface Inputs {
  /** Empty in mode `wait`. */
  adminKey: string
  /** At least one if there are no jobs and no sharing file. */
  checkpointIds: string[]
  jobIds: string[]
  checkpointSelector: CheckpointSelector
  /** 0 or more; 0 checks once. */
  waitTimeoutMinutes: number
  /** Can be empty if there are no jobs. */
  apiKey: string
  /** API keys by the ID of the project that they should belong to. */
  verifyKeys: ReadonlyMap<string, string>
  /** The line numbers of these keys, from 1, by project ID. */
  verifyKeyLines: ReadonlyMap<string, number>
  projectIds: string[]
  /** Exact names and patterns. */
  projectNames: string[]
  owningProjectId: string | null
  /** Path from the workspace. It replaces the inputs for checkpoints, jobs, and projects. */
  sharingFile: string | null
  mode: Mode
  dryRun: boolean
  exact: boolean
  /** Null for no limit. */
  maxRevocations: number | null
  /** More than 0. */
  shareTimeoutMinutes: number
  /** `https`, or `http` to loopback; without credentials, query, and fragment. */
  baseUrl: URL
  commitStatus: string | null
  githubToken: string
  showSummary: boolean
  proxy: ProxySettings
}
