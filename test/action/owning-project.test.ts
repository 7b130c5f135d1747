import { describe, expect, test } from 'vitest'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  share,
  statusesOf,
} from './setup.ts'

const FAST = { speed: 50 }
const OWNER = 'proj_7'
const owned = { checkpoints: { [CHECKPOINT]: { owner: OWNER } } }

test('a requested owner is a row with a warning, not a failure', async () => {
  await using api = await organization(40, owned)
  await using step = await share(api, { 'project-ids': ids(40) }, FAST)
  expectMatchesServer(step, api)
  expect(step.requests.map(({ route }) => route)).toEqual(['list', 'create', 'list', 'create'])
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '39', 'failed-count': '0' })
  expect(statusesOf(step)).toEqual({ granted: 39, owner: 1 })
  expect(rowsOf(step)[7]).toMatchObject({ project_id: OWNER, status: 'owner', permission_id: null })
  expect(step.allAnnotations).toMatchObject([
    { level: 'warning', message: expect.stringMatching(`${OWNER} .*owning-project-id`) },
  ])
  expect(step.summary).toContain('40 of 40 projects have access')
})

test("an owner named by the input is never sent, and there's no warning", async () => {
  await using api = await organization(40, owned)
  const inputs = { 'project-ids': ids(40), 'owning-project-id': OWNER }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expect(step.requests.map(({ route }) => route)).toEqual(['list', 'create'])
  expect(step.posts.flat()).not.toContain(OWNER)
  expect(statusesOf(step)).toEqual({ granted: 39, owner: 1 })
  expect(step.outputs.result).toBe('ok')
  expect(step.allAnnotations).toEqual([])
})

test("an owner that wasn't requested has no row", async () => {
  await using api = await organization(3, owned)
  const inputs = { 'project-ids': ids(3), 'owning-project-id': OWNER }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expect(rowsOf(step).map(row => row.project_id)).toEqual(ids(3))
  expect(step.posts).toEqual([ids(3)])
})

describe('the owner alone', () => {
  test('takes one POST if only the API knows it', async () => {
    await using api = await organization(8, owned)
    await using step = await share(api, { 'project-ids': OWNER }, FAST)
    expectMatchesServer(step, api)
    expect(step.posts).toEqual([[OWNER]])
    expect(step.outputs).toMatchObject({ result: 'ok', changed: 'false', 'permission-ids': '[]' })
    expect(statusesOf(step)).toEqual({ owner: 1 })
  })

  test('takes no POST if the input names it', async () => {
    await using api = await organization(8, owned)
    const inputs = { 'project-ids': OWNER, 'owning-project-id': OWNER }
    await using step = await share(api, inputs)
    expectMatchesServer(step, api)
    expect(step.requests.map(({ route }) => route)).toEqual(['list'])
    expect(step.outputs).toMatchObject({ result: 'ok', changed: 'false' })
  })
})

test('each checkpoint can have its own owner', async () => {
  const [first, second] = checkpoints(2) as [string, string]
  await using api = await organization(3, {
    checkpoints: { [first]: { owner: 'proj_0' }, [second]: { owner: 'proj_2' } },
  })
  const inputs = { 'checkpoint-id': [first, second], 'project-ids': ids(3) }
  await using step = await share(api, inputs, FAST)
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(rowsOf(step).map(({ status }) => status)).toEqual([
    'owner',
    'granted',
    'granted',
    'granted',
    'granted',
    'owner',
  ])
  const warnings = step.allAnnotations.map(({ message }) => message)
  expect(warnings).toEqual([
    expect.stringContaining(`proj_0 owns ${first}`),
    expect.stringContaining(`proj_2 owns ${second}`),
  ])
})

test.each(['none', 'before-bad', 'all-good'] as const)(
  'the owner and an unknown project in one batch that applies %s',
  async partialBatches => {
    await using api = await organization(10, { ...owned, rules: { partialBatches } })
    const projects = [OWNER, 'proj_0', 'gone', 'proj_1', 'proj_2']
    await using step = await share(api, { 'project-ids': projects }, FAST)
    expectMatchesServer(step, api)
    expect(rowsOf(step).map(({ status }) => status)).toEqual([
      'owner',
      'granted',
      'failed',
      'granted',
      'granted',
    ])
    expect(step.outputs.result).toBe('failed')
  },
)

test("an owner that the message doesn't name is found, and isn't a failure", async () => {
  await using api = await organization(40, owned)
  const message = 'Cannot modify checkpoint permissions for the owning project'
  api.fault({
    on: 'create',
    times: Number.POSITIVE_INFINITY,
    acts: true,
    answer: normal =>
      normal.status === 400 ? { status: 400, body: { error: { message } } } : normal,
  })
  await using step = await share(api, { 'project-ids': ids(40) }, FAST)
  expectMatchesServer(step, api)
  expect(statusesOf(step)).toEqual({ granted: 39, owner: 1 })
  expect(step.posts.length).toBeLessThanOrEqual(4 * Math.ceil(Math.log2(40)))
})
