import { describe, expect, test } from 'vitest'
import type { Answer, ReceivedRequest } from '../support/api.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  permissionIds,
  rowsOf,
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

describe('an incomplete list stops only its own checkpoint', () => {
  const [broken, whole] = checkpoints(2) as [string, string]
  const item = (number: number) => ({
    id: `cp_${number}`,
    object: 'checkpoint.permission',
    created_at: 1_700_000_000 + number,
    project_id: `proj_${number}`,
  })
  const page = (changes: object) => ({
    object: 'list',
    data: [item(1)],
    has_more: true,
    ...changes,
  })

  test.each<[string, number, unknown[]]>([
    ['its cursor never moves', 2, [page({ last_id: 'cp_1' })]],
    ['its last items repeat', 2, [page({})]],
    ['it goes round', 3, [page({}), page({ data: [item(2)] })]],
    ['a page is empty but for has_more', 1, [page({ data: [] })]],
    ['a later page is empty', 2, [page({}), page({ data: [], last_id: 'cp_1' })]],
    ['a page has no data', 1, [page({ data: undefined })]],
    ['has_more is missing', 1, [page({ has_more: undefined })]],
    ['an item has no project', 1, [page({ data: [{ ...item(1), project_id: undefined }] })]],
    ['an ID is invalid', 1, [page({ data: [{ ...item(1), id: '../x' }] })]],
    ['it is no JSON', 1, ['<html>']],
    ['a later page is no JSON', 2, [page({}), '<html>']],
  ])('%s', async (_, good, pages) => {
    await using api = await organization(3, { checkpoints: { [broken]: {}, [whole]: {} } })
    const isBroken = ({ checkpointId }: ReceivedRequest) => checkpointId === broken
    // The last of the pages is the broken one, however often it's read.
    for (const body of pages.slice(0, good - 1)) {
      api.fault({ on: isBroken, answer: { status: 200, body } })
    }
    const answer = { status: 200, body: pages[(good - 1) % pages.length] }
    api.fault({ on: isBroken, times: Number.POSITIVE_INFINITY, answer })
    const inputs = { 'checkpoint-id': [broken, whole], 'project-ids': ids(2) }
    await using step = await share(api, inputs, { speed: 100 })
    expectMatchesServer(step, api)
    const routes = step.requests.filter(isBroken).map(({ route }) => route)
    expect(routes.length).toBeGreaterThan(good + 2)
    expect(new Set(routes)).toEqual(new Set(['list']))
    expect(rowsOf(step).map(({ status }) => status)).toEqual([
      'failed',
      'failed',
      'granted',
      'granted',
    ])
    expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'true' })
    expect(step.allAnnotations).toMatchObject([{ level: 'error' }])
  })

  test('a later page is rejected', async () => {
    await using api = await organization(301, full(300))
    api.fault({ on: 'list', skip: 2, answer: { status: 403, body: '' } })
    await using step = await share(api, { 'project-ids': ['proj_0', 'proj_300'] })
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ failed: 2 })
    expect(step.outputs.result).toBe('failed')
    expect(step.posts).toEqual([])
  })
})
