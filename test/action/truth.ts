import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Api, Permission, ReceivedRequest } from '../support/api.ts'
import type { StepResult } from '../support/runner.ts'

/** A step, and what reached the API while it ran. */
export interface Shared extends StepResult {
  requests: ReceivedRequest[]
  /** The project IDs of each POST, in the order they arrived. */
  posts: string[][]
}

/** A row of the output `permissions`. */
export interface Row {
  checkpoint_id: string
  project_id: string
  project_name: string | null
  permission_id: string | null
  created_at: number | null
  status: string
  requested: boolean
  error: string | null
}

/** The rows of the file that the output `permissions-file` names. */
export function rowsOf({ outputs, log, stderr }: StepResult): Row[] {
  const path = outputs['permissions-file']
  if (!path) throw new Error(`The step named no file:\n${log}\n${stderr}`)
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The project IDs in the body of a POST. */
export function projectsOf({ body }: ReceivedRequest): string[] {
  return (body as { project_ids: string[] }).project_ids
}

/** Statuses of rows that fail a step. */
const BAD = ['failed', 'not-tried', 'unknown']

/** The permissions of each checkpoint, by the server's word. */
type State = ReadonlyMap<string, Permission[]>

/**
 * Checks what holds of every run: outputs agree with one another, with the exit code, and with the
 * server's state and what it received.
 *
 * @param duplicates whether the test itself gave a project two permissions of a checkpoint
 */
export function expectTrue(step: Shared, api: Api, { duplicates = false } = {}): void {
  const { outputs } = step
  const rows = rowsOf(step)
  const checkpointIds = [...new Set(rows.map(({ checkpoint_id }) => checkpoint_id))]
  const state = stateOf(api, checkpointIds)
  expectOutputs(step, rows)
  expectNoSecondPost(step.requests)
  expectRows(rows, step, state)
  if (outputs['checkpoint-ids'] !== '') {
    expect(JSON.parse(outputs['checkpoint-ids'] ?? '')).toEqual(checkpointIds)
  }
  expect(outputs['checkpoint-id']).toBe(checkpointIds.length === 1 ? checkpointIds[0] : '')
  for (const [id, permissions] of state) {
    const holders = permissions.map(({ project_id }) => project_id)
    if (!duplicates) expect(holders, id).toEqual([...new Set(holders)])
  }
}

function expectOutputs({ outputs, exitCode, outcome, summary }: Shared, rows: Row[]): void {
  expect([0, 1]).toContain(exitCode)
  expect(exitCode === 0).toBe(outputs.result === 'ok')
  expect(outcome).toBe(exitCode === 0 ? 'success' : 'failure')
  const file = readFileSync(outputs['permissions-file'] ?? '', 'utf8')
  if (outputs.permissions !== '') expect(outputs.permissions).toBe(file)
  if (outputs['permission-ids'] !== '') {
    const held = rows.filter(({ requested }) => requested).flatMap(row => row.permission_id ?? [])
    expect(JSON.parse(outputs['permission-ids'] ?? '')).toEqual(held)
  }
  if (summary) expect(readFileSync(outputs['summary-file'] ?? '', 'utf8')).toBe(summary)

  const count = (isCounted: (row: Row) => boolean) => `${rows.filter(isCounted).length}`
  const numbers = {
    'granted-count': count(({ status }) => ['granted', 'to-grant'].includes(status)),
    'revoked-count': '0',
    'failed-count': count(({ status }) => BAD.includes(status)),
    'extra-count': count(({ requested }) => !requested),
    changed: `${rows.some(({ status }) => ['granted', 'to-grant'].includes(status))}`,
  }
  // Without a plan there is nothing to count, and a 0 would be a claim.
  const hasPlan = outputs['granted-count'] !== ''
  const expected = Object.entries(numbers).map(([name, text]) => [name, hasPlan ? text : ''])
  expect(outputs).toMatchObject(Object.fromEntries(expected))
  if (!hasPlan) expect(rows).toEqual([])
}

function expectRows(rows: Row[], { requests, outputs }: Shared, state: State): void {
  const sent = new Set<string>()
  for (const request of requests.filter(({ route }) => route === 'create')) {
    for (const id of projectsOf(request)) sent.add(`${request.checkpointId} ${id}`)
  }
  for (const row of rows) {
    const { checkpoint_id, project_id, permission_id, created_at, status, error } = row
    const label = JSON.stringify(row)
    expect(permission_id !== null, label).toBe(['granted', 'shared'].includes(status))
    expect(error !== null, label).toBe(BAD.includes(status))
    if (outputs.result === 'ok') expect(error, label).toBeNull()
    const permissions = state.get(checkpoint_id) ?? []
    if (permission_id !== null) {
      const held = permissions.find(({ id }) => id === permission_id)
      expect(held, label).toMatchObject({ project_id, created_at })
    }
    const wasSent = sent.has(`${checkpoint_id} ${project_id}`)
    if (['granted', 'unknown'].includes(status)) expect(wasSent, label).toBe(true)
    if (status === 'to-grant' || !row.requested) expect(wasSent, label).toBe(false)
    if (status === 'to-grant') {
      expect(permissions.some(permission => permission.project_id === project_id)).toBe(false)
    }
  }
}

/** No project is sent again unless the first was turned down or a list was read in between. */
function expectNoSecondPost(requests: ReceivedRequest[]): void {
  const sent = new Map<string, Set<string>>()
  for (const request of requests) {
    const { route, status, checkpointId = '' } = request
    if (route === 'list' && status === 200) sent.delete(checkpointId)
    if (route !== 'create') continue
    const projects = projectsOf(request)
    const pending = sent.get(checkpointId) ?? new Set()
    expect(projects.filter(id => pending.has(id))).toEqual([])
    expect(projects.length).toBeLessThanOrEqual(100)
    const isTurnedDown = typeof status === 'number' && [400, 404, 422, 429].includes(status)
    if (!isTurnedDown) sent.set(checkpointId, new Set([...pending, ...projects]))
  }
}

/** What the server holds of each checkpoint; nothing of those that it does not know. */
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
