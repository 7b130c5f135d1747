import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nameError, PLACEHOLDER } from '../../scripts/name/rename.ts'
import { REPOSITORY } from '../support/runner/folders.ts'
import { testUnless } from '../support/unless.ts'
import { git } from './git.ts'
import { OWN_NAME } from './own-name.ts'
import { runJob } from './run-workflow.ts'
import { lacks } from './tools.ts'
import { parseWorkflow, readText } from './workflow.ts'

// In two parts, because no file can have the new name before.
const FIRST = ['jane-doe', 'Share_it.now'].join('/')
const SECOND = ['x', 'y'].join('/')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'name-'))
  git(folder, 'init', '--quiet')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Copies the tracked text files of this repository, and returns their content by path. */
function copyRepository(): Record<string, string> {
  const paths = git(REPOSITORY, 'ls-files', '-z').split('\0').filter(Boolean)
  const files = paths.map(path => [path, readFileSync(join(REPOSITORY, path), 'latin1')] as const)
  const texts = Object.fromEntries(files.filter(([, content]) => !content.includes('\0')))
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text, 'latin1')
  }
  git(folder, 'add', '--all', '--force')
  return texts
}

/** Creates a repository that has the name `a/b`, the command, and a file with a text. */
function createRepository(text: string): void {
  const files = { 'package.json': '{"type": "module", "repository": "github:a/b"}', 'a.md': text }
  const scripts = ['scripts/name.ts', 'scripts/name/rename.ts'].map(path => [path, readText(path)])
  mkdirSync(join(folder, 'scripts/name'), { recursive: true })
  for (const [path = '', content = ''] of [...Object.entries(files), ...scripts]) {
    writeFileSync(join(folder, path), content)
  }
  git(folder, 'add', '.')
}

/** The files' content now. */
const contentOf = (texts: Record<string, string>) =>
  Object.fromEntries(
    Object.keys(texts).map(path => [path, readFileSync(join(folder, path), 'latin1')]),
  )

/** The content with one text for another. */
const replaced = (texts: Record<string, string>, from: string, to: string) =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.split(from).join(to)]))

/** Runs the copy's command without what it builds. */
function runCommand(...args: string[]) {
  const script = join('scripts', 'name.ts')
  return spawnSync(process.execPath, [script, '--text-only', ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
}

test('the command puts another name everywhere, changes nothing else, and can be undone', () => {
  const before = copyRepository()
  const naming = Object.values(before).filter(text => text.includes(OWN_NAME))
  expect(naming.length).toBeGreaterThan(15)

  expect(runCommand(FIRST)).toMatchObject({
    status: 0,
    stdout: `Files changed to ${FIRST}: ${naming.length}\n`,
  })
  const first = contentOf(before)
  expect(first).toEqual(replaced(before, OWN_NAME, FIRST))
  expect(Object.keys(before).filter(path => first[path]?.includes(PLACEHOLDER))).toEqual([])

  expect(runCommand(SECOND).status).toBe(0)
  expect(contentOf(before)).toEqual(replaced(before, OWN_NAME, SECOND))
  expect(runCommand(OWN_NAME).status).toBe(0)
  expect(contentOf(before)).toEqual(before)
})

test('the command replaces whole names, and placeholders that come later', () => {
  const others = 'a/b-c a/b.c a/bc c/a/bc .a/b c-a/b'
  const text = (name: string) =>
    `uses: ${name}@v1, github.com/${name}/x, ${name}.git, ${name}. ${others} é\r\n`
  createRepository(text('a/b') + text(PLACEHOLDER))
  expect(runCommand('c/d').status).toBe(0)
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe(text('c/d').repeat(2))

  writeFileSync(join(folder, 'a.md'), PLACEHOLDER)
  expect(runCommand('c/d').status).toBe(0)
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('c/d')
})

test.each([
  ['no name', [], 'Usage: npm run name -- owner/name'],
  ['two names', ['a/b', 'c/d'], 'Usage: npm run name -- owner/name'],
  ['an option', ['--help'], "Unknown option '--help'"],
  ['a malformed name', ['https://github.com/a/b'], 'Use the form owner/name'],
  ['a name that files have for another repository', ['c/d'], 'a.md'],
])('the command refuses %s', (_, args, message) => {
  createRepository('a/b c/d')
  const { status, stderr } = runCommand(...args)
  expect(status).toBe(1)
  expect(stderr).toContain(message)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(git(folder, 'diff', '--name-only')).toBe('')
})

test('names are valid by the rules of GitHub', () => {
  const valid = ['a/b', 'A1-b/_c.D-', `${'a'.repeat(39)}/${'b'.repeat(100)}`, PLACEHOLDER]
  expect(valid.map(nameError)).toEqual(valid.map(() => null))
  const owners = ['', '-a', 'a-', 'a--b', 'a_b', 'a.b', 'ä', 'a b', 'a'.repeat(40)]
  const repositories = ['', '.', '..', 'a.git', 'a.wiki', 'a b', 'a/b', 'a@v1', 'b'.repeat(101)]
  const invalid = [
    'a',
    ...owners.map(owner => `${owner}/b`),
    ...repositories.map(name => `a/${name}`),
  ]
  expect(invalid.filter(name => nameError(name) === null)).toEqual([])
})

testUnless(lacks('git', 'grep'))('release.yml refuses the placeholder', async () => {
  copyRepository()
  const { check } = parseWorkflow(readText('.github/workflows/release.yml')).jobs
  const steps = check?.steps?.filter(({ run = '' }) => run.includes('npm run name')) ?? []
  expect(steps).toHaveLength(1)
  const checkAs = (GITHUB_REPOSITORY: string) =>
    runJob({ steps }, { folder, env: { GITHUB_REPOSITORY } }, {})

  expect(runCommand(PLACEHOLDER).status).toBe(0)
  for (const name of [PLACEHOLDER, FIRST]) {
    const { result, printed } = await checkAs(name)
    expect(result).toBe('failure')
    expect(printed).toMatch(/^README\.md:\d+:/m)
  }
  expect(runCommand(FIRST).status).toBe(0)
  expect(await checkAs(FIRST)).toMatchObject({ result: 'success', printed: '' })
  expect(await checkAs(SECOND)).toMatchObject({ result: 'failure' })
})
