import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { testUnless } from '../support/unless.ts'

const ENTRY = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
const OLDER = new URL('../support/older-node.mjs', import.meta.url).href

/** The version and path of a Node on this machine that is older than 24, if there is one. */
const older = (process.env.PATH ?? '')
  .split(delimiter)
  .map(folder => join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
  .filter(path => existsSync(path))
  .map(path => ({
    path,
    version: `${spawnSync(path, ['--version']).stdout}`.trim().slice(1),
  }))
  .find(({ version }) => Number.parseInt(version, 10) < 24)

const start = (node: string, ...args: string[]) => {
  const env = { 'INPUT_ADMIN-KEY': 'sk-admin-0123456789abcdefghij', GITHUB_ACTIONS: 'true' }
  const { status, stdout, stderr } = spawnSync(node, [...args, ENTRY], { env })
  return { status, stdout: stdout.toString(), stderr: stderr.toString() }
}

const refusal = (version: string) => ({
  status: 1,
  stdout: `::error title=Node 24 is required::share-checkpoint needs Node 24, but the runner started it with Node ${version}. Update the runner, or use an image with Node 24.\n`,
  stderr: '',
})

test('without what only Node 24 has, the step is one error that names both versions', () => {
  expect(start(process.execPath, '--import', OLDER)).toEqual(refusal('18.20.4'))
})

testUnless(older === undefined && 'PATH has no Node older than 24')(
  'a real older Node gets the same error',
  () => {
    expect(start(older?.path ?? '')).toEqual(refusal(older?.version ?? ''))
  },
)

test('Node 24 reads the inputs', () => {
  expect(start(process.execPath).stdout).toContain('::add-mask::sk-admin-')
})
