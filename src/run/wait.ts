import type { Key } from '../api/client.ts'
import { jobsApi } from '../api/jobs.ts'
import type { Allowance } from '../common/clock.ts'
import { NO_SECRET } from '../inputs/input-reader.ts'
import { InvalidInputs } from '../common/validation.ts'
import { ended, type Outcome } from './outcome.ts'
import { announce } from '../report/log.ts'
import { type Entry, targetsOf } from '../sharing/targets.ts'
import { type Trained, trainedCheckpoints } from '../sharing/jobs/resolve-jobs.ts'
import { BRIEFLY_MS } from '../sharing/jobs/poll-jobs.ts'
import { readSharingFile } from '../sharing-file/read-sharing-file.ts'
import type { Story } from './share.ts'

const MINUTE_MS = 60_000

/** The story of `wait`, which never sees an admin key: jobs become checkpoint IDs. */
export async function waitForModels(story: Story): Promise<Partial<Outcome>> {
  const { inputs, reporting } = story
  const entries = await entriesOf(story)
  announce(inputs, entries, reporting.log)
  if (inputs.verifyKeys.size > 0) reporting.log.line`verify-keys is of no use in wait`
  const trained = await train(story, entries)
  const checkpoints = targetsOf(entries, trained).map(({ checkpointId }) => ({
    checkpointId,
    rows: [],
    unread: null,
    problem: null,
    duplicates: [],
  }))
  return { ...ended(inputs, checkpoints, story.cancelled.aborted), trained }
}

/** What is asked for: by the sharing file, or by the inputs, which are one entry. */
export async function entriesOf({ inputs, env }: Story): Promise<Entry[]> {
  const { sharingFile, apiKey } = inputs
  if (sharingFile === null) return [{ ...inputs, where: null, namePlaces: [] }]
  const entries = await readSharingFile(sharingFile, env.GITHUB_WORKSPACE ?? '')
  const job = entries.find(({ jobIds }) => jobIds.length > 0)
  if (job === undefined && inputs.mode === 'wait') {
    const message = 'sharing-file names nothing to wait for: give an entry a fine-tuning-job-id'
    throw new InvalidInputs([{ input: 'sharing-file', message }])
  }
  if (job !== undefined && apiKey === '') {
    const message = `api-key is empty, and sharing-file has fine-tuning jobs to read with it: ${NO_SECRET}`
    throw new InvalidInputs([{ input: 'api-key', message }])
  }
  return entries
}

/** Waits for the jobs, or asks them once where the mode changes nothing by their models. */
export async function train(story: Story, entries: readonly Entry[]): Promise<Trained[]> {
  const { inputs, reporting, connections, clock, cancelled } = story
  const { mode, dryRun, apiKey, waitMinutes } = inputs
  const isWaiting = !dryRun && (mode === 'wait' || mode === 'grant' || mode === 'sync')
  const stop = new AbortController()
  const until = AbortSignal.any([cancelled, stop.signal])
  const minutes = isWaiting ? waitMinutes : 0
  const after = (time: number) => clock.now() + time * MINUTE_MS
  const waiting: Allowance = { clock, cancelled: until, deadline: after(minutes) }
  // The last question may take its repeats, too, and a rate limit more than a minute to let it pass.
  const reading: Allowance = { ...waiting, deadline: after(minutes + 5) }
  const brief: Allowance = { ...reading, requestMs: BRIEFLY_MS }
  const key: Key = { value: apiKey, input: 'api-key' }
  return trainedCheckpoints(
    {
      jobs: jobsApi(connections.open(key, reading)),
      allowance: waiting,
      stop,
      brief: { jobs: jobsApi(connections.open(key, brief)), allowance: brief },
      report: event => reporting.log.job(event),
    },
    entries.flatMap(({ jobIds, jobCheckpoints: choice, where }) =>
      jobIds.map(jobId => ({ jobId, choice, where })),
    ),
  )
}
