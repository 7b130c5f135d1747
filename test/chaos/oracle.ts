import { expect } from 'vitest'
import { projectsOf } from '../action/expect-writes.ts'
import { expectOutputs, rowsOf } from '../action/server-consistency.ts'
import type { Row } from '../action/shared-step.ts'
import type { Permission } from '../support/api.ts'
import { completeReadsAfter } from './complete-reads.ts'
import { type ChaosRun, deadlineAt, expectRowMatchesServer, wasRejected } from './expect-row.ts'
import type { RecordedExchange } from './fault-injector.ts'
import { checkpointId, requestedIds } from './scenario.ts'

const MINUTE_MS = 60_000

/** Checks every guarantee that holds in any run. */
export function expectGuarantees(run: ChaosRun): void {
  const { step, injector } = run
  const rows = rowsOf(step)
  expectOutputs(step, rows)
  for (const exchange of injector.journal) expectAllowed(exchange, run, rows)
  for (const [index, { request }] of injector.journal.entries()) {
    if (request.route === 'create') {
      for (const id of projectsOf(request)) expectNoBlindRetry(injector.journal, index, id)
    }
    if (request.route === 'delete') {
      expectNoBlindRetry(injector.journal, index, request.permissionId ?? '')
    }
  }
  expectNoLateWait(run)
  expectGrantsFirst(rows, run)
  expectComplete(rows, run)
  for (const row of rows) expectRowMatchesServer(row, run)
  for (const [index, { created, request }] of injector.journal.entries()) {
    for (const permission of created)
      expectReported(permission, request.checkpointId ?? '', index, rows, run)
  }
  if (run.scenario.conditions.externalChanges === 0) expectNoDuplicates(run)
}

const POLICY_MS = 15_000

/** No request started too late, and only requested changes that the mode allows were made. */
function expectAllowed(
  { request, at, created, deleted }: RecordedExchange,
  run: ChaosRun,
  rows: Row[],
): void {
  const { mode, dryRun } = run.scenario
  // A hint about a model that isn't available may take these seconds more.
  const extra = request.route === 'model-policy' ? POLICY_MS : 0
  expect(at).toBeLessThanOrEqual(deadlineAt(at, run) + run.delayMs + extra)
  const writes = { grant: ['create'], sync: ['create', 'delete'], revoke: ['delete'] }
  const allowed: readonly string[] = dryRun ? [] : (writes[mode as keyof typeof writes] ?? [])
  if (request.method !== 'GET') {
    expect(allowed).toContain(request.route)
    expect(at, 'a write after the cancellation').toBeLessThanOrEqual(cancelledAt(run) + run.delayMs)
  }
  const requested = new Set(requestedIds(run.scenario))
  for (const { project_id } of created) expect(requested).toContain(project_id)
  for (const { project_id } of deleted) expect(requested.has(project_id)).toBe(mode === 'revoke')
  const isRevoked = rows.some(({ permission_id }) => permission_id === request.permissionId)
  if (request.route === 'delete') expect(isRevoked).toBe(true)
}

/** When the step was canceled. */
function cancelledAt({ scenario, injector }: ChaosRun): number {
  const { cancelledAfter } = scenario.conditions
  const exchange = cancelledAfter === null ? undefined : injector.journal[cancelledAfter]
  return exchange?.at ?? Number.POSITIVE_INFINITY
}

/** After the deadline the step only waits for the last response. */
function expectNoLateWait(run: ChaosRun): void {
  const { injector, startedAt, endedAt, delayMs } = run
  const lastAnswer = (injector.journal.at(-1)?.at ?? startedAt) + MINUTE_MS
  expect(endedAt).toBeLessThanOrEqual(Math.max(deadlineAt(endedAt, run), lastAnswer) + delayMs)
}

/** A sync revokes nothing at a checkpoint until all its requested projects have access. */
function expectGrantsFirst(rows: readonly Row[], { scenario, step }: ChaosRun): void {
  if (scenario.mode !== 'sync') return
  for (const { checkpointId: id } of step.requests.filter(({ route }) => route === 'delete')) {
    const requestedRows = rows.filter(row => row.checkpoint_id === id && row.requested)
    for (const row of requestedRows) expect(['granted', 'shared', 'owner']).toContain(row.status)
  }
}

/**
 * Changes that the write at `index` might have made weren't sent again unless a complete read after
 * it showed them missing.
 *
 * @param id of a project that is granted, or of a permission that is revoked
 */
function expectNoBlindRetry(journal: readonly RecordedExchange[], index: number, id: string): void {
  const { request, answer } = journal[index] ?? {}
  if (request === undefined || wasRejected(journal[index])) return
  const next = journal.findIndex(
    (later, at) =>
      at > index &&
      later.request.checkpointId === request.checkpointId &&
      later.request.route === request.route &&
      (later.request.permissionId === id ||
        (request.route === 'create' && projectsOf(later.request).includes(id))),
  )
  if (next < 0) return
  // A read before the cancellation reached the step completely.
  const all = completeReadsAfter(journal, index, request.checkpointId ?? '', true)
  const reads = all.filter(({ end }) => end < next)
  const label = `a second ${request.method} of ${id}, after ${JSON.stringify(answer)}`
  const last = reads.at(-1)
  expect(last, label).toBeDefined()
  const shown = last?.permissions.some(one => one.id === id || one.project_id === id)
  expect(shown, label).toBe(request.route === 'delete')
}

/** Each requested project has a row for each checkpoint, once there is a plan. */
function expectComplete(rows: readonly Row[], { scenario, step }: ChaosRun): void {
  if (step.outputs['granted-count'] === '') {
    expect(step.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    return
  }
  const acted: string[] = JSON.parse(step.outputs['checkpoint-ids'] ?? '')
  for (const id of acted) {
    const requestedRows = rows.filter(row => row.checkpoint_id === id && row.requested)
    const projects = [...new Set(requestedRows.map(({ project_id }) => project_id))]
    if (scenario.mode !== 'list') expect(projects.sort()).toEqual(requestedIds(scenario).sort())
  }
}

/**
 * Every permission that this run created is in its rows, as granted, or as unknown if its response
 * was lost.
 */
function expectReported(
  { id, project_id }: Permission,
  checkpoint: string,
  index: number,
  rows: readonly Row[],
  { injector }: ChaosRun,
): void {
  const row = rows.find(
    one => one.requested && one.checkpoint_id === checkpoint && one.project_id === project_id,
  )
  const wasTaken = injector.externalChanges.some(({ deleted }) => deleted?.id === id)
  const label = `${index}: ${id} was created, and reported as ${JSON.stringify(row)}`
  expect(row, label).toBeDefined()
  const isOwn = row?.permission_id === id
  const reported = isOwn ? ['granted', 'unknown'] : ['granted', 'unknown', 'shared']
  if (!wasTaken) expect(reported, label).toContain(row?.status)
}

/** No project holds two permissions for a checkpoint. */
function expectNoDuplicates({ scenario, api }: ChaosRun): void {
  for (const [index, { exists }] of scenario.checkpoints.entries()) {
    const held = exists ? api.permissions(checkpointId(index)) : []
    const holders = held.map(({ project_id }) => project_id)
    expect(holders).toEqual([...new Set(holders)])
  }
}
