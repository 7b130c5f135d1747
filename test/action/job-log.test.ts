import { describe, expect, test } from 'vitest'
import type { Answer, EventSetup } from '../support/api.ts'
import {
  countLines,
  modelRequests,
  organizationWithJob,
  organizationWithKeys,
  SPEED,
  shareJob,
  verifyKeysFor,
} from './job-setup.ts'
import { CHECKPOINT, expectMatchesServer, share } from './setup.ts'

const FOREVER = Number.POSITIVE_INFINITY
// Deeper than a call stack allows a walk to go.
const DEPTHS = [3_000, 50_000]
const nested = (depth: number) => `${'{"a":['.repeat(depth / 2)}1${']}'.repeat(depth / 2)}`

test.each(['paused', 'pausing'])(
  'a job that is %s is reported at once as waiting to be resumed',
  async status => {
    await using api = await organizationWithJob(['running', { status }, 'succeeded'])
    await using step = await shareJob(api)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    expect(step.log).toMatch(
      new RegExp(`^ftjob-abc123: ${status} \\(waited .*\\)\\. Resume it to continue\\.$`, 'm'),
    )
    expect(countLines(step, 'Resume it')).toBe(1)
  },
)

test('a job that stays paused gets no advice to raise the timeout', async () => {
  await using api = await organizationWithJob([{ status: 'paused' }])
  await using step = await shareJob(api, { 'wait-timeout-minutes': '1' })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('failed')
  const message = step.allAnnotations[0]?.message ?? ''
  expect(message).toMatch(
    /hasn't finished after .*: its status is paused\. .*Resume the job, then run again\./,
  )
  expect(message).not.toContain('wait-timeout-minutes')
  await using once = await shareJob(api, { mode: 'check' })
  expect(once.allAnnotations[0]?.message).toMatch(
    /hasn't finished: its status is paused\. .*Resume the job, then run again\./,
  )
})

test('a metrics event without losses is logged with its message', async () => {
  const rewards = [
    { step: 1, train_mean_reward: 0.25 },
    { step: 2, train_loss: null, valid_mean_reward: 0.5 },
  ]
  const events: EventSetup[] = [
    ...rewards.map((data, i) => ({
      message: `Step ${i + 1}: reward=0.${i + 1}`,
      type: 'metrics' as const,
      data,
    })),
    { message: 'Step 3: no data', type: 'metrics' },
    { message: 'Step 4: training loss=0.7', type: 'metrics', data: { step: 4, train_loss: 0.7 } },
  ]
  await using api = await organizationWithJob(['running', 'succeeded'], {}, { events })
  await using step = await shareJob(api)
  expectMatchesServer(step, api)
  const lines = step.log.split('\n').filter(line => /^ {2}ftjob-abc123: step/i.test(line))
  expect(lines).toEqual([
    '  ftjob-abc123: Step 1: reward=0.1',
    '  ftjob-abc123: Step 2: reward=0.2',
    '  ftjob-abc123: Step 3: no data',
    '  ftjob-abc123: step 4, train loss 0.7',
  ])
})

describe.each(DEPTHS)('a response that is nested %i levels deep', depth => {
  test("in an event's data is unreadable, and the model is shared all the same", async () => {
    await using api = await organizationWithJob(['running', 'succeeded'])
    const event = `{"id":"ftevent-1","level":"info","message":"Hi","data":${nested(depth)}}`
    const body = `{"object":"list","data":[${event}],"has_more":false}`
    api.fault({ on: 'job-events', times: FOREVER, answer: { status: 200, body } })
    await using step = await shareJob(api, {}, { speed: 10 })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
    expect(step.log).toContain(
      "Couldn't list the events of ftjob-abc123: the response is nested too deeply",
    )
    expect(step.log).not.toContain('bug')
  })

  test('is handled where the admin key is checked, too', async () => {
    await using api = await organizationWithJob(['succeeded'])
    const answer = { status: 200, body: `{"object":"list","data":[${nested(depth)}]}` }
    api.fault({ on: 'projects', times: FOREVER, answer })
    await using step = await shareJob(api)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    expect(step.log).toContain('the response is nested too deeply')
  })

  test.each<[string, (body: string) => Answer]>([
    ['an error', body => ({ status: 400, body: `{"error":${body}}` })],
    ["an error's message", body => ({ status: 400, body: `{"error":{"message":${body}}}` })],
    ['an error of status 200', body => ({ status: 200, body: `{"detail":${body}}` })],
    ['a job', body => ({ status: 200, body: `{"id":"ftjob-abc123","status":${body}}` })],
  ])('in %s is handled', async (_, answer) => {
    await using api = await organizationWithJob(['succeeded'])
    api.fault({ on: 'job', times: FOREVER, answer: answer(nested(depth)) })
    await using step = await shareJob(api, {}, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toMatch(/failed|unavailable/)
    expect(step.allAnnotations[0]?.message).toMatch(
      /the (API returned 400|response doesn't match the API schema)/,
    )
    expect(step.log).not.toContain('bug')
  })
})

test.each<[string, string]>([
  ['a model', 'ft:gpt-4o-mini-2024-07-18:acme:other:zzz'],
  ['the base model', 'gpt-4o-mini-2024-07-18'],
])(
  "a response about %s other than the requested one doesn't verify that a key works",
  async (_, id) => {
    await using api = await organizationWithKeys({ [CHECKPOINT]: { projects: ['proj_0'] } })
    const other = { status: 200, body: { id, object: 'model', created: 1, owned_by: 'acme' } }
    api.fault({ on: 'model', times: FOREVER, answer: other })
    const inputs = { 'project-ids': 'proj_0', 'verify-keys': verifyKeysFor(api, ['proj_0']) }
    await using step = await share(api, inputs, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('failed')
    expect(modelRequests(step).length).toBeGreaterThan(1)
    expect(step.log).not.toContain(`proj_0 can use ${CHECKPOINT}`)
    expect(step.allAnnotations[0]?.message).toContain('it describes another model')
  },
)

test("a response about another job doesn't resolve to its model", async () => {
  await using api = await organizationWithJob(['succeeded'])
  const other = (normal: Answer): Answer => ({
    ...normal,
    body: { ...(normal.body as object), id: 'ftjob-other', error: { message: 'Bad data' } },
  })
  api.fault({ on: 'job', acts: true, times: FOREVER, answer: other })
  await using step = await shareJob(api, {}, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('unavailable')
  expect(step.posts).toEqual([])
  // The error of a job isn't one of the response.
  expect(step.allAnnotations[0]?.message).toContain('it describes another job')
})
