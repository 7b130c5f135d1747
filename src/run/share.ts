import { remainingMs, type TimeBudget } from '../common/clock.ts'
import type { VerificationLine } from '../common/validation.ts'
import { nothingChanged } from '../report/headline.ts'
import { logRunStart } from '../report/run-start.ts'
import { timeWarning } from '../report/warnings.ts'
import { applyPlans } from '../sharing/applying/apply.ts'
import type { ResolvedJob } from '../sharing/jobs/resolve-jobs.ts'
import { type PlannedTargets, planTargets, withProjectNames } from '../sharing/planner.ts'
import { checkRevocationLimit, withChangesSkipped } from '../sharing/revocation-limit.ts'
import { type ResolvedEntry, resolveEntries, targetsOf } from '../sharing/targets.ts'
import { type CheckpointPlan, type Target, VERIFYING_MODES } from '../sharing/types.ts'
import { type AdminAccess, openAdmin, probeAdminKey } from './admin-access.ts'
import type { RunContext } from './context.ts'
import { readEntries, waitForJobs } from './jobs.ts'
import { type Outcome, outcomeFromError, outcomeFromPlans, outcomeOfRefusal } from './outcome.ts'
import { verifyAccess } from './verify-access.ts'

const MINUTE_MS = 60_000

/**
 * Every mode but `wait`: entries → targets → plans → plans as applied → verifications.
 *
 * @throws ApiError if names or jobs can't be read
 * @throws InvalidInputsError if names, jobs, or the sharing file are invalid
 * @throws JobNotFinishedError if a job didn't produce a model
 */
export async function shareCheckpoints(context: RunContext): Promise<Partial<Outcome>> {
  const { inputs, reportContext, clock, cancelled } = context
  const { log, sanitizer, warnings } = reportContext
  const deadline = clock.now() + inputs.shareTimeoutMinutes * MINUTE_MS
  const budget: TimeBudget = { clock, cancelled, deadline }
  const admin = openAdmin(context, budget)

  const entries = await readEntries(context)
  logRunStart(inputs, entries, log)
  const { plans, stop, jobs } = await planEntries(
    context,
    admin,
    await resolveEntries(
      { mode: inputs.mode, entries, verificationLines: linesOf(context) },
      admin.projectLookup,
    ),
  )
  log.plan(plans, inputs)
  // At once, because the annotation comes only at the end.
  const tooShort = timeWarning(plans, remainingMs(budget), sanitizer)
  for (const { message } of tooShort) log.line`${message}`
  warnings.push(...tooShort)

  if (stop !== null) {
    const outcome = outcomeFromPlans(inputs, withChangesSkipped(plans, stop), cancelled.aborted)
    // The cause is the key, not the changes that were skipped because of it.
    const result = outcome.result === 'failed' ? 'unavailable' : outcome.result
    const failureHeadline =
      result === 'cancelled' || stop.summary === undefined ? null : nothingChanged(stop.summary)
    return { ...outcome, result, failureHeadline, jobs }
  }
  const refusal = checkRevocationLimit(plans, inputs.maxRevocations)
  if (refusal !== null) {
    return { ...outcomeOfRefusal(inputs, withChangesSkipped(plans, refusal), refusal), jobs }
  }
  const applied = inputs.dryRun
    ? plans
    : withProjectNames(await applyPlans(admin, plans), admin.projectLookup)
  const outcome = { ...outcomeFromPlans(inputs, applied, cancelled.aborted), jobs }
  try {
    const verifications = await verifyAccess(context, applied, budget)
    const isUsable = verifications.every(({ problem }) => problem === null)
    if (outcome.result !== 'ok' || isUsable) return { ...outcome, verifications }
    return { ...outcome, result: cancelled.aborted ? 'cancelled' : 'failed', verifications }
  } catch (error) {
    // An error after the changes must not hide them.
    return { ...outcome, result: 'failed', ...outcomeFromError(error), failureHeadline: null }
  }
}

/** Plans all entries, once their jobs have finished; returns the jobs, too. */
async function planEntries(
  context: RunContext,
  admin: AdminAccess,
  entries: readonly ResolvedEntry[],
): Promise<PlannedTargets & { jobs: ResolvedJob[] }> {
  const { inputs, clock } = context
  const { permissions, projectLookup, budget } = admin
  const plan = async (targets: readonly Target[]) => {
    const { plans, stop } = await planTargets(inputs.mode, targets, permissions)
    return { plans: withProjectNames(plans, projectLookup), stop }
  }
  // Before the wait for jobs, so a bad key shows at once.
  const known = await plan(targetsOf(entries, []))
  const hasJobs = entries.some(({ jobIds }) => jobIds.length > 0)
  if (!hasJobs || known.stop !== null || !isAnswered(known.plans)) return { ...known, jobs: [] }

  const isKeyUsed = known.plans.length > 0 || entries.some(one => one.projectNames.length > 0)
  if (!isKeyUsed) await probeAdminKey(context)
  const before = clock.now()
  const jobs = await waitForJobs(context, entries)
  const waited = clock.now() - before
  // share-timeout-minutes covers what comes before and after the wait, but not the wait itself.
  budget.deadline += waited
  // What was listed before a long wait may have changed.
  if (waited > MINUTE_MS) projectLookup.expire()
  const current = new Map(waited > MINUTE_MS ? [] : known.plans.map(one => [one.checkpointId, one]))
  const targets = targetsOf(entries, jobs)
  const missing = targets.filter(({ checkpointId }) => !current.has(checkpointId))
  const added = await plan(missing)
  for (const one of added.plans) current.set(one.checkpointId, one)
  const plans = targets.flatMap(({ checkpointId }) => current.get(checkpointId) ?? [])
  return { plans, stop: added.stop, jobs }
}

/** The projects to verify, if the mode verifies. */
function linesOf({ inputs: { mode, verificationLines } }: RunContext): readonly VerificationLine[] {
  return VERIFYING_MODES.has(mode) ? verificationLines : []
}

/** Whether the API answered for any checkpoint; if it didn't, waiting for jobs is pointless. */
function isAnswered(plans: readonly CheckpointPlan[]): boolean {
  return plans.length === 0 || plans.some(({ listFailure }) => listFailure !== 'unavailable')
}
