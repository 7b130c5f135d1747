import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../support/runner/folders.ts'
import { parseWorkflow, readText } from './workflow.ts'

const PAGE = readText('SECURITY.md')
// A sentence can continue on the next line.
const TEXT = PAGE.replace(/\s+/g, ' ')

/** The cells of each row about guarantees. */
const ROWS = [...PAGE.matchAll(/^\| (\d\..*?) \| (.*) \|$/gm)].map(([, guarantees, tests]) => ({
  guarantees: guarantees ?? '',
  tests: tests ?? '',
}))

/** The test files that a text names. */
const namedIn = (text: string) =>
  [...text.matchAll(/`([a-z-]+(?:\/[a-z-]+)*)`/g)].map(
    ([, name = '']) => `test/${name.includes('/') ? name : `action/${name}`}.test.ts`,
  )

test('each guarantee names test files, which exist', () => {
  const guaranteed = [...PAGE.matchAll(/^(\d)\. \*\*(.*?)\.?\*\*/gm)]
  expect(guaranteed).toHaveLength(7)
  for (const [, number, title] of guaranteed) {
    const row = ROWS.find(({ guarantees }) => guarantees.includes(`${number}. ${title}`))
    expect(namedIn(row?.tests ?? '').length, title).toBeGreaterThan(1)
  }
  const paths = [
    ...ROWS.flatMap(({ tests }) => namedIn(tests)),
    ...namedIn('`repository/security`'),
  ]
  expect(paths.filter(path => !existsSync(join(REPOSITORY, path)))).toEqual([])
})

test('a test file that is missing is found', () => {
  expect(namedIn('`run/gone`, `gone` (`NO_PROXY`)')).toEqual([
    'test/run/gone.test.ts',
    'test/action/gone.test.ts',
  ])
})

/** The number that the file sets where the pattern matches. */
function numberIn(path: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(readText(path)) ?? []
  expect(digits, `${pattern} in ${path}`).toBeDefined()
  return Number(digits?.replaceAll('_', ''))
}

test.each<[path: string, pattern: RegExp, written: (number: number) => string]>([
  ['test/chaos/source.test.ts', /RUNS = ([\d_]+)/, n => `${n.toLocaleString('en')} seeded runs`],
  ['test/chaos/dist.test.ts', /RUNS = ([\d_]+)/, n => `${n} runs of the built action`],
  ['test/support/runner/leaks.ts', /TAIL = (\d+)/, n => `the last ${n} characters`],
  ['test/support/runner/leaks.ts', /PIECE = (\d+)/, n => `${n} consecutive characters`],
  ['test/support/runner/leaks.ts', /length < (\d+)\) return text/, n => `keys under ${n} char`],
  ['test/action/cancel-anytime.test.ts', /WITHIN = ([\d_]+)/, n => `within ${n / 1000} s`],
  ['test/action/cancel.test.ts', /QUICKLY = ([\d_]+)/, n => `within ${n / 1000} s`],
  ['test/action/large-inputs.test.ts', /MANY = ([\d_]+)/, n => `${n.toLocaleString('en')} IDs`],
  [
    'test/action/hostile-lists.test.ts',
    /toHaveLength\((100_000)\)/,
    n => `${n.toLocaleString('en')} permissions`,
  ],
  ['vitest.config.ts', /lines: (\d+),/, n => `less than ${n}% of the lines or branches`],
  ['vitest.config.ts', /branches: (\d+) /, n => `less than ${n}% of the lines or branches`],
])('a number in %s (%s) is the one on the page', (path, pattern, written) => {
  expect(TEXT).toContain(written(numberIn(path, pattern)))
})

test('each CI run has its own seed', () => {
  const { jobs } = parseWorkflow(readText('.github/workflows/ci.yml'))
  const [step] = jobs.test?.steps?.filter(({ run }) => run === 'npm cit') ?? []
  const variable = '$'.concat('{{ github.run_number }}')
  expect(step?.env?.TEST_SEED).toBe(variable)
})

test('no test of whole steps mocks anything', () => {
  const paths = ['action', 'run', 'chaos'].flatMap(folder =>
    globSync(`test/${folder}/**/*.ts`, { cwd: REPOSITORY }),
  )
  expect(paths.length).toBeGreaterThan(100)
  const mocking = paths.filter(path => /\bvi\.(mock|doMock|spyOn|fn|stub)/.test(readText(path)))
  expect(mocking).toEqual([])
})
