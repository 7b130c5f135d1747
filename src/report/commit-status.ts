import { existsSync, readFileSync } from 'node:fs'
import { withoutPeriod, withScheme } from '../common/format.ts'
import { isFailing } from '../sharing/result.ts'
import type { Annotation } from './annotations.ts'
import type { RunReport } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'

/** The states of a commit status that this action posts. */
export type CommitState = 'success' | 'failure' | 'error'

/** A commit status to post. */
export interface CommitStatus {
  /** Its name, GitHub's `context`. */
  name: string
  token: string
  state: CommitState
  /** Its description, raw. */
  description: string
  /** Returns a signal that bounds the request to GitHub, from the call on. */
  bound: () => AbortSignal
  /** The runner's variables, which name the commit. */
  env: Readonly<Record<string, string | undefined>>
}

// GitHub's limit for the description of a commit status.
const MAX_DESCRIPTION = 140
// SHA-1, or SHA-256.
const HASH = /^[\da-f]{40,64}$/i

/**
 * The commit status's state. `failure`: access isn't as requested. `error`: access couldn't be
 * determined, because inputs are invalid, the run was cancelled, or a list couldn't be read.
 */
export function stateOf(report: RunReport): CommitState {
  const { result, plans, settings, verifications, outputsFailed } = report
  if (result === 'ok') return outputsFailed ? 'error' : 'success'
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
 * Posts a commit status on the pull request's head, the triggering `workflow_run`'s head, or the
 * run's own commit. A failure is returned as a warning.
 */
export async function postCommitStatus(
  { name, token, state, description, bound, env }: CommitStatus,
  { safe, sanitize }: Sanitizer,
): Promise<Annotation[]> {
  try {
    const commit = readEvent(env.GITHUB_EVENT_PATH)
    // Loaded only if it's needed.
    const { getOctokit } = await importGitHub()
    const silent = { debug() {}, info() {}, warn() {}, error() {} }
    const { GITHUB_REPOSITORY = '', GITHUB_SERVER_URL, GITHUB_RUN_ID, GITHUB_SHA = '' } = env
    const [owner, repo] = GITHUB_REPOSITORY.split('/')
    if (!owner || !repo) throw new Error("GITHUB_REPOSITORY isn't set to a repository")
    await getOctokit(token, { log: silent }).rest.repos.createCommitStatus({
      owner,
      repo,
      sha: commit ?? GITHUB_SHA,
      state,
      context: name,
      description: shortened(sanitize(description)),
      target_url: `${GITHUB_SERVER_URL ?? 'https://github.com'}/${owner}/${repo}/actions/runs/${GITHUB_RUN_ID}`,
      request: { signal: bound() },
    })
    return []
  } catch (error) {
    const { status } = error as { status?: unknown }
    const message = error instanceof Error ? error.message : String(error)
    const reason = message || `GitHub returned ${status ?? 'an error'} with no message`
    const advice = adviceFor(status, reason)
    const words = advice === null ? reason : `${withoutPeriod(reason)}. ${advice}`
    return [
      {
        title: safe`No commit status`,
        message: safe`Couldn't post the commit status: ${words}`,
      },
    ]
  }
}

/** The fix for GitHub's response; null if only its own words are known. */
function adviceFor(status: unknown, reason: string): string | null {
  const isForbidden = status === 403 && /resource not accessible/i.test(reason)
  if (!isForbidden && status !== 404) return null
  return /personal access token/i.test(reason)
    ? 'Give the token in github-token write access to commit statuses.'
    : 'Grant the job `permissions: statuses: write`.'
}

/** The parts of an event's payload that name a commit. */
interface Payload {
  pull_request?: { head?: { sha?: unknown } | null } | null
  workflow_run?: { head_sha?: unknown } | null
}

/** The commit in the event's file; null if there's no file, or it names none. */
function readEvent(path: string | undefined): string | null {
  return path && existsSync(path) ? commitOf(readFileSync(path, 'utf8')) : null
}

/**
 * The commit that an event's payload names; null if it names none. Some tools write the payload with
 * a byte order mark.
 *
 * @throws Error if the payload isn't JSON, or the commit isn't a hash
 */
export function commitOf(payload: string): string | null {
  const event: Payload | null = JSON.parse(payload.replace(/^\uFEFF/, ''))
  const sha = event?.pull_request?.head?.sha ?? event?.workflow_run?.head_sha ?? null
  if (sha === null || (typeof sha === 'string' && HASH.test(sha))) return sha
  // It becomes a part of the request's path.
  throw new Error("The commit in the event's payload isn't valid")
}

/**
 * Loads GitHub's client, which reads the environment itself. It fails at a byte order mark in the
 * event, and ignores a proxy without a scheme.
 */
async function importGitHub() {
  // Node reads it for each connection. Over https, the token goes only to a verified server.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    const proxy = process.env[name]
    if (proxy) process.env[name] = withScheme(proxy)
  }
  const { GITHUB_EVENT_PATH: path } = process.env
  delete process.env.GITHUB_EVENT_PATH
  try {
    return await import('@actions/github')
  } finally {
    if (path !== undefined) process.env.GITHUB_EVENT_PATH = path
  }
}

function shortened(text: string): string {
  return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 1)}…` : text
}
