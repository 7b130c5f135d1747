import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempDisposableSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changedLines, outsiders, patternsOf } from '../../scripts/mutate/changed-lines.ts'
import { REPOSITORY } from '../support/runner/folders.ts'
import { git } from './git.ts'

/** The changed lines of a repository with these files, after others replace them. */
function linesAfter(before: Record<string, string>, after: Record<string, string>): string[] {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'mutate-'))
  const write = (files: Record<string, string>) => {
    mkdirSync(join(folder.path, 'src'), { recursive: true })
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder.path, path), text)
    git(folder.path, 'add', '--all')
  }
  git(folder.path, 'init', '--quiet')
  write(before)
  const tree = git(folder.path, 'write-tree').trim()
  write(after)
  return changedLines(git(folder.path, 'diff', '-U0', tree))
}

test('added and changed lines of each file are a range, and deleted ones are none', () => {
  const before = {
    'src/a.ts': 'one\ntwo\nthree\nfour\nfive\n',
    'src/b.ts': 'one\ntwo\n',
    'src/a.md': 'one\n',
    'src/gone.ts': '',
  }
  const after = {
    'src/a.ts': 'one\n2\nthree\nfive\nsix\nseven\n',
    'src/b.ts': 'two\n',
    'src/a.md': 'two\n',
    'src/new name.ts': '1\n2\n3\n',
  }
  expect(linesAfter(before, after)).toEqual(['src/a.ts:2-2', 'src/a.ts:5-6', 'src/new name.ts:1-3'])
})

test('lines that look like a diff are only lines', () => {
  const before = { 'src/a.ts': 'one\ntwo\nthree\n' }
  const after = { 'src/a.ts': 'one\n++ b/src/other.ts\n@@ -1 +7 @@\ntwo\ndiff --git\n3\n' }
  expect(linesAfter(before, after)).toEqual(['src/a.ts:2-3', 'src/a.ts:5-6'])
})

test('no diff has no lines', () => {
  expect(changedLines('')).toEqual([])
})

test('a folder stands for its files, and only paths in mutated folders are accepted', () => {
  expect(patternsOf(['src/api', 'src/inputs/', 'src/api/key.ts'])).toEqual([
    'src/api/**/*.ts',
    'src/inputs/**/*.ts',
    'src/api/key.ts',
  ])
  expect(outsiders(['src/api', 'src/api/key.ts', 'src/sharing-file/'])).toEqual([])
  expect(outsiders(['src/report', 'src/api2', 'dist'])).toEqual(['src/report', 'src/api2', 'dist'])
})

test.each([
  [['--help'], 0, 'npm run mutate changes the code'],
  [['--since', 'HEAD', 'src/report'], 1, 'Not in a mutated folder: src/report'],
  [['--since', 'no-such-revision'], 1, 'Invalid --since. Use a commit, branch, or tag.'],
  [['--since=--output=x'], 1, 'Invalid --since.'],
  [['--concurrency', '0'], 1, 'Invalid --concurrency 0'],
  [['--sinc', 'HEAD'], 1, "Unknown option '--sinc'"],
])('%j ends with exit code %i, and explains it', (args, code, words) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/mutate.ts', ...args], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  })
  expect({ status, text: code === 0 ? stdout : stderr }).toEqual({
    status: code,
    text: expect.stringContaining(words),
  })
  if (code !== 0) expect(stderr).toContain('Usage: npm run mutate -- ')
})
