import { expect, test } from 'vitest'
import { startGitHub } from '../support/github.ts'
import { STATUS_NAME } from './commit-status-setup.ts'
import { expectMatchesServer, organization, share } from './setup.ts'
import { createWorkspace, ONE, TWO } from './sharing-file-workspace.ts'

const refused = { status: 403, body: { error: { message: 'Not for you.' } } }
const FOREVER = Number.POSITIVE_INFINITY

test.each([
  ['alone', '', "Couldn't read access to 1 checkpoint; nothing was changed"],
  [
    'with another',
    `
  - checkpoint-id: ${TWO}
    project-ids: [proj_0]`,
    "1 of 1 pair (2 checkpoints, 1 project) has access; 0 permissions revoked; couldn't read access to 1 of 2 checkpoints",
  ],
])('an unreadable checkpoint without projects is reported, %s', async (_, more, headline) => {
  await using github = await startGitHub()
  await using api = await organization(2, {
    checkpoints: { [ONE]: { shared: ['proj_1'] }, [TWO]: {} },
  })
  api.fault({ on: ({ checkpointId }) => checkpointId === ONE, times: FOREVER, answer: refused })
  await using repository = await createWorkspace(
    `checkpoints:\n  - checkpoint-id: ${ONE}\n    project-ids: []${more}\n`,
  )
  const inputs = { mode: 'sync', 'commit-status': STATUS_NAME }
  await using step = await repository.share(api, inputs, { env: github.env() })
  expectMatchesServer(step, api, { emptyCheckpoints: [ONE], unread: 1 })
  expect(step.outputs).toMatchObject({ result: 'failed', 'failed-count': '1' })
  expect(step.summary).toContain(`### ❌ ${headline}\n`)
  expect(step.allAnnotations).toMatchObject([
    { level: 'error', title: `Couldn't list the permissions of ${ONE}`, line: 2 },
  ])
  const description = headline.length > 140 ? `${headline.slice(0, 139)}…` : headline
  expect(github.statuses).toMatchObject([{ description }])
  expect(github.statuses[0]?.state).toBe('error')
})

test.each([
  ['ok', {}],
  ['ok', { mode: 'check', 'project-ids': 'proj_1' }],
  ['mismatch', { mode: 'check' }],
])('a run without outputs is never a success (%s, %j)', async (result, inputs) => {
  await using github = await startGitHub()
  await using api = await organization(2, { checkpoints: { [ONE]: { shared: ['proj_1'] } } })
  await using step = await share(
    api,
    { 'project-ids': 'proj_0', 'commit-status': STATUS_NAME, ...inputs },
    { env: { ...github.env(), GITHUB_OUTPUT: '/nowhere/output' } },
  )
  expect(step.exitCode).toBe(1)
  expect(step.summary).toMatch(/^### ❌ .*; the outputs couldn't be written\n/)
  expect(github.statuses).toMatchObject([
    {
      state: result === 'ok' ? 'error' : 'failure',
      description: expect.stringMatching(/; the outputs couldn't be written$/),
    },
  ])
})
