import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { noLinks } from '../support/machine.ts'
import { testUnless } from '../support/unless.ts'
import { decodeEntities } from './injection-assertions.ts'
import { expectMatchesServer, holders, organization, type SharedStep } from './setup.ts'
import {
  createWorkspace,
  driftedOrganization,
  HOLDERS_AFTER,
  HOLDERS_BEFORE,
  holdersPerCheckpoint,
  ONE,
  THREE_ENTRIES,
  TWO,
} from './sharing-file-workspace.ts'

const MODES = ['grant', 'sync', 'revoke', 'check', 'list', 'wait']
const CHANGING = ['grant', 'sync', 'revoke']
const DRY = { 'dry-run': 'true' }
/** The inputs of a mode: `wait` takes no admin key. */
const inputsOf = (mode: string) => ({ mode, ...(mode === 'wait' && { 'admin-key': '' }) })

/** A step that was rejected for one reason, before any request. */
function expectRefused(step: SharedStep, api: Api, ...words: string[]): void {
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect(step.requests).toEqual([])
  expect(step.allAnnotations).toMatchObject([{ level: 'error', title: 'Input sharing-file' }])
  const message = step.allAnnotations[0]?.message ?? ''
  for (const word of words) expect(message).toContain(word)
  expect(step.log).toContain(message)
  expect(decodeEntities(step.summary)).toContain(message)
}

const ON = (event: string) => ({ env: { GITHUB_EVENT_NAME: event } })

test.each(['pull_request', 'pull_request_review', 'pull_request_review_comment'])(
  'on %s, where the file comes from the pull request, no mode can change access',
  async event => {
    await using api = await driftedOrganization()
    await using repository = await createWorkspace(THREE_ENTRIES)
    for (const mode of CHANGING) {
      await using step = await repository.share(api, { mode }, ON(event))
      const reason = `sharing-file isn't allowed in mode ${mode} on ${event}, because the file isn't reviewed yet.`
      expectRefused(step, api, reason, 'Set dry-run: true, and apply the file after the merge.')
    }
    expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_BEFORE)
  },
)

test('on pull_request, dry runs, check, and list work', async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES)
  for (const mode of CHANGING) {
    await using step = await repository.share(api, { mode, ...DRY }, ON('pull_request'))
    expectMatchesServer(step, api, { emptyCheckpoints: [TWO] })
    expect([step.outputs.result, step.outputs.changed]).toEqual(['ok', 'true'])
  }
  await using check = await repository.share(api, { mode: 'check' }, ON('pull_request'))
  expectMatchesServer(check, api, { emptyCheckpoints: [TWO] })
  expect(check.outputs).toMatchObject({ result: 'mismatch', 'extra-count': '3' })
  await using list = await repository.share(api, { mode: 'list' }, ON('pull_request'))
  expectMatchesServer(list, api, { emptyCheckpoints: [TWO] })
  expect(list.outputs.result).toBe('ok')
  expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_BEFORE)
})

test('on pull_request_target every mode is rejected, even a dry run', async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES)
  const all = [...MODES.map(inputsOf), ...CHANGING.map(mode => ({ mode, ...DRY }))]
  for (const inputs of all) {
    await using step = await repository.share(api, inputs, ON('pull_request_target'))
    const reason = "sharing-file isn't allowed on pull_request_target, because a fork could supply"
    expectRefused(step, api, reason, 'Use pull_request with dry-run: true.')
  }
  expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_BEFORE)
})

test('on other events the file is applied, and on pull_request so are workflow inputs', async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES)
  for (const event of ['push', 'schedule', 'workflow_dispatch', 'merge_group']) {
    await using step = await repository.share(api, { mode: 'sync' }, ON(event))
    expectMatchesServer(step, api, { emptyCheckpoints: [TWO] })
    expect(step.outputs.result).toBe('ok')
  }
  expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_AFTER)
  const inputs = { 'sharing-file': '', 'checkpoint-id': TWO, 'project-ids': 'proj_4' }
  await using step = await repository.share(api, inputs, ON('pull_request'))
  expectMatchesServer(step, api)
  expect(holders(api, TWO)).toEqual(['proj_4'])
})

test('mode, key, host, and limit are never read from the file', async () => {
  const foreign = {
    mode: 'sync',
    'dry-run': 'false',
    exact: 'true',
    'admin-key': 'sk-admin-8fT2kQ9ZxW4mLr7VbN1cHs6JdPg3Y_-a',
    'api-key': 'sk-proj-5gY3nR8vQ2pXk7WzC4tLb9MdHs6J_-1',
    'base-url': 'https://evil.example/v1',
    'max-revocations': 'none',
    'share-timeout-minutes': '9',
    'verify-keys': 'x',
    'github-token': 'x',
    'sharing-file': 'b.yml',
  }
  const pairs = Object.entries(foreign)
  const top = pairs.map(([key, value]) => `${key}: ${value}\n`).join('')
  const nested = pairs.map(([key, value]) => `    ${key}: ${value}\n`).join('')
  await using api = await organization(1)
  const entry = `checkpoints:\n  - checkpoint-id: ${ONE}\n    project-ids: []\n`
  await using repository = await createWorkspace(top + entry + nested)
  const secrets = [foreign['admin-key'], foreign['api-key']]
  await using step = await repository.share(api, {}, { secrets })
  expectMatchesServer(step, api)
  expect(api.requests).toEqual([])
  const lines = pairs.map((_, index) => index + 1)
  const below = lines.map(line => line + pairs.length + 3)
  for (const [index, line] of [...lines, ...below].entries()) {
    const issue = `"${pairs[index % pairs.length]?.[0]}" isn't a valid key here`
    expect(step.log).toMatch(new RegExp(`:${line}:\\d+: .*${issue}`))
  }
  expect(step.allAnnotations).toHaveLength(10)
})

const OUTSIDE =
  'isn\'t a relative path in the workspace. Use the path of a file in the repository, without "..".'
const UNREAD = 'Check the path, and run actions/checkout before this step.'

test('a path outside the workspace is rejected', async () => {
  await using api = await organization(1)
  await using repository = await createWorkspace(THREE_ENTRIES)
  const { folder } = repository
  const bad: [path: string, words: string][] = [
    [join(folder, '.github/sharing.yml'), OUTSIDE],
    ['/etc/hostname', OUTSIDE],
    ['../sharing.yml', OUTSIDE],
    ['.github/../.github/sharing.yml', OUTSIDE],
    ['..\\sharing.yml', OUTSIDE],
    ['sharing.yml', UNREAD],
    ['.github', 'directory'],
  ]
  for (const [path, words] of bad) {
    await using step = await repository.share(api, { 'sharing-file': path })
    expectRefused(step, api, `sharing-file: "${path}"`, words)
  }
  await using empty = await createWorkspace()
  await using step = await empty.share(api)
  expectRefused(step, api, UNREAD)
})

testUnless(noLinks)('a link that leads outside the workspace is rejected', async () => {
  await using api = await organization(1)
  await using other = await createWorkspace('checkpoints: [{checkpoint-id: secret-of-another}]')
  await using repository = await createWorkspace(THREE_ENTRIES)
  const { folder } = repository
  await symlink(join(other.folder, '.github/sharing.yml'), join(folder, 'link.yml'))
  await symlink(other.folder, join(folder, 'linked'))
  await symlink('../gone.yml', join(folder, 'dangling.yml'))
  const bad = [
    ['link.yml', OUTSIDE],
    ['linked/.github/sharing.yml', OUTSIDE],
    ['dangling.yml', UNREAD],
  ] as const
  for (const [path, words] of bad) {
    await using step = await repository.share(api, { 'sharing-file': path })
    expectRefused(step, api, `sharing-file: "${path}"`, words)
    expect(step.stdout).not.toContain('secret-of-another')
  }
})

testUnless(noLinks)('a link within the workspace and a linked workspace both work', async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES)
  const { folder } = repository
  await symlink('.github/sharing.yml', join(folder, 'link.yml'))
  await symlink(folder, join(folder, 'itself'))
  const env = { GITHUB_WORKSPACE: join(folder, 'itself') }
  for (const path of ['link.yml', './.github/sharing.yml', '.github//sharing.yml']) {
    await using step = await repository.share(api, { 'sharing-file': path, mode: 'check' }, { env })
    expectMatchesServer(step, api, { emptyCheckpoints: [TWO] })
    expect(step.outputs.result).toBe('mismatch')
  }
})
