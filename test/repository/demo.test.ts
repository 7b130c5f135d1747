import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockFor, NODE_PACKAGES, PACKAGES } from '../../scripts/demo/packages.mjs'
import { foldedLog, wrap } from '../../scripts/demo/print.ts'
import { playScenes } from '../../scripts/demo/scenes.ts'
import { projectsOf } from '../action/expect-writes.ts'
import { expectMatchesServer } from '../action/server-consistency.ts'
import { REPOSITORY } from '../support/runner/folders.ts'
import { readText } from './workflow.ts'

const CHECKPOINT = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'
const BEST = `${CHECKPOINT}:ckpt-step-300`
const PROJECTS = ['proj_a', 'proj_b']

/** Runs the demo as npm does, with the installed dev dependencies. */
function demo(...args: string[]) {
  return new Promise<{ status: unknown; stdout: string; stderr: string }>(resolve => {
    execFile(
      process.execPath,
      [join('scripts', 'demo.mjs'), ...args],
      { cwd: REPOSITORY, env: { ...process.env, NO_COLOR: '1' } },
      (error, stdout, stderr) => resolve({ status: error?.code ?? 0, stdout, stderr }),
    )
  })
}

test('each scene ends as its title describes, and its outputs match the server', async () => {
  const shown: unknown[] = []
  for await (const { scene, step, requests, api } of playScenes([CHECKPOINT], PROJECTS)) {
    const posts = requests.filter(({ route }) => route === 'create').map(projectsOf)
    const deletes = requests.flatMap(({ permissionId = '', route }) =>
      route === 'delete' ? [permissionId] : [],
    )
    const { mode = 'grant', 'dry-run': dryRun } = scene.inputs
    const settings = { mode, isDryRun: dryRun === 'true' }
    const { outputs, exitCode } = step
    const isPlanned = outputs.result !== 'invalid'
    if (isPlanned) {
      expectMatchesServer(Object.assign(step, { ...settings, requests, posts, deletes }), api)
    }
    const holders = (id: string) => api.permissions(id).map(({ project_id }) => project_id)
    const { result, changed } = outputs
    shown.push([scene.title, exitCode, result, changed, holders(CHECKPOINT), holders(BEST)])
    if (!isPlanned) expect(requests).toEqual([])
  }
  const all = [...PROJECTS, 'proj_billing']
  expect(shown).toEqual([
    ['Dry run', 0, 'ok', 'true', [], []],
    ['Grant', 0, 'ok', 'true', PROJECTS, []],
    ['Grant again', 0, 'ok', 'false', PROJECTS, []],
    ['Sync with a revocation', 0, 'ok', 'true', PROJECTS, []],
    ['Check as a gate', 1, 'mismatch', 'false', PROJECTS, []],
    ['A mistyped project', 1, 'failed', 'true', all, []],
    ['An empty secret', 1, 'invalid', '', all, []],
    ['Wait for a fine-tuning job', 0, 'ok', 'true', all, PROJECTS],
  ])
})

test('it prints eight scenes, and the path of a page with their summaries', async () => {
  const { status, stdout, stderr } = await demo('-p', 'proj_a,proj_b')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const [, ...scenes] = stdout.split(/^━━ /m)
  expect(scenes.map(scene => /Exit code +(\d)/.exec(scene)?.[1]).join('')).toBe('00001110')
  for (const scene of scenes) expect(scene.split('\n').length).toBeLessThan(45)
  expect(stdout).toContain('Error: ')
  expect(stdout).toContain('Warning: ')
  expect(stdout).toContain('proj_a, proj_b\n')
  expect(stdout).not.toMatch(/<\/?(table|tr|p|details|code)\b|\[["{]|\{"/)
  expect(stdout).not.toMatch(/sk-(admin|proj)-/)

  const page = /renders them: (.*summaries\.html)$/m.exec(stdout)?.[1] ?? ''
  expect(existsSync(page), page).toBe(true)
  const html = readFileSync(page, 'utf8')
  expect(html.match(/<article/g)).toHaveLength(8)
  expect(html).toContain('<pre class="mermaid">')
  expect(html).not.toMatch(/ (src|href)="https?:[^"]*\.(js|css)"/)
})

test('--help explains the options', async () => {
  const { status, stdout } = await demo('--help')
  expect(status).toBe(0)
  expect(stdout).toMatch(/-c, --checkpoint ID .*checkpoint/)
  expect(stdout).toMatch(/-p, --project ID .*Project/)
})

test.each([
  [['--wrong'], "Unknown option '--wrong'"],
  [['proj_a'], "Unexpected argument 'proj_a'"],
  [['-p'], "'-p, --project <value>' argument missing"],
  [['-p', 'proj_a,,proj_b'], 'Invalid ID "" for -p'],
  [['-p', CHECKPOINT], `Invalid ID "${CHECKPOINT}" for -p`],
  [['-c', 'proj_a'], 'Invalid ID "proj_a" for -c'],
])('%j is a usage line', async (args, message) => {
  const { status, stdout, stderr } = await demo(...args)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  const [first, second, ...rest] = stderr.trimEnd().split('\n')
  expect(first).toContain(message)
  expect(second).toMatch(/^Usage: npm run demo -- /)
  expect(rest).toEqual([])
})

test('what it installs is in the lockfile, with its dependencies', () => {
  const names = [...NODE_PACKAGES, ...PACKAGES]
  const { packages } = lockFor(JSON.parse(readText('package-lock.json')), names)
  for (const name of names) {
    const { version, integrity, dependencies = {} } = packages[`node_modules/${name}`]
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(packages[''].dependencies[name]).toBe(version)
    expect(integrity).toMatch(/^sha512-/)
    expect(Object.keys(dependencies).filter(dependency => !names.includes(dependency))).toEqual([])
  }
})

test('a group of the log is one line', () => {
  const stdout = 'a\n::group::Permissions\nb\nc\n::endgroup::\n::error::No%0Aaccess\n'
  expect(foldedLog({ stdout, stderr: '' })).toEqual([
    'a',
    '▸ Permissions (2 lines)',
    'Error: No',
    'access',
  ])
})

test('long lines are broken at spaces, and indented', () => {
  expect(wrap('a bb  cc-dd e', '  ', 6)).toBe('a bb\n  cc-dd\n  e')
})
