import type { Clock } from './clock.ts'
import type { Environment } from './input-reader.ts'
import { readInputs, secretsOf, statusWanted, summaryWanted } from './inputs.ts'
import { NOTHING_DONE, type Outcome, unplanned } from './outcome.ts'
import type { Annotation } from './report/annotations.ts'
import { postCommitStatus, stateOf } from './report/commit-status.ts'
import { headlineOf } from './report/headline.ts'
import { createLog } from './report/log.ts'
import { type Reporting, tell } from './report/report.ts'
import type { RunReport } from './report/run.ts'
import { mask } from './report/runner.ts'
import { createText } from './report/text.ts'

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
  const hasOutputs = tell(report, reporting)
  return report.result === 'ok' && hasOutputs ? 0 : 1
}

/** Masks every key before anything is printed. */
function createReporting(env: Environment): Reporting {
  const secrets = secretsOf(env)
  for (const secret of secrets) mask(secret)
  const text = createText(secrets)
  return {
    text,
    log: createLog(text),
    temporary: env.RUNNER_TEMP,
    showSummary: summaryWanted(env),
    warnings: [],
  }
}

async function outcomeOf(surroundings: Surroundings, reporting: Reporting): Promise<Outcome> {
  const { env } = surroundings
  let outcome = NOTHING_DONE
  try {
    const inputs = readInputs(env)
    const { mode, dryRun, exact, baseUrl } = inputs
    outcome = { ...outcome, asked: { mode, dryRun, exact, baseUrl, action: actionOf(env) } }
    // Loaded here, so that nothing can be sent before the inputs are known to be sound.
    const { act } = await import('./act.ts')
    return { ...outcome, ...(await act({ ...surroundings, inputs, reporting })) }
  } catch (error) {
    return { ...outcome, ...unplanned(error) }
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

/** How the workflow names this action, as the runner says; a stand-in where it does not. */
function actionOf({ GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF }: Environment): string {
  const action = `${GITHUB_ACTION_REPOSITORY}@${GITHUB_ACTION_REF}`
  const isSound = GITHUB_ACTION_REPOSITORY && GITHUB_ACTION_REF && /^[\w./@-]+$/.test(action)
  return isSound ? action : 'OWNER/share-checkpoint@v1'
}
