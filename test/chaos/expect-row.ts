import { expect } from 'vitest'
import type { Row, Shared } from '../action/shared-step.ts'
import { projectsOf } from '../action/expect-writes.ts'
import type { Api, Permission } from '../support/api.ts'
import type { Happening, Weather } from './fault-injector.ts'
import { readsAfter } from './complete-reads.ts'
import { checkpointId, type Scenario, setupOf } from './scenario.ts'

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
  /** When it had ended. */
  ended: number
  /** How much later than the step sends it the server may see a request, in its milliseconds. */
  delayMs: number
}

const TURNED_DOWN = [400, 401, 403, 404, 422, 429]

/** Whether the server certainly did nothing of a write, by its own word. */
export function isTurnedDown(happening: Happening | undefined): boolean {
  const { answer } = happening ?? {}
  if (typeof answer !== 'object') return false
  // What the server did in part all the same, it did.
  const { made = [], taken = [] } = happening ?? {}
  return TURNED_DOWN.includes(answer.status) && made.length + taken.length === 0
}

/** What a row says was so, at its time. */
export function expectTrueRow(row: Row, run: Run): void {
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
  if (status === 'skipped') {
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
