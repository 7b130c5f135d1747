import type { ProxySettings } from '../api/connections.ts'
import type { VerificationLine } from '../common/validation.ts'
import type { IdentityProvider, RunnerTokenService } from '../identity/settings.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import type { Mode } from '../sharing/types.ts'

/** The inputs of service accounts, which get access tokens for GitHub's OIDC tokens. */
export interface IdentityInputs {
  serviceAccountId: string | null
  /** Service accounts by the project that they belong to. */
  verifyServiceAccounts: ReadonlyMap<string, string>
  /** Null if there are no service accounts. */
  identityProvider: IdentityProvider | null
  /** Null if the job can't request OIDC tokens, or needs none. */
  runnerTokens: RunnerTokenService | null
}

/** The valid inputs of the step. Lists have no duplicates, and keep their order. */
export interface Inputs extends IdentityInputs {
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
  /** The projects to verify, by key or by service account. */
  verificationLines: readonly VerificationLine[]
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
