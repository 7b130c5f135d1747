import { appendFileSync, closeSync, mkdtempSync, openSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from '../sharing/types.ts'
import { formatProblem } from './problem.ts'
import { type RunReport, requestedRows, rowsOf } from './run-report.ts'
import { setOutputs } from './runner.ts'
import type { Sanitizer } from './sanitize.ts'

// An environment variable over 128 KiB keeps Linux from starting the next step, and GitHub drops a
// job's outputs if they're over 1 MB together.
const MAX_OUTPUT_BYTES = 100_000
// Files are written in blocks small enough to be freed before they reach V8's old generation.
const BLOCK_LENGTH = 16_000

/** Creates a new folder for a run's files that only this user can read. */
export function createFolder(temporary: string | undefined): string {
  return mkdtempSync(join(temporary || tmpdir(), 'share-checkpoint-'))
}

/** Writes a file that only this user can read, in blocks, and returns its path. */
export function writePrivateFile(folder: string, name: string, content: Iterable<string>): string {
  const path = join(folder, name)
  const file = openSync(path, 'wx', 0o600)
  try {
    let block = ''
    for (const piece of content) {
      block += piece
      if (block.length < BLOCK_LENGTH) continue
      appendFileSync(file, block)
      block = ''
    }
    appendFileSync(file, block)
  } finally {
    closeSync(file)
  }
  return path
}

/**
 * The JSON of `permissions` and `permissions-file`, row by row, because a hundred thousand rows at
 * once would take a lot of memory.
 */
export function permissionsJson(report: RunReport, sanitizer: Sanitizer): Iterable<string> {
  return jsonList(rowsOf(report).values(), row => toRecord(row, sanitizer))
}

function* jsonList<T>(items: Iterable<T>, toValue: (item: T) => unknown): Generator<string> {
  let before = '['
  for (const item of items) {
    yield before + toJson(toValue(item))
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

/** The JSON of `checkpoint-ids`. */
export function checkpointIdsJson({ plans }: RunReport): string {
  return toJson(checkpointIdsOf(plans))
}

function checkpointIdsOf(plans: RunReport['plans']): string[] {
  return (plans ?? []).map(({ checkpointId }) => checkpointId)
}

/** The pieces as one text; empty if it's too large for an output. */
function asOutput(pieces: Iterable<string>): string {
  let whole = ''
  for (const piece of pieces) {
    whole += piece
    if (whole.length > MAX_OUTPUT_BYTES) return ''
  }
  return whole
}

/**
 * Sets every output except the paths of files.
 *
 * @returns the names of the outputs that were left empty because they're too large
 */
export function setRunOutputs(report: RunReport, sanitizer: Sanitizer): string[] {
  const { result, settings, counts, plans } = report
  const checkpointIds = checkpointIdsOf(plans)
  const holding = settings?.mode === 'list' ? rowsOf(report) : requestedRows(report)
  const held = holding
    .values()
    .filter(({ status, permissionId }) => status !== 'revoked' && permissionId !== null)
  const lists = {
    permissions: asOutput(permissionsJson(report, sanitizer)),
    'permission-ids': asOutput(jsonList(held, ({ permissionId }) => permissionId)),
    'checkpoint-ids': asOutput([checkpointIdsJson(report)]),
  }
  setOutputs({
    result,
    changed: counts === null ? '' : counts.granted + counts.revoked > 0,
    'granted-count': counts?.granted ?? '',
    'revoked-count': counts?.revoked ?? '',
    'failed-count': counts?.failed ?? '',
    'extra-count': counts?.extra ?? '',
    'checkpoint-id': checkpointIds.length === 1 ? (checkpointIds[0] ?? '') : '',
    ...lists,
  })
  return Object.keys(lists).filter(name => lists[name as keyof typeof lists] === '')
}

/**
 * JSON in ASCII, in which nothing can end a quoted string of a shell or start a substitution,
 * because someone will interpolate an output into a script.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /['`$<>&\u007f-\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function toRecord(row: Row, sanitizer: Sanitizer) {
  return {
    checkpoint_id: row.checkpointId,
    project_id: row.projectId,
    project_name: row.projectName === null ? null : sanitizer.sanitize(row.projectName),
    permission_id: row.permissionId,
    created_at: row.createdAt,
    status: row.status,
    requested: row.requested,
    error: row.problem === null ? null : String(formatProblem(row.problem, sanitizer)),
  }
}
