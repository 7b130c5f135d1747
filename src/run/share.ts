import type { Key } from '../api/client.ts'
import { ApiError } from '../api/errors.ts'
import { lacksScope } from '../api/error-codes.ts'
import { modelsApi } from '../api/models.ts'
import { permissionsApi } from '../api/permissions.ts'
import { projectsApi } from '../api/projects.ts'
import { type Allowance, type Clock, timeLeft } from '../common/clock.ts'
import type { Connections } from '../api/client-pool.ts'
import type { Environment } from '../inputs/input-reader.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { ended, type Outcome, refused, unplanned } from './outcome.ts'
import { announce } from '../report/log.ts'
import type { Reporting } from '../report/report.ts'
import { eventWarning, timeWarning } from '../report/warnings.ts'
import { type Applying, applyPlans } from '../sharing/applying/apply.ts'
import { createDirectory } from '../sharing/project-lookup.ts'
import type { SharingEvent } from '../sharing/events.ts'
import { heldBack, refusalOf } from '../sharing/revocation-limit.ts'
import { RejectedBatches } from '../sharing/applying/batch-atomicity.ts'
import { named, planTargets } from '../sharing/planner.ts'
import { resolveEntries, targetsOf } from '../sharing/targets.ts'
import type { Trained } from '../sharing/jobs/resolve-jobs.ts'
import { type CheckpointPlan, type Target, VERIFYING_MODES } from '../sharing/types.ts'
import { verifyKeys as askKeys, type Verification, type VerifyPause } from '../sharing/verify.ts'
import { BRIEFLY_MS } from '../sharing/jobs/poll-jobs.ts'
import { entriesOf, train } from './wait.ts'
import { counted, duration } from '../common/format.ts'

/** What a run goes by once its inputs are known to be sound. */
export interface Story {
  inputs: Inputs
  reporting: Reporting
  connections: Connections
  env: Environment
  clock: Clock
  /** A number from 0 up to but not including 1. */
  random: () => number
  /** Aborts when the step is cancelled. */
  cancelled: AbortSignal
}

const MINUTE_MS = 60_000

/** The story of all other modes: who is meant, who has access, what is to be done, and doing it. */
export async function share(story: Story): Promise<Partial<Outcome>> {
  const { inputs, reporting, clock, cancelled } = story
  const { mode, dryRun, maxRevocations, shareMinutes, verifyKeys: keys } = inputs
  const { log, text, warnings } = reporting
  const deadline = clock.now() + shareMinutes * MINUTE_MS
  const allowance: Allowance = { clock, cancelled, deadline }
  const applying = openAdmin(story, allowance)
  const { directory, permissions } = applying
  const wanted = await entriesOf(story)
  announce(inputs, wanted, log)

  const verifyKeys = VERIFYING_MODES.has(mode) ? keys : new Map<string, string>()
  const entries = await resolveEntries({ mode, entries: wanted, verifyKeys }, directory)
  const survey = async (targets: readonly Target[]) =>
    named(await planTargets(mode, targets, permissions), directory)
  // Before the wait for jobs, so that a bad key shows at once.
  let plans = await survey(targetsOf(entries, []))
  let trained: Trained[] = []
  if (entries.some(({ jobIds }) => jobIds.length > 0) && isAnswered(plans)) {
    const isAsked = plans.length > 0 || entries.some(one => one.projectNames.length > 0)
    if (!isAsked) await probe(story)
    const before = clock.now()
    trained = await train(story, entries)
    const waited = clock.now() - before
    allowance.deadline = clock.now() + shareMinutes * MINUTE_MS
    // After a wait that was one, what was listed before it may have changed.
    const listed = new Map(waited > MINUTE_MS ? [] : plans.map(plan => [plan.checkpointId, plan]))
    const targets = targetsOf(entries, trained)
    const others = await survey(targets.filter(({ checkpointId }) => !listed.has(checkpointId)))
    for (const plan of others) listed.set(plan.checkpointId, plan)
    plans = targets.flatMap(({ checkpointId }) => listed.get(checkpointId) ?? [])
  }
  log.plan(plans, inputs)
  warnings.push(...timeWarning(plans, timeLeft(allowance), text))

  const refusal = refusalOf(plans, maxRevocations)
  if (refusal !== null) {
    return { ...refused(inputs, heldBack(plans, refusal), refusal), trained }
  }
  const applied = dryRun ? plans : named(await applyPlans(applying, plans), directory)
  const outcome = { ...ended(inputs, applied, cancelled.aborted), trained }
  try {
    const verifications = await verify(story, applied, allowance)
    const isUsable = verifications.every(({ problem }) => problem === null)
    if (outcome.result !== 'ok' || isUsable) return { ...outcome, verifications }
    return { ...outcome, result: cancelled.aborted ? 'cancelled' : 'failed', verifications }
  } catch (error) {
    // What was done stands, whatever goes wrong after it.
    return { ...outcome, result: 'failed', ...unplanned(error) }
  }
}

/** Whether the API answered for any checkpoint, so that going on makes sense. */
function isAnswered(plans: readonly CheckpointPlan[]): boolean {
  return plans.length === 0 || plans.some(({ unread }) => unread !== 'unavailable')
}

function openAdmin(
  { inputs, reporting, connections, random }: Story,
  allowance: Allowance,
): Applying {
  const { log, text, warnings } = reporting
  const client = connections.open(adminKeyOf(inputs), allowance)
  const projects = projectsApi(client)
  const report = (event: SharingEvent) => {
    log.event(event)
    warnings.push(...eventWarning(event, text))
  }
  return {
    permissions: permissionsApi(client),
    directory: createDirectory(projects, report),
    allowance,
    random,
    report,
    rejections: new RejectedBatches(),
    stop: null,
  }
}

function adminKeyOf({ adminKey }: Inputs): Key {
  return { value: adminKey, input: 'admin-key' }
}

/**
 * Asks whether the admin key is taken, where nothing else would before the wait for jobs. An
 * admin key may well lack the scope to list projects: that alone says nothing against it.
 *
 * @throws ApiError where the key is turned away for good
 */
async function probe({ inputs, connections, clock, cancelled }: Story): Promise<void> {
  const deadline = clock.now() + BRIEFLY_MS
  const brief: Allowance = { clock, cancelled, deadline, requestMs: BRIEFLY_MS }
  try {
    await projectsApi(connections.open(adminKeyOf(inputs), brief)).probe()
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const isScope = lacksScope(error.serverMessage)
    const isProjectKey = /^sk-(proj|svcacct)-/.test(inputs.adminKey)
    const isBad = error.turnsKeyAway && (!isScope || isProjectKey)
    if (isBad || error.kind === 'cancelled') throw error
  }
}

/** Sees that keys can use what is shared, where that is asked for and makes sense. */
async function verify(
  { inputs, reporting, connections, random, cancelled }: Story,
  plans: readonly CheckpointPlan[],
  allowance: Allowance,
): Promise<Verification[]> {
  const { mode, dryRun, verifyKeys: keys } = inputs
  if (keys.size === 0 || cancelled.aborted) return []
  if (dryRun || !VERIFYING_MODES.has(mode)) {
    reporting.log.line`verify-keys is of no use in ${dryRun ? 'a dry run' : mode}`
    return []
  }
  const models = new Map(
    [...keys].map(([projectId, value]) => {
      const key: Key = { value, input: 'verify-keys' }
      return [projectId, modelsApi(connections.open(key, allowance))]
    }),
  )
  const report = (verification: Verification) => reporting.log.verification(verification)
  const waiting = ({ projectId, models: many, pause, left }: VerifyPause) =>
    reporting.log
      .line`The key of ${projectId} can't retrieve ${counted(many, 'model')} yet; asking again in ${duration(pause)}, ${duration(left)} left`
  return askKeys(
    { models, allowance, random, report, waiting },
    plans.flatMap(({ rows }) => rows),
  )
}
