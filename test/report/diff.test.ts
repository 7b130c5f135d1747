import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffOf } from '../../src/report/diff.ts'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { renderSummary, SUMMARY_BYTES } from '../../src/report/summary.ts'
import type { Status } from '../../src/sharing/status.ts'
import type { CheckpointPlan, Row } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT, SETTINGS } from './fixtures.ts'
import { hostileText } from './hostile-report.ts'

const KEY = 'sk-proj-Zk4mT9wQ2xLb7vNc5RfH1dYs'
const SANITIZER = createSanitizer([KEY])
const GRANT: Partial<Row> = { projectId: 'proj_a', projectName: 'Research, EU', status: 'to-grant' }
const REVOKE: Partial<Row> = { projectId: 'proj_b', requested: false, status: 'to-revoke' }
const KEEP: Partial<Row> = { projectId: 'proj_c', status: 'shared' }

const ROOM = 200_000

/** A dry run's report of these checkpoints. */
const reportOf = (...plans: CheckpointPlan[]) => ({
  ...REPORT,
  settings: { ...SETTINGS, mode: 'sync' as const, dryRun: true },
  plans,
})
const shown = (...plans: CheckpointPlan[]) => diffOf(reportOf(...plans), SANITIZER, ROOM)

/** The lines within the blocks, which GitHub shows as a diff. */
const linesOf = (markdown: string) =>
  [...markdown.matchAll(/^```diff\n(.*?)\n```$/gms)].map(([, lines = '']) => lines.split('\n'))

test('a diff shows who gains and loses access, with names, and how many keep it', () => {
  expect(shown(planOf(GRANT, REVOKE, KEEP))).toBe(
    [
      '<p><code>ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd</code></p>',
      '',
      '```diff',
      '+ proj_a  Research, EU',
      '- proj_b',
      '  1 row unchanged',
      '```',
    ].join('\n'),
  )
})

test("a diff follows the order of the rows, and doesn't mention empty groups", () => {
  const rows = [REVOKE, { ...GRANT, projectId: 'proj_z' }, { ...REVOKE, projectName: 'Old' }, GRANT]
  expect(linesOf(shown(planOf(...rows)))).toEqual([
    ['- proj_b', '+ proj_z  Research, EU', '- proj_b  Old', '+ proj_a  Research, EU'],
  ])
})

test('each checkpoint with changes has its own block, in order', () => {
  const markdown = shown(
    planOf({ ...GRANT, checkpointId: 'ft:b' }),
    planOf({ ...KEEP, checkpointId: 'ft:c' }),
    planOf({ ...REVOKE, checkpointId: 'ft:a' }, { ...KEEP, checkpointId: 'ft:a' }),
  )
  expect(markdown.match(/ft:\w/g)).toEqual(['ft:b', 'ft:a'])
  expect(linesOf(markdown)).toEqual([['+ proj_a  Research, EU'], ['- proj_b', '  1 row unchanged']])
  // GitHub recognizes a fence only at the start of a line, after a blank one.
  expect(markdown.match(/\n\n```diff\n/g)).toHaveLength(2)
})

const OTHERS: Status[] = [
  'granted',
  'shared',
  'owner',
  'revoked',
  'not-shared',
  'failed',
  'skipped',
  'unknown',
]
test("there's no diff if nothing would change", () => {
  for (const status of OTHERS) expect(shown(planOf({ ...KEEP, status }))).toBe('')
  expect(shown()).toBe('')
  expect(shown({ ...planOf(), listFailure: 'refused' })).toBe('')
  expect(diffOf({ ...reportOf(), plans: null }, SANITIZER, ROOM)).toBe('')
})

test("there's no diff in a real run or if the inputs are unreadable", () => {
  const report = reportOf(planOf(GRANT))
  expect(
    diffOf({ ...report, settings: { ...report.settings, dryRun: false } }, SANITIZER, ROOM),
  ).toBe('')
  expect(diffOf({ ...report, settings: null }, SANITIZER, ROOM)).toBe('')
})

test('in the summary the headline comes first, then the diff, then the table', () => {
  const summary = renderSummary(reportOf(planOf(GRANT, REVOKE, KEEP)), SANITIZER, SUMMARY_BYTES)
  expect(summary).toMatch(/^### [^\n]+\n\n<p>[^\n]+<\/p>\n\n<p><code>[^\n]+<\/p>\n\n```diff\n/)
  expect(summary).toMatch(/\n```\n\n<table>/)
})

test("a project's line stays one line of the block, whatever its name", () => {
  fc.assert(
    fc.property(hostileText, hostileText, (projectName, more) => {
      const name = `${projectName}\n\`\`\`\n${more}`
      const markdown = shown(
        planOf({ ...GRANT, projectName: name }, { ...REVOKE, projectName: more }),
      )
      expect(markdown.split('\n')).toHaveLength(6)
      const [added, taken] = linesOf(markdown)[0] ?? []
      expect(added).toMatch(/^\+ proj_a {2}/)
      expect(taken).toMatch(/^- proj_b {2}/)
    }),
  )
})

test('no key is shown, and long names are truncated', () => {
  const markdown = shown(planOf({ ...GRANT, projectName: `${KEY} ${'x'.repeat(500)}` }))
  expect(markdown).not.toContain('Zk4mT9wQ')
  expect(linesOf(markdown)[0]?.[0]?.length).toBeLessThan(150)
})

test("rows that don't fit are counted, and GitHub accepts the summary", () => {
  const plans = Array.from({ length: 1_000 }, (_, index) => {
    const row = (other: number) => ({
      ...GRANT,
      checkpointId: `ft:${index}`,
      projectId: `proj_${other}`,
    })
    return planOf(...Array.from({ length: 20 }, (_, other) => row(other)))
  })
  const markdown = shown(...plans)
  const [, left = ''] = /<p>(\d+) more checkpoints\. See the log\.<\/p>$/.exec(markdown) ?? []
  expect(linesOf(markdown).length + Number(left)).toBe(1_000)
  expect(linesOf(markdown).length).toBeGreaterThan(100)
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(ROOM)
  expect(
    Buffer.byteLength(renderSummary(reportOf(...plans), SANITIZER, SUMMARY_BYTES)),
  ).toBeLessThan(2 ** 20)
})

test("a checkpoint's changes that don't fit are counted in its block", () => {
  const rows = Array.from({ length: 300 }, (_, index) => ({
    ...GRANT,
    projectId: `proj_${'x'.repeat(200)}${index}`,
  }))
  const plan = planOf(...rows, KEEP)
  const markdown = diffOf(reportOf(plan), SANITIZER, 20_000)
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(20_000)
  expect(Buffer.byteLength(markdown)).toBeGreaterThan(19_000)
  const lines = linesOf(markdown)[0] ?? []
  const left = Number(/^ {2}(\d+) changes omitted/.exec(lines.at(-2) ?? '')?.[1])
  expect(lines.length - 2 + left).toBe(300)
  expect(lines.at(-1)).toBe('  1 row unchanged')
})
