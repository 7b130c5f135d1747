import { ClientPool } from '../api/client-pool.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { ignoredInputs } from '../inputs/misspelled.ts'
import type { Env } from '../inputs/raw-inputs.ts'
import { commitStatusInput, isSummaryEnabled } from '../inputs/report-inputs.ts'
import { requestedIds, secretsOf } from '../inputs/secrets.ts'
import type { Annotation } from '../report/annotations.ts'
import { postCommitStatus, stateOf } from '../report/commit-status.ts'
import { headlineOf } from '../report/headline.ts'
import { createLog } from '../report/log.ts'
import { type ReportContext, writeOutputs, writeReport } from '../report/report.ts'
import type { RunReport } from '../report/run-report.ts'
import { mask } from '../report/runner.ts'
import { createSanitizer } from '../report/sanitize.ts'
import type { RunDeps } from './context.ts'
import { Credentials } from './credentials.ts'
import { NOTHING_DONE, type Outcome, outcomeFromError } from './outcome.ts'
import { shareCheckpoints } from './share.ts'
import { waitForModels } from './wait.ts'

/** A run whose inputs have been read. */
export interface ReadRun extends RunDeps {
  /** Milliseconds since the Unix epoch. */
  started: number
  /** The inputs, or why they couldn't be read: they're invalid, or there's a bug. */
  inputs: PromiseSettledResult<Inputs>
}

/**
 * Does what the inputs request, and reports the outcome.
 *
 * @returns the exit code: 0 if everything is as requested, otherwise 1
 */
export async function runAction(run: ReadRun): Promise<number> {
  const { clock, started } = run
  const reportContext = createReportContext(run)
  const outcome = await outcomeOf(run, reportContext)
  const ending = { ...outcome, started, ended: clock.now() }
  // First, because the commit status must not be a success if later steps get no outputs.
  const { outputsFailed, files } = await writeOutputs(ending, reportContext)
  const report = { ...ending, outputsFailed }
  reportContext.warnings.push(...(await postStatus(report, run, reportContext)))
  await writeReport(report, files, reportContext)
  return report.result === 'ok' && !outputsFailed ? 0 : 1
}

/** Masks every key before anything is printed, and prepares the report. */
function createReportContext({ env, clock }: RunDeps): ReportContext {
  const { keys, others } = secretsOf(env)
  for (const secret of [...keys, ...others]) mask(secret)
  const sanitizer = createSanitizer(keys, others)
  sanitizer.keepIds(requestedIds(env))
  return {
    sanitizer,
    log: createLog(sanitizer, clock),
    temporary: env.RUNNER_TEMP,
    showSummary: isSummaryEnabled(env),
    errors: [],
    warnings: ignoredInputs(env).map(({ input, message }) => ({
      title: sanitizer.safe`Input ${input}`,
      message: sanitizer.safe`${message}`,
    })),
  }
}

async function outcomeOf(run: ReadRun, reportContext: ReportContext): Promise<Outcome> {
  if (run.inputs.status === 'rejected') {
    return { ...NOTHING_DONE, ...outcomeFromError(run.inputs.reason) }
  }
  const inputs = run.inputs.value
  const { mode, dryRun, exact, baseUrl, proxy } = inputs
  const { env, random } = run
  const clients = new ClientPool({ baseUrl, proxy, random, onRetry: reportContext.log.retry })
  const end = new AbortController()
  const ended = end.signal
  const until = AbortSignal.any([run.cancelled, ended])
  const credentials = new Credentials({ ...run, inputs, reportContext, until })
  const context = { ...run, inputs, reportContext, clients, ended, credentials }
  const outcome = await (mode === 'wait' ? waitForModels(context) : shareCheckpoints(context))
    .catch(outcomeFromError)
    .finally(() => {
      end.abort()
      return clients.close()
    })
  const settings = { mode, dryRun, exact, baseUrl, action: actionOf(env) }
  return { ...NOTHING_DONE, settings, ...outcome, requests: clients.requests }
}

/** Posts the commit status that the workflow requests, even if its other inputs are invalid. */
async function postStatus(
  report: RunReport,
  { env, cancelled }: ReadRun,
  { sanitizer }: ReportContext,
): Promise<Annotation[]> {
  const requested = commitStatusInput(env)
  if (requested === null) return []
  // A cancelled step has seconds left, and a report to write.
  const bound = () =>
    cancelled.aborted
      ? AbortSignal.timeout(1_500)
      : AbortSignal.any([AbortSignal.timeout(15_000), cancelled])
  const state = stateOf(report)
  const description = headlineOf(report)
  return postCommitStatus({ ...requested, env, state, description, bound }, sanitizer)
}

/** The `uses` value of this action, as the runner reports it; otherwise a placeholder. */
function actionOf({ GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF }: Env): string {
  const action = `${GITHUB_ACTION_REPOSITORY}@${GITHUB_ACTION_REF}`
  const isSound = GITHUB_ACTION_REPOSITORY && GITHUB_ACTION_REF && /^[\w./@-]+$/.test(action)
  return isSound ? action : 'OWNER/share-checkpoint@v1'
}
