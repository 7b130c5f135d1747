import type { CallOptions } from '../api/call.ts'
import type { ErrorCause } from '../api/cause.ts'
import { ApiError } from '../api/errors.ts'
import type { ModelPolicy } from '../api/model-policy.ts'
import type { Model, ModelsApi } from '../api/models.ts'
import { backoff } from '../api/retry.ts'
import { remainingMs, type TimeBudget } from '../common/clock.ts'
import { formatDuration } from '../common/format.ts'
import { mapConcurrently } from './concurrency.ts'
import { policyHint } from './model-policy.ts'
import { problemOf } from './problem.ts'
import { ACCESS_STATUSES } from './status.ts'
import type { Problem, Row } from './types.ts'

/** Whether a project's key or service account can use a model that the project has access to. */
export interface Verification {
  projectId: string
  checkpointId: string
  /** The model as the project sees it; null if it doesn't. */
  model: Model | null
  /** Why the project can't use the model; null if it can. */
  problem: Problem | null
  /** Whether the API determined this; false if it couldn't be reached, or the step was cancelled. */
  isCertain: boolean
}

/** What verifying needs from outside. */
export interface VerifyContext {
  /** The models endpoint for each project, called with its key or service account. */
  models: ReadonlyMap<string, ModelsApi>
  budget: TimeBudget
  /** A number from 0 up to but not including 1. */
  random: () => number
  report: (verification: Verification) => void
  /** Reads which models a project can use; null if that can't be read in a few seconds. */
  readPolicy: (projectId: string) => Promise<ModelPolicy | null>
  /** Called before each pause while models aren't available yet. */
  waiting: (pause: VerifyPause) => void
}

/** A pause until models are checked again. Times in milliseconds. */
export interface VerifyPause {
  projectId: string
  /** How many can't be retrieved yet. */
  models: number
  pause: number
  left: number
  isFirst: boolean
  /** What else may be the cause, once models have been missing for a minute; otherwise null. */
  hint: string | null
}

const MIN_PAUSE_MS = 2_000
const LAST_MS = 1_000
// A new permission takes effect sooner than that.
const UNUSUAL_MS = 60_000

/**
 * Waits until each project can retrieve the models that were requested for it and that it has
 * access to, or the time is up. A new permission can take a while to take effect.
 *
 * @returns one verification per project and model, in the order of the rows
 */
export async function verifyModels(
  context: VerifyContext,
  rows: readonly Row[],
): Promise<Verification[]> {
  const due = rows.filter(
    row => row.requested && ACCESS_STATUSES.has(row.status) && context.models.has(row.projectId),
  )
  const byProject = Map.groupBy(due, ({ projectId }) => projectId)
  const verified = new Map<Row, Verification>()
  await Promise.all(
    [...byProject].map(async ([projectId, of]) => {
      const models = context.models.get(projectId)
      if (models !== undefined) await verifyProject(context, models, of, verified)
    }),
  )
  return due.flatMap(row => verified.get(row) ?? [])
}

/** A row whose model isn't available yet, and the API's last answer; null before the first. */
interface Missing {
  row: Row
  error: ApiError | null
}

/** Checks all models of one project in rounds, until none is missing or the time is up. */
async function verifyProject(
  { budget, random, report, readPolicy, waiting }: VerifyContext,
  models: ModelsApi,
  rows: readonly Row[],
  verified: Map<Row, Verification>,
): Promise<void> {
  const { clock, cancelled } = budget
  const started = clock.now()
  let policy: Promise<ModelPolicy | null> | null = null
  const settle = (row: Row, model: Model | null, problem: Problem | null, isCertain: boolean) => {
    const { projectId, checkpointId } = row
    const verification = { projectId, checkpointId, model, problem, isCertain }
    verified.set(row, verification)
    report(verification)
  }
  const settleMissing = async (row: Row, error: ApiError) => {
    const problem = unusable(error, clock.now() - started)
    const known = await policy
    const cause = known === null ? null : policyHint(known, row.projectId, row.checkpointId)
    settle(row, null, { ...problem, hint: cause ?? notVisibleHint(error) }, true)
  }
  let missing: readonly Missing[] = rows.map(row => ({ row, error: null }))
  let isUnusual = false
  for (let round = 1; ; round++) {
    const checked = await mapConcurrently(missing, async ({ row, error: before }, open) => {
      const outcome = await getModel(models, row.checkpointId, { onProgress: open })
      if (!(outcome instanceof ApiError)) settle(row, outcome, null, true)
      else if (isRetryable(outcome)) return { row, error: outcome }
      // The time ended before this check, so the one before it was the last.
      else if (before !== null && isUnsent(outcome)) await settleMissing(row, before)
      else {
        const isCertain = outcome.kind === 'refused' && isAboutAccess(outcome)
        settle(row, null, unusable(outcome, clock.now() - started), isCertain)
      }
      return null
    })
    const later = checked.filter(one => one !== null)
    const [first] = later
    if (first === undefined) return
    const { projectId } = first.row
    const isDenied = later.some(({ error }) => error.about === 'model-policy')
    const isLong = clock.now() - started >= UNUSUAL_MS
    if (isDenied || isLong) policy ??= readPolicy(projectId)
    const left = remainingMs(budget)
    // The last check is just before the deadline.
    const pause = Math.min(Math.max(MIN_PAUSE_MS, backoff(round, random)), left - LAST_MS)
    if (pause < MIN_PAUSE_MS) {
      await Promise.all(later.map(({ row, error }) => settleMissing(row, error)))
      return
    }
    missing = later
    const hint = isLong && !isUnusual ? notVisibleHint(first.error) : null
    isUnusual ||= isLong
    waiting({ projectId, models: missing.length, pause, left, isFirst: round === 1, hint })
    try {
      await clock.sleep(pause, cancelled)
    } catch {
      for (const { row, error } of later) {
        const message = 'The step was cancelled before the project could retrieve the model'
        settle(row, null, { ...problemOf(error), message }, false)
      }
      return
    }
  }
}

async function getModel(
  models: ModelsApi,
  checkpointId: string,
  options: CallOptions,
): Promise<Model | ApiError> {
  try {
    return await models.get(checkpointId, options)
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

function unusable(error: ApiError, waited: number): Problem {
  const problem = problemOf(error)
  if (error.about === 'identity') return { ...problem, message: error.message }
  const time = waited < MIN_PAUSE_MS ? '' : ` after ${formatDuration(waited)}`
  return { ...problem, message: `Couldn't retrieve the model${time}: ${problem.message}` }
}

/** Whether the project may see the model later; not if it lacks a scope or can't reach the API. */
function isRetryable({ isUnavailable, status }: ApiError): boolean {
  return !isUnavailable && (status === 404 || status === 403)
}

/** Whether no time was left to send a check. */
function isUnsent({ kind, attempts }: ApiError): boolean {
  return kind === 'unavailable' && attempts === 0
}

/** Whether a rejection is about access rather than the connection to the API. */
function isAboutAccess({ status, about }: ApiError): boolean {
  return status !== 429 && !CONNECTION.has(about)
}

const CONNECTION: ReadonlySet<ErrorCause | null> = new Set([
  'path',
  'host',
  'ip',
  'region',
  'firewall',
  'compression',
  'identity',
])

/** The fix for a project that didn't see the model in time; unknown for a 403 without a cause. */
function notVisibleHint({ about, status, hint }: ApiError): string | null {
  return about === null && status === 403 ? null : (hint ?? NOT_VISIBLE_HINT)
}

const NOT_VISIBLE_HINT =
  "Check that the key or service account belongs to this project, and that the project's limits allow the model."
