import { ApiError } from '../api/errors.ts'
import type { Model, ModelsApi } from '../api/models.ts'
import { backoff } from '../api/retry.ts'
import { type Allowance, timeLeft } from '../clock.ts'
import { duration } from '../words.ts'
import type { Problem, Row, Status } from './types.ts'
import { problemOf } from './writing.ts'

/** Whether a project's key can use what its project was given access to. */
export interface Verification {
  projectId: string
  checkpointId: string
  /** What the key sees; null where it sees nothing. */
  model: Model | null
  /** Why not, null where it does. */
  problem: Problem | null
}

/** What verifying needs of the outside. */
export interface Verifying {
  /** The models as the key of each project sees them. */
  models: ReadonlyMap<string, ModelsApi>
  allowance: Allowance
  /** A number from 0 up to but not including 1. */
  random: () => number
  report: (verification: Verification) => void
}

const HAVING_ACCESS: ReadonlySet<Status> = new Set(['granted', 'shared', 'owner'])
const SHORTEST_PAUSE_MS = 2_000
const LAST_MS = 1_000

/**
 * Waits until each key can retrieve the models that its project was asked for and has access to,
 * or the time is up: a permission takes a while to be known everywhere.
 *
 * @returns one verification for each key and model, in the order of the rows
 */
export async function verifyKeys(
  verifying: Verifying,
  rows: readonly Row[],
): Promise<Verification[]> {
  const due = rows.filter(
    row => row.requested && HAVING_ACCESS.has(row.status) && verifying.models.has(row.projectId),
  )
  const byProject = Map.groupBy(due, ({ projectId }) => projectId)
  const verified = await Promise.all(
    [...byProject.values()].map(async of => {
      const verifications: Verification[] = []
      for (const row of of) verifications.push(await verify(verifying, row))
      return verifications
    }),
  )
  const all = verified.flat()
  return due.flatMap(
    row =>
      all.find(
        ({ projectId, checkpointId }) =>
          projectId === row.projectId && checkpointId === row.checkpointId,
      ) ?? [],
  )
}

async function verify(
  { models, allowance, random, report }: Verifying,
  { projectId, checkpointId }: Row,
): Promise<Verification> {
  const { clock, cancelled } = allowance
  const started = clock.now()
  const settle = (model: Model | null, problem: Problem | null) => {
    const verification = { projectId, checkpointId, model, problem }
    report(verification)
    return verification
  }
  for (let tries = 1; ; tries++) {
    let error: ApiError
    try {
      const model = await models.get(projectId)?.get(checkpointId)
      return settle(model ?? null, null)
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      error = failure
    }
    const left = timeLeft(allowance)
    // The last time it is asked is just before the end.
    const pause = Math.min(Math.max(SHORTEST_PAUSE_MS, backoff(tries, random)), left - LAST_MS)
    if (!mayPass(error) || pause < SHORTEST_PAUSE_MS) {
      const waited = duration(clock.now() - started)
      const problem = problemOf(error)
      const message = `the key of ${projectId} can't retrieve the model after ${waited}: ${problem.message}`
      return settle(null, { ...problem, message, hint: mayPass(error) ? CAUSES : problem.hint })
    }
    try {
      await clock.sleep(pause, cancelled)
    } catch {
      const problem = problemOf(error)
      const message = `the step was cancelled before the key of ${projectId} could retrieve the model`
      return settle(null, { ...problem, message })
    }
  }
}

/** Whether the key may see the model later: a key without the scope to look never will. */
function mayPass({ kind, status, serverMessage }: ApiError): boolean {
  if (kind !== 'refused') return false
  return status === 404 || (status === 403 && !/missing scopes/i.test(serverMessage ?? ''))
}

const CAUSES =
  'the key in verify-keys may belong to another project than the one it stands for, or the organization restricts which models that project may use (its limits, under models)'
