import { describe, expect, test } from 'vitest'
import type { Answer, Api, JobState } from '../support/api.ts'
import { decodeEntities } from './injection-assertions.ts'
import { JOB, organizationWithJob, pollIntervals, pollsOf, shareJob, WAIT } from './job-setup.ts'
import { CHECKPOINT, checkpoints, expectMatchesServer, type SharedStep } from './setup.ts'

const [, OTHER] = checkpoints(2) as [string, string]
const FOREVER = Number.POSITIVE_INFINITY
const WRONG_KEY = `sk-proj-${'wR0nGkEy'.repeat(8)}z_-x`

/** Nothing was written, and each part is in the only annotation, the log, and the summary. */
function expectReported(step: SharedStep, api: Api, result: string, parts: string[]): void {
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result, 'checkpoint-ids': '[]' })
  expect(step.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  expect(api.permissions(CHECKPOINT)).toEqual([])
  expect(step.allAnnotations).toMatchObject([{ level: 'error' }])
  const [annotation] = step.allAnnotations
  const log = step.log.replaceAll(`Error: ${annotation?.message}`, '')
  for (const part of parts) {
    expect(annotation?.message).toContain(part)
    expect(log).toContain(part)
    expect(decodeEntities(step.summary)).toContain(part)
  }
}

/** Runs the action for JOB and one that never ends, with a checkpoint that exists. */
async function runWithStates(states: JobState[], prepare: (api: Api) => void) {
  const api = await organizationWithJob(states, {
    jobs: { 'ftjob-slow': { states: ['running'] } },
    checkpoints: { [CHECKPOINT]: {}, [OTHER]: {} },
  })
  prepare(api)
  const inputs = { 'fine-tuning-job-id': ['ftjob-slow', JOB], 'checkpoint-id': OTHER }
  // A pause takes ten seconds, and a request can take sixty.
  return { api, step: await shareJob(api, inputs, { timeoutMs: 5_000 }) }
}

const error = { code: 'invalid_training_file', message: 'Line 3 is no JSON.', param: null }
const failed = { status: 'failed', error }
const nothing = () => {}
const hanging = (api: Api) =>
  api.fault({ on: ({ jobId }) => jobId === 'ftjob-slow', times: FOREVER, answer: 'hang' })

describe('a job that ends without success ends the step at once, whatever other jobs do', () => {
  test.each<[string, JobState[], (api: Api) => void, string[]]>([
    ['a failure', [failed], nothing, ['failed: Line 3 is no JSON (invalid_training_file)']],
    ['a failure while another hangs', [failed], hanging, ['failed: Line 3 is no JSON (']],
    ['a failure without a word', ['failed'], nothing, ['failed']],
    ['a cancellation', ['cancelled'], nothing, ['was cancelled']],
    [
      'success without a model',
      [{ status: 'succeeded', fine_tuned_model: null }],
      nothing,
      ['succeeded but returned no model'],
    ],
  ])('%s', async (_, states, prepare, parts) => {
    const { api, step } = await runWithStates(states, prepare)
    await using _api = api
    await using _step = step
    expectReported(step, api, 'failed', [...parts, JOB])
    expect(pollsOf(step)).toHaveLength(1)
  })
})

test("a job that the key can't see is reported with a fix", async () => {
  await using api = await organizationWithJob(['succeeded'], {
    jobs: { 'ftjob-other': { project: 'proj_1', states: ['succeeded'], fineTunedModel: OTHER } },
  })
  const inputs = { 'fine-tuning-job-id': 'ftjob-other' }
  await using step = await shareJob(api, inputs, {})
  const [poll] = pollsOf(step, 'ftjob-other')
  expectReported(step, api, 'failed', [
    'the API returned 404: Could not find fine tune: ftjob-other',
    'Check the job ID. api-key must belong to the project that owns the job.',
    poll?.requestId ?? 'no request',
  ])
  expect(api.count('job')).toBe(1)
})

test.each<[string, (api: Api) => string, string[]]>([
  [
    'an admin key',
    api => api.readOnlyAdminKey,
    [
      'returned 401: You have insufficient permissions for this operation. Missing scopes: api.fine_tuning.jobs.read',
      'Use a project key (sk-proj-…), which can read jobs and models. api-key holds an admin key.',
    ],
  ],
  [
    'a wrong key',
    () => WRONG_KEY,
    ['returned 401: Incorrect API key provided: ***', 'Store a new key in the secret for api-key'],
  ],
])('%s given as api-key is reported once', async (_, keyOf, parts) => {
  await using api = await organizationWithJob(['succeeded'])
  await using step = await shareJob(api, { 'api-key': keyOf(api) }, {})
  expectReported(step, api, 'unavailable', [...parts, pollsOf(step)[0]?.requestId ?? 'no request'])
  expect(api.count('job')).toBe(1)
})

test.each<[string, JobState, Record<string, string>]>([
  ['running', 'running', {}],
  ['hibernating', { status: 'hibernating' }, WAIT],
])(
  'a job that is still %s after wait-timeout-minutes is reported',
  async (status, state, inputs) => {
    await using api = await organizationWithJob(['queued', state])
    // Slow enough that a busy machine polls as often.
    const speed = 20
    const limited = { 'wait-timeout-minutes': '1', ...inputs }
    await using step = await shareJob(api, limited, { speed })
    expectReported(step, api, 'failed', [
      `${JOB} hasn't finished after `,
      `: its status is ${status}`,
    ])
    expect(step.allAnnotations[0]?.message).toContain('wait-timeout-minutes')
    expect(pollsOf(step).length).toBeGreaterThanOrEqual(4)
    const pauses = pollIntervals(step, speed)
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(62)
  },
)

test("a job that couldn't be read within wait-timeout-minutes is reported with the reason", async () => {
  await using api = await organizationWithJob(['succeeded'])
  const answer = { status: 503, body: { error: { message: 'Overloaded.' } } }
  api.fault({ on: 'job', times: FOREVER, answer })
  await using step = await shareJob(api, { 'wait-timeout-minutes': '1' })
  expectReported(step, api, 'unavailable', [JOB, 'the API returned 503: Overloaded; gave up after'])
})

test("a rate limit on events doesn't delay anything that matters", async () => {
  const model = `${CHECKPOINT}:ckpt-step-10`
  const checkpoints = [{ step: 10, model, metrics: { train_loss: 1 } }]
  await using api = await organizationWithJob(
    ['succeeded'],
    { checkpoints: { [model]: { shared: ['proj_0'] } } },
    { checkpoints },
  )
  const answer = { status: 429, headers: { 'retry-after': '90' } }
  api.fault({ on: 'job-events', answer })
  const inputs = { mode: 'check', 'job-checkpoints': 'best', 'project-ids': 'proj_0' }
  await using step = await shareJob(api, inputs)
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-id': model })
})

test("a response that isn't a job, or has no status, never counts as an end", async () => {
  await using api = await organizationWithJob(['succeeded'])
  const answer = (normal: Answer): Answer => {
    const { status, ...rest } = normal.body as { status: string }
    return { ...normal, body: rest }
  }
  api.fault({ on: 'job', times: Number.POSITIVE_INFINITY, acts: true, answer })
  await using step = await shareJob(api, {})
  expectReported(step, api, 'unavailable', [JOB, 'status'])
})

describe('a job is polled once, and transient errors are retried', () => {
  const once = [
    ['grant', { 'wait-timeout-minutes': '0' }],
    ['sync', { 'wait-timeout-minutes': '0' }],
    ['wait', { ...WAIT, 'wait-timeout-minutes': '0' }],
    ['check', { mode: 'check' }],
    ['list', { mode: 'list' }],
    ['revoke', { mode: 'revoke' }],
    ['a dry run', { 'dry-run': 'true' }],
    ['a dry run of wait', { ...WAIT, 'dry-run': 'true' }],
  ] as const
  test.each(once)('in %s, where it is running', async (name, inputs) => {
    await using api = await organizationWithJob(['running', 'succeeded'])
    api.fault({ on: 'job', answer: { status: 500 } })
    await using step = await shareJob(api, { mode: name.length > 6 ? 'grant' : name, ...inputs })
    expectReported(step, api, 'failed', [`${JOB} hasn't finished: its status is running`])
    expect(pollsOf(step).map(({ status }) => status)).toEqual([500, 200])
  })
})
