import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { expectMode } from '../support/machine.ts'
import { systemFolder } from '../support/runner/environment.ts'
import { CHECKPOINT, expectMatchesServer, organization, rowsOf, share } from './setup.ts'

const PROJECT = { 'project-ids': 'proj_0' }
const folder = mkdtempSync(join(tmpdir(), 'faults-'))
const missing = join(folder, 'missing/file')
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['not named', undefined],
  ['missing', missing],
  ['a folder', folder],
])('a summary file that is %s causes a warning, and the result stays', async (_, path) => {
  await using api = await organization(1)
  await using step = await share(api, PROJECT, { env: { GITHUB_STEP_SUMMARY: path } })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(step.allAnnotations).toMatchObject([
    {
      level: 'warning',
      title: 'No summary',
      message: expect.stringContaining("Couldn't write the job summary: "),
    },
  ])
  expect(statSync(step.outputs['summary-file'] ?? '').size).toBeGreaterThan(100)
})

test('a disabled summary is written only to its file', async () => {
  await using api = await organization(1)
  const env = { GITHUB_STEP_SUMMARY: missing }
  await using step = await share(api, { ...PROJECT, 'show-summary': 'false' }, { env })
  expectMatchesServer(step, api)
  expect(step.allAnnotations).toEqual([])
  expect(step.summary).toBe('')
  expect(statSync(step.outputs['summary-file'] ?? '').size).toBeGreaterThan(100)
})

test('without an output file, the runner gets outputs as commands', async () => {
  await using api = await organization(1)
  await using step = await share(api, PROJECT, { env: { GITHUB_OUTPUT: undefined } })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-id': CHECKPOINT })
  expect(step.summary).toContain('1 of 1 project has access')
})

test.each([
  ['missing', missing],
  ['a folder', folder],
])('an output file that is %s is reported, and so is the result', async (_, path) => {
  await using api = await organization(1)
  await using step = await share(api, PROJECT, { env: { GITHUB_OUTPUT: path } })
  expect(step.exitCode).toBe(1)
  expect(step.allAnnotations).toMatchObject([
    {
      level: 'error',
      title: 'No outputs',
      message: expect.stringContaining("Couldn't write the outputs: "),
    },
    { level: 'warning', title: 'No files', message: expect.stringContaining('permissions-file') },
  ])
  expect(step.log).toContain('1 of 1 project has access')
  expect(step.summary).toContain('1 of 1 project has access')
  expect(api.permissions(CHECKPOINT)).toHaveLength(1)
})

test("without RUNNER_TEMP, files go to the system's temporary folder", async () => {
  const temporary = join(folder, 'system')
  mkdirSync(temporary)
  await using api = await organization(1)
  const env = { RUNNER_TEMP: undefined, ...systemFolder(temporary) }
  await using step = await share(api, PROJECT, { env })
  expectMatchesServer(step, api)
  expect(dirname(dirname(step.outputs['permissions-file'] ?? ''))).toBe(temporary)
  expect(rowsOf(step)).toHaveLength(1)
})

test('a missing temporary folder causes a warning, and the result stays', async () => {
  await using api = await organization(1)
  await using step = await share(api, PROJECT, { env: { RUNNER_TEMP: missing } })
  expect(step.exitCode).toBe(0)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(step.outputs['permissions-file'] ?? '').toBe('')
  expect(JSON.parse(step.outputs.permissions ?? '')).toMatchObject([{ status: 'granted' }])
  expect(step.allAnnotations).toMatchObject([{ level: 'warning', title: 'No files' }])
  expect(step.summary).toContain('1 of 1 project has access')
})

test('only the user can read the files, and a run leaves nothing else behind', async () => {
  await using api = await organization(1)
  await using step = await share(api, PROJECT)
  const files = ['permissions-file', 'summary-file'].map(name => step.outputs[name] ?? '')
  const [own = ''] = files.map(file => dirname(file))
  for (const file of files) expectMode(file, 0o600)
  expectMode(own, 0o700)
  expect(readdirSync(own).sort()).toEqual(['permissions.json', 'summary.md'])
  expect(readdirSync(step.tempDir)).toHaveLength(2)
  for (const name of ['workspace', 'home', 'tmp']) {
    expect(readdirSync(join(dirname(step.tempDir), name)), name).toEqual([])
  }
})
