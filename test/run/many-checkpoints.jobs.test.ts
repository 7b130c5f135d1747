import { expect, test } from 'vitest'
import { WAIT } from '../action/job-setup.ts'
import { CHECKPOINT, expectMatchesServer, holders, ids } from '../action/setup.ts'
import { failure } from '../support/api/responses.ts'
import type { Answer, Api, Fault, JobSetup } from '../support/api.ts'
import {
  expectAtMost,
  FOR_GOOD,
  MINUTE,
  OOPS,
  play,
  type Run,
  type Scenario,
  SECOND,
} from './many-checkpoints.ts'

const JOB = 'ftjob-abc123'

/** JOB creates CHECKPOINT; faults decide when. */
const trained: JobSetup = { states: ['running'], fineTunedModel: CHECKPOINT }

const playJobs = ({ inputs, setup, ...rest }: Partial<Scenario>): Promise<Run> =>
  play({
    size: [1, 1],
    setup: { jobs: { [JOB]: trained }, ...setup },
    inputs: { 'checkpoint-id': '', 'fine-tuning-job-id': JOB, ...inputs },
    keys: api => ({ 'api-key': api.projectKey }),
    ...rest,
  })

/** Changes a job's response, given the time of the request. */
const onJob = (change: (now: number) => object): Fault => ({
  on: 'job',
  acts: true,
  times: FOR_GOOD,
  answer: (normal: Answer, { receivedAt }) => ({
    ...normal,
    body: { ...(normal.body as object), ...change(receivedAt) },
  }),
})

/** The job succeeds once the run has taken this long. */
const succeedAfter = (api: Api, now: () => number, time: number) =>
  api.fault(
    onJob(() => (now() < time ? {} : { status: 'succeeded', fine_tuned_model: CHECKPOINT })),
  )

const pollsOf = ({ spans }: Run, job = JOB) =>
  spans
    .filter(({ request }) => request.route === 'job' && request.jobId === job)
    .map(({ from }) => from)

function expectShared(run: Run): void {
  expect.soft(run.step.outputs.result).toBe('ok')
  expect.soft(holders(run.api)).toEqual(['proj_0'])
  expectMatchesServer(run.step, run.api)
}

test.each([0.5, 1, 2, 5])(
  "events that hang don't cost the last status check after %d minutes",
  async minutes => {
    const timeout = minutes * MINUTE
    await using run = await playJobs({
      inputs: { 'wait-timeout-minutes': `${minutes}` },
      prepare(api, now) {
        succeedAfter(api, now, timeout - SECOND)
        api.fault({ on: 'job-events', times: FOR_GOOD, answer: 'hang' })
      },
    })
    const last = pollsOf(run).at(-1) ?? 0
    expect.soft(last, 'the last status check').toBeGreaterThanOrEqual(timeout - SECOND)
    expectAtMost('seconds to the last status check', last / SECOND, timeout / SECOND + 2)
    expectShared(run)
  },
)

test('a limit on events delays only events', async () => {
  const limited = { ...failure(429, 'Slow down.'), headers: { 'retry-after': '1500' } }
  await using run = await playJobs({
    prepare(api, now) {
      succeedAfter(api, now, 3 * MINUTE)
      api.fault({ on: 'job-events', times: FOR_GOOD, answer: limited })
    },
  })
  expectAtMost('requests for events', run.api.count('job-events'), 1)
  expectAtMost('the longest pause in seconds', Math.max(...pausesOf(run)), 61)
  expectAtMost('minutes of the run', run.took / MINUTE, 4.5)
  expectShared(run)
})

/** The pauses between status checks, in seconds. */
function pausesOf(run: Run): number[] {
  const polls = pollsOf(run)
  return polls.slice(1).map((time, index) => (time - (polls[index] ?? 0)) / SECOND)
}

test.each([1, 5, 11])(
  "an estimated finish that is always %d seconds away doesn't make polling faster",
  async seconds => {
    await using run = await playJobs({
      prepare(api, now) {
        const moving = (at: number) => ({ estimated_finish: Math.ceil(at / SECOND) + seconds })
        api.fault(
          onJob(at =>
            now() < 10 * MINUTE
              ? moving(at)
              : { status: 'succeeded', fine_tuned_model: CHECKPOINT },
          ),
        )
      },
    })
    // The first estimate can be right.
    for (const pause of pausesOf(run).slice(1)) expect.soft(pause).toBeGreaterThanOrEqual(10)
    expectAtMost('status checks in ten minutes', pollsOf(run).length, 62)
    expectShared(run)
  },
)

test.each([
  ['check', 'false'],
  ['list', 'false'],
  ['revoke', 'false'],
  ['grant', 'true'],
  ['sync', 'true'],
])("events aren't read in mode %s (dry run: %s)", async (mode, isDryRun) => {
  await using run = await playJobs({
    setup: {
      jobs: { [JOB]: { ...trained, states: ['succeeded'], events: [{ message: 'Begun' }] } },
      checkpoints: { [CHECKPOINT]: { shared: ['proj_0'] } },
    },
    inputs: { mode, 'dry-run': isDryRun },
  })
  expect.soft(run.api.count('job-events')).toBe(0)
  expect.soft(run.api.count('job')).toBe(1)
  expect.soft(run.step.outputs.result).toBe('ok')
  expectMatchesServer(run.step, run.api)
})

test('a job that two entries of a sharing file name is listed once', async () => {
  const steps = [10, 20].map(step => ({ step, model: `${CHECKPOINT}:step-${step}` }))
  const models = steps.map(({ model }) => model)
  await using run = await play({
    size: [1, 2],
    file: `checkpoints:
  - { fine-tuning-job-id: ${JOB}, job-checkpoints: [20], project-ids: proj_0 }
  - { fine-tuning-job-id: ${JOB}, project-ids: [proj_0, proj_1] }
  - { fine-tuning-job-id: ${JOB}, job-checkpoints: [10], project-ids: proj_1 }
`,
    setup: {
      checkpoints: Object.fromEntries([CHECKPOINT, ...models].map(id => [id, {}])),
      jobs: { [JOB]: { ...trained, states: ['succeeded'], checkpoints: steps } },
    },
    keys: api => ({ 'api-key': api.projectKey }),
  })
  expect.soft(run.api.count('job-checkpoints')).toBe(1)
  expect.soft(run.step.outputs.result).toBe('ok')
  expect([models[1], CHECKPOINT, models[0]].map(id => holders(run.api, id))).toEqual([
    ['proj_0'],
    ids(2),
    ['proj_1'],
  ])
  expectMatchesServer(run.step, run.api)
})

test("the events of one job don't extend the time of another's", async () => {
  const others = [1, 2, 3, 4, 5, 6].map(index => `ftjob-${index}`)
  const busy = { ...OOPS, headers: { 'retry-after': '3' } }
  await using run = await playJobs({
    setup: {
      jobs: {
        [JOB]: trained,
        ...Object.fromEntries(others.map(id => [id, { ...trained, states: ['succeeded'] }])),
      },
    },
    inputs: { ...WAIT, 'fine-tuning-job-id': [JOB, ...others] },
    prepare(api) {
      api.fault({ on: 'job-events', times: FOR_GOOD, answer: busy })
      // Ends the run.
      api.fault({ on: ({ jobId }) => jobId === JOB, skip: 20, answer: failure(404, 'Gone.') })
    },
    // The events of each other job begin to be read a little later.
    answerMs: ({ route, jobId = '' }) =>
      (route === 'job' ? 4 * (1 + others.indexOf(jobId)) : 0.1) * SECOND,
  })
  const [first = 0, second = FOR_GOOD] = pollsOf(run)
  expectAtMost('seconds between status checks', (second - first) / SECOND, 26)
})

test('share-timeout-minutes covers what comes before and after the wait, but not the wait', async () => {
  const throttled = { status: 429, body: { error: { message: 'Slow down.' } } }
  await using run = await playJobs({
    size: [2, 1],
    inputs: {
      'checkpoint-id': 'ft:other',
      'share-timeout-minutes': '4',
      'wait-timeout-minutes': '60',
    },
    setup: { checkpoints: { [CHECKPOINT]: {}, 'ft:other': {} } },
    prepare(api, now) {
      // Listing before the wait takes three of the four minutes.
      api.fault({
        on: 'list',
        times: FOR_GOOD,
        acts: true,
        answer: (normal: Answer) => (now() < 3 * MINUTE ? throttled : normal),
      })
      succeedAfter(api, now, 33 * MINUTE)
      api.fault({ on: 'create', times: FOR_GOOD, answer: throttled })
    },
  })
  const waited = Math.max(...pollsOf(run)) - Math.min(...pollsOf(run))
  expect.soft(waited / MINUTE).toBeGreaterThan(28)
  expectAtMost('minutes before and after the wait', (run.took - waited) / MINUTE, 4.1)
  expect.soft((run.took - waited) / MINUTE).toBeGreaterThan(3.2)
  expect.soft(run.step.outputs.result).toBe('failed')
})
