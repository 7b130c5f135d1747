import { InvalidInputsError } from '../common/validation.ts'
import { MODES } from '../sharing/types.ts'
import { InputReader } from './input-reader.ts'
import type { Inputs } from './inputs.ts'
import { readBaseUrl, readProxy } from './network.ts'
import type { Env } from './raw-inputs.ts'
import { validateCombinations } from './validate-inputs.ts'

/**
 * Reads and checks every input.
 *
 * @throws InvalidInputsError with all issues together
 */
export function readInputs(env: Env): Inputs {
  const read = new InputReader(env)
  const issueIn = (input: string) => (message: string) => read.addIssue(input, message)
  const owners = read.ids('owning-project-id')
  const mode = read.choice('mode', MODES)
  const jobIds = read.ids('fine-tuning-job-id')
  const given: Omit<Inputs, 'proxy'> = {
    adminKey: read.key('admin-key', mode !== 'wait'),
    checkpointIds: read.ids('checkpoint-id'),
    jobIds,
    checkpointSelector: read.jobCheckpoints('job-checkpoints'),
    waitTimeoutMinutes: read.minutes('wait-timeout-minutes', true),
    apiKey: read.key('api-key', jobIds.length > 0),
    ...read.keysByProject('verify-keys'),
    projectIds: read.ids('project-ids'),
    projectNames: read.names('project-names'),
    owningProjectId: owners[0] ?? null,
    sharingFile: read.text('sharing-file') || null,
    mode,
    dryRun: read.boolean('dry-run', read.requireExplicit('dry-run')),
    exact: read.boolean('exact'),
    maxRevocations: read.limit('max-revocations'),
    shareTimeoutMinutes: read.minutes('share-timeout-minutes'),
    baseUrl: readBaseUrl(read.text('base-url'), env, issueIn('base-url')),
    commitStatus: read.text('commit-status') || null,
    githubToken: read.text('github-token'),
    showSummary: read.boolean('show-summary'),
  }
  const inputs = { ...given, proxy: readProxy(env, given.baseUrl, issueIn('HTTPS_PROXY')) }
  if (owners.length > 1) {
    read.addIssue(
      'owning-project-id',
      `owning-project-id has ${owners.length} IDs. Specify only one project.`,
    )
  }
  validateCombinations(inputs, read, env.GITHUB_EVENT_NAME)
  if (read.issues.length > 0) throw new InvalidInputsError(read.issues)
  return inputs
}
