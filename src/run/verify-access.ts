import { ApiError } from '../api/errors.ts'
import { type ModelPolicy, modelPolicyApi } from '../api/model-policy.ts'
import { modelsApi } from '../api/models.ts'
import type { TimeBudget } from '../common/clock.ts'
import { formatDuration, pluralize } from '../common/format.ts'
import { BEST_EFFORT_MS } from '../sharing/jobs/poll-jobs.ts'
import { type CheckpointPlan, VERIFYING_MODES } from '../sharing/types.ts'
import { type Verification, type VerifyPause, verifyModels } from '../sharing/verify.ts'
import type { RunContext } from './context.ts'

/**
 * Verifies that projects can use the shared models, if the workflow sets keys or service accounts
 * for that and the mode verifies.
 *
 * @returns one verification for each project and model; none in a dry run, or after a cancellation
 */
export async function verifyAccess(
  context: RunContext,
  plans: readonly CheckpointPlan[],
  budget: TimeBudget,
): Promise<Verification[]> {
  const { inputs, reportContext, clients, credentials, random, cancelled } = context
  const { mode, dryRun } = inputs
  const { log } = reportContext
  if (inputs.verificationLines.length === 0 || cancelled.aborted) return []
  if (dryRun || !VERIFYING_MODES.has(mode)) {
    noteIgnoredVerification(context, dryRun ? 'a dry run' : `mode ${mode}`)
    return []
  }
  const models = new Map(
    [...(await credentials.forVerifying())].map(([projectId, credential]) => [
      projectId,
      modelsApi(clients.open(credential, budget)),
    ]),
  )
  const report = (verification: Verification) => log.verification(verification)
  const readPolicy = (projectId: string) => readModelPolicy(context, projectId, budget)
  const waiting = (pause: VerifyPause) => logPause(context, pause)
  return verifyModels(
    { models, budget, random, report, readPolicy, waiting },
    plans.flatMap(({ rows }) => rows),
  )
}

/** Logs which inputs for verifying aren't used. */
export function noteIgnoredVerification(
  { inputs, reportContext }: RunContext,
  where: string,
): void {
  for (const input of new Set(inputs.verificationLines.map(line => line.input))) {
    reportContext.log.line`Ignoring ${input} in ${where}`
  }
}

function logPause({ reportContext }: RunContext, pause: VerifyPause): void {
  const { log } = reportContext
  const { projectId, models, left, isFirst, hint } = pause
  const missing = `${pluralize(models, 'model')} not available yet`
  const next = formatDuration(pause.pause)
  if (isFirst) {
    log.line`${projectId}: ${missing}. Checking for up to ${formatDuration(left)}, next in ${next}.`
  } else {
    log.line`${projectId}: ${missing}. Checking again in ${next}. ${formatDuration(left)} left.`
  }
  if (hint !== null) log.line`${projectId}: ${hint}`
}

/**
 * The model policy of a project, for a hint; null if it can't be read in a few seconds. It may take
 * these beyond the budget's deadline, too, but no more.
 */
async function readModelPolicy(
  { inputs, clients, clock, ...context }: RunContext,
  projectId: string,
  budget: TimeBudget,
): Promise<ModelPolicy | null> {
  // It isn't needed anymore if the models become available.
  const cancelled = AbortSignal.any([context.cancelled, context.ended])
  const deadline = Math.min(clock.now(), budget.deadline) + BEST_EFFORT_MS
  const admin = { value: inputs.adminKey, input: 'admin-key' } as const
  const client = clients.open(admin, { clock, cancelled, deadline })
  try {
    return await modelPolicyApi(client).get(projectId, { deadline, patienceMs: BEST_EFFORT_MS })
  } catch (error) {
    if (error instanceof ApiError) return null
    throw error
  }
}
