import { expect } from 'vitest'
import { expectOutputs, rowsOf } from '../action/server-consistency.ts'
import type { Row } from '../action/shared-step.ts'
import { projectsOf } from '../action/expect-writes.ts'
import type { Permission } from '../support/api.ts'
import type { Happening } from './fault-injector.ts'
import { readsAfter } from './complete-reads.ts'
import { expectTrueRow, isTurnedDown, type Run } from './expect-row.ts'
import { checkpointId, requestedIds } from './scenario.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** Checks every promise that holds whatever happens. */
export function expectPromises(run: Run): void {
  const { step, weather } = run
  const rows = rowsOf(step)
  expectOutputs(step, rows)
  for (const happening of weather.journal) expectAllowed(happening, run, rows)
  for (const [index, { request }] of weather.journal.entries()) {
    if (request.route === 'create') {
      for (const id of projectsOf(request)) expectNoSecond(weather.journal, index, id)
    }
    if (request.route === 'delete') {
      expectNoSecond(weather.journal, index, request.permissionId ?? '')
    }
  }
  expectNoLateWait(run)
  expectGrantsFirst(rows, run)
  expectComplete(rows, run)
  for (const row of rows) expectTrueRow(row, run)
  for (const [index, { made, request }] of weather.journal.entries()) {
    for (const permission of made)
      expectTold(permission, request.checkpointId ?? '', index, rows, run)
  }
  if (run.scenario.weather.others === 0) expectNoDuplicates(run)
}

/** Nothing was begun too late, nor done that the mode may not do or that nobody asked for. */
function expectAllowed({ request, at, made, taken }: Happening, run: Run, rows: Row[]): void {
  const { mode, dryRun } = run.scenario
  expect(at).toBeLessThanOrEqual(deadlineAt(at, run) + run.delayMs)
  const writes = { grant: ['create'], sync: ['create', 'delete'], revoke: ['delete'] }
  const allowed: readonly string[] = dryRun ? [] : (writes[mode as keyof typeof writes] ?? [])
  if (request.method !== 'GET') {
    expect(allowed).toContain(request.route)
    expect(at, 'a write after the cancellation').toBeLessThanOrEqual(cancelledAt(run) + run.delayMs)
  }
  const requested = new Set(requestedIds(run.scenario))
  for (const { project_id } of made) expect(requested).toContain(project_id)
  for (const { project_id } of taken) expect(requested.has(project_id)).toBe(mode === 'revoke')
  const isRevoked = rows.some(({ permission_id }) => permission_id === request.permissionId)
  if (request.route === 'delete') expect(isRevoked).toBe(true)
}

/** When the step was cancelled. */
function cancelledAt({ scenario, weather }: Run): number {
  const { cancelledAfter } = scenario.weather
  const happening = cancelledAfter === null ? undefined : weather.journal[cancelledAfter]
  return happening?.at ?? Number.POSITIVE_INFINITY
}

/** Until when a request may be begun, by what is known at that moment. */
function deadlineAt(at: number, { scenario, weather, began }: Run): number {
  const { shareTimeoutMinutes, byJob } = scenario
  const jobReads = weather.journal.filter(({ request: { route } }) => route === 'job')
  const lastJobRead = jobReads.at(-1)?.at ?? began
  // After the wait for jobs the minutes begin anew; the wait itself is bounded, too.
  const start = byJob && at >= lastJobRead ? lastJobRead + MINUTE_MS : began + (byJob ? HOUR_MS : 0)
  return start + shareTimeoutMinutes * MINUTE_MS
}

/** Once the time is up there is nothing left but to await the last answer. */
function expectNoLateWait(run: Run): void {
  const { weather, began, ended, delayMs } = run
  const lastAnswer = (weather.journal.at(-1)?.at ?? began) + MINUTE_MS
  expect(ended).toBeLessThanOrEqual(Math.max(deadlineAt(ended, run), lastAnswer) + delayMs)
}

/** In a sync nothing is taken away where a project lacks what it was asked to get. */
function expectGrantsFirst(rows: readonly Row[], { scenario, step }: Run): void {
  if (scenario.mode !== 'sync') return
  for (const { checkpointId: id } of step.requests.filter(({ route }) => route === 'delete')) {
    const asked = rows.filter(row => row.checkpoint_id === id && row.requested)
    for (const row of asked) expect(['granted', 'shared', 'owner']).toContain(row.status)
  }
}

/**
 * What may have been done by the write at `index` was not begun again unless a whole read after it
 * showed it undone.
 *
 * @param id of a project that is granted, or of a permission that is revoked
 */
function expectNoSecond(journal: readonly Happening[], index: number, id: string): void {
  const { request, answer } = journal[index] ?? {}
  if (request === undefined || isTurnedDown(journal[index])) return
  const next = journal.findIndex(
    (later, at) =>
      at > index &&
      later.request.checkpointId === request.checkpointId &&
      later.request.route === request.route &&
      (later.request.permissionId === id ||
        (request.route === 'create' && projectsOf(later.request).includes(id))),
  )
  if (next < 0) return
  // A read that the cancellation came after reached the step whole.
  const all = readsAfter(journal, index, request.checkpointId ?? '', true)
  const reads = all.filter(({ end }) => end < next)
  const label = `a second ${request.method} of ${id}, after ${JSON.stringify(answer)}`
  const last = reads.at(-1)
  expect(last, label).toBeDefined()
  const shown = last?.permissions.some(one => one.id === id || one.project_id === id)
  expect(shown, label).toBe(request.route === 'delete')
}

/** Each requested project has a row of each checkpoint, once there is a plan. */
function expectComplete(rows: readonly Row[], { scenario, step }: Run): void {
  if (step.outputs['granted-count'] === '') {
    expect(step.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    return
  }
  const acted: string[] = JSON.parse(step.outputs['checkpoint-ids'] ?? '')
  for (const id of acted) {
    const asked = rows.filter(row => row.checkpoint_id === id && row.requested)
    const projects = [...new Set(asked.map(({ project_id }) => project_id))]
    if (scenario.mode !== 'list') expect(projects.sort()).toEqual(requestedIds(scenario).sort())
  }
}

/** What this run made is in its rows: as granted, or as unknown where its answer was lost. */
function expectTold(
  { id, project_id }: Permission,
  checkpoint: string,
  index: number,
  rows: readonly Row[],
  { weather }: Run,
): void {
  const row = rows.find(
    one => one.requested && one.checkpoint_id === checkpoint && one.project_id === project_id,
  )
  const wasTaken = weather.meddlings.some(({ taken }) => taken?.id === id)
  const label = `${index}: ${id} was made, and told as ${JSON.stringify(row)}`
  expect(row, label).toBeDefined()
  const isOwn = row?.permission_id === id
  const told = isOwn ? ['granted', 'unknown'] : ['granted', 'unknown', 'shared']
  if (!wasTaken) expect(told, label).toContain(row?.status)
}

/** No project holds two permissions of a checkpoint. */
function expectNoDuplicates({ scenario, api }: Run): void {
  for (const [index, { exists }] of scenario.checkpoints.entries()) {
    const held = exists ? api.permissions(checkpointId(index)) : []
    const holders = held.map(({ project_id }) => project_id)
    expect(holders).toEqual([...new Set(holders)])
  }
}
