import { InvalidInputsError } from '../common/validation.ts'
import { MODES } from '../sharing/types.ts'
import { readIdentity } from './identity.ts'
import { InputReader } from './input-reader.ts'
import type { Inputs } from './inputs.ts'
import { readProxy, readUrl } from './network.ts'
import { readVerifyAccounts, readVerifyKeys } from './project-lines.ts'
import { type Env, listItems } from './raw-inputs.ts'
import { validateCombinations } from './validate-inputs.ts'

/**
 * Reads and checks every input.
 *
 * @throws InvalidInputsError with all issues together
 */
export function readInputs(env: Env): Inputs {
  const read = new InputReader(env)
  const issueIn = (input: string) => (message: string) => read.addIssue(input, message)
  const mode = read.choice('mode', MODES)
  const jobIds = read.ids('fine-tuning-job-id')
  // A value of only comments isn't an account.
  const hasAccount = listItems(read.text('service-account-id')).length > 0
  // In the order in which issues are reported: keys first.
  const adminKey = read.key('admin-key', mode !== 'wait')
  const apiKey = read.key('api-key', jobIds.length > 0 && !hasAccount)
  const baseUrl = readUrl('base-url', read.text('base-url'), env, issueIn('base-url'))
  const verifyKeys = readVerifyKeys(read, env)
  const verifyAccounts = readVerifyAccounts(read, env)
  const identity = readIdentity(read, env, baseUrl, verifyAccounts.values)
  const given: Omit<Inputs, 'proxy'> = {
    adminKey,
    checkpointIds: read.ids('checkpoint-id'),
    jobIds,
    checkpointSelector: read.jobCheckpoints('job-checkpoints'),
    waitTimeoutMinutes: read.minutes('wait-timeout-minutes', true),
    apiKey,
    ...identity,
    verifyKeys: verifyKeys.values,
    verificationLines: [...verifyKeys.lines, ...verifyAccounts.lines],
    projectIds: read.ids('project-ids'),
    projectNames: read.names('project-names'),
    owningProjectId: read.id('owning-project-id'),
    sharingFile: read.text('sharing-file') || null,
    mode,
    dryRun: read.boolean('dry-run', read.requireExplicit('dry-run')),
    exact: read.boolean('exact'),
    maxRevocations: read.limit('max-revocations'),
    shareTimeoutMinutes: read.minutes('share-timeout-minutes'),
    baseUrl,
    commitStatus: read.text('commit-status') || null,
    githubToken: read.text('github-token'),
    showSummary: read.boolean('show-summary'),
  }
  const inputs = { ...given, proxy: readProxy(env, baseUrl, issueIn('HTTPS_PROXY')) }
  validateCombinations(inputs, read, env.GITHUB_EVENT_NAME)
  if (read.issues.length > 0) throw new InvalidInputsError(read.issues)
  return inputs
}
