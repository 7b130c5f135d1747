import type { ApiError } from '../../api/errors.ts'
import { problemOf } from '../problem.ts'
import { BAD_PROJECT_HINT, type ProjectLookup } from '../project-lookup.ts'
import type { Problem } from '../types.ts'
import { type GrantContext, grantGroup } from './grant.ts'
import type { Ledger } from './ledger.ts'
import { namedProject, ownerIn } from './rejection.ts'

/** What granting in batches needs. */
export interface BatchContext extends Omit<GrantContext, 'opensWhenAccepted'> {
  projectLookup: ProjectLookup
}

/**
 * Grants all pending projects of a checkpoint, in batches of the size that the API is known to
 * accept. Projects that were rejected at another checkpoint are sent last and alone, so the others
 * aren't rejected with them. Projects that the organization doesn't have aren't sent.
 */
export async function grantPending(context: BatchContext, ledger: Ledger): Promise<void> {
  const { state, open } = context
  await settleKnownFaults(context, ledger)
  let rest = ledger.pending().filter(id => !state.isSuspect(id))
  while (rest.length > 0) {
    const batch = rest.slice(0, state.batchSize)
    rest = rest.slice(batch.length)
    await grantBatch(context, ledger, batch)
    open()
  }
  // Only those are left.
  for (const suspect of ledger.pending()) await grantBatch(context, ledger, [suspect])
}

/** Settles the projects that are known to be missing or archived. */
async function settleKnownFaults(context: BatchContext, ledger: Ledger): Promise<void> {
  const { state, projectLookup } = context
  const pending = ledger.pending()
  // Reading the list costs a request, which is worth it if another checkpoint rejected a project.
  const isWorthReading = pending.some(id => state.rejectionOf(id) !== null)
  const faults = isWorthReading
    ? await projectLookup.faultsOf(pending)
    : projectLookup.knownFaultsOf(pending)
  for (const [id, fault] of faults) {
    const message = `Not sent (${fault})`
    const unsent = { message, hint: BAD_PROJECT_HINT, requestId: null }
    ledger.settle([id], 'failed', state.rejectionOf(id) ?? unsent)
  }
}

/** Projects to grant in one POST. */
interface Group {
  projectIds: readonly string[]
  /** The rejected group that this is half of; null for a whole batch or the rest of one. */
  split: Split | null
}

/** A rejected group without a known bad project. */
interface Split {
  halfSize: number
  acceptedHalves: number
}

/**
 * Grants a batch. If the API rejects it, removes the project that the message names, or those that
 * are missing or archived in the organization's list, and sends the rest; otherwise bisects it. If
 * the API accepts both halves, the size was the problem, and smaller batches are sent from then on.
 * After 4·⌈log2 n⌉ rejections for n projects, what remains is `failed`.
 */
async function grantBatch(
  context: BatchContext,
  ledger: Ledger,
  batch: readonly string[],
): Promise<void> {
  const { state } = context
  const groups: Group[] = [{ projectIds: batch, split: null }]
  const rejections: ApiError[] = []
  const maxRejections = Math.max(1, 4 * Math.ceil(Math.log2(batch.length)))

  while (rejections.length < maxRejections) {
    const group = groups.shift()
    if (group === undefined) return
    const { projectIds } = group
    const { batchSize } = state
    if (projectIds.length > batchSize) {
      const parts = [projectIds.slice(0, batchSize), projectIds.slice(batchSize)]
      groups.unshift(...parts.map(part => ({ projectIds: part, split: null })))
      continue
    }
    const opensWhenAccepted = rejections.length === 0
    const rejection = await grantGroup({ ...context, opensWhenAccepted }, ledger, projectIds)
    if (rejection === null) {
      if (ledger.allGranted(projectIds)) acceptHalf(context, ledger, group)
      continue
    }
    rejections.push(rejection)
    const rejected = ledger.pending(projectIds)
    await settleCulprits(context, ledger, rejected, rejections)
    const rest = ledger.pending(rejected)
    if (rest.length === 0) continue
    if (rest.length < rejected.length) groups.unshift({ projectIds: rest, split: null })
    else groups.unshift(...halves(context, ledger, rest))
  }
  const last = rejections.at(-1)
  if (last !== undefined && state.stop === null) ledger.settle(batch, 'failed', problemOf(last))
}

/** Records an accepted half. If both are accepted, later batches are as small as a half. */
function acceptHalf({ state, report }: BatchContext, ledger: Ledger, { split }: Group): void {
  if (split === null) return
  split.acceptedHalves++
  if (split.acceptedHalves < 2 || split.halfSize >= state.batchSize) return
  state.batchSize = split.halfSize
  report({ type: 'batch-size', checkpointId: ledger.checkpointId, projects: split.halfSize })
}

/** Settles the projects that caused the latest rejection, as far as that is known. */
async function settleCulprits(
  context: BatchContext,
  ledger: Ledger,
  rejected: readonly string[],
  rejections: readonly ApiError[],
): Promise<void> {
  const { projectLookup, state, report } = context
  const { checkpointId } = ledger
  const rejection = rejections.at(-1)
  // A rejected group may have been applied anyway, as the read after it showed.
  if (rejection === undefined || rejected.length === 0) return
  const owner = ownerIn(rejection, rejected)
  if (owner !== null) {
    ledger.settle([owner], 'owner', null)
    state.recordOwner(owner)
    report({ type: 'owner', checkpointId, projectId: owner })
    return
  }
  const problem = { ...problemOf(rejection), hint: rejection.hint ?? BAD_PROJECT_HINT }
  const fail = (projectId: string, why: Problem) => {
    ledger.settle([projectId], 'failed', why)
    state.recordRejection(checkpointId, projectId, why)
  }
  const named = namedProject(rejection, rejected)
  if (named !== null) fail(named, problem)
  // One named project needs no look-up. A second rejection suggests that there are more.
  if (named === null || rejections.length > 1) {
    for (const [id, fault] of await projectLookup.faultsOf(ledger.pending(rejected))) {
      fail(id, { ...problem, message: `${problem.message} (${fault})` })
    }
  }
  // A project that was sent alone is the cause, even if it isn't named.
  if (rejected.length === 1) for (const id of ledger.pending(rejected)) fail(id, problem)
}

function halves({ report }: BatchContext, ledger: Ledger, projectIds: readonly string[]): Group[] {
  report({ type: 'bisecting', checkpointId: ledger.checkpointId, projects: projectIds.length })
  const middle = Math.ceil(projectIds.length / 2)
  const split: Split = { halfSize: middle, acceptedHalves: 0 }
  return [
    { projectIds: projectIds.slice(0, middle), split },
    { projectIds: projectIds.slice(middle), split },
  ]
}
