import { describe, expect, test } from 'vitest'
import type { Answer, ReceivedRequest } from '../support/api.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  permissionIds,
  share,
  statusesOf,
} from './setup.ts'

const limitsOf = (requests: ReceivedRequest[]) => requests.map(({ query }) => query.limit)

/** The response with some of its body's members changed; undefined omits one. */
const withBody = (answer: Answer, changes: object): Answer => ({
  ...answer,
  body: { ...(answer.body as object), ...changes },
})

const full = (count: number) => ({ checkpoints: { [CHECKPOINT]: { shared: ids(count) } } })

describe('a list of several pages', () => {
  test.each([
    ['names the last item', {}],
    ['leaves last_id out', { first_id: undefined, last_id: undefined }],
    ['says null', { first_id: null, last_id: null }],
  ])('is read to its end if it %s', async (_, changes) => {
    await using api = await organization(251, full(250))
    api.fault({
      on: 'list',
      times: Number.POSITIVE_INFINITY,
      acts: true,
      answer: normal => withBody(normal, changes),
    })
    await using step = await share(api, { 'project-ids': ids(250) })
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ shared: 250 })
    const newestFirst = permissionIds(api, ids(250).toReversed())
    expect(step.requests.map(({ query }) => query.after)).toEqual([
      undefined,
      newestFirst[99],
      newestFirst[199],
    ])
  })

  test('can repeat an item that moved to the next page', async () => {
    await using api = await organization(151, full(150))
    // Someone else's grant between the pages moves every item by one.
    api.fault({
      on: ({ route, query }) => route === 'list' && query.after !== undefined,
      acts: true,
      answer: normal => {
        const last = api.permissions(CHECKPOINT)[50]
        const { data } = normal.body as { data: object[] }
        return withBody(normal, { data: [last, ...data] })
      },
    })
    await using step = await share(api, { 'project-ids': 'proj_0' })
    expectMatchesServer(step, api)
    expect(step.outputs['extra-count']).toBe('149')
  })
})

describe('an API that rejects a limit of 100', () => {
  test.each([
    [10, ['100', '50', '20', '10']],
    [50, ['100', '50']],
  ])('is read with a smaller one from then on: at most %i', async (maxLimit, tried) => {
    const requested = checkpoints(2)
    await using api = await organization(30, {
      checkpoints: Object.fromEntries(requested.map(id => [id, { shared: ids(25) }])),
      rules: { maxLimit },
    })
    await using step = await share(api, { 'checkpoint-id': requested, 'project-ids': ids(30) })
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ shared: 50, granted: 10 })
    const lists = step.requests.filter(({ route }) => route === 'list')
    const limits = limitsOf(lists)
    expect(limits.slice(0, tried.length)).toEqual(tried)
    expect(new Set(limits.slice(tried.length))).toEqual(new Set([`${maxLimit}`]))
  })

  test('is distinguished from one that returns 400 for a checkpoint', async () => {
    const [good = ''] = checkpoints(1)
    await using api = await organization(50, {
      ...full(50),
      rules: { unknownCheckpointStatus: 400 },
    })
    const inputs = { 'checkpoint-id': ['ft:nowhere', good], 'project-ids': ids(50) }
    await using step = await share(api, inputs)
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ failed: 50, shared: 50 })
    // A checkpoint without changes takes one request, whatever happened to another.
    const lists = step.requests.filter(({ checkpointId }) => checkpointId === good)
    expect(limitsOf(lists)).toEqual(['100'])
  })
})

test('an incomplete list stops only its own checkpoint', async () => {
  const [broken, whole] = checkpoints(2) as [string, string]
  await using api = await organization(3, { checkpoints: { [broken]: {}, [whole]: {} } })
  const body = { object: 'list', data: [], has_more: true }
  const on = ({ checkpointId }: ReceivedRequest) => checkpointId === broken
  api.fault({ on, times: Number.POSITIVE_INFINITY, answer: { status: 200, body } })
  const inputs = { 'checkpoint-id': [broken, whole], 'project-ids': ids(2) }
  await using step = await share(api, inputs, { speed: 100 })
  expectMatchesServer(step, api)
  expect(step.requests.filter(on).map(({ route }) => route)).not.toContain('create')
  expect(statusesOf(step)).toEqual({ failed: 2, granted: 2 })
  expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'true' })
})

test('a list whose later page is rejected stops its checkpoint', async () => {
  await using api = await organization(301, full(300))
  api.fault({ on: 'list', skip: 2, answer: { status: 403, body: '' } })
  await using step = await share(api, { 'project-ids': ['proj_0', 'proj_300'] })
  expectMatchesServer(step, api)
  expect(statusesOf(step)).toEqual({ failed: 2 })
  expect(step.outputs.result).toBe('failed')
  expect(step.posts).toEqual([])
})
