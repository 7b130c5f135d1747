import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunReport } from '../../src/report/run-report.ts'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { COMMENT_BYTES, renderSummary, SUMMARY_BYTES } from '../../src/report/summary.ts'
import type { Row } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import { REPOSITORY, read } from '../support/runner/folders.ts'
import { REPORT, SETTINGS } from './fixtures.ts'

const SANITIZER = createSanitizer([])

const rows = (count: number, more: Partial<Row> = {}) =>
  Array.from({ length: count }, (_, index) => ({ projectId: `proj_${index}`, ...more }))
const dryRun = (changes: Partial<RunReport>): RunReport => ({
  ...REPORT,
  settings: { ...SETTINGS, mode: 'sync', dryRun: true },
  ...changes,
})
const LONG = { message: '@a<&'.repeat(500), hint: '#'.repeat(500), requestId: 'req_1' }

test.each<[what: string, report: RunReport]>([
  ['a plan for many projects', dryRun({ plans: [planOf(...rows(2_000))] })],
  [
    'a plan for many checkpoints',
    dryRun({
      plans: Array.from({ length: 50 }, (_, index) =>
        planOf(...rows(40, { checkpointId: `ft:${index}` })),
      ),
    }),
  ],
  [
    'a matrix',
    dryRun({ plans: ['ft:a', 'ft:b'].map(checkpointId => planOf(...rows(900, { checkpointId }))) }),
  ],
  [
    'errors, each with its own message',
    {
      ...REPORT,
      result: 'failed',
      plans: [
        planOf(
          ...rows(100).map((row, index) => ({
            ...row,
            status: 'failed' as const,
            problem: { ...LONG, message: `${index} ${LONG.message}` },
          })),
          ...rows(800, { requested: false, status: 'shared', projectName: '😀'.repeat(50) }),
        ),
      ],
    },
  ],
  [
    'invalid inputs',
    {
      ...REPORT,
      issues: Array.from({ length: 400 }, () => ({ input: 'x', message: LONG.message })),
    },
  ],
])('the comment on %s is shortened by whole rows', (_, report) => {
  const whole = renderSummary(report, SANITIZER, SUMMARY_BYTES)
  const comment = renderSummary(report, SANITIZER, COMMENT_BYTES)
  expect(whole.length).toBeGreaterThan(COMMENT_BYTES)
  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(COMMENT_BYTES)
  // Most of the room is used.
  expect(Buffer.byteLength(comment)).toBeGreaterThan(COMMENT_BYTES - 15_000)
  expect(comment).toMatch(/omitted|more\. See the log/)
  const lines = new Set(whole.split('\n'))
  for (const line of comment.split('\n')) {
    if (!/omitted|more checkpoints?\.|more\. See/.test(line)) expect(lines).toContain(line)
  }
  for (const tag of ['p', 'ul', 'li', 'table', 'tr', 'td', 'th', 'code', 'b', 'details']) {
    const opened = comment.match(new RegExp(`<${tag}[ >]`, 'g')) ?? []
    expect(comment.match(new RegExp(`</${tag}>`, 'g')) ?? [], tag).toHaveLength(opened.length)
  }
  expect((comment.match(/^```/gm) ?? []).length % 2).toBe(0)
})

test('a summary that fits into a comment is the same in both', () => {
  const report = dryRun({ plans: [planOf(...rows(250))] })
  const comment = renderSummary(report, SANITIZER, COMMENT_BYTES)
  expect(comment).toBe(renderSummary(report, SANITIZER, SUMMARY_BYTES))
  expect(comment).not.toContain('omitted')
  expect(comment.length).toBeGreaterThan(20_000)
})

test("steps that don't fit are omitted as a section, and what follows them is shown", () => {
  const report: RunReport = {
    ...REPORT,
    plans: [
      planOf(...rows(400).map(row => ({ ...row, projectId: row.projectId.padEnd(250, 'x') }))),
    ],
    settings: { ...SETTINGS, mode: 'grant' },
  }
  const granted = {
    ...report,
    plans:
      report.plans?.map(plan => ({
        ...plan,
        rows: plan.rows.map(row => ({ ...row, status: 'granted' as const })),
      })) ?? [],
  }
  const comment = renderSummary(granted, SANITIZER, COMMENT_BYTES)
  expect(renderSummary(granted, SANITIZER, SUMMARY_BYTES)).toContain('Undo this run')
  expect(comment).not.toContain('Undo this run')
  expect(comment).toContain('<p>1 section omitted. See the log or permissions-file.</p>')
  expect(comment).toContain('<table>')
  expect(Buffer.byteLength(comment)).toBeGreaterThan(60_000)
})

test('a comment is as long as action.yml describes, and leaves room in what GitHub accepts', () => {
  expect(read(join(REPOSITORY, 'action.yml'))).toContain(
    `shortened to ${COMMENT_BYTES.toLocaleString('en')} characters for a comment`,
  )
  expect(COMMENT_BYTES).toBeLessThan(65_536 - 500)
})

test('a sharing file of up to 20 kB is shown', () => {
  const shows = (bytes: number) =>
    renderSummary(REPORT, SANITIZER, SUMMARY_BYTES, '# Line\n'.repeat(bytes / 7)).includes('# Line')
  expect([19_900, 20_007].map(shows)).toEqual([true, false])
})
