import { describe, expect, it, test } from 'vitest'
import type { Answer } from '../support/api.ts'
import {
  CHUNKED,
  chunkedBody,
  EMPTY_LIST,
  OK,
  sends,
  sendsEndlessly,
} from '../support/hostile-server.ts'
import { peakMegabytes } from '../support/measure-memory.ts'
import { expectUnavailable } from './bad-responses.ts'
import { SPEED } from './request-timing.ts'
import { checkpoints, expectMatchesServer, ids, organization, rowsOf, share } from './setup.ts'

const KILOBYTE = 1_024
// A step without oversized input takes about half of it.
const MAX_MEGABYTES = 250
const THREE = { 'project-ids': ids(3) }

test('headers over the size limit are read no further, and not requested again', async () => {
  const message = 'the response headers are larger than 16 KiB'
  const large = (answer: Answer) => ({ answer, message })
  const trailers = `${CHUNKED}${chunkedBody(EMPTY_LIST).replace(/\r\n$/, '')}`
  await using step = await expectUnavailable(
    {
      'a-megabyte': large(sends(`${OK}x-a: ${'x'.repeat(KILOBYTE ** 2)}\r\n\r\n`)),
      'a-value-without-end': large(sendsEndlessly(`${OK}x-a: `, 'x')),
      'a-name-without-end': large(sendsEndlessly(OK, 'x')),
      'headers-without-end': large(sendsEndlessly(OK, 'x-a: b\r\n')),
      'cookies-without-end': large(sendsEndlessly(OK, 'set-cookie: a=b\r\n')),
      'trailers-without-end': large(sendsEndlessly(trailers, 'x-a: b\r\n')),
    },
    false,
  )
  expect(peakMegabytes(step)).toBeLessThan(MAX_MEGABYTES)
})

test('headers named like Object.prototype members, and cookies, change nothing', async () => {
  await using api = await organization(3)
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x-request-id']
  const twice = [...names, ...names].map(name => `${name}: req_odd\r\n`).join('')
  const odd = `${OK}${twice}set-cookie: session=1\r\nrefresh: 0; url=http://127.0.0.1/\r\n`
  api.fault({
    on: 'list',
    answer: sends(
      `${odd}content-length: ${EMPTY_LIST.length}\r\nconnection: close\r\n\r\n${EMPTY_LIST}`,
    ),
  })
  await using step = await share(api, THREE)
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
  for (const { headers } of step.requests) expect(headers.cookie).toBeUndefined()
})

test("a response that arrives before its request isn't used", async () => {
  const forged = ids(3).map((project_id, i) => ({
    id: `cp_forged${i}`,
    object: 'checkpoint.permission',
    created_at: 1,
    project_id,
  }))
  const body = JSON.stringify({ object: 'list', data: forged, has_more: false })
  const answer = (text: string) => `${OK}content-length: ${text.length}\r\n\r\n${text}`
  await using api = await organization(3)
  // Two responses to the list: the second one would show the POST as applied.
  api.fault({ on: 'list', answer: sends(answer(EMPTY_LIST) + answer(body)) })
  await using step = await share(api, THREE)
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
  expect(step.outputs['permission-ids']).not.toContain('forged')
})

describe('a requested wait', () => {
  const limited = (headers: Record<string, string>): Answer => ({ status: 429, headers })

  test("that isn't a valid time falls back to the action's own", async () => {
    const odd = ['1e308', '-5', '-1e308', 'soon', 'NaN', 'Infinity', '0x7fffffff', '7, 7200', '']
    const requested = checkpoints(odd.length)
    await using api = await organization(1, {
      checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
    })
    for (const value of odd) {
      api.fault({
        on: 'list',
        answer: limited({ 'retry-after': value, 'retry-after-ms': value }),
      })
    }
    const inputs = { 'project-ids': 'proj_0', 'checkpoint-id': requested }
    await using step = await share(api, inputs, { speed: 100 })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    const waits = [...step.log.matchAll(/^Retrying in ([\d.]+) s: /gm)].map(([, wait]) =>
      Number(wait),
    )
    expect(waits).toHaveLength(odd.length)
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(30)
  })

  const far: [string, Record<string, string>, RegExp][] = [
    ['more seconds than can be counted', { 'retry-after': '9'.repeat(400) }, /2,400,000,000 h/],
    [
      'a date in the year 9999',
      { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' },
      /\d{2},\d{3},\d{3} h/,
    ],
  ]

  it.each(far)('of %s fails at once and is reported', async (_, headers, long) => {
    await using api = await organization(3)
    api.fault({ on: 'list', times: Number.POSITIVE_INFINITY, answer: limited(headers) })
    await using step = await share(api, { ...THREE, 'checkpoint-id': checkpoints(2) })
    expectMatchesServer(step, api)
    expect(step).toMatchObject({
      exitCode: 1,
      outputs: { result: 'unavailable', changed: 'false' },
    })
    expect(step.requests).toHaveLength(1)
    const [first, , , other] = rowsOf(step).map(({ error }) => error)
    expect(first).toMatch(new RegExp(`it requires a wait of ${long.source}.*, with only .* left`))
    expect(other).toMatch(/the rate limit requires a wait of [\d,]+ h/)
    expect(step.log + step.summary).not.toMatch(/NaN|Infinity|∞/)
  })

  test('without end after a POST prevents neither the read nor a second POST', async () => {
    await using api = await organization(3)
    const answer = { status: 503, headers: { 'retry-after': '9'.repeat(400) } }
    api.fault({ on: 'create', answer })
    await using step = await share(api, THREE, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', changed: 'false' } })
    expect(step.requests.map(({ route }) => route)).toEqual(['list', 'create', 'list'])
    expect(rowsOf(step)[0]?.error).toContain('it requires a wait of 2,400,000,000 h')
  })
})
