import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, test } from 'vitest'
import type { Answer, Fault } from '../support/api.ts'
import { SPEED } from './request-timing.ts'
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
import { EMPTY_PAGE_WITH_MORE, TRANSIENT_FAULTS } from './transient-faults.ts'

const THREE = { 'project-ids': ids(3) }

it.concurrent.each(TRANSIENT_FAULTS)(
  "%s doesn't end a GET, and each retry is a log line",
  async (_, answer, reason) => {
    await using api = await organization(3)
    const times = answer === 'hang' ? 1 : 3
    api.fault({ on: 'list', times, answer })
    await using step = await share(api, THREE, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
    expect([api.count('list'), api.count('create')]).toEqual([times + 1, 1])
    const lines = step.log.split('\n').filter(line => line.startsWith('Retrying '))
    expect(lines).toHaveLength(times)
    for (const [i, line] of lines.entries()) {
      expect(line).toMatch(
        /^Retrying in [\d.]+ s: list the permissions of ft:.* (\d+ (min|s) ?)+ left\.( \(request req_\w+\))?$/,
      )
      expect(line).toContain(`${CHECKPOINT} (${reason}`)
      const { status, requestId = '' } = step.requests[i] ?? {}
      if (typeof status === 'number' && status !== 200) expect(line).toContain(requestId)
    }
  },
)

test('a fault on a later page retries only that page, and misses no project', async () => {
  await using api = await organization(250, { checkpoints: { [CHECKPOINT]: { shared: ids(240) } } })
  api.fault({ on: 'list', skip: 2, times: 2, answer: { status: 500 } })
  await using step = await share(api, { 'project-ids': ids(250) }, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(statusesOf(step)).toEqual({ shared: 240, granted: 10 })
  const pages = step.requests.filter(({ route }) => route === 'list').map(({ query }) => query)
  expect(new Set(pages.map(({ after }) => after)).size).toBe(3)
  expect(pages.slice(2)).toEqual([pages[2], pages[2], pages[2]])
})

it.each<[string, number | null, Answer, RegExp]>([
  ['HTML with 200', null, { status: 200, body: '<html>Hi</html>' }, /a non-JSON body.*<html>Hi/],
  ['an empty 200', null, { status: 200 }, /an empty body/],
  [
    'a list without has_more',
    null,
    { status: 200, body: { object: 'list', data: [] } },
    /has_more/,
  ],
  [
    'an empty page with more to follow',
    null,
    { status: 200, body: EMPTY_PAGE_WITH_MORE },
    /page is empty/,
  ],
  [
    'a cursor that comes again',
    null,
    {
      status: 200,
      body: {
        object: 'list',
        data: [
          { id: 'cp_1', object: 'checkpoint.permission', created_at: 1, project_id: 'proj_0' },
        ],
        has_more: true,
      },
    },
    /leads back/,
  ],
  ['a 500 that must not be repeated', 1, noRepeat(500), /returned 500/],
  ['a 403', 1, { status: 403, body: { error: { message: 'No.' } } }, /returned 403: No \(/],
])('%s ends a GET, and nothing is written on a guess', async (_, lists, answer, reason) => {
  await using api = await organization(3)
  api.fault({ on: 'list', times: Number.POSITIVE_INFINITY, answer })
  await using step = await share(api, THREE, { speed: 100 })
  expectMatchesServer(step, api)
  expect(step.exitCode).toBe(1)
  expect(statusesOf(step)).toEqual({ failed: 3 })
  const routes = step.requests.map(({ route }) => route)
  expect(routes).toEqual(Array(lists ?? routes.length).fill('list'))
  if (lists === null) expect(routes.length).toBeGreaterThan(3)
  expect(rowsOf(step)[0]?.error).toMatch(reason)
  expect(rowsOf(step)[0]?.error).toContain(step.requests.at(-1)?.requestId)
})

/** A response that forbids a retry. */
function noRepeat(status: number): Answer {
  return { status, headers: { 'x-should-retry': 'false' } }
}

describe("if the API can't be reached until the deadline", () => {
  it.concurrent.each<[string, Fault['answer'], RegExp, string]>([
    [
      '500 after 500',
      { status: 500 },
      /returned 500.*; gave up after \d+ tries in ([\d.]+ s|1 min)/,
      'The API returned 500',
    ],
    [
      'no answer',
      'hang',
      /timed out after 1 min; gave up after 1 try in 1 min/,
      "The API didn't respond",
    ],
  ])('%s makes the run unavailable', async (_, answer, reason, cause) => {
    const both = checkpoints(2)
    await using api = await organization(3, {
      checkpoints: Object.fromEntries(both.map(id => [id, {}])),
    })
    api.fault({ on: 'list', times: Number.POSITIVE_INFINITY, answer })
    const inputs = { ...THREE, 'checkpoint-id': both, 'share-timeout-minutes': '1' }
    await using step = await share(api, inputs, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'false' })
    expect(step.summary).toContain(`${cause}; nothing was changed`)
    expect(api.count('create')).toBe(0)
    expect(rowsOf(step)[0]).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(reason),
    })
  })

  test('a port without a listener is retried until the deadline', async () => {
    await using api = await organization(3)
    const inputs = { ...THREE, 'base-url': await deadUrl(), 'share-timeout-minutes': '0.9' }
    await using step = await share(api, inputs, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'false' })
    expect(statusesOf(step)).toEqual({ failed: 3 })
    const reason = /^connection failed: .*ECONNREFUSED.*; gave up after (\d+) tries in ([\d.]+) s/
    const [, attempts, seconds] = reason.exec(rowsOf(step)[0]?.error ?? '') ?? []
    expect(Number(seconds)).toBeLessThan(60)
    const waits = step.log.match(/^Retrying in .*connection failed: .* left\./gm)
    // If a timer is late, the last pause ends after the deadline, and nothing more is sent.
    expect([Number(attempts) - 1, Number(attempts)]).toContain(waits?.length)
    const advice = 'Check base-url, and whether this runner needs HTTPS_PROXY.'
    expect(rowsOf(step)[0]?.error).toContain(advice)
    expect(waits?.[0]).toMatch(/ left\.$/)
    expect(step.log).toContain(`${waits?.[0]} ${advice}\n`)
    // Once when it is retried, and at the end in the row's and the annotation's lines.
    expect(step.log.match(/^Retrying .*Check base-url/gm)).toHaveLength(1)
  })

  test('for only one checkpoint, the other is still granted', async () => {
    await using api = await organization(3, { checkpoints: { a: {}, b: {} } })
    const on: Fault['on'] = ({ route, checkpointId }) => route === 'list' && checkpointId === 'a'
    api.fault({ on, times: Number.POSITIVE_INFINITY, answer: noRepeat(500) })
    await using step = await share(api, { ...THREE, 'checkpoint-id': ['a', 'b'] })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'true' })
    expect(statusesOf(step)).toEqual({ failed: 3, granted: 3 })
  })
})

/** A base URL whose port has no listener. */
async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/v1`
}
