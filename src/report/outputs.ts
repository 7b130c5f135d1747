import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from '../sharing/types.ts'
import { reasonOf } from './annotations.ts'
import { type RunReport, requestedRows, rowsOf } from './run.ts'
import { setOutput } from './runner.ts'
import type { Text } from './text.ts'

// An environment variable of more than 128 KiB keeps Linux from starting the next step, and
// GitHub drops the outputs of a job that are over 1 MB together.
const MAX_OUTPUT_BYTES = 100_000

/** Where the files of a run are: a fresh folder that only this user can look into. */
export function createFolder(temporary: string | undefined): string {
  return mkdtempSync(join(temporary || tmpdir(), 'share-checkpoint-'))
}

/** Writes a file that only this user can read, and returns its path. */
export function writePrivately(folder: string, name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' })
  return path
}

/** The rows as JSON, as `permissions` and `permissions-file` hold them. */
export function permissionsJson(report: RunReport, text: Text): string {
  return toJson(rowsOf(report).map(row => toRecord(row, text)))
}

/**
 * Sets every output but the paths of files.
 *
 * @param permissions what `permissionsJson` gave
 * @returns the names of the outputs that are too large to be handed on and were left empty
 */
export function setOutputs(report: RunReport, permissions: string): string[] {
  const { result, asked, counts, checkpoints } = report
  const checkpointIds = (checkpoints ?? []).map(({ checkpointId }) => checkpointId)
  const holding = asked?.mode === 'list' ? rowsOf(report) : requestedRows(report)
  const permissionIds = holding
    .filter(({ status }) => status !== 'revoked')
    .flatMap(({ permissionId }) => permissionId ?? [])
  const lists = {
    permissions,
    'permission-ids': toJson(permissionIds),
    'checkpoint-ids': toJson(checkpointIds),
  }
  setOutput('result', result)
  setOutput('changed', counts === null ? '' : counts.granted + counts.revoked > 0)
  setOutput('granted-count', counts?.granted ?? '')
  setOutput('revoked-count', counts?.revoked ?? '')
  setOutput('failed-count', counts?.failed ?? '')
  setOutput('extra-count', counts?.extra ?? '')
  setOutput('checkpoint-id', checkpointIds.length === 1 ? (checkpointIds[0] ?? '') : '')
  const tooLarge = Object.entries(lists).filter(([, json]) => json.length > MAX_OUTPUT_BYTES)
  for (const [name, json] of Object.entries(lists)) {
    setOutput(name, json.length > MAX_OUTPUT_BYTES ? '' : json)
  }
  return tooLarge.map(([name]) => name)
}

/**
 * JSON in ASCII alone, in which nothing can end a quoted word of a shell or start a substitution:
 * someone will put an output straight into a script.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /['`$<>&\u007f-\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function toRecord(row: Row, text: Text) {
  return {
    checkpoint_id: row.checkpointId,
    project_id: row.projectId,
    project_name: row.projectName === null ? null : text.clean(row.projectName),
    permission_id: row.permissionId,
    created_at: row.createdAt,
    status: row.status,
    requested: row.requested,
    error: row.problem === null ? null : String(reasonOf(row.problem, text)),
  }
}
