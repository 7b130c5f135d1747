import { expect, test } from 'vitest'
import { CHECKPOINT, checkpoints, expectMatchesServer, ids, rowsOf } from '../action/setup.ts'
import { failure } from '../support/api/responses.ts'
import type { Fault, ReceivedRequest } from '../support/api.ts'
import { expectAtMost, expectGranted, FOR_GOOD, play, requestsOf } from './many-checkpoints.ts'

const ALL = checkpoints(10)
const JOB = 'ftjob-abc123'

/** The limits that are tried in order. */
const LIMITS = [100, 50, 20, 10]

/** Always rejects longer pages for these requests. */
const pagesUpTo = (most: number, on: (request: ReceivedRequest) => boolean): Fault => ({
  on: request => on(request) && Number(request.query.limit) > most,
  times: FOR_GOOD,
  answer: failure(400, `Invalid 'limit': not an integer from 1 to ${most}.`, { param: 'limit' }),
})

/** Checkpoints that are shared with all these projects. */
const sharedWith = (projects: string[], checkpointIds = ALL) => ({
  checkpoints: Object.fromEntries(checkpointIds.map(id => [id, { shared: projects }])),
})

const limitsOf = (requests: readonly ReceivedRequest[]) =>
  requests.map(({ query }) => Number(query.limit))

test.each([50, 20, 10])('a limit of %i is found by the first list, and kept', async most => {
  const projects = ids(60)
  await using run = await play({
    size: [10, 60],
    setup: { ...sharedWith(projects), rules: { maxLimit: most } },
    inputs: { mode: 'check' },
  })
  const kept = Array<number>(60 / Math.min(most, 30)).fill(most)
  const refused = LIMITS.filter(limit => limit > most)
  expect.soft(limitsOf(requestsOf(run, CHECKPOINT))).toEqual([...refused, ...kept])
  for (const id of ALL.slice(1)) expect.soft(limitsOf(requestsOf(run, id))).toEqual(kept)
  expect.soft(run.step.outputs.result).toBe('ok')
  expectMatchesServer(run.step, run.api)
})

test.each([50, 20, 10])(
  'lists that are rejected at the same time all continue with %i',
  async most => {
    await using run = await play({
      size: [10, 60],
      setup: sharedWith(ids(60)),
      inputs: { mode: 'check' },
      // The first list doesn't determine the limit for those after it.
      prepare: api => api.fault(pagesUpTo(most, ({ checkpointId }) => checkpointId !== CHECKPOINT)),
      // Some are rejected long after others have found an accepted limit.
      answerMs: ({ checkpointId = '' }) => 50 + 300 * (ALL.indexOf(checkpointId) % 3),
    })
    expect.soft(run.step.outputs.result).toBe('ok')
    const limits = limitsOf(run.step.requests)
    expect.soft(LIMITS).toEqual(expect.arrayContaining([...new Set(limits)]))
    const last = limitsOf(requestsOf(run, ALL.at(-1) ?? ''))
    expect.soft(last.filter(limit => limit > most)).toEqual([])
    expectMatchesServer(run.step, run.api)
  },
)

test('a limit that is rejected in the middle of a list loses none of its items', async () => {
  await using run = await play({
    size: [10, 150],
    setup: sharedWith(ids(150)),
    inputs: { mode: 'check' },
    prepare: api => api.fault(pagesUpTo(50, ({ query }) => query.after !== undefined)),
  })
  expect.soft(run.step.outputs.result).toBe('ok')
  expect.soft(limitsOf(requestsOf(run, CHECKPOINT))).toEqual([100, 100, 50])
  expectMatchesServer(run.step, run.api)
})

test("a list that is rejected for another reason isn't retried", async () => {
  const [, odd = '', ...others] = ALL
  const rejection = failure(400, 'This checkpoint is being moved.', { param: 'checkpoint' })
  await using run = await play({
    size: [10, 2],
    prepare(api) {
      const on = ({ route, checkpointId }: ReceivedRequest) =>
        route === 'list' && checkpointId === odd
      api.fault({ on, times: FOR_GOOD, answer: rejection })
    },
  })
  expect.soft(requestsOf(run, odd).length).toBe(1)
  const rows = rowsOf(run.step).filter(row => row.checkpoint_id === odd)
  for (const row of rows) {
    const error = expect.stringContaining('This checkpoint is being moved')
    expect.soft(row).toMatchObject({ status: 'failed', error })
  }
  expect
    .soft(new Set(limitsOf(run.step.requests.filter(({ route }) => route === 'list'))))
    .toEqual(new Set([100]))
  expectGranted(run, [CHECKPOINT, ...others], ids(2))
})

/** A job with sixty checkpoints, each of which exists. */
function trainingOf(job: string) {
  const steps = Array.from({ length: 60 }, (_, index) => ({
    step: index + 1,
    model: `${CHECKPOINT}:${job}-${index + 1}`,
  }))
  return {
    states: ['succeeded' as const],
    fineTunedModel: `${CHECKPOINT}:${job}`,
    checkpoints: steps,
  }
}

test.each([50, 20, 10])(
  "jobs' checkpoints are listed in pages of %i if longer ones are rejected",
  async most => {
    const jobs = [1, 2, 3].map(index => `${JOB}-${index}`)
    const models = jobs.map(job => `${CHECKPOINT}:${job}-60`)
    await using run = await play({
      size: [0, 2],
      setup: {
        checkpoints: Object.fromEntries(models.map(id => [id, {}])),
        jobs: Object.fromEntries(jobs.map(job => [job, trainingOf(job)])),
      },
      inputs: { 'checkpoint-id': '', 'fine-tuning-job-id': jobs, 'job-checkpoints': '60' },
      keys: api => ({ 'api-key': api.projectKey }),
      prepare: api => api.fault(pagesUpTo(most, ({ route }) => route === 'job-checkpoints')),
    })
    const lists = run.step.requests.filter(({ route }) => route === 'job-checkpoints')
    const accepted = limitsOf(lists.filter(({ status }) => status === 200))
    expect.soft(new Set(accepted)).toEqual(new Set([most]))
    const refused = LIMITS.filter(limit => limit > most).length
    expectAtMost('lists that were refused', lists.length - accepted.length, jobs.length * refused)
    expect.soft(run.step.outputs.result).toBe('ok')
    expectGranted(run, models, ids(2))
  },
)

test("a job's checkpoints aren't listed again after a rejection for another reason", async () => {
  await using run = await play({
    size: [0, 2],
    setup: { jobs: { [JOB]: trainingOf(JOB) } },
    inputs: { 'checkpoint-id': '', 'fine-tuning-job-id': JOB, 'job-checkpoints': '60' },
    keys: api => ({ 'api-key': api.projectKey }),
    prepare: api =>
      api.fault({
        on: 'job-checkpoints',
        times: FOR_GOOD,
        answer: failure(400, 'This job is being moved.'),
      }),
  })
  expect(run.api.count('job-checkpoints')).toBe(1)
  expect(run.step.exitCode).toBe(1)
  expect(run.step.log).toContain('This job is being moved')
})
