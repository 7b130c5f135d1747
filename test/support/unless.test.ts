import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPOSITORY } from './runner/folders.ts'
import { listSkips } from './skips-reporter.ts'
import { addReason, describeUnless, testUnless } from './unless.ts'

test('what can run is registered as it is', () => {
  expect(testUnless(false)).toBe(test)
  expect(testUnless(undefined)).toBe(test)
  expect(describeUnless(false)).toBe(describe)
})

test('what cannot run is registered with its reason', () => {
  const registered: unknown[] = []
  const skip = Object.assign((...args: unknown[]) => registered.push(args), {
    each:
      (cases: unknown[]) =>
      (...args: unknown[]) =>
        registered.push([cases, ...args]),
  })
  const run = () => {}
  const unless = addReason(skip, 'bash is missing')
  unless('a test', { timeout: 1 }, run)
  unless.each([1, 2])('case %s', run)
  expect(registered).toEqual([
    ['a test (skipped: bash is missing)', { timeout: 1 }, run],
    [[1, 2], 'case %s (skipped: bash is missing)', run],
  ])
})

test('the list has each reason once, with its tests counted and their files', () => {
  const skipped = [
    { path: 'b.test.ts', names: ['x (skipped: bash is missing)', 'y'] },
    { path: 'a.test.ts', names: ['x', 'y (skipped: bash is missing)'] },
    { path: 'a.test.ts', names: ['x (skipped: there is no /dev/full)'] },
    { path: 'c.test.ts', names: ['filtered'] },
  ]
  expect(listSkips(skipped)).toEqual([
    `Skipped on ${process.platform}: 3`,
    '  2 × bash is missing (a.test.ts, b.test.ts)',
    '  1 × there is no /dev/full (a.test.ts)',
  ])
  expect(listSkips([])).toEqual([])
})

/** The TypeScript files of the tests that contain the pattern. */
function filesWith(pattern: RegExp): string[] {
  const tests = join(REPOSITORY, 'test')
  return readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts') && pattern.test(readFileSync(join(tests, path), 'utf8')))
    .map(path => path.replaceAll(sep, '/'))
}

test('no test is skipped without a reason, expected to fail, or the only one', () => {
  expect(filesWith(/\b(test|it|describe)(\.\w+)*\.(skip|skipIf|runIf|todo|fails|only)\b/)).toEqual([
    'support/unless.ts',
  ])
})

test('no test is tried again, except that of real time', () => {
  expect(filesWith(/\bretry: [1-9]/)).toEqual(['action/real-time.test.ts'])
  expect(readFileSync(join(REPOSITORY, 'vitest.config.ts'), 'utf8')).not.toMatch(/\bretry\b/)
})
