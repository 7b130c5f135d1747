import { formatList } from '../common/format.ts'
import { unmatchedLineMessage } from '../common/validation.ts'
import { CHANGING_MODES, STATUS_MODES, VERIFYING_MODES } from '../sharing/types.ts'
import { checkIdentity } from './identity.ts'
import type { InputReader } from './input-reader.ts'
import type { Inputs } from './inputs.ts'

/**
 * Adds issues with combinations of inputs, and with the workflow's event.
 *
 * @param event the event that triggered the workflow (`GITHUB_EVENT_NAME`)
 */
export function validateCombinations(
  inputs: Inputs,
  read: InputReader,
  event: string | undefined,
): void {
  if (inputs.sharingFile === null) checkRequest(inputs, read)
  else checkFile(inputs, read, event)
  checkKeys(inputs, read)
  checkIdentity(inputs, read)
  // An invalid mode has its own issue.
  if (inputs.exact && inputs.mode !== 'check' && read.text('mode') === inputs.mode) {
    read.addIssue(
      'exact',
      `exact can be true only in mode check, but mode is ${inputs.mode}. Remove exact, or set mode to check.`,
    )
  }
}

/** The inputs that a sharing file replaces, and can't be combined with. */
const REPLACED_BY_FILE = [
  'checkpoint-id',
  'fine-tuning-job-id',
  'project-ids',
  'project-names',
  'owning-project-id',
] as const

/** Checks what applies to a sharing file. Changing it in a pull request must not change access. */
function checkFile(
  { mode, dryRun, checkpointSelector: jobCheckpoints }: Inputs,
  read: InputReader,
  event?: string,
) {
  for (const input of REPLACED_BY_FILE) {
    if (read.text(input) !== '') {
      read.addIssue(input, conflictMessage(input))
    }
  }
  if (jobCheckpoints !== 'final') {
    read.addIssue('job-checkpoints', conflictMessage('job-checkpoints'))
  }
  if (event === 'pull_request_target') {
    read.addIssue(
      'sharing-file',
      "sharing-file isn't allowed on pull_request_target, because a fork could supply the file to a job with secrets. Use pull_request with dry-run: true.",
    )
  }
  // pull_request_review and pull_request_review_comment check out the pull request, too.
  const isPullRequest = event?.startsWith('pull_request') && event !== 'pull_request_target'
  if (isPullRequest && CHANGING_MODES.has(mode) && !dryRun) {
    read.addIssue(
      'sharing-file',
      `sharing-file isn't allowed in mode ${mode} on ${event}, because the file isn't reviewed yet. Set dry-run: true, and apply the file after the merge.`,
    )
  }
}

function conflictMessage(input: string): string {
  return `${input} can't be combined with sharing-file. Remove ${input}, and set it in the file.`
}

function checkRequest(inputs: Inputs, read: InputReader): void {
  const { mode, checkpointIds, jobIds, projectIds, projectNames, owningProjectId } = inputs
  if (mode === 'wait' && jobIds.length === 0) {
    read.addIssue(
      'fine-tuning-job-id',
      'fine-tuning-job-id is empty, but mode wait needs a job. Specify at least one job.',
    )
  } else if (checkpointIds.length + jobIds.length === 0) {
    read.addIssue(
      'checkpoint-id',
      'checkpoint-id and fine-tuning-job-id are empty. Specify at least one checkpoint or job.',
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
      'project-ids and project-names are empty. Specify at least one project.',
    )
  }
  if (VERIFYING_MODES.has(mode) && projectNames.length === 0) {
    for (const line of inputs.verificationLines) {
      if (!projectIds.includes(line.projectId))
        read.addIssue(line.input, unmatchedLineMessage(line))
    }
  }
  const others = projectIds.filter(id => id !== owningProjectId)
  if (mode === 'sync' && projectIds.length > 0 && others.length + projectNames.length === 0) {
    read.addIssue(
      'project-ids',
      'project-ids has only the owning project, so mode sync would revoke all other access. Add another project, or use mode revoke.',
    )
  }
}

function checkKeys(inputs: Inputs, read: InputReader): void {
  const { mode } = inputs
  if (mode === 'wait' && inputs.adminKey !== '') {
    read.addIssue(
      'admin-key',
      "admin-key isn't used in mode wait, which reads jobs with api-key. Remove it, to keep the admin key out of this job.",
    )
  }
  if (inputs.commitStatus !== null && !STATUS_MODES.has(mode)) {
    read.addIssue(
      'commit-status',
      `commit-status isn't supported in mode ${mode}. Remove it, or use mode ${formatList([...STATUS_MODES], STATUS_MODES.size, 'or')}.`,
    )
  }
  if (inputs.commitStatus !== null && inputs.githubToken === '') {
    read.addIssue(
      'github-token',
      "github-token is empty, but commit-status needs it. Remove github-token to use the job's token.",
    )
  }
}
