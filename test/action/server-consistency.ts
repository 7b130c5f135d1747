import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect } from 'vitest'
import type { Api, Permission, ReceivedRequest } from '../support/api.ts'
import { expectMode } from '../support/machine.ts'
import type { StepResult } from '../support/runner.ts'
import { expectWrites, projectsOf } from './expect-writes.ts'
import type { Row, SharedStep } from './shared-step.ts'

/** The rows of the file that the output `permissions-file` names. */
export function rowsOf({ outputs, log, stderr }: StepResult): Row[] {
  const path = outputs['permissions-file']
  if (!path) throw new Error(`The step named no file:\n${log}\n${stderr}`)
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** Row statuses that fail a step. */
const FAILED_STATUSES = ['failed', 'skipped', 'unknown']

/** The permissions for each checkpoint, according to the server. */
type State = ReadonlyMap<string, Permission[]>

/**
 * Checks what holds for every run: the outputs are consistent with each other, with the exit code,
 * and with the server's state and received requests, and its files are private.
 *
 * @param duplicates whether the test itself gave a project two permissions for a checkpoint
 * @param emptyCheckpoints checkpoints that a sharing file requests no project for, which can have
 *   no rows
 * @param unread how many checkpoints without rows couldn't be read
 */
export function expectMatchesServer(
  step: SharedStep,
  api: Api,
  {
    duplicates = false,
    emptyCheckpoints = [],
    unread = 0,
  }: { duplicates?: boolean; emptyCheckpoints?: string[]; unread?: number } = {},
): void {
  const { outputs, mode } = step
  const rows = rowsOf(step)
  const inRows = [...new Set(rows.map(({ checkpoint_id }) => checkpoint_id))]
  const named = outputs['checkpoint-ids']
  const checkpointIds: string[] = named ? JSON.parse(named) : inRows
  const state = stateOf(api, checkpointIds)
  expectOutputs(step, rows, unread)
  expectPrivate(step)
  expectRows(rows, step, state)
  expectWrites(rows, step)
  const shown = checkpointIds.filter(id =>
    hasRows(mode, inRows.includes(id), emptyCheckpoints.includes(id)),
  )
  expect(inRows).toEqual(shown)
  expect(outputs['checkpoint-id']).toBe(checkpointIds.length === 1 ? checkpointIds[0] : '')
  for (const [id, permissions] of state) {
    const holders = permissions.map(({ project_id }) => project_id)
    if (!duplicates) expect(holders, id).toEqual([...new Set(holders)])
  }
}

/** A list without projects has no rows for a checkpoint that isn't shared, and a wait has none. */
function hasRows(mode: string, isInRows: boolean, isForNobody: boolean): boolean {
  return mode === 'list' || isForNobody ? isInRows : mode !== 'wait'
}

/** The outputs are consistent with the rows, with each other, and with the exit code. */
export function expectOutputs(
  { outputs, exitCode, outcome, summary, mode }: SharedStep,
  rows: Row[],
  unread = 0,
): void {
  expect([0, 1]).toContain(exitCode)
  expect(exitCode === 0).toBe(outputs.result === 'ok')
  expect(outcome).toBe(exitCode === 0 ? 'success' : 'failure')
  const file = readFileSync(outputs['permissions-file'] ?? '', 'utf8')
  if (outputs.permissions !== '') expect(outputs.permissions).toBe(file)
  if (outputs['permission-ids'] !== '') {
    const held = rows.filter(row => (row.requested || mode === 'list') && row.status !== 'revoked')
    const ids = held.flatMap(row => row.permission_id ?? [])
    expect(JSON.parse(outputs['permission-ids'] ?? '')).toEqual(ids)
  }
  if (summary) expectSummaryFile(outputs['summary-file'] ?? '', summary)

  const count = (...statuses: string[]) => rows.filter(row => statuses.includes(row.status)).length
  const failing = mode === 'check' ? [...FAILED_STATUSES, 'not-shared'] : FAILED_STATUSES
  const numbers = {
    'granted-count': count('granted', 'to-grant'),
    'revoked-count': count('revoked', 'to-revoke'),
    'failed-count': count(...failing) + unread,
    'extra-count': rows.filter(
      ({ requested, status }) =>
        !requested && ['shared', 'failed', 'skipped', 'unknown'].includes(status),
    ).length,
    changed: count('granted', 'to-grant', 'revoked', 'to-revoke') > 0,
  }
  // Without a plan there is nothing to count, and a 0 would be wrong.
  const hasPlan = outputs['granted-count'] !== ''
  const expected = Object.entries(numbers).map(([name, value]) => [name, hasPlan ? `${value}` : ''])
  expect(outputs).toMatchObject(Object.fromEntries(expected))
  if (!hasPlan) expect(rows).toEqual([])
}

/** The file has the job summary, shortened to what a comment takes. */
function expectSummaryFile(path: string, summary: string): void {
  const file = readFileSync(path, 'utf8')
  expect(file.length).toBeLessThanOrEqual(65_000)
  expect(file.split('\n', 1)).toEqual(summary.split('\n', 1))
  // Notes on omitted rows need some room, too.
  if (Buffer.byteLength(summary) < 64_000) expect(file).toBe(summary)
}

/** Only the runner's user can read the files or see that they exist. */
function expectPrivate({ outputs, mode }: SharedStep): void {
  // Only a list that could read a checkpoint has a sharing file.
  if (mode !== 'list') expect(outputs).not.toHaveProperty('sharing-file')
  const names = [
    'permissions-file',
    'summary-file',
    ...(outputs['sharing-file'] ? ['sharing-file'] : []),
  ]
  const files = names.map(name => outputs[name] ?? '')
  for (const file of files) expectMode(file, 0o600)
  for (const file of files) expectMode(dirname(file), 0o700)
}

/** Statuses of rows that always have a permission, and of rows that never do. */
const STATUSES_WITH_PERMISSION = ['granted', 'shared', 'revoked', 'to-revoke']
const STATUSES_WITHOUT_PERMISSION = ['to-grant', 'not-shared']

function expectRows(rows: Row[], step: SharedStep, state: State): void {
  const { mode, outputs, requests } = step
  const posts = requests.filter(({ route }) => route === 'create')
  const sent = new Set(posts.flatMap(post => projectsOf(post).map(id => keyOf(post, id))))
  // After a 429 a DELETE wasn't applied, whatever happened to its retries.
  const deletes = requests.filter(({ route, status }) => route === 'delete' && status !== 429)
  const deleted = new Set(deletes.map(({ permissionId }) => permissionId))
  const throttled = new Set(
    requests.flatMap(({ route, status, permissionId }) =>
      route === 'delete' && status === 429 ? [permissionId] : [],
    ),
  )
  for (const row of rows) {
    const { project_id, permission_id, created_at, status, requested, error } = row
    const label = JSON.stringify(row)
    const { held, others } = permissionsOf(row, state)
    const isFailed = FAILED_STATUSES.includes(status)
    if (!isFailed) expect(permission_id !== null, label).toBe(isNamed(row, mode, others))
    expect(created_at === null, label).toBe(permission_id === null)
    expect(error !== null, label).toBe(isFailed || (mode === 'check' && status === 'not-shared'))
    if (outputs.result === 'ok') expect(error, label).toBeNull()

    if (status === 'revoked') expect(held, label).toBeUndefined()
    else if (permission_id !== null && status !== 'unknown') {
      expect(held, label).toMatchObject({ project_id, created_at })
    }
    if (STATUSES_WITHOUT_PERMISSION.includes(status)) expect(others, label).toEqual([])
    if (status === 'shared' && requested && mode !== 'list') {
      const oldest = Math.min(...others.map(permission => permission.created_at))
      expect(created_at, label).toBe(oldest)
    }
    const wasSent = sent.has(keyOf({ checkpointId: row.checkpoint_id }, project_id))
    const wasDeleted = permission_id !== null && deleted.has(permission_id)
    if (status === 'granted') expect(wasSent, label).toBe(true)
    if (status === 'revoked') expect(wasDeleted, label).toBe(true)
    // A cancellation may keep a 429 from arriving.
    const isLost = outputs.result === 'cancelled' && throttled.has(permission_id ?? '')
    if (status === 'unknown') expect(wasSent || wasDeleted || isLost, label).toBe(true)
    if (status === 'to-grant' || !requested) expect(wasSent, label).toBe(false)
    if (!['revoked', 'failed', 'unknown'].includes(status)) expect(wasDeleted, label).toBe(false)
  }
}

/** The row's permission, and all of its project, on the server. */
function permissionsOf({ checkpoint_id, project_id, permission_id }: Row, state: State) {
  const permissions = state.get(checkpoint_id) ?? []
  const held = permissions.find(({ id }) => id === permission_id)
  return { held, others: permissions.filter(permission => permission.project_id === project_id) }
}

/** Whether a row that didn't fail has a permission; an owner's has one in a list, if it exists. */
function isNamed({ status, requested }: Row, mode: string, ofProject: Permission[]): boolean {
  if (status !== 'owner') return STATUSES_WITH_PERMISSION.includes(status)
  return !requested || (mode === 'list' && ofProject.length > 0)
}

const keyOf = ({ checkpointId }: Pick<ReceivedRequest, 'checkpointId'>, id: string) =>
  `${checkpointId} ${id}`

/** The server's permissions for each checkpoint; none for unknown ones. */
function stateOf(api: Api, checkpointIds: Iterable<string>): State {
  const held = (id: string) => {
    try {
      return api.permissions(id)
    } catch {
      return []
    }
  }
  return new Map([...checkpointIds].map(id => [id, held(id)]))
}
