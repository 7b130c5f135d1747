import { pluralize } from '../common/format.ts'
import type { Status } from '../sharing/status.ts'
import type { Row } from '../sharing/types.ts'
import { takeWithinBytes } from './fit.ts'
import { projectsOf } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'

const ICONS: Record<Status, string> = {
  granted: '🟢',
  shared: '✅',
  owner: '👑',
  revoked: '🔴',
  'not-shared': '⚪',
  'to-grant': '➕',
  'to-revoke': '➖',
  failed: '❌',
  skipped: '⏸️',
  unknown: '❓',
}

// A matrix with more columns than this can't be read without scrolling sideways.
const MAX_COLUMNS = 6

/**
 * The rows as an HTML table without blank lines: projects down and checkpoints across if there are
 * several of both. Otherwise one line per row, which names its checkpoint if the run `hasSeveral`.
 * Lines that don't fit into `maxBytes` are counted.
 */
export function tableOf(
  rows: readonly Row[],
  sanitizer: Sanitizer,
  maxBytes: number,
  hasSeveral = false,
): string {
  const checkpoints = [...new Set(rows.values().map(({ checkpointId }) => checkpointId))]
  const projects = projectsOf(rows)
  const isMatrix =
    checkpoints.length > 1 &&
    checkpoints.length <= MAX_COLUMNS &&
    projects.length > 1 &&
    rows.length === checkpoints.length * projects.length &&
    new Set(rows.map(cellOf)).size === rows.length
  if (rows.length === 0) return ''
  return isMatrix
    ? matrix(rows, checkpoints, projects, sanitizer, maxBytes)
    : list(rows, hasSeveral || checkpoints.length > 1, sanitizer, maxBytes)
}

function matrix(
  rows: readonly Row[],
  checkpoints: readonly string[],
  projects: readonly string[],
  sanitizer: Sanitizer,
  maxBytes: number,
): string {
  const cells = new Map(rows.map(row => [cellOf(row), row]))
  const lineOf = (projectId: string) => {
    const across = checkpoints.flatMap(
      checkpointId => cells.get(cellOf({ projectId, checkpointId })) ?? [],
    )
    return [...across.slice(0, 1).map(row => projectOf(row, sanitizer)), ...across.map(statusOf)]
  }
  const heads = checkpoints.map(id => breakable(sanitizer.code(id)))
  return renderTable(['Project', ...heads], projects, lineOf, maxBytes)
}

/** A checkpoint's ID that can break at its colons, because three of them are wider than the page. */
function breakable(id: string): string {
  return id.replaceAll(':', ':<wbr>')
}

function list(
  rows: readonly Row[],
  hasSeveralCheckpoints: boolean,
  sanitizer: Sanitizer,
  maxBytes: number,
): string {
  const { code } = sanitizer
  const lineOf = (row: Row) => [
    ...(hasSeveralCheckpoints ? [code(row.checkpointId)] : []),
    projectOf(row, sanitizer),
    statusOf(row),
    row.permissionId === null ? '' : code(row.permissionId),
    row.createdAt === null ? '' : new Date(row.createdAt * 1000).toISOString().slice(0, 10),
  ]
  const heads = ['Project', 'Access', 'Permission', 'Since']
  return renderTable(
    hasSeveralCheckpoints ? ['Checkpoint', ...heads] : heads,
    rows,
    lineOf,
    maxBytes,
  )
}

function projectOf({ projectId, projectName }: Row, { code, html }: Sanitizer): string {
  return projectName === null ? code(projectId) : `${code(projectId)} ${html(projectName, 100)}`
}

function cellOf({ projectId, checkpointId }: Pick<Row, 'projectId' | 'checkpointId'>): string {
  return `${projectId} ${checkpointId}`
}

function statusOf({ status }: Row): string {
  return `${ICONS[status]}&nbsp;${status}`
}

/**
 * A table of at most `maxBytes` with a line for each item, of cells that are HTML already. Items that
 * don't fit are counted, with advice on where to find them.
 */
export function renderTable<T>(
  heads: readonly string[],
  items: readonly T[],
  cellsOf: (item: T) => string[],
  maxBytes: number,
  advice = 'See permissions-file.',
): string {
  const head = `<tr>${heads.map(cell => `<th align="left">${cell}</th>`).join('')}</tr>`
  const lineOf = (item: T) =>
    `<tr>${cellsOf(item)
      .map(cell => `<td>${cell}</td>`)
      .join('')}</tr>`
  const noteOf = (left: number) => `<p>${pluralize(left, 'row')} omitted. ${advice}</p>`
  const frame = Buffer.byteLength(['<table>', head, '</table>', noteOf(items.length)].join('\n'))
  const { shown, left } = takeWithinBytes(items, lineOf, maxBytes - frame)
  const note = left === 0 ? [] : [noteOf(left)]
  return ['<table>', head, ...shown, '</table>', ...note].join('\n')
}
