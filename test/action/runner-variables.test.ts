import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { SHA, startGitHub } from '../support/github.ts'
import { noFullDisk } from '../support/machine.ts'
import { systemFolder } from '../support/runner/environment.ts'
import { describeUnless } from '../support/unless.ts'
import { expectOnlyWarned, STATUS_NAME } from './commit-status-setup.ts'
import { expectMatchesServer, organization, rowsOf, share } from './setup.ts'
import { createWorkspace, THREE_ENTRIES } from './sharing-file-workspace.ts'

const PROJECT = { 'project-ids': 'proj_0' }
const folder = mkdtempSync(join(tmpdir(), 'variables-'))
const missing = join(folder, 'missing/path')
const file = join(folder, 'file')
writeFileSync(file, '')
afterAll(() => rmSync(folder, { recursive: true }))

/** Variables that a runner sets and this action doesn't use. */
const NEEDLESS = ['ENV', 'PATH', 'STATE', 'EVENT_PATH', 'WORKSPACE', 'REPOSITORY', 'SHA']

test.each([
  ['not set', undefined],
  ['missing', missing],
  ['a folder', folder],
])('unused variables can name what is %s', async (_, path) => {
  await using api = await organization(1)
  const env = Object.fromEntries(NEEDLESS.map(name => [`GITHUB_${name}`, path]))
  await using step = await share(api, PROJECT, { env })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(step.allAnnotations).toEqual([])
  expect(step.stderr).toBe('')
})

test('if a runner sets nothing, the action does what it can', async () => {
  await using api = await organization(1)
  const names = [...NEEDLESS, 'OUTPUT', 'STEP_SUMMARY'].map(name => `GITHUB_${name}`)
  const env = Object.fromEntries(names.map(name => [name, undefined]))
  const temporary = { RUNNER_TEMP: '', ...systemFolder(folder) }
  await using step = await share(api, PROJECT, { env: { ...env, ...temporary } })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(dirname(dirname(step.outputs['permissions-file'] ?? ''))).toBe(folder)
  expect(step.allAnnotations).toMatchObject([{ level: 'warning', title: 'No summary' }])
})

test('a temporary folder that is a file causes a warning, and the result stays', async () => {
  await using api = await organization(1)
  await using step = await share(api, PROJECT, { env: { RUNNER_TEMP: file } })
  expect(step.exitCode).toBe(0)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(step.allAnnotations).toMatchObject([
    { level: 'warning', title: 'No files', message: expect.stringMatching(/ENOTDIR|ENOENT/) },
  ])
})

describeUnless(noFullDisk)('on a full disk', () => {
  const FULL = '/dev/full'

  test('the summary is missing, with a warning, and the result stays', async () => {
    await using api = await organization(1)
    await using step = await share(api, PROJECT, { env: { GITHUB_STEP_SUMMARY: FULL } })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    expect(step.allAnnotations).toMatchObject([
      { level: 'warning', title: 'No summary', message: expect.stringContaining('ENOSPC') },
    ])
  })

  test("outputs can't be set, which fails the step", async () => {
    await using api = await organization(1)
    await using step = await share(api, PROJECT, { env: { GITHUB_OUTPUT: FULL } })
    expect(step.exitCode).toBe(1)
    expect(step.allAnnotations[0]).toMatchObject({ level: 'error', title: 'No outputs' })
    expect(step.allAnnotations[0]?.message).toContain('ENOSPC')
    expect(step.summary).toContain('1 of 1 project has access')
    expect(api.permissions('ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd')).toHaveLength(1)
  })
})

describe('a commit status', () => {
  test.each([
    ['not set', undefined],
    ['missing', missing],
  ])("is on the run's commit if the event's path is %s", async (_, path) => {
    await using github = await startGitHub()
    await using api = await organization(1)
    const env = { ...github.env(), GITHUB_EVENT_PATH: path }
    await using step = await share(api, { ...PROJECT, 'commit-status': STATUS_NAME }, { env })
    expectMatchesServer(step, api)
    expect(github.statuses).toMatchObject([{ sha: SHA, state: 'success' }])
    expect(step.allAnnotations).toEqual([])
  })

  test("is missing, with a warning, if the event's path is a folder", async () => {
    await using github = await startGitHub()
    await using api = await organization(1)
    const env = { ...github.env(), GITHUB_EVENT_PATH: folder }
    await using step = await share(api, { ...PROJECT, 'commit-status': STATUS_NAME }, { env })
    expectMatchesServer(step, api)
    expectOnlyWarned(step)
    expect(github.requests).toEqual([])
  })
})

test.each([
  ['not set', undefined],
  ['a file', file],
])("a sharing file can't be read if the workspace is %s, and nothing is sent", async (_, path) => {
  await using api = await organization(1)
  await using repository = await createWorkspace(THREE_ENTRIES)
  await using step = await repository.share(api, {}, { env: { GITHUB_WORKSPACE: path } })
  expectMatchesServer(step, api)
  expect(api.requests).toEqual([])
  expect(rowsOf(step)).toEqual([])
  const message = expect.stringMatching(
    /can't be read .*Check the path, and run actions\/checkout before/,
  )
  expect(step.allAnnotations).toMatchObject([{ title: 'Input sharing-file', message }])
})
