import { expect, test } from 'vitest'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { tableOf } from '../../src/report/table.ts'
import type { Row } from '../../src/sharing/types.ts'
import { EVERY_STATUS, ROW } from '../support/fixtures.ts'

const SANITIZER = createSanitizer([])
const ROOMY = 400_000
const row = (checkpointId: string, projectId: string, more: Partial<Row> = {}): Row => ({
  ...ROW,
  checkpointId,
  projectId,
  ...more,
})
const product = (checkpoints: number, projects: number) =>
  Array.from({ length: checkpoints * projects }, (_, index) =>
    row(`ft:${Math.floor(index / projects)}`, `proj_${index % projects}`),
  )

/** The texts of the table's cells, line by line. */
function cellsOf(table: string): string[][] {
  const lines = [...table.matchAll(/<tr>(.*?)<\/tr>/g)]
  return lines.map(line =>
    [...(line[1] ?? '').matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(cell =>
      (cell[1] ?? '').replace(/<\/?code>|<wbr>/g, ''),
    ),
  )
}
const table = (rows: Row[], maxBytes = ROOMY) => cellsOf(tableOf(rows, SANITIZER, maxBytes))

test('no rows make no table', () => {
  expect(tableOf([], SANITIZER, ROOMY)).toBe('')
})

test('one checkpoint is a list of its projects', () => {
  const held = { permissionId: 'cp_a', createdAt: 1_700_000_000, status: 'granted' } as const
  expect(table([row('ft:0', 'proj_a', held), row('ft:0', 'proj_b')])).toEqual([
    ['Project', 'Access', 'Permission', 'Since'],
    ['proj_a', '🟢&nbsp;granted', 'cp_a', '2023-11-14'],
    ['proj_b', '➕&nbsp;to-grant', '', ''],
  ])
})

test('rows of one of several checkpoints name it', () => {
  expect(cellsOf(tableOf([row('ft:0', 'proj_a')], SANITIZER, ROOMY, true))).toEqual([
    ['Checkpoint', 'Project', 'Access', 'Permission', 'Since'],
    ['ft:0', 'proj_a', '➕&nbsp;to-grant', '', ''],
  ])
})

test("checkpoints in a header can break at their colons, and in a list they don't", () => {
  expect(tableOf(product(2, 2), SANITIZER, ROOMY)).toContain('<code>ft:<wbr>1</code>')
  expect(tableOf(product(2, 1), SANITIZER, ROOMY)).toContain('<code>ft:1</code>')
})

test('several checkpoints of one project are a list that names them', () => {
  expect(table([row('ft:0', 'proj_a'), row('ft:1', 'proj_a')])).toEqual([
    ['Checkpoint', 'Project', 'Access', 'Permission', 'Since'],
    ['ft:0', 'proj_a', '➕&nbsp;to-grant', '', ''],
    ['ft:1', 'proj_a', '➕&nbsp;to-grant', '', ''],
  ])
})

const NAMED = { projectName: 'Research <EU>' }

test('a name is beside its ID, in a list as in a matrix', () => {
  const cell = 'proj_a Research &#60;EU&#62;'
  expect(table([row('ft:0', 'proj_a', NAMED), row('ft:0', 'proj_b')])).toMatchObject([
    { 0: 'Project' },
    { 0: cell },
    { 0: 'proj_b' },
  ])
  const rows = product(2, 2).map(one => (one.projectId === 'proj_1' ? { ...one, ...NAMED } : one))
  expect(table(rows).map(([first]) => first)).toEqual([
    'Project',
    'proj_0',
    cell.replace('proj_a', 'proj_1'),
  ])
})

test('every status has its own icon and its name', () => {
  const cells = table(EVERY_STATUS.map(status => row('ft:0', `proj_${status}`, { status })))
    .slice(1)
    .map(([, access]) => (access ?? '').split('&nbsp;'))
  expect(cells.map(([, name]) => name)).toEqual(EVERY_STATUS)
  expect(new Set(cells.map(([icon]) => icon)).size).toBe(EVERY_STATUS.length)
})

test('several projects and checkpoints are a matrix, projects down and checkpoints across', () => {
  const rows = [
    row('ft:0', 'proj_a', { status: 'granted' }),
    row('ft:0', 'proj_b', { status: 'shared' }),
    row('ft:1', 'proj_a', { status: 'failed' }),
    row('ft:1', 'proj_b', { status: 'owner' }),
  ]
  expect(table(rows)).toEqual([
    ['Project', 'ft:0', 'ft:1'],
    ['proj_a', '🟢&nbsp;granted', '❌&nbsp;failed'],
    ['proj_b', '✅&nbsp;shared', '👑&nbsp;owner'],
  ])
})

test.each([
  [6, 2, 2, 7],
  [7, 2, 14, 5],
  [2, 1, 2, 5],
  [1, 2, 2, 4],
])(
  '%i checkpoints and %i projects make %i lines of %i cells',
  (checkpoints, projects, lines, width) => {
    const [head, ...rest] = table(product(checkpoints, projects))
    expect(rest).toHaveLength(lines)
    expect(new Set([head, ...rest].map(line => line?.length))).toEqual(new Set([width]))
  },
)

test('an incomplete matrix is a list', () => {
  expect(table(product(2, 2).slice(1))).toHaveLength(4)
})

test('duplicate permissions, which a matrix would hide, are a list', () => {
  const rows = [
    row('ft:0', 'proj_a', { permissionId: 'cp_1' }),
    row('ft:0', 'proj_a', { permissionId: 'cp_2' }),
    row('ft:0', 'proj_b', { permissionId: 'cp_3' }),
    row('ft:1', 'proj_a', { permissionId: 'cp_4' }),
  ]
  const shown = tableOf(rows, SANITIZER, ROOMY)
  expect(cellsOf(shown)).toHaveLength(rows.length + 1)
  for (const { permissionId } of rows) expect(shown).toContain(permissionId)
})

test("rows that don't fit are counted, in a list as in a matrix", () => {
  const note = /<p>([\d,]+) rows? omitted\. See permissions-file\.<\/p>$/
  for (const rows of [product(1, 2_000), product(2, 2_000)]) {
    const whole = tableOf(rows, SANITIZER, ROOMY * 10)
    expect(whole).not.toContain('omitted')
    const cut = tableOf(rows, SANITIZER, 10_000)
    const left = Number(note.exec(cut)?.[1]?.replace(',', ''))
    expect(cellsOf(cut).length + left).toBe(cellsOf(whole).length)
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(10_000)
    expect(Buffer.byteLength(cut)).toBeGreaterThan(9_500)
  }
})

test('a table has no blank line, where Markdown would start, and no untrusted HTML', () => {
  const rows = [row('ft:0', '<b>\n\n# x'), row('ft:1', '<b>\n\n# x')]
  const shown = tableOf(rows, SANITIZER, ROOMY)
  expect(shown).not.toMatch(/\n\s*\n/)
  expect(shown).not.toContain('<b>')
})
