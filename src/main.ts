import * as core from '@actions/core'
import { createClient } from './api/client.ts'
import { ApiError } from './api/errors.ts'
import { permissionsApi } from './api/permissions.ts'
import { projectsApi } from './api/projects.ts'
import { createTransport } from './api/transport.ts'
import { type Allowance, type Clock, timeLeft } from './clock.ts'
import type { Environment } from './input-reader.ts'
import { type Inputs, InvalidInputs, readInputs, secretsOf, statusWanted } from './inputs.ts'
import type { Annotation } from './report/annotations.ts'
import { postCommitStatus, stateOf } from './report/commit-status.ts'
import { headlineOf } from './report/headline.ts'
import { announce, createLog } from './report/log.ts'
import { type Reporting, tell } from './report/report.ts'
import { actionOf, type RunReport } from './report/run.ts'
import { createText } from './report/text.ts'
import { eventWarning, timeWarning } from './report/warnings.ts'
import { type Applying, applyPlan } from './sharing/apply.ts'
import { createDirectory, type Directory } from './sharing/directory.ts'
import type { SharingEvent } from './sharing/events.ts'
import { heldBack, refusalOf } from './sharing/limit.ts'
import { RejectedBatches } from './sharing/rejected-batches.ts'
import { countRows, resultOf } from './sharing/result.ts'
import { planTargets } from './sharing/survey.ts'
import { resolveTargets, UnresolvedNames } from './sharing/targets.ts'
import type { CheckpointPlan, Problem } from './sharing/types.ts'
import { problemOf } from './sharing/writing.ts'

/** All that a run takes from the outside. */
export interface Surroundings {
  env: Environment
  clock: Clock
  /** A number from 0 up to but not including 1. */
  random: () => number
  /** Aborts when the step is cancelled. */
  cancelled: AbortSignal
}

/**
 * Runs the step: reads the inputs, finds out who has access, changes what has to be changed, and
 * reports.
 *
 * @returns the exit code: 0 where all stands as asked, else 1
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { env, clock } = surroundings
  const started = clock.now()
  const reporting = createReporting(env)
  const outcome = await outcomeOf(surroundings, reporting)
  const report = { ...outcome, started, ended: clock.now() }
  reporting.warnings.push(...(await postStatus(report, surroundings, reporting)))
  const hasOutputs = await tell(report, reporting)
  return report.result === 'ok' && hasOutputs ? 0 : 1
}

type Outcome = Omit<RunReport, 'started' | 'ended'>

const NOTHING_DONE: Outcome = {
  result: 'failed',
  asked: null,
  requests: 0,
  checkpoints: null,
  counts: null,
  mistakes: [],
  problem: null,
}

/** Masks every key before anything is printed. */
function createReporting(env: Environment): Reporting {
  const secrets = secretsOf(env)
  for (const secret of secrets) core.setSecret(secret)
  const text = createText(secrets)
  return {
    text,
    log: createLog(text),
    temporary: env.RUNNER_TEMP,
    showSummary: true,
    warnings: [],
  }
}

async function outcomeOf(surroundings: Surroundings, reporting: Reporting): Promise<Outcome> {
  let outcome = NOTHING_DONE
  try {
    const inputs = readInputs(surroundings.env)
    const { mode, dryRun, exact, baseUrl } = inputs
    const asked = { mode, dryRun, exact, baseUrl, action: actionOf(surroundings.env) }
    outcome = { ...NOTHING_DONE, asked }
    reporting.showSummary = inputs.showSummary
    return { ...outcome, ...(await share(inputs, surroundings, reporting)) }
  } catch (error) {
    if (error instanceof InvalidInputs) {
      return { ...outcome, result: 'invalid', mistakes: error.mistakes }
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const problem = { message: `a bug in this action: ${stack}`, hint: null, requestId: null }
    return { ...outcome, problem }
  }
}

/** Opens the way to the API for as long as the run needs it. */
async function share(
  inputs: Inputs,
  { clock, random, cancelled }: Surroundings,
  reporting: Reporting,
): Promise<Partial<Outcome>> {
  const { log, text, warnings } = reporting
  const { baseUrl, adminKey: key, proxy, shareMinutes } = inputs
  const deadline = clock.now() + shareMinutes * 60_000
  const allowance: Allowance = { clock, deadline, cancelled }
  const transport = createTransport({ baseUrl, key, allowance, proxy })
  try {
    const client = createClient({ transport, key, allowance, random, onRepeat: log.repeat })
    const report = (event: SharingEvent) => {
      log.event(event)
      warnings.push(...eventWarning(event, text))
    }
    const outcome = await change(inputs, reporting, {
      permissions: permissionsApi(client),
      directory: createDirectory(projectsApi(client), report),
      allowance,
      random,
      report,
      rejections: new RejectedBatches(),
      stop: null,
    })
    return { ...outcome, requests: client.requests }
  } finally {
    await transport.close()
  }
}

/** The story of a run: who is meant, who has access, what is to be done, and doing it. */
async function change(
  inputs: Inputs,
  { log, text, warnings }: Reporting,
  applying: Applying,
): Promise<Partial<Outcome>> {
  const { mode, dryRun, maxRevocations } = inputs
  const { permissions, directory, allowance } = applying
  announce(inputs, log)
  try {
    const targets = await resolveTargets(inputs, directory)
    const plans = named(await planTargets(mode, targets, permissions), directory)
    log.plan(plans, inputs)
    warnings.push(...timeWarning(plans, timeLeft(allowance), text))

    const refusal = refusalOf(plans, maxRevocations)
    if (refusal !== null) return ended(inputs, heldBack(plans, refusal), refusal)
    const checkpoints = dryRun ? plans : await applyAll(applying, plans)
    const isCancelled = allowance.cancelled.aborted
    return ended(inputs, named(checkpoints, directory), null, isCancelled)
  } catch (error) {
    if (error instanceof UnresolvedNames) {
      const mistakes = error.faults.map(message => ({ input: 'project-names', message }))
      return { result: 'invalid', mistakes }
    }
    if (!(error instanceof ApiError)) throw error
    const isCancelled = error.kind === 'cancelled'
    const result = isCancelled ? 'cancelled' : error.isUnavailable ? 'unavailable' : 'failed'
    return { result, problem: { ...problemOf(error), message: error.message } }
  }
}

/** Posts the commit status that the workflow wants, also where its inputs are wrong. */
async function postStatus(
  report: RunReport,
  { env, cancelled }: Surroundings,
  { text }: Reporting,
): Promise<Annotation[]> {
  const wanted = statusWanted(env)
  if (wanted === null) return []
  // A cancelled step has seconds left, and a report to write.
  const signal = cancelled.aborted
    ? AbortSignal.timeout(1_500)
    : AbortSignal.any([AbortSignal.timeout(15_000), cancelled])
  const state = stateOf(report)
  return postCommitStatus({ ...wanted, state, description: headlineOf(report), signal }, text)
}

async function applyAll(
  applying: Applying,
  plans: readonly CheckpointPlan[],
): Promise<CheckpointPlan[]> {
  const checkpoints: CheckpointPlan[] = []
  for (const plan of plans) checkpoints.push({ ...plan, rows: await applyPlan(applying, plan) })
  return checkpoints
}

function ended(
  { mode, exact }: Inputs,
  checkpoints: readonly CheckpointPlan[],
  problem: Problem | null,
  isCancelled = false,
): Partial<Outcome> {
  const counts = countRows(
    mode,
    checkpoints.flatMap(({ rows }) => rows),
  )
  const result = problem === null ? resultOf({ mode, exact, checkpoints, isCancelled }) : 'failed'
  return { result, checkpoints, counts, problem }
}

/** The plans with the names of projects, as far as the organization's list was read. */
function named(plans: readonly CheckpointPlan[], { nameOf }: Directory): CheckpointPlan[] {
  return plans.map(plan => ({
    ...plan,
    rows: plan.rows.map(row => ({ ...row, projectName: nameOf(row.projectId) })),
  }))
}
