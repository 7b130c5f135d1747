import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { startGitHub } from '../support/github.ts'
import { REPOSITORY, read } from '../support/runner/folders.ts'
import { expectOnlyWarned, shareWithStatus } from './commit-status-setup.ts'
import { expectMatchesServer, organization, share } from './setup.ts'

test.each([
  { mode: 'grant', 'dry-run': 'true' },
  { mode: 'sync', 'dry-run': 'true' },
  { mode: 'check', 'dry-run': 'True' },
  { 'dry-run': 'true', 'share-timeout-minutes': 'never' },
])('a dry run posts nothing (%o)', async inputs => {
  await using github = await startGitHub()
  await using api = await organization(1)
  await using step = await shareWithStatus(api, github, inputs)
  expect(step.outputs.result).toMatch(/^(ok|mismatch|invalid)$/)
  expect(github.requests).toEqual([])
  for (const { method } of api.requests) expect(method).toBe('GET')
})

test.each([
  ['commit-status', { mode: 'revoke' }],
  ['commit-status', { mode: 'list' }],
  ['github-token', { 'github-token': '' }],
])('an issue in %s is reported and posts nothing (%o)', async (input, inputs) => {
  await using github = await startGitHub()
  await using api = await organization(1)
  await using step = await shareWithStatus(api, github, inputs)
  expect(step.outputs.result).toBe('invalid')
  expect(step.allAnnotations).toMatchObject([{ level: 'error', title: `Input ${input}` }])
  expect([...api.requests, ...github.requests]).toEqual([])
})

test('nothing is sent to GitHub without a commit status', async () => {
  await using github = await startGitHub()
  await using api = await organization(1)
  for (const mode of ['grant', 'sync', 'check', 'list', 'revoke']) {
    await using step = await share(
      api,
      { mode, 'project-ids': 'proj_0' },
      { env: github.env('push') },
    )
    expectMatchesServer(step, api)
    expect(step.outputs.result, mode).toBe('ok')
  }
  expect(github.requests).toEqual([])
})

test("GitHub's client is loaded only for a commit status", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dist-'))
  try {
    const all = readdirSync(join(REPOSITORY, 'dist'))
    const paths = all.map(file => join(REPOSITORY, 'dist', file))
    const others = paths.filter(path => !/plugin-rest-endpoint-methods/.test(read(path)))
    // The license file names it, too.
    expect(others).toHaveLength(all.length - 2)
    for (const path of others) copyFileSync(path, join(folder, basename(path)))
    await using github = await startGitHub()
    await using api = await organization(1)
    const entry = join(folder, 'index.js')
    await using without = await shareWithStatus(api, github, { 'commit-status': '' }, { entry })
    expect(without).toMatchObject({ exitCode: 0, allAnnotations: [] })
    await using step = await shareWithStatus(api, github, {}, { entry })
    expectOnlyWarned(step)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
