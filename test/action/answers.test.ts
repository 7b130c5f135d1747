import { describe, expect, test } from 'vitest'
import { ANSWERS } from './answers.ts'
import { organizationWithKeys, shareJob, verifyKeysFor } from './job-setup.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  organization,
  rowsOf,
  share,
} from './setup.ts'

const FOREVER = Number.POSITIVE_INFINITY
const ONE = { 'project-ids': 'proj_0' }
const FAST = { speed: 100 }
/** How the summary shows advice. */
const FIX = '<br>Fix: '

test.each(Object.entries(ANSWERS))(
  'the advice, the result, and the number of requests follow the cause: %s',
  async (_, { answer, advice, result, requests }) => {
    await using api = await organization(1)
    api.fault({ on: 'list', times: FOREVER, answer })
    await using step = await share(api, ONE, FAST)
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result, changed: 'false' })
    const error = rowsOf(step)[0]?.error ?? ''
    expect(step.summary?.includes(FIX)).toBe(advice !== null)
    if (advice !== null) expect(error).toContain(`. ${advice}`)
    expect(step.allAnnotations[0]?.message).toContain(error)
    if (requests === 'retried') expect(step.requests.length).toBeGreaterThan(3)
    else expect(step.requests).toHaveLength(requests)
    // Only a rejected key may be misspelled.
    const isAboutKey = advice?.includes('key') ?? false
    expect(/mistyped/.test(error)).toBe(isAboutKey && error.includes('Store a new key'))
  },
)

test.each(['401 of another region', '403 of a country', '429 of the type insufficient_quota'])(
  'what concerns every call costs one request, however many checkpoints there are: %s',
  async name => {
    const all = checkpoints(4)
    await using api = await organization(1, {
      checkpoints: Object.fromEntries(all.map(id => [id, {}])),
    })
    const { answer, advice } = ANSWERS[name] ?? {}
    if (answer === undefined) throw new Error(name)
    api.fault({ on: 'list', times: FOREVER, answer })
    await using step = await share(api, { ...ONE, 'checkpoint-id': all })
    expectMatchesServer(step, api)
    expect(step.requests).toHaveLength(1)
    for (const row of rowsOf(step)) expect(row.error).toContain(advice)
  },
)

describe('a write', () => {
  test.each(['404 of a framework', '404 of Azure', '404 with a page'])(
    "to a wrong path (%s) doesn't start a search for a bad project",
    async name => {
      await using api = await organization(4)
      const answer = ANSWERS[name]?.answer
      if (answer === undefined) throw new Error(name)
      api.fault({ on: 'create', times: FOREVER, answer })
      const inputs = { 'project-ids': ['proj_0', 'proj_1', 'proj_2'] }
      await using step = await share(api, inputs, FAST)
      expectMatchesServer(step, api)
      expect(step.requests.map(({ route }) => route)).toEqual(['list', 'create'])
      expect(step.outputs.result).toBe('failed')
      // The list was found below the same base URL.
      expect(step.summary).not.toContain(FIX)
    },
  )
})

describe('a job', () => {
  test.each<[string, string, string]>([
    ['404 of a framework', 'Check base-url.', 'unavailable'],
    ['401 of another region', 'Set base-url to https://eu.api.openai.com/v1.', 'unavailable'],
    ['401 of an archived project', 'Use a key of an active project in api-key.', 'unavailable'],
    ['404 about the checkpoint', 'Check the job ID.', 'failed'],
  ])('that answers with %s gets its advice', async (name, advice, result) => {
    await using api = await organization(1)
    const answer = ANSWERS[name]?.answer
    if (answer === undefined) throw new Error(name)
    api.fault({ on: 'job', times: FOREVER, answer })
    await using step = await shareJob(api)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe(result)
    expect(step.allAnnotations[0]?.message).toContain(`. ${advice}`)
    expect(step.requests.filter(({ route }) => route === 'job')).toHaveLength(1)
  })

  test("whose model is the ID of a checkpoint's object gets its advice", async () => {
    const object = 'ftckpt_abc123'
    await using api = await organization(1, {
      jobs: { 'ftjob-a': { states: ['succeeded'], fineTunedModel: object } },
    })
    const answer = { status: 500, body: { error: { message: 'Internal error' } } }
    api.fault({ on: 'list', times: FOREVER, answer })
    await using step = await shareJob(api, { 'fine-tuning-job-id': 'ftjob-a' }, FAST)
    expect(rowsOf(step)[0]?.error).toContain("Use the checkpoint's fine_tuned_model_checkpoint")
  })
})

test('the ID of a checkpoint object costs no request', async () => {
  await using api = await organization(1)
  await using step = await share(api, { ...ONE, 'checkpoint-id': 'ftckpt_abc123' })
  expect(step.outputs.result).toBe('invalid')
  expect(step.allAnnotations[0]?.message).toContain('fine_tuned_model_checkpoint')
  expect(api.requests).toEqual([])
})

describe('a model', () => {
  test.each<[string, string | null, 'once' | 'until the deadline']>([
    ['403 of a model policy', "Allow the model in the project's limits.", 'until the deadline'],
    [
      '404 about the checkpoint',
      'Check that the key or service account belongs',
      'until the deadline',
    ],
    ['403 unclear', null, 'until the deadline'],
    ['404 of a framework', 'Check base-url.', 'once'],
    ['403 with a page', 'Allow this runner to reach', 'once'],
    ['403 of a country', 'Use a runner in a country', 'once'],
  ])('that answers with %s gets its advice', async (name, advice, times) => {
    await using api = await organizationWithKeys({ [CHECKPOINT]: { projects: ['proj_0'] } })
    const answer = ANSWERS[name]?.answer
    if (answer === undefined) throw new Error(name)
    api.fault({ on: 'model', times: FOREVER, answer })
    const inputs = { 'verify-keys': verifyKeysFor(api, ['proj_0']), 'share-timeout-minutes': '0.2' }
    await using step = await share(api, { ...ONE, ...inputs }, { speed: 10 })
    expectMatchesServer(step, api)
    const [annotation] = step.allAnnotations
    expect(step.summary?.includes(FIX)).toBe(advice !== null)
    if (advice !== null) expect(annotation?.message).toContain(`. ${advice}`)
    const sent = step.requests.filter(({ route }) => route === 'model').length
    expect(sent > 1).toBe(times === 'until the deadline')
  })
})
