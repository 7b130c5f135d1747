import type { Result } from '../sharing/result.ts'
import type { Annotation } from './annotations.ts'
import type { Text } from './text.ts'

/** A commit status to post. */
export interface CommitStatus {
  /** The name it stands under. */
  name: string
  token: string
  result: Result
  /** What it says, raw. */
  description: string
  /** Bounds the request to GitHub. */
  signal: AbortSignal
}

// GitHub's limit for the description of a commit status.
const MAX_DESCRIPTION = 140

/** `error`: it could not be told whether access is as asked. */
const STATES: Record<Result, 'success' | 'failure' | 'error'> = {
  ok: 'success',
  missing: 'failure',
  failed: 'failure',
  unavailable: 'error',
  invalid: 'error',
  cancelled: 'error',
}

/**
 * Posts a commit status for the commit that the run is about: the pull request's head, the head of
 * the run that a `workflow_run` is about, or the run's own. Failing to is a warning.
 */
export async function postCommitStatus(
  { name, token, result, description, signal }: CommitStatus,
  { safe, clean }: Text,
): Promise<Annotation[]> {
  try {
    // Loaded here, so that nobody else pays for it.
    const { context, getOctokit } = await import('@actions/github')
    const silent = { debug() {}, info() {}, warn() {}, error() {} }
    const { payload, repo, serverUrl, runId } = context
    await getOctokit(token, { log: silent }).rest.repos.createCommitStatus({
      ...repo,
      sha: payload.pull_request?.head?.sha ?? payload.workflow_run?.head_sha ?? context.sha,
      state: STATES[result],
      context: name,
      description: clean(description, MAX_DESCRIPTION - 40).slice(0, MAX_DESCRIPTION),
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
