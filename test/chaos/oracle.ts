import { expect } from 'vitest'
import { expectOutputs, type Row, rowsOf, type Shared } from '../action/truth.ts'
import { projectsOf } from '../action/writes.ts'
import type { Api, Permission } from '../support/api.ts'
import { readsAfter } from './reads.ts'
import { checkpointId, requestedIds, type Scenario, setupOf } from './scenario.ts'
import type { Happening, Weather } from './weather.ts'

/** A run, and all that is known of it but to itself. */
export interface Run {
  scenario: Scenario
  step: Shared
  api: Api
  weather: Weather
  /** The permissions of each checkpoint before the run. */
  before: ReadonlyMap<string, Permission[]>
  /** When the step began, in milliseconds since the Unix epoch by the server's clock. */
  began: number
  /** How much later than the step sends it the server may see a request, in its milliseconds. */
  delayMs: number
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const TURNED_DOWN = [400, 401, 403, 404, 422, 429]

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
  const { scenario, weather, began, delayMs } = run
  const { mode, dryRun, shareMinutes, byJob } = scenario
  const jobReads = weather.journal.filter(({ request: { route } }) => route === 'job')
  const lastJobRead = jobReads.at(-1)?.at ?? began
  // After the wait for jobs the minutes begin anew; the wait itself is bounded, too.
  const start = byJob && at >= lastJobRead ? lastJobRead + MINUTE_MS : began + (byJob ? HOUR_MS : 0)
  expect(at).toBeLessThanOrEqual(start + shareMinutes * MINUTE_MS + delayMs)

  const writes = { grant: ['create'], sync: ['create', 'delete'], revoke: ['delete'] }
  const allowed: readonly string[] = dryRun ? [] : (writes[mode as keyof typeof writes] ?? [])
  if (request.method !== 'GET') expect(allowed).toContain(request.route)
  const requested = new Set(requestedIds(scenario))
  for (const { project_id } of made) expect(requested).toContain(project_id)
  for (const { project_id } of taken) expect(requested.has(project_id)).toBe(mode === 'revoke')
  const isRevoked = rows.some(({ permission_id }) => permission_id === request.permissionId)
  if (request.route === 'delete') expect(isRevoked).toBe(true)
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
  const reads = readsAfter(journal, index, request.checkpointId ?? '').filter(
    ({ end }) => end < next,
  )
  const label = `a second ${request.method} of ${id}, after ${JSON.stringify(answer)}`
  const last = reads.at(-1)
  expect(last, label).toBeDefined()
  const shown = last?.permissions.some(one => one.id === id || one.project_id === id)
  expect(shown, label).toBe(request.route === 'delete')
}

/** Whether the server certainly did nothing of a write, by its own word. */
function isTurnedDown(happening: Happening | undefined): boolean {
  const { answer } = happening ?? {}
  if (typeof answer !== 'object') return false
  // What the server did in part all the same, it did.
  const { made = [], taken = [] } = happening ?? {}
  return TURNED_DOWN.includes(answer.status) && made.length + taken.length === 0
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

/** What a row says was so, at its time. */
function expectTrueRow(row: Row, run: Run): void {
  const { checkpoint_id, project_id, permission_id, status } = row
  const { weather, before, step, scenario } = run
  const label = JSON.stringify(row)
  const ofProject = (list: readonly Permission[]) =>
    list.filter(one => one.project_id === project_id)
  const { journal, meddlings } = weather
  const changes = [
    ...journal.filter(({ request }) => request.checkpointId === checkpoint_id),
    ...meddlings
      .filter(meddling => meddling.checkpointId === checkpoint_id)
      .map(({ made, taken }) => ({ made: made ? [made] : [], taken: taken ? [taken] : [] })),
  ]
  const first = ofProject(before.get(checkpoint_id) ?? [])
  const ever = [...first, ...changes.flatMap(({ made }) => ofProject(made))]
  const gone = new Set(changes.flatMap(({ taken }) => ofProject(taken)).map(({ id }) => id))
  const writes = journal.filter(({ request }) =>
    request.route === 'create'
      ? request.checkpointId === checkpoint_id && projectsOf(request).includes(project_id)
      : request.route === 'delete' && request.permissionId === permission_id,
  )
  if (permission_id !== null)
    expect(
      ever.map(({ id }) => id),
      label,
    ).toContain(permission_id)
  if (status === 'granted') expect(writes, label).not.toEqual([])
  if (status === 'revoked') expect(gone, label).toContain(permission_id)
  if (['not-shared', 'to-grant'].includes(status)) {
    const hadNone = first.length === 0 || first.every(({ id }) => gone.has(id))
    expect(hadNone, label).toBe(true)
  }
  if (status === 'not-tried') {
    const done = writes.flatMap(({ made, taken }) => ofProject([...made, ...taken]))
    expect(done, label).toEqual([])
  }
  if (status === 'owner') {
    const index = scenario.checkpoints.findIndex((_, at) => checkpointId(at) === checkpoint_id)
    const { owner } = setupOf(scenario).checkpoints?.[checkpointId(index)] ?? {}
    expect(owner, label).toBe(project_id)
  }
  const last = writes.findLast(one => !isTurnedDown(one))
  const at = last === undefined ? -1 : journal.indexOf(last)
  const isRead = readsAfter(journal, at, checkpoint_id).length > 0
  const isOpen = last !== undefined && !settles(last, project_id) && !isRead
  // That a batch that was turned down did nothing is known to the server alone.
  const rejected = writes.findLast(({ answer }) => hasStatus(answer, 400, 404, 409, 422))
  const isDoubtful =
    rejected !== undefined &&
    readsAfter(journal, journal.indexOf(rejected), checkpoint_id).length === 0
  if (status === 'unknown') expect(isOpen || isDoubtful, `could be known: ${label}`).toBe(true)
  // A word of the server's that nothing was deleted is an answer, if not a happy one.
  const isDenied = last !== undefined && isWordOf(last)
  const isCancelled = journal.slice(at).some(one => one.isTrustworthy === null)
  if (isOpen && !isDenied && !isCancelled && step.outputs.result !== 'invalid') {
    expect(['unknown', 'granted', 'revoked'], `can't be known: ${label}`).toContain(status)
    const wasShown = status !== 'unknown' && last.request.route === 'create'
    if (wasShown) expect(last.answer, label).toMatchObject({ status: 200 })
  }
}

function hasStatus(answer: Happening['answer'], ...statuses: number[]): boolean {
  return typeof answer === 'object' && statuses.includes(answer.status)
}

/** Whether the answer alone says what became of the write, as far as this project goes. */
function settles({ request, answer, isTrustworthy }: Happening, projectId: string): boolean {
  if (!isTrustworthy || typeof answer !== 'object') return false
  if (request.route !== 'create' || answer.status !== 200) return true
  const { data } = answer.body as { data: Permission[] }
  return data.some(({ project_id }) => project_id === projectId)
}

/** Whether the answer itself says that nothing was deleted. */
function isWordOf({ answer }: Happening): boolean {
  const body = typeof answer === 'object' ? answer.body : null
  return typeof body === 'object' && body !== null && 'deleted' in body && body.deleted === false
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
  if (!wasTaken) expect(['granted', 'unknown', 'shared'], label).toContain(row?.status)
}

/** No project holds two permissions of a checkpoint. */
function expectNoDuplicates({ scenario, api }: Run): void {
  for (const [index, { exists }] of scenario.checkpoints.entries()) {
    const held = exists ? api.permissions(checkpointId(index)) : []
    const holders = held.map(({ project_id }) => project_id)
    expect(holders).toEqual([...new Set(holders)])
  }
}
