import { Connections } from '../api/client-pool.ts'
import type { Environment } from '../inputs/input-reader.ts'
import { type Inputs, secretsOf, statusWanted, summaryWanted } from '../inputs/inputs.ts'
import type { Surroundings } from '../main.ts'
import { NOTHING_DONE, type Outcome, unplanned } from './outcome.ts'
import type { Annotation } from '../report/annotations.ts'
import { postCommitStatus, stateOf } from '../report/commit-status.ts'
import { headlineOf } from '../report/headline.ts'
import { createLog } from '../report/log.ts'
import { type Reporting, tell } from '../report/report.ts'
import type { RunReport } from '../report/run-report.ts'
import { mask } from '../report/runner.ts'
import { createText } from '../report/sanitize.ts'
import { share } from './share.ts'
import { waitForModels } from './wait.ts'

/** A run whose inputs have been read. */
export interface Asked extends Surroundings {
  /** Milliseconds since the Unix epoch. */
  started: number
  /** The inputs, or why there are none: what is wrong with them, or a bug in reading them. */
  read: PromiseSettledResult<Inputs>
}

/**
 * Does what the inputs ask for, and reports.
 *
 * @returns the exit code: 0 where all stands as asked, else 1
 */
export async function act(asked: Asked): Promise<number> {
  const { env, clock, started } = asked
  const reporting = createReporting(env)
  const outcome = await outcomeOf(asked, reporting)
  const report = { ...outcome, started, ended: clock.now() }
  reporting.warnings.push(...(await postStatus(report, asked, reporting)))
  const hasOutputs = await tell(report, reporting)
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

async function outcomeOf({ read, ...outside }: Asked, reporting: Reporting): Promise<Outcome> {
  if (read.status === 'rejected') return { ...NOTHING_DONE, ...unplanned(read.reason) }
  const inputs = read.value
  const { mode, dryRun, exact, baseUrl, proxy } = inputs
  const { env, random } = outside
  const connections = new Connections({ baseUrl, proxy, random, onRepeat: reporting.log.repeat })
  const story = { ...outside, inputs, reporting, connections }
  const outcome = await (mode === 'wait' ? waitForModels(story) : share(story))
    .catch(unplanned)
    .finally(() => connections.close())
  const asked = { mode, dryRun, exact, baseUrl, action: actionOf(env) }
  return { ...NOTHING_DONE, asked, ...outcome, requests: connections.requests }
}
/** Posts the commit status that the workflow wants, also where its inputs are wrong. */
async function postStatus(
  report: RunReport,
  { env, cancelled }: Asked,
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
