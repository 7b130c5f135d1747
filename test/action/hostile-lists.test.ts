import { describe, expect, test } from 'vitest'
import type { Api, Fault } from '../support/api.ts'
import { MEASURE_MEMORY_ENV, peakMegabytes } from '../support/measure-memory.ts'
import { requestsTo } from './bad-responses.ts'
import {
  checkpoints,
  expectMatchesServer,
  organization,
  rowsOf,
  share,
  statusesOf,
} from './setup.ts'

const ALWAYS = Number.POSITIVE_INFINITY
const PROJECT = { 'project-ids': 'proj_0' }

/** A page of this many permissions, numbered from `first`. */
function page(first: number, count: number, last_id?: string) {
  const data = Array.from({ length: count }, (_, i) => ({
    id: `cp_${first + i}`,
    object: 'checkpoint.permission',
    created_at: 1_700_000_000,
    project_id: `proj_x${first + i}`,
  }))
  return { object: 'list', data, has_more: true, last_id }
}

/** Answers every list with the page of its number, from 0 on. */
function lists(api: Api, body: (number: number) => unknown): void {
  let number = 0
  const answer: Fault['answer'] = () => ({ status: 200, body: body(number++) })
  api.fault({ on: 'list', times: ALWAYS, answer })
}

test('100,000 permissions in 1,000 pages are read and reported in less than half a minute', async () => {
  await using api = await organization(1)
  const pages = Array.from({ length: 1_000 }, (_, i) =>
    JSON.stringify({ ...page(i * 100, 100), has_more: i < 999 }),
  )
  lists(api, number => pages[number % 1_000])
  // The oldest permission is read last.
  const bounds = { env: MEASURE_MEMORY_ENV, timeoutMs: 30_000 }
  await using step = await share(api, { 'project-ids': 'proj_x99999' }, bounds)
  // Not expectMatchesServer, which looks up each row among all permissions.
  expect(step).toMatchObject({ exitCode: 0, outputs: { result: 'ok', 'extra-count': '99999' } })
  expect(statusesOf(step)).toEqual({ shared: 1 })
  expect(step.requests).toHaveLength(1_000)
  const [first, second] = step.requests
  expect(first?.query.after).toBeUndefined()
  expect(second?.query.after).toBe('cp_99')
  const rows = rowsOf(step)
  expect(rows).toHaveLength(100_000)
  expect(new Set(rows.map(({ project_id }) => project_id)).size).toBe(100_000)
  expect(Buffer.byteLength(step.summary ?? '')).toBeLessThan(1024 ** 2)
  expect(peakMegabytes(step)).toBeLessThan(600)
})

test('100,000 permissions are listed without a sharing file, which would be too long', async () => {
  await using api = await organization(1)
  const pages = Array.from({ length: 1_000 }, (_, i) =>
    JSON.stringify({ ...page(i * 100, 100), has_more: i < 999 }),
  )
  lists(api, number => pages[number % 1_000])
  const bounds = { env: MEASURE_MEMORY_ENV, timeoutMs: 30_000 }
  await using step = await share(api, { mode: 'list' }, bounds)
  expect(step.outputs).toMatchObject({ result: 'ok', 'sharing-file': '', 'extra-count': '100000' })
  expect(rowsOf(step)).toHaveLength(100_000)
  expect(step.allAnnotations.map(({ title }) => title)).toContain(
    'The output sharing-file is empty',
  )
  expect(peakMegabytes(step)).toBeLessThan(600)
})

describe('an endless list', () => {
  test('of new permissions ends the step before it fills memory', async () => {
    await using api = await organization(1)
    const large = JSON.stringify(page(0, 70_000))
    lists(api, number => large.replaceAll('cp_', `cp_${number}_`))
    const inputs = { ...PROJECT, 'share-timeout-minutes': '0.5' }
    await using step = await share(api, inputs, { env: MEASURE_MEMORY_ENV })
    expectMatchesServer(step, api)
    expect(step).toMatchObject({
      exitCode: 1,
      outputs: { result: 'unavailable', changed: 'false' },
    })
    expect(step.requests).toHaveLength(8)
    expect(rowsOf(step)[0]?.error).toContain('the list has more than 500,000 items')
    expect(peakMegabytes(step)).toBeLessThan(1_000)
  })

  test('of the same permissions under new cursors ends when time is up', async () => {
    await using api = await organization(1)
    lists(api, number => page(0, 1, `cp_${number}`))
    const inputs = { ...PROJECT, 'share-timeout-minutes': '1' }
    await using step = await share(api, inputs, { speed: 60 })
    expectMatchesServer(step, api)
    expect(step).toMatchObject({
      exitCode: 1,
      outputs: { result: 'unavailable', changed: 'false' },
    })
    expect(rowsOf(step)[0]?.error).toContain('no time left')
    expect(step.posts).toEqual([])
  })
})

test('a cursor leads only to the next page, and none is endless', async () => {
  const cursors: [cursor: string, error: string | null][] = [
    ['http://127.0.0.2/v1', null],
    ['//127.0.0.2/', null],
    ['../../../projects', null],
    ['x&limit=1#fragment', null],
    ['x HTTP/1.1\r\nhost: evil\r\n\r\nGET /', null],
    ['\u0000\u202e%00', null],
    ['x'.repeat(1_024), null],
    ['x'.repeat(1_025), 'last_id: '],
    ['x'.repeat(5_000_000), 'last_id: '],
  ]
  const requested = checkpoints(cursors.length)
  await using api = await organization(1, {
    checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
  })
  for (const [i, [cursor]] of cursors.entries()) {
    const on = requestsTo(requested[i] ?? '', 'list')
    const headers = { 'x-should-retry': 'false' }
    api.fault({ on, answer: { status: 200, headers, body: page(0, 1, cursor) } })
    const last = { ...page(1, 1), has_more: false }
    api.fault({ on, answer: { status: 200, body: last } })
  }
  await using step = await share(api, {
    mode: 'list',
    'project-ids': '',
    'checkpoint-id': requested,
  })
  expect(step.outputs.result).toBe('unavailable')
  for (const [i, [cursor, error]] of cursors.entries()) {
    const requests = step.requests.filter(({ checkpointId }) => checkpointId === requested[i])
    expect(requests).toHaveLength(error === null ? 2 : 1)
    expect(requests[1]?.query).toEqual(error === null ? { limit: '100', after: cursor } : undefined)
  }
  expect(step.requests.every(({ route }) => route === 'list')).toBe(true)
  expect(step.log.match(/last_id: Invalid length/g)?.length).toBeGreaterThanOrEqual(2)
  expect(step.stdout.length + (step.summary?.length ?? 0)).toBeLessThan(60_000)
})
