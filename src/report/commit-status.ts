import { isFailing } from '../sharing/result.ts'
import type { Annotation } from './annotations.ts'
import type { RunReport } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'

/** The states of a commit that this action gives. */
export type CommitState = 'success' | 'failure' | 'error'

/** A commit status to post. */
export interface CommitStatus {
  /** The name it stands under. */
  name: string
  token: string
  state: CommitState
  /** What it says, raw. */
  description: string
  /** Bounds the request to GitHub. */
  signal: AbortSignal
}

// GitHub's limit for the description of a commit status.
const MAX_DESCRIPTION = 140

/**
 * The state that a run gives a commit. `failure`: access is not as asked; `error`: that could not
 * be told, because the inputs were wrong, the run was cut short, or a list could not be read.
 */
export function stateOf(report: RunReport): CommitState {
  const { result, plans, settings, verifications } = report
  if (result === 'ok') return 'success'
  if (result === 'mismatch') return 'failure'
  if (result !== 'failed' || plans === null || settings === null) return 'error'
  const isKnown = plans.some(
    ({ listFailure, rows }) =>
      listFailure === null &&
      rows.some(row => row.status !== 'unknown' && isFailing(settings.mode, row)),
  )
  const isUnusable = verifications.some(({ problem, isCertain }) => problem !== null && isCertain)
  return isKnown || isUnusable ? 'failure' : 'error'
}

/**
 * Posts a commit status for the commit that the run is about: the pull request's head, the head of
 * the run that a `workflow_run` is about, or the run's own. Failing to is a warning.
 */
export async function postCommitStatus(
  { name, token, state, description, signal }: CommitStatus,
  { safe, sanitize }: Sanitizer,
): Promise<Annotation[]> {
  try {
    // Loaded here, so that nobody else pays for it.
    const { context, getOctokit } = await import('@actions/github')
    const silent = { debug() {}, info() {}, warn() {}, error() {} }
    const { payload, repo, serverUrl, runId } = context
    await getOctokit(token, { log: silent }).rest.repos.createCommitStatus({
      ...repo,
      sha: payload.pull_request?.head?.sha ?? payload.workflow_run?.head_sha ?? context.sha,
      state,
      context: name,
      description: shortened(sanitize(description)),
      target_url: `${serverUrl}/${repo.owner}/${repo.repo}/actions/runs/${runId}`,
      request: { signal },
    })
    return []
  } catch (error) {
    return [
      {
        title: safe`No commit status`,
        message: safe`The commit status could not be posted: ${error instanceof Error ? error.message : error}. The job needs \`permissions: statuses: write\``,
      },
    ]
  }
}

function shortened(text: string): string {
  return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 1)}…` : text
}
