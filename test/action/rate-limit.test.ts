import { describe, expect, it, test } from 'vitest'
import type { Answer, Fault, Route } from '../support/api.ts'
import { SPEED, TIMER_TOLERANCE_MS, waitsOf } from './request-timing.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  share,
} from './setup.ts'

const BOTH = checkpoints(2)
const INPUTS = { 'project-ids': ids(3), 'checkpoint-id': BOTH }
const ALWAYS = Number.POSITIVE_INFINITY

const organizationOfTwo = () =>
  organization(3, { checkpoints: Object.fromEntries(BOTH.map(id => [id, {}])) })

function tooMany(headers: Record<string, string> = {}, code = 'rate_limit_exceeded'): Answer {
  const message = 'Too many requests.'
  return { status: 429, headers, body: { error: { message, type: 'requests', param: null, code } } }
}

/** The statuses of each checkpoint's rows, which are the same at each. */
const outcomes = (step: Parameters<typeof rowsOf>[0]) =>
  BOTH.map(id =>
    [...new Set(rowsOf(step).flatMap(row => (row.checkpoint_id === id ? row.status : [])))].join(),
  )

describe.each<Route>(['list', 'create'])('a 429 to the route %s', route => {
  it.concurrent.each<[string, Record<string, string>, number, RegExp]>([
    ['no header', {}, 0, /Retrying in [0-2]\.\d s: /],
    ['retry-after', { 'retry-after': '7' }, 7_000, /Retrying in [0-7]\.\d s: /],
    ['retry-after-ms', { 'retry-after-ms': '2500' }, 2_500, /Retrying in [0-2]\.\d s: /],
    ['both', { 'retry-after': '60', 'retry-after-ms': '2500' }, 2_500, /Retrying in [0-2]\.\d s: /],
    [
      'x-should-retry',
      { 'retry-after': '3', 'x-should-retry': 'true' },
      3_000,
      /Retrying in [0-3]\.\d s: /,
    ],
  ])('is waited out as requested: %s', async (_, headers, least, waiting) => {
    await using api = await organization(3)
    api.fault({ on: route, answer: tooMany(headers) })
    await using step = await share(api, { 'project-ids': ids(3) }, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
    const other = route === 'list' ? 'create' : 'list'
    expect([api.count(route), api.count(other)]).toEqual([2, 1])
    const throttled = step.requests.findIndex(({ status }) => status === 429)
    expect(waitsOf(step)[throttled]).toBeGreaterThanOrEqual(least - TIMER_TOLERANCE_MS)
    const [line = ''] = step.log.match(/^Retrying.*$/gm) ?? []
    expect(line).toMatch(waiting)
    expect(line).toContain(`${CHECKPOINT} (the API returned 429: Too many requests). `)
    expect(line).toContain(` left. (request ${step.requests[throttled]?.requestId})`)
    expect(line).toMatch(/\. \d\d min( \d+ s)? left\. /)
  })

  it.concurrent.each<[string, Answer, string]>([
    ['x-should-retry set to false', tooMany({ 'x-should-retry': 'false' }), 'Too many requests'],
    ['insufficient_quota', tooMany({}, 'insufficient_quota'), 'billing'],
    ['credit_balance_exhausted', tooMany({}, 'credit_balance_exhausted'), 'billing'],
    [
      'a code with x-should-retry',
      tooMany({ 'x-should-retry': 'true' }, 'insufficient_quota'),
      'billing',
    ],
  ])("is final if waiting doesn't help: %s", async (_, answer, reason) => {
    await using api = await organizationOfTwo()
    api.fault({ on: route, times: ALWAYS, answer })
    await using step = await share(api, INPUTS)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe(route === 'list' ? 'unavailable' : 'failed')
    expect(api.count(route)).toBe(1)
    expect(outcomes(step)).toEqual(['failed', 'skipped'])
    const failure = step.requests.find(({ status }) => status === 429)
    for (const { error } of rowsOf(step)) {
      expect(error).toContain(reason)
      expect(error).toContain(`(request ${failure?.requestId})`)
    }
    expect(step.log).not.toContain('Retrying')
  })

  it.each([
    ['retry-after', { 'retry-after': '7200' }],
    ['retry-after-ms', { 'retry-after-ms': '7200000' }],
  ])('fails at once if %s is past the deadline', async (_, headers) => {
    await using api = await organizationOfTwo()
    api.fault({ on: route, times: ALWAYS, answer: tooMany(headers) })
    await using step = await share(api, INPUTS)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe(route === 'list' ? 'unavailable' : 'failed')
    expect(api.count(route)).toBe(1)
    expect(outcomes(step)).toEqual(['failed', 'skipped'])
    const [first = '', , , later = ''] = rowsOf(step).map(({ error }) => error ?? '')
    expect(first).toMatch(
      /429: Too many requests; it requires a wait of 2 h, with only (30|29) min.* left/,
    )
    expect(later).toMatch(/rate limit requires a wait of (2 h|1 h 59 min), with only .* left/)
    expect(step.log).not.toContain('Retrying')
  })

  it.concurrent.each([
    ['no wait at all', '0'],
    ['a date that has passed', 'Tue, 24 Nov 2020 00:00:00 GMT'],
  ])("doesn't allow requests without a pause if it names %s", async (_, value) => {
    await using api = await organization(3)
    api.fault({ on: route, times: ALWAYS, answer: tooMany({ 'retry-after': value }) })
    const inputs = { 'project-ids': ids(3), 'share-timeout-minutes': '1' }
    await using step = await share(api, inputs, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step.requests.length).toBeLessThan(40)
    expect(rowsOf(step)[0]?.error).toContain('gave up after')
  })

  test('reports at the end how long it was retried, and starts nothing more', async () => {
    await using api = await organizationOfTwo()
    api.fault({ on: route, times: ALWAYS, answer: tooMany() })
    await using step = await share(
      api,
      { ...INPUTS, 'share-timeout-minutes': '1' },
      { speed: SPEED },
    )
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe(route === 'list' ? 'unavailable' : 'failed')
    expect(outcomes(step)).toEqual(['failed', 'skipped'])
    const reason =
      /^the API returned 429: .*; gave up after (\d+) tries in ([\d.]+ s|1 min) \(request (.*)\)/
    const [, attempts, , requestId] = reason.exec(rowsOf(step)[0]?.error ?? '') ?? []
    const throttled = step.requests.filter(({ status }) => status === 429)
    expect(Number(attempts)).toBe(throttled.length)
    expect(requestId).toBe(throttled.at(-1)?.requestId)
    const waits = step.log.match(/^Retrying .*$/gm) ?? []
    // If a timer is late, the last pause ends after the deadline, and nothing more is sent.
    expect([throttled.length - 1, throttled.length]).toContain(waits.length)
    for (const [i, line] of waits.entries()) {
      const [, wait, left] = /^Retrying in ([\d.]+) s: .* ([\d.]+) s left\. /.exec(line) ?? []
      if (!line.includes('. 1 min left. ')) expect(Number(wait)).toBeLessThanOrEqual(Number(left))
      expect(line).toContain(throttled[i]?.requestId)
    }
  })
})

test('a 429 that names a date is waited out until then', async () => {
  await using api = await organization(3)
  const start = Date.now()
  // So late that a slow start of the step, whose time runs fast, doesn't reach it.
  const date = new Date(start + 55_000).toUTCString()
  api.fault({ on: 'create', answer: tooMany({ 'retry-after': date }) })
  const origin = performance.now()
  await using step = await share(api, { 'project-ids': ids(3) }, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(step.posts).toEqual([ids(3), ids(3)])
  const stepTime = ((step.requests.at(-1)?.at ?? 0) - origin) * SPEED
  expect(stepTime).toBeGreaterThan(Date.parse(date) - start - TIMER_TOLERANCE_MS)
  expect(step.log).toMatch(/^Retrying in [\d.]+ s: grant access .* 429/m)
})

test('a 429 between two pages loses none, and one after a lost response sends nothing twice', async () => {
  await using api = await organization(200, { checkpoints: { [CHECKPOINT]: { shared: ids(150) } } })
  api.fault({ on: 'list', skip: 1, answer: tooMany() })
  api.fault({ on: 'create', acts: true, answer: 'reset' })
  api.fault({ on: 'list', skip: 1, times: 2, answer: tooMany({ 'retry-after': '1' }) })
  await using step = await share(api, { 'project-ids': ids(200) }, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '50' })
  expect(step.posts).toEqual([ids(50, 150)])
  expect(api.count('list')).toBe(7)
})

test('repeated 429s after a lost POST leave rows that report both', async () => {
  await using api = await organization(3)
  api.fault({ on: 'create', answer: { status: 500 } })
  const answer: Fault['answer'] = tooMany({ 'retry-after': '7200' })
  api.fault({ on: 'create', times: ALWAYS, answer })
  await using step = await share(api, { 'project-ids': ids(3) }, { speed: SPEED })
  expectMatchesServer(step, api)
  const [row] = rowsOf(step)
  expect(row?.status).toBe('failed')
  expect(row?.error).toMatch(
    /returned 500.*; a check showed that the change wasn't applied; then .*429.*wait of 2 h/,
  )
})
