import type { ApiError } from '../../api/errors.ts'
import { BATCH_SIZE } from '../plan.ts'
import { problemOf } from '../problem.ts'
import type { ProjectLookup } from '../project-lookup.ts'
import type { CheckpointPlan, Problem, Row } from '../types.ts'
import { grantGroup } from './grant.ts'
import { Ledger } from './ledger.ts'
import type { WriteContext } from './read-back.ts'
import { BAD_PROJECT_HINT, namedProject, ownerIn } from './rejection.ts'
import { revokePermission } from './revoke.ts'

/** What applying needs of the outside. */
export interface ApplyContext extends WriteContext {
  projectLookup: ProjectLookup
}

const GRANTS_INCOMPLETE: Problem = {
  message: 'held back, because not all grants of this checkpoint stand',
  hint: 'once they do, the next run revokes it',
  requestId: null,
}

/** Carries out plans one after the other, and returns them with their rows as they stand then. */
export async function applyPlans(
  context: ApplyContext,
  plans: readonly CheckpointPlan[],
): Promise<CheckpointPlan[]> {
  const applied: CheckpointPlan[] = []
  for (const plan of plans) applied.push({ ...plan, rows: await applyPlan(context, plan) })
  return applied
}

/**
 * Carries out the plan of one checkpoint, grants before revocations, and returns its rows as they
 * stand afterwards. One project's failure never stops the others, but nothing is revoked unless
 * all grants stand: a slip in a replacement must not lock the old project out. Nothing is thrown:
 * what could not be done is in the rows.
 */
async function applyPlan(context: ApplyContext, plan: CheckpointPlan): Promise<readonly Row[]> {
  const ledger = new Ledger(plan)
  try {
    for (const batch of inBatches(ledger.pending())) await grantBatch(context, ledger, batch)
    for (const permissionId of ledger.allGranted() ? ledger.pendingRevocations() : []) {
      if (context.stop === null) await revokePermission(context, ledger, permissionId)
    }
    ledger.finalize(context.stop ?? GRANTS_INCOMPLETE)
  } catch (error) {
    // A fault of our own must not hide what was done before it.
    context.stop = { message: `a bug in this action: ${error}`, hint: null, requestId: null }
    ledger.finalize(context.stop, id => ledger.wasSent(id))
  }
  return ledger.rows
}

/**
 * Grants a batch. Where the API turns it down, takes out the project that it names, or those that
 * the organization's list speaks against, and sends the rest; halves it where neither is known.
 * At most 4·⌈log2 n⌉ POSTs for n projects; what remains then is `failed`.
 */
async function grantBatch(
  context: ApplyContext,
  ledger: Ledger,
  batch: readonly string[],
): Promise<void> {
  const groups: Group[] = [{ projectIds: batch, sibling: null, isKnownBad: false }]
  const rejections: ApiError[] = []
  let postsLeft = Math.max(1, 4 * Math.ceil(Math.log2(batch.length)))

  while (postsLeft > 0 && context.stop === null) {
    const group = groups.shift()
    if (group === undefined) return
    if (group.isKnownBad && group.projectIds.length > 1) {
      groups.unshift(...halves(context, ledger, group.projectIds))
      continue
    }
    postsLeft--
    const rejection = await grantGroup(context, ledger, group.projectIds)
    if (rejection === null) {
      // What a rejected group was turned down for must then be in its other half.
      if (group.sibling !== null) group.sibling.isKnownBad = ledger.allGranted(group.projectIds)
      continue
    }
    rejections.push(rejection)
    const rejected = ledger.pending(group.projectIds)
    // Turned down, and yet applied, as the read after it showed.
    if (rejected.length === 0) continue
    await settleCulprits(context, ledger, rejected, rejections)
    const rest = ledger.pending(rejected)
    if (rest.length === 0) continue
    if (rest.length < rejected.length) {
      groups.unshift({ projectIds: rest, sibling: null, isKnownBad: false })
    } else {
      groups.unshift(...halves(context, ledger, rest))
    }
  }
  const last = rejections.at(-1)
  if (last !== undefined && context.stop === null) ledger.settle(batch, 'failed', problemOf(last))
}

/** Projects to be granted access by one POST. */
interface Group {
  projectIds: readonly string[]
  /** The other half of the group that this one was a half of. */
  sibling: Group | null
  /** Whether a project in it is known to be turned down. */
  isKnownBad: boolean
}

/** Settles the projects that the latest rejection was about, as far as that can be told. */
async function settleCulprits(
  { projectLookup, report }: ApplyContext,
  ledger: Ledger,
  rejected: readonly string[],
  rejections: readonly ApiError[],
): Promise<void> {
  const rejection = rejections.at(-1)
  if (rejection === undefined) return
  const owner = ownerIn(rejection, rejected)
  if (owner !== null) {
    ledger.settle([owner], 'owner', null)
    report({ type: 'owner', checkpointId: ledger.checkpointId, projectId: owner })
    return
  }
  const named = namedProject(rejection, rejected)
  // A project that was turned down alone needs no naming.
  const culprit = named ?? (rejected.length === 1 ? rejected[0] : undefined)
  const problem = { ...problemOf(rejection), hint: rejection.hint ?? BAD_PROJECT_HINT }
  if (named !== null) ledger.settle([named], 'failed', problem)
  // One bad project that is named costs no look-up; a second one suggests that there are more.
  if (named === null || rejections.length > 1) {
    for (const [id, fault] of await projectLookup.faultsOf(ledger.pending(rejected))) {
      ledger.settle([id], 'failed', { ...problem, message: `${problem.message} (${fault})` })
    }
  }
  if (culprit !== undefined) ledger.settle([culprit], 'failed', problem)
}

function halves({ report }: ApplyContext, ledger: Ledger, projectIds: readonly string[]): Group[] {
  if (projectIds.length < 2) return []
  report({ type: 'halving', checkpointId: ledger.checkpointId, projects: projectIds.length })
  const middle = Math.ceil(projectIds.length / 2)
  const second = { projectIds: projectIds.slice(middle), sibling: null, isKnownBad: false }
  return [{ projectIds: projectIds.slice(0, middle), sibling: second, isKnownBad: false }, second]
}

function inBatches(projectIds: readonly string[]): string[][] {
  const batches: string[][] = []
  for (let start = 0; start < projectIds.length; start += BATCH_SIZE) {
    batches.push(projectIds.slice(start, start + BATCH_SIZE))
  }
  return batches
}
