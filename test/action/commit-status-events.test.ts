import { expect, test } from 'vitest'
import { SHA, startGitHub } from '../support/github.ts'
import { shareWithStatus } from './commit-status-setup.ts'
import { organization } from './setup.ts'

const HEAD = '0123456789abcdef0123456789abcdef01234567'
const OTHER = 'fedcba9876543210fedcba9876543210fedcba98'

/** GitHub's payload for a pull request, whose merge with its base is the run's own commit. */
const pull_request = {
  number: 7,
  head: { ref: 'topic', sha: HEAD },
  base: { ref: 'main', sha: OTHER },
  merge_commit_sha: SHA,
}

test.each<[event: string, payload: object, sha: string]>([
  ['push', { before: OTHER, after: SHA, head_commit: { id: SHA } }, SHA],
  ['pull_request', { action: 'synchronize', before: OTHER, after: HEAD, pull_request }, HEAD],
  [
    'pull_request_review',
    { action: 'submitted', review: { commit_id: OTHER }, pull_request },
    HEAD,
  ],
  [
    'workflow_run',
    { action: 'completed', workflow_run: { head_sha: HEAD, head_commit: { id: OTHER } } },
    HEAD,
  ],
  ['issue_comment', { issue: { number: 7, pull_request: { url: 'https://x' } } }, SHA],
  ['schedule', { schedule: '0 6 * * 1' }, SHA],
])('the status of a %s run is on the right commit', async (event, payload, sha) => {
  await using github = await startGitHub()
  await using api = await organization(1)
  const env = github.env(event, payload)
  await using step = await shareWithStatus(api, github, {}, { env })
  expect(step.outputs.result).toBe('ok')
  expect(github.statuses).toMatchObject([{ sha, state: 'success' }])
  expect(github.requests).toMatchObject([
    { method: 'POST', path: `/api/v3/repos/octo-org/octo-repo/statuses/${sha}` },
  ])
})

test.each([
  ['pull_request', { pull_request }],
  ['workflow_run', { workflow_run: { head_sha: HEAD } }],
])('an event file with a byte order mark is read (%s)', async (event, payload) => {
  await using github = await startGitHub()
  await using api = await organization(1)
  const env = github.env(event, `\uFEFF${JSON.stringify(payload)}`)
  await using step = await shareWithStatus(api, github, {}, { env })
  expect(step.allAnnotations).toEqual([])
  expect(github.statuses).toMatchObject([{ sha: HEAD, state: 'success' }])
})

test("the workflow's token is used", async () => {
  await using github = await startGitHub()
  await using api = await organization(1)
  github.token = `github_pat_${'aB3dE6gH9'.repeat(8)}z_-x`
  await using step = await shareWithStatus(api, github, { 'github-token': `${github.token}\n` })
  expect(github.statuses).toHaveLength(1)
  expect(step.masks).toEqual([api.adminKey, github.token])
})
