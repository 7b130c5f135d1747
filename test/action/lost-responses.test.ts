import { describe, expect, it, test } from 'vitest'
import type { Answer, Fault } from '../support/api.ts'
import { SPEED, TIMER_TOLERANCE_MS, waitsOf } from './request-timing.ts'
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

const THREE = { 'project-ids': ids(3) }

/** The response with its list truncated to this many items. */
const onlyFirst =
  (hasMore: boolean) =>
  ({ body }: Answer): Answer => {
    const { data = [] } = body as { data?: unknown[] }
    return { status: 200, body: { object: 'list', data: data.slice(0, 1), has_more: hasMore } }
  }

/** Responses to a POST that leave open whether it was applied, and how the log reports them. */
const LOST: [name: string, answer: Fault['answer'], reason: string | RegExp][] = [
  ['a reset', 'reset', 'no complete response: '],
  ['no answer for a minute', 'hang', 'timed out after 1 min'],
  ['a 500', { status: 500, body: { error: { message: 'Oops.' } } }, 'returned 500: Oops).'],
  ['a 503 of a gateway', { status: 503, body: 'upstream' }, 'returned 503'],
  ['a 408', { status: 408 }, 'returned 408'],
  ['a 409', { status: 409 }, 'returned 409'],
  ['HTML with 200', { status: 200, body: '<html>Welcome</html>' }, 'a non-JSON body'],
  ['an empty 200', { status: 200 }, 'with an empty body'],
  [
    'JSON that ends too soon',
    { status: 200, body: '{"object":"list","data":[{' },
    'a non-JSON body',
  ],
  ['a body that breaks off', normal => ({ ...normal, cut: 1 }), 'no complete response: '],
  [
    'JSON of another shape',
    { status: 200, body: { data: [{ id: 7 }] } },
    "doesn't match the API schema",
  ],
  ['a list of a part', onlyFirst(false), /is missing \d of 3 projects/],
  ['a list of a part, with more to follow', onlyFirst(true), /is missing \d of 3 projects/],
]

describe.concurrent.each(LOST)('%s as the response to a POST', (_, answer, reason) => {
  it.each([true, false])(
    'is read back, and no project is sent a second time (applied: %s)',
    async acts => {
      await using api = await organization(3)
      api.fault({ on: 'create', acts, answer })
      await using step = await share(api, THREE, { speed: SPEED })
      expectMatchesServer(step, api)
      expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
      expect(JSON.parse(step.outputs['permission-ids'] ?? '')).toEqual(permissionIds(api, ids(3)))
      const routes = step.requests.map(({ route }) => route)
      expect(routes).toEqual(['list', 'create', 'list', ...(acts ? [] : ['create'])])
      expect(step.posts).toEqual(acts ? [ids(3)] : [ids(3), ids(3)])
      expect(waitsOf(step)[1]).toBeGreaterThan(2_000 - TIMER_TOLERANCE_MS)
      expect(step.log).toMatch(reason)
      const [, post] = step.requests
      const id = post?.status === 'reset' || post?.status === 'hang' ? '' : post?.requestId
      expect(step.log).toMatch(
        new RegExp(`unknown outcome for .*Checking permissions in 2\\.0 s.*${id}`),
      )
    },
  )
})

test('a response that lists all projects is accepted, even with has_more', async () => {
  await using api = await organization(3)
  const more = ({ body }: Answer) => ({
    status: 200,
    body: { ...(body as object), has_more: true },
  })
  api.fault({ on: 'create', acts: true, answer: more })
  await using step = await share(api, THREE)
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(step.requests).toHaveLength(2)
})

it.each<[string, Answer]>([
  ['a 500', { status: 500 }],
  ['a 409', { status: 409 }],
  ['half a response', { status: 200, body: '{"object"', cut: 3 }],
])('after %s that was applied for one, only the others are sent again', async (_, answer) => {
  await using api = await organization(3)
  const grantOne = () => {
    api.grant(CHECKPOINT, 'proj_1')
    return answer
  }
  api.fault({ on: 'create', answer: grantOne })
  await using step = await share(api, THREE, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
  expect(step.posts).toEqual([ids(3), ['proj_0', 'proj_2']])
})

test('a project that another run grants between list and POST gets no second permission', async () => {
  await using api = await organization(3, { rules: { regrant: 'error' } })
  const overtake = (normal: Answer) => {
    api.grant(CHECKPOINT, 'proj_1')
    return normal
  }
  api.fault({ on: 'list', acts: true, answer: overtake })
  await using step = await share(api, THREE, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(step.posts).toEqual([ids(3), ['proj_0', 'proj_2']])
})

test('each of several lost responses is read back, and the other checkpoint is granted too', async () => {
  await using api = await organization(3, { checkpoints: { a: {}, b: {} } })
  api.fault({ on: 'create', times: 3, answer: { status: 502 } })
  await using step = await share(api, { ...THREE, 'checkpoint-id': ['a', 'b'] }, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '6' })
  const seen = step.requests.map(({ route, checkpointId }) => `${route} ${checkpointId}`)
  for (const id of ['a', 'b']) {
    const own = seen.filter(one => one.endsWith(id)).join(' ')
    expect(own).toMatch(/^list .( create . list .)* create .$/)
  }
  expect(seen.filter(one => one.startsWith('create'))).toHaveLength(5)
})

test('a second POST waits as long as the response to the first requests', async () => {
  await using api = await organization(3)
  const headers = { 'retry-after': '20' }
  api.fault({ on: 'create', answer: { status: 503, headers } })
  await using step = await share(api, THREE, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  const [, beforeRead = 0, beforePost = 0] = waitsOf(step)
  expect(beforeRead + beforePost).toBeGreaterThan(20_000 - TIMER_TOLERANCE_MS)
})

describe('where the end comes before the read', () => {
  it.concurrent.each([true, false])(
    'the rows are unknown after a whole minute (applied: %s)',
    async acts => {
      const [one = '', two = ''] = checkpoints(2)
      await using api = await organization(3, { checkpoints: { [one]: {}, [two]: {} } })
      api.fault({ on: 'create', acts, answer: 'hang' })
      const inputs = { ...THREE, 'checkpoint-id': [one, two], 'share-timeout-minutes': '1' }
      await using step = await share(api, inputs, { speed: SPEED })
      expectMatchesServer(step, api)
      expect(step.outputs).toMatchObject({
        result: 'failed',
        'failed-count': '6',
        changed: 'false',
      })
      expect(statusesOf(step)).toEqual({ unknown: 3, skipped: 3 })
      expect(step.requests.map(({ route }) => route)).toEqual(['list', 'list', 'create'])
      const errors = rowsOf(step).map(({ error }) => error)
      expect(errors[0]).toMatch(
        /timed out after 1 min; no time was left to check whether the change was applied/,
      )
      expect(errors[3]).toContain('no time left')
      expect(step.annotations.map(({ title }) => title)).toEqual([
        'Unknown outcome for 3 projects',
        'Skipped granting access to 3 projects',
      ])
    },
  )

  test.each([true, false])('a read that comes early only shows what is there (%s)', async acts => {
    await using api = await organization(3)
    api.fault({ on: 'create', acts, answer: { status: 500 } })
    await using step = await share(api, { ...THREE, 'share-timeout-minutes': '0.03' })
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ [acts ? 'granted' : 'unknown']: 3 })
    expect(step.requests).toHaveLength(3)
    const id = step.requests[1]?.requestId
    const message = `too little time was left to check whether the change was applied (request ${id})`
    if (!acts) expect(rowsOf(step)[0]?.error).toContain(message)
  })
})

describe('x-should-retry', () => {
  const forbids = { status: 500, headers: { 'x-should-retry': 'false' } }
  const asks = { status: 400, headers: { 'x-should-retry': 'true' } }

  it.each([true, false])('false on a 500 allows a read, but no retry (%s)', async acts => {
    await using api = await organization(3)
    api.fault({ on: 'create', acts, answer: forbids })
    await using step = await share(api, THREE, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.requests.map(({ route }) => route)).toEqual(['list', 'create', 'list'])
    expect(statusesOf(step)).toEqual(acts ? { granted: 3 } : { failed: 3 })
    expect(step.outputs.result).toBe(acts ? 'ok' : 'failed')
  })

  it.each([true, false])('true on a 400 requests another try, after a read (%s)', async acts => {
    await using api = await organization(3)
    api.fault({ on: 'create', acts, answer: asks })
    await using step = await share(api, THREE, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ granted: 3 })
    const routes = step.requests.map(({ route }) => route)
    expect(routes).toEqual(['list', 'create', 'list', ...(acts ? [] : ['create'])])
  })
})
