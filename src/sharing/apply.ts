import type { ApiError } from '../api/errors.ts'
import type { Directory } from './directory.ts'
import { grantGroup } from './grant.ts'
import { Ledger } from './ledger.ts'
import { BATCH_SIZE } from './plan.ts'
import { isAboutOwner, namedProject } from './rejection.ts'
import { revokePermission } from './revoke.ts'
import type { CheckpointPlan, Problem, Row } from './types.ts'
import { problemOf, type Writing } from './writing.ts'

/** What applying needs of the outside. */
export interface Applying extends Writing {
  directory: Directory
}

const HELD_BACK: Problem = {
  message: 'held back, because not all grants of this checkpoint stand',
  hint: 'once they do, the next run revokes it',
  requestId: null,
}

/**
 * Carries out the plan of one checkpoint, grants before revocations, and returns its rows as they
 * stand afterwards. One project's failure never stops the others, but nothing is revoked unless
 * all grants stand: a slip in a replacement must not lock the old project out. Nothing is thrown:
 * what could not be done is in the rows.
 */
export async function applyPlan(applying: Applying, plan: CheckpointPlan): Promise<readonly Row[]> {
  const ledger = new Ledger(plan)
  try {
    for (const batch of inBatches(ledger.pending())) await grantBatch(applying, ledger, batch)
    for (const permissionId of ledger.grantsStand ? ledger.pendingRevocations() : []) {
      if (applying.stop === null) await revokePermission(applying, ledger, permissionId)
    }
    ledger.close(applying.stop ?? HELD_BACK)
  } catch (error) {
    // A fault of our own must not hide what was done before it.
    applying.stop = { message: `a bug in this action: ${error}`, hint: null, requestId: null }
    ledger.close(applying.stop, id => ledger.wasSent(id))
  }
  return ledger.rows
}

/**
 * Grants a batch. Where the API turns it down, takes out the project that it names, or those that
 * the organization's list speaks against, and sends the rest; halves it where neither is known.
 * At most 4·⌈log2 n⌉ POSTs for n projects; what remains then is `failed`.
 */
async function grantBatch(
  applying: Applying,
  ledger: Ledger,
  batch: readonly string[],
): Promise<void> {
  const groups = [batch]
  const rejections: ApiError[] = []
  let postsLeft = Math.max(1, 4 * Math.ceil(Math.log2(batch.length)))

  while (postsLeft > 0 && applying.stop === null) {
    const group = groups.shift()
    if (group === undefined) return
    postsLeft--
    const rejection = await grantGroup(applying, ledger, group)
    if (rejection === null) continue

    rejections.push(rejection)
    const rejected = ledger.pending(group)
    await settleCulprits(applying, ledger, rejected, rejections)
    const rest = ledger.pending(rejected)
    if (rest.length < rejected.length) groups.unshift(rest)
    else groups.push(...halves(applying, ledger, rest))
  }
  const last = rejections.at(-1)
  if (last !== undefined && applying.stop === null) ledger.settle(batch, 'failed', problemOf(last))
}

/** Settles the projects that the latest rejection was about, as far as that can be told. */
async function settleCulprits(
  { directory, report }: Applying,
  ledger: Ledger,
  rejected: readonly string[],
  rejections: readonly ApiError[],
): Promise<void> {
  const rejection = rejections.at(-1)
  if (rejection === undefined) return
  const named = namedProject(rejection, rejected)
  // A project that was turned down alone needs no naming.
  const culprit = named ?? (rejected.length === 1 ? rejected[0] : undefined)
  if (isAboutOwner(rejection)) {
    if (culprit === undefined) return
    ledger.settle([culprit], 'owner', null)
    report({ type: 'owner', checkpointId: ledger.checkpointId, projectId: culprit })
    return
  }
  const problem = problemOf(rejection)
  if (named !== null) ledger.settle([named], 'failed', problem)
  // One bad project that is named costs no look-up; a second one suggests that there are more.
  if (named === null || rejections.length > 1) {
    for (const [id, fault] of await directory.faultsOf(ledger.pending(rejected))) {
      ledger.settle([id], 'failed', { ...problem, message: `${problem.message} (${fault})` })
    }
  }
  if (culprit !== undefined) ledger.settle([culprit], 'failed', problem)
}

function halves({ report }: Applying, ledger: Ledger, group: readonly string[]): string[][] {
  if (group.length < 2) return []
  report({ type: 'halving', checkpointId: ledger.checkpointId, projects: group.length })
  const middle = Math.ceil(group.length / 2)
  return [group.slice(0, middle), group.slice(middle)]
}

function inBatches(projectIds: readonly string[]): string[][] {
  const batches: string[][] = []
  for (let start = 0; start < projectIds.length; start += BATCH_SIZE) {
    batches.push(projectIds.slice(start, start + BATCH_SIZE))
  }
  return batches
}
