import * as core from '@actions/core'
import { createClient } from './api/client.ts'
import { permissionsApi } from './api/permissions.ts'
import { projectsApi } from './api/projects.ts'
import { createTransport } from './api/transport.ts'
import type { Allowance, Clock } from './clock.ts'
import { type Environment, type Inputs, InvalidInputs, readInputs, secretsOf } from './inputs.ts'
import { DEFAULT_HOST } from './network.ts'
import { createLog } from './report/log.ts'
import { type Reporting, tell, warnOfEvent, warnOfTime } from './report/report.ts'
import type { RunReport } from './report/run.ts'
import { createText } from './report/text.ts'
import { applyPlan } from './sharing/apply.ts'
import { createDirectory } from './sharing/directory.ts'
import type { SharingEvent } from './sharing/events.ts'
import { RejectedBatches } from './sharing/grant.ts'
import { countRows, resultOf } from './sharing/result.ts'
import { planTargets } from './sharing/survey.ts'
import type { CheckpointPlan, Target } from './sharing/types.ts'
import { counted } from './words.ts'

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
 * Runs the step: reads the inputs, lists what is shared, grants what is missing, and reports.
 *
 * @returns the exit code: 0 where all stands as asked, else 1
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { env, clock } = surroundings
  const started = clock.now()
  const reporting = createReporting(env)
  const outcome = await outcomeOf(surroundings, reporting)
  const hasOutputs = await tell({ ...outcome, started, ended: clock.now() }, reporting)
  return outcome.result === 'ok' && hasOutputs ? 0 : 1
}

type Outcome = Omit<RunReport, 'started' | 'ended'>

const NOTHING_DONE: Outcome = {
  result: 'failed',
  asked: null,
  requests: 0,
  checkpoints: null,
  counts: null,
  mistakes: [],
  fault: null,
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
  try {
    const inputs = readInputs(surroundings.env)
    reporting.showSummary = inputs.showSummary
    return await share(inputs, surroundings, reporting)
  } catch (error) {
    if (error instanceof InvalidInputs) {
      return { ...NOTHING_DONE, result: 'invalid', mistakes: error.mistakes }
    }
    return { ...NOTHING_DONE, fault: error }
  }
}

async function share(
  inputs: Inputs,
  { clock, random, cancelled }: Surroundings,
  reporting: Reporting,
): Promise<Outcome> {
  const { log } = reporting
  const { mode, dryRun, baseUrl, adminKey: key, proxy, shareMinutes } = inputs
  const deadline = clock.now() + shareMinutes * 60_000
  const allowance: Allowance = { clock, deadline, cancelled }
  const transport = createTransport({ baseUrl, key, allowance, proxy })
  try {
    const client = createClient({ transport, key, allowance, random, onRepeat: log.repeat })
    const permissions = permissionsApi(client)
    const targets = targetsOf(inputs)
    announce(inputs, targets, reporting)

    const plans = await planTargets(targets, permissions)
    log.plan(plans, dryRun)
    warnOfTime(plans, shareMinutes, reporting)

    const report = (event: SharingEvent) => {
      log.event(event)
      warnOfEvent(event, reporting)
    }
    const applying = {
      permissions,
      directory: createDirectory(projectsApi(client), report),
      allowance,
      random,
      report,
      rejections: new RejectedBatches(),
      stop: null,
    }
    const checkpoints: CheckpointPlan[] = dryRun ? plans : []
    if (!dryRun) {
      for (const plan of plans) {
        checkpoints.push({ ...plan, rows: await applyPlan(applying, plan) })
      }
    }
    return {
      ...NOTHING_DONE,
      result: resultOf(checkpoints, cancelled.aborted),
      asked: { mode, dryRun, host: baseUrl.host },
      requests: client.requests,
      checkpoints,
      counts: countRows(checkpoints.flatMap(({ rows }) => rows)),
    }
  } finally {
    await transport.close()
  }
}

function targetsOf({ checkpointIds, projectIds, owningProjectId }: Inputs): Target[] {
  return checkpointIds.map(checkpointId => ({ checkpointId, projectIds, owningProjectId }))
}

function announce(
  { mode, dryRun, baseUrl }: Inputs,
  targets: readonly Target[],
  { log }: Reporting,
) {
  const projects = new Set(targets.flatMap(({ projectIds }) => projectIds)).size
  log.line`${mode}${dryRun ? ', dry run' : ''}: ${counted(targets.length, 'checkpoint')} × ${counted(projects, 'project')}`
  if (baseUrl.host !== DEFAULT_HOST) log.line`The key goes to ${baseUrl.origin}${baseUrl.pathname}`
}
