import { unmatchedKeyMessage } from '../common/validation.ts'
import { CHANGING_MODES, STATUS_MODES, VERIFYING_MODES } from '../sharing/types.ts'
import type { InputReader } from './input-reader.ts'
import type { Inputs } from './inputs.ts'

/**
 * Notes what only several inputs together, or the event of the workflow, show to be wrong.
 *
 * @param event what started the workflow (`GITHUB_EVENT_NAME`)
 */
export function validateCombinations(
  inputs: Inputs,
  read: InputReader,
  event: string | undefined,
): void {
  if (inputs.sharingFile === null) checkRequest(inputs, read)
  else checkFile(inputs, read, event)
  checkKeys(inputs, read)
  // An invalid mode has its own issue.
  if (inputs.exact && inputs.mode !== 'check' && read.text('mode') === inputs.mode) {
    read.addIssue(
      'exact',
      `exact: true works only in mode check, but mode is ${inputs.mode}. Remove exact, or set mode: check.`,
    )
  }
}

/** What a sharing file stands in for, and must not be mixed with. */
const REPLACED_BY_FILE = [
  'checkpoint-id',
  'fine-tuning-job-id',
  'project-ids',
  'project-names',
  'owning-project-id',
] as const

/** Whoever can change the file in a pull request must not thereby change access. */
function checkFile(
  { mode, dryRun, checkpointSelector: jobCheckpoints }: Inputs,
  read: InputReader,
  event?: string,
) {
  for (const input of REPLACED_BY_FILE) {
    if (read.text(input) !== '') {
      read.addIssue(input, `${input} and sharing-file are both given: write it into the file`)
    }
  }
  if (jobCheckpoints !== 'final') {
    read.addIssue(
      'job-checkpoints',
      'job-checkpoints and sharing-file are both given: write it into the file',
    )
  }
  if (event === 'pull_request_target') {
    read.addIssue(
      'sharing-file',
      'sharing-file is refused on pull_request_target, where a stranger could bring both the file and a run with secrets: use pull_request with dry-run: true',
    )
  }
  // Reviews and their comments check out the pull request, too.
  const isPullRequest = event?.startsWith('pull_request') && event !== 'pull_request_target'
  if (isPullRequest && CHANGING_MODES.has(mode) && !dryRun) {
    read.addIssue(
      'sharing-file',
      `sharing-file is refused in ${mode} on ${event}, where it has not been reviewed yet: set dry-run: true there, and apply it on the main branch`,
    )
  }
}

function checkRequest(inputs: Inputs, read: InputReader): void {
  const { mode, checkpointIds, jobIds, projectIds, projectNames, owningProjectId } = inputs
  if (mode === 'wait' && jobIds.length === 0) {
    read.addIssue('fine-tuning-job-id', 'fine-tuning-job-id names nothing to wait for: give a job')
  } else if (checkpointIds.length + jobIds.length === 0) {
    read.addIssue(
      'checkpoint-id',
      'checkpoint-id and fine-tuning-job-id name nothing: give at least one checkpoint ID or job',
    )
  }
  if (jobIds.length === 0 && inputs.checkpointSelector !== 'final') {
    read.addIssue(
      'job-checkpoints',
      'job-checkpoints is only for jobs, but fine-tuning-job-id is empty. Add a job, or remove job-checkpoints.',
    )
  }
  if (projectIds.length + projectNames.length === 0 && mode !== 'list' && mode !== 'wait') {
    read.addIssue(
      'project-ids',
      'project-ids and project-names name nobody: give at least one project',
    )
  }
  for (const projectId of inputs.verifyKeys.keys()) {
    const isAsked = projectIds.includes(projectId) || projectNames.length > 0
    if (VERIFYING_MODES.has(mode) && !isAsked) {
      read.addIssue('verify-keys', unmatchedKeyMessage(inputs.verifyKeyLines.get(projectId)))
    }
  }
  const others = projectIds.filter(id => id !== owningProjectId)
  if (mode === 'sync' && projectIds.length > 0 && others.length + projectNames.length === 0) {
    read.addIssue(
      'project-ids',
      'project-ids names nobody but the owning project, so that sync would take access from all others: give at least one other project, or use revoke',
    )
  }
}

function checkKeys(inputs: Inputs, read: InputReader): void {
  const { mode } = inputs
  if (mode === 'wait' && inputs.adminKey !== '') {
    read.addIssue(
      'admin-key',
      'admin-key is of no use in wait, which reads jobs with api-key: take it out, so that the key is not where it need not be',
    )
  }
  if (inputs.commitStatus !== null && !STATUS_MODES.has(mode)) {
    read.addIssue(
      'commit-status',
      `commit-status says whether access is as asked, which ${mode} does not: use it with ${[...STATUS_MODES].join(', ')}`,
    )
  }
  if (inputs.commitStatus !== null && inputs.githubToken === '') {
    read.addIssue(
      'github-token',
      'github-token is empty, and commit-status needs it to post: leave it out for the token of the job',
    )
  }
}
