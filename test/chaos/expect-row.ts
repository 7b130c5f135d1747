import { expect } from 'vitest'
import { projectsOf } from '../action/expect-writes.ts'
import type { Row, SharedStep } from '../action/shared-step.ts'
import type { Api, Permission } from '../support/api.ts'
import { completeReadsAfter } from './complete-reads.ts'
import type { FaultInjector, RecordedExchange } from './fault-injector.ts'
import { checkpointId, type Scenario, setupOf } from './scenario.ts'

/** A run, and everything that can be observed from outside. */
export interface ChaosRun {
  scenario: Scenario
  step: SharedStep
  api: Api
  injector: FaultInjector
  /** The permissions for each checkpoint before the run. */
  before: ReadonlyMap<string, Permission[]>
  /** When the step started, in milliseconds since the Unix epoch on the server's clock. */
  startedAt: number
  /** When it ended. */
  endedAt: number
  /** How much later than it was sent the server can receive a request, in its milliseconds. */
  delayMs: number
}

// Pauses before reads are half of what is left at most, so with less left one can be too short.
const EARLY_READ_MS = 4_000
const SETTLE_MS = 2_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const REJECTED_STATUSES = [400, 401, 403, 404, 422, 429]

/** Whether the response proves that the server applied nothing of a write. */
export function wasRejected(exchange: RecordedExchange | undefined): boolean {
  const { answer } = exchange ?? {}
  if (typeof answer !== 'object') return false
  // Partial changes still count.
  const { created = [], deleted = [] } = exchange ?? {}
  return REJECTED_STATUSES.includes(answer.status) && created.length + deleted.length === 0
}

/** Checks that a row was correct at its time. */
export function expectRowMatchesServer(row: Row, run: ChaosRun): void {
  const { checkpoint_id, project_id, permission_id, status } = row
  const { injector, before, step, scenario } = run
  const label = JSON.stringify(row)
  const ofProject = (list: readonly Permission[]) =>
    list.filter(one => one.project_id === project_id)
  const { journal, externalChanges } = injector
  const changes = [
    ...journal.filter(({ request }) => request.checkpointId === checkpoint_id),
    ...externalChanges
      .filter(change => change.checkpointId === checkpoint_id)
      .map(({ created, deleted }) => ({
        created: created ? [created] : [],
        deleted: deleted ? [deleted] : [],
      })),
  ]
  const first = ofProject(before.get(checkpoint_id) ?? [])
  const ever = [...first, ...changes.flatMap(({ created }) => ofProject(created))]
  const deletedIds = new Set(
    changes.flatMap(({ deleted }) => ofProject(deleted)).map(({ id }) => id),
  )
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
  if (status === 'revoked') expect(deletedIds, label).toContain(permission_id)
  if (['not-shared', 'to-grant'].includes(status)) {
    const gone = (list: readonly Permission[]) => list.filter(({ id }) => deletedIds.has(id))
    // Each permission of another project has its own row.
    const hadNone = row.requested ? gone(first).length === first.length : gone(ever).length > 0
    expect(hadNone, label).toBe(true)
  }
  if (status === 'skipped') {
    // What a rejected batch left behind may have been revoked before it was read.
    const done = writes.flatMap(({ created, deleted }) => [
      ...ofProject(created).filter(({ id }) => !deletedIds.has(id)),
      ...ofProject(deleted),
    ])
    expect(done, label).toEqual([])
  }
  if (status === 'owner') {
    const index = scenario.checkpoints.findIndex((_, at) => checkpointId(at) === checkpoint_id)
    const { owner } = setupOf(scenario).checkpoints?.[checkpointId(index)] ?? {}
    expect(owner, label).toBe(project_id)
  }
  // A rejection that a cancellation kept from arriving isn't known.
  const last = writes.findLast(one => !wasRejected(one) || one.isTrustworthy === null)
  const at = last === undefined ? -1 : journal.indexOf(last)
  const isRead = completeReadsAfter(journal, at, checkpoint_id).length > 0
  const isOpen = last !== undefined && !settles(last, project_id) && !isRead
  // Only the server knows that a rejected batch changed nothing.
  const rejected = writes.findLast(({ answer }) => hasStatus(answer, 400, 403, 404, 409, 422))
  // A list may lag behind a write, so one that was read early shows only what is there.
  const isSettledAfter = (write: RecordedExchange) =>
    completeReadsAfter(journal, journal.indexOf(write), checkpoint_id).some(({ end }) => {
      const readAt = journal[end]?.at ?? 0
      return readAt >= write.at + SETTLE_MS && !isLate(readAt, run)
    })
  const isDoubtful = [last, rejected].some(write => write !== undefined && !isSettledAfter(write))
  if (status === 'unknown') expect(isOpen || isDoubtful, `could be known: ${label}`).toBe(true)
  // If the response shows that nothing was deleted, the outcome is known.
  const isDenied = last !== undefined && saysNotDeleted(last)
  const isCancelled = journal.slice(at).some(one => one.isTrustworthy === null)
  if (isOpen && !isDenied && !isCancelled && step.outputs.result !== 'invalid') {
    expect(['unknown', 'granted', 'revoked'], `can't be known: ${label}`).toContain(status)
    const wasShown = status !== 'unknown' && last.request.route === 'create'
    if (wasShown) expect(last.answer, label).toMatchObject({ status: 200 })
  }
}

/** Whether so little time was left for a read that it may have come too early after a write. */
function isLate(at: number, { scenario, injector, startedAt, delayMs }: ChaosRun): boolean {
  const jobReads = injector.journal.filter(({ request: { route } }) => route === 'job')
  // The wait for jobs, which doesn't count, took this long or longer.
  const waitedMs = (jobReads.at(-1)?.at ?? 0) - (jobReads[0]?.at ?? 0)
  const earliestDeadline = startedAt + scenario.shareTimeoutMinutes * MINUTE_MS + waitedMs
  return at >= earliestDeadline - EARLY_READ_MS - delayMs
}

/** Until when a request can start, given what is known at that moment. */
export function deadlineAt(at: number, { scenario, injector, startedAt }: ChaosRun): number {
  const { shareTimeoutMinutes, byJob } = scenario
  const jobReads = injector.journal.filter(({ request: { route } }) => route === 'job')
  const lastJobRead = jobReads.at(-1)?.at ?? startedAt
  // After the wait for jobs the minutes start again; the wait itself is bounded, too.
  const start =
    byJob && at >= lastJobRead ? lastJobRead + MINUTE_MS : startedAt + (byJob ? HOUR_MS : 0)
  return start + shareTimeoutMinutes * MINUTE_MS
}

function hasStatus(answer: RecordedExchange['answer'], ...statuses: number[]): boolean {
  return typeof answer === 'object' && statuses.includes(answer.status)
}

/** Whether the response alone shows the outcome of the write for this project. */
function settles({ request, answer, isTrustworthy }: RecordedExchange, projectId: string): boolean {
  if (!isTrustworthy || typeof answer !== 'object') return false
  if (request.route !== 'create' || answer.status !== 200) return true
  const { data = [] } = answer.body as { data?: Permission[] }
  return data.some(({ project_id }) => project_id === projectId)
}

/** Whether the response shows that nothing was deleted. */
function saysNotDeleted({ answer }: RecordedExchange): boolean {
  const body = typeof answer === 'object' ? answer.body : null
  return typeof body === 'object' && body !== null && 'deleted' in body && body.deleted === false
}
