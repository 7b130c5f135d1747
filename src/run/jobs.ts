import { setImmediate } from 'node:timers/promises'
import { cancelledError } from '../api/errors.ts'
import { jobsApi } from '../api/jobs.ts'
import type { TimeBudget } from '../common/clock.ts'
import { InvalidInputsError } from '../common/validation.ts'
import { NO_ID_TOKEN } from '../inputs/identity.ts'
import { MISSING_SECRET } from '../inputs/input-reader.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { type ResolvedJob, resolveJobs } from '../sharing/jobs/resolve-jobs.ts'
import type { SharingEntry } from '../sharing/targets.ts'
import { readSharingFile } from '../sharing-file/read-sharing-file.ts'
import type { RunContext } from './context.ts'

const MINUTE_MS = 60_000

/**
 * Reads the requested entries: those of the sharing file, or one entry for the inputs.
 *
 * @throws InvalidInputsError with all errors in the file, or if an input that it needs is missing
 * @throws ApiError if the step was cancelled
 */
export async function readEntries(context: RunContext): Promise<SharingEntry[]> {
  const { inputs, env, cancelled, reportContext } = context
  const { sharingFile, mode } = inputs
  if (sharingFile === null) return [{ ...inputs, location: null, nameLocations: [] }]
  const entries = await readSharingFile(sharingFile, env.GITHUB_WORKSPACE ?? '')
  for (const { checkpointIds, jobIds, projectIds, owningProjectId } of entries) {
    reportContext.sanitizer.keepIds([...checkpointIds, ...jobIds, ...projectIds])
    if (owningProjectId !== null) reportContext.sanitizer.keepIds([owningProjectId])
  }
  // A large file takes seconds to parse. A signal that arrives meanwhile is delivered in the turn
  // after the next.
  for (let turn = 0; turn < 2; turn++) await setImmediate()
  if (cancelled.aborted) throw cancelledError('read the sharing file', 0)
  const job = entries.find(({ jobIds }) => jobIds.length > 0)
  if (job === undefined && mode === 'wait') {
    const message =
      'sharing-file has no fine-tuning jobs to wait for. Add fine-tuning-job-id to an entry.'
    throw new InvalidInputsError([{ input: 'sharing-file', message }])
  }
  if (job !== undefined) checkJobCredential(inputs)
  return entries
}

/** Checks that jobs in the file can be read: the inputs alone don't show that there are any. */
function checkJobCredential({ apiKey, serviceAccountId, runnerTokens }: Inputs): void {
  if (serviceAccountId !== null && runnerTokens === null) {
    const message = `service-account-id ${NO_ID_TOKEN}`
    throw new InvalidInputsError([{ input: 'service-account-id', message }])
  }
  if (serviceAccountId === null && apiKey === '') {
    const message = `api-key is empty, but sharing-file has fine-tuning jobs. ${MISSING_SECRET}`
    throw new InvalidInputsError([{ input: 'api-key', message }])
  }
}

/**
 * Waits for the jobs of all entries. Dry runs and modes other than `wait`, `grant`, and `sync` check
 * each job once.
 *
 * @throws ApiError if a job can't be read
 * @throws InvalidInputsError if the requested checkpoints don't exist
 * @throws JobNotFinishedError if a job didn't produce a model
 */
export async function waitForJobs(
  context: RunContext,
  entries: readonly SharingEntry[],
): Promise<ResolvedJob[]> {
  const { inputs, reportContext, clients, clock, cancelled } = context
  const { mode, dryRun, waitTimeoutMinutes } = inputs
  const isWaiting = !dryRun && (mode === 'wait' || mode === 'grant' || mode === 'sync')
  const stop = new AbortController()
  const until = AbortSignal.any([cancelled, stop.signal])
  const minutes = isWaiting ? waitTimeoutMinutes : 0
  const after = (time: number) => clock.now() + time * MINUTE_MS
  const waiting: TimeBudget = { clock, cancelled: until, deadline: after(minutes) }
  // The last status check may need retries, and a rate limit may take over a minute to pass.
  const reading: TimeBudget = { ...waiting, deadline: after(minutes + 5) }
  return resolveJobs(
    {
      jobs: jobsApi(clients.open(await context.credentials.forJobs(), reading)),
      budget: waiting,
      stop,
      readsEvents: isWaiting,
      report: event => {
        if (event.type === 'selected') reportContext.sanitizer.keepIds(event.checkpointIds)
        reportContext.log.job(event)
      },
    },
    entries.flatMap(({ jobIds, checkpointSelector: selector, location }) =>
      jobIds.map(jobId => ({ jobId, selector, location })),
    ),
  )
}
