import { describe, expect, it, test } from 'vitest'
import {
  CHUNKED,
  EMPTY_LIST,
  OK,
  sends,
  sendsAndCloses,
  sendsEndlessly,
  sendsSlowly,
} from '../support/hostile-server.ts'
import { MEASURE_MEMORY_ENV, peakMegabytes } from '../support/measure-memory.ts'
import { type BadResponse, expectRetried, requestsTo } from './bad-responses.ts'
import {
  CHECKPOINT,
  expectMatchesServer,
  holders,
  ids,
  organization,
  rowsOf,
  share,
} from './setup.ts'

const FIRST_CHUNK = `${EMPTY_LIST.length.toString(16)}\r\n${EMPTY_LIST}\r\n`
const CLOSED = 'no complete response: other side closed'
const TOO_LATE = 'no complete response: timed out after 1 min'

// A second of the step, which runs at this speed.
const SPEED = 100
const SECOND = 1_000 / SPEED
// A step without oversized input takes about half of it.
const MAX_MEGABYTES = 250

const closes = (text: string): BadResponse => ({ answer: sendsAndCloses(text), message: CLOSED })
const sendsAndWaits = (text: string, message: string): BadResponse => ({
  answer: sends(text),
  message,
})

test("a connection that closes early, at any point, doesn't end a GET or prove anything about a write", async () => {
  await expectRetried({
    'before-a-byte': closes(''),
    'in-the-status': closes('HTTP/1.1 2'),
    'in-the-headers': closes(`${OK}x-a`),
    'after-the-headers': closes(`${OK}content-length: 44\r\n\r\n`),
    'in-the-body': closes(`${OK}content-length: 45\r\n\r\n${EMPTY_LIST}`),
    'in-a-chunk': closes(`${CHUNKED}ff\r\n${EMPTY_LIST}`),
    'before-the-last-chunk': closes(`${CHUNKED}${FIRST_CHUNK}`),
    'in-the-trailers': closes(`${CHUNKED}${FIRST_CHUNK}0\r\nx-a: b\r\n`),
  })
})

test("a response that isn't valid HTTP/1.1 doesn't end a GET or prove anything about a write", async () => {
  const protocol = 'no complete response: Response does not match the HTTP/1.1 protocol'
  const length = 'no complete response: Response body length does not match content-length header'
  await expectRetried({
    'another-protocol': sendsAndWaits('SSH-2.0-OpenSSH_9.6\r\n', protocol),
    'a-frame-of-http-2': sendsAndWaits('\0\0\x12\x04\0\0\0\0\0', protocol),
    'http-2-in-words': sendsAndWaits('HTTP/2 200 OK\r\n\r\n', protocol),
    'no-status': sendsAndWaits('HTTP/1.1 0 No\r\n\r\n', protocol),
    'a-switch-of-protocols': sendsAndWaits(
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
      'no complete response: bad upgrade',
    ),
    'a-word-to-go-on': sendsAndWaits(
      'HTTP/1.1 100 Continue\r\n\r\n',
      'no complete response: bad response',
    ),
    'a-negative-length': sendsAndWaits(`${OK}content-length: -5\r\n\r\n`, protocol),
    'a-length-beyond-counting': sendsAndWaits(
      `${OK}content-length: 1${'0'.repeat(30)}\r\n\r\n`,
      length,
    ),
    'two-lengths': sendsAndWaits(`${OK}content-length: 5\r\ncontent-length: 7\r\n\r\n`, length),
    'a-length-and-chunks': sendsAndWaits(
      `${OK}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n`,
      length,
    ),
    'a-chunk-of-no-length': sendsAndWaits(`${CHUNKED}zz\r\n`, protocol),
  })
})

test("a flood that never becomes a response is given up after a minute and doesn't fill memory", async () => {
  const floods = {
    'a-status': sendsEndlessly('HTTP/1.1 200 ', 'x'),
    'early-hints': sendsEndlessly('', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
    'a-chunk-extension': sendsEndlessly(`${CHUNKED}1;`, 'x'),
  }
  await using api = await organization(1, {
    checkpoints: Object.fromEntries(Object.keys(floods).map(id => [id, {}])),
  })
  for (const [id, answer] of Object.entries(floods)) {
    api.fault({ on: requestsTo(id, 'list'), answer })
  }
  const inputs = { 'project-ids': 'proj_0', 'checkpoint-id': Object.keys(floods) }
  // Slower, because the floods keep the machine busy while the step retries.
  await using step = await share(api, inputs, { speed: SPEED / 2, env: MEASURE_MEMORY_ENV })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
  for (const id of Object.keys(floods)) expect(step.log).toContain(`${id} (${TOO_LATE}`)
  expect(peakMegabytes(step)).toBeLessThan(MAX_MEGABYTES)
})

describe.concurrent('failures bounded by the time of a request or of the step', () => {
  const always = Number.POSITIVE_INFINITY
  const inputs = { 'project-ids': ids(3), 'share-timeout-minutes': '2' }

  it.each([
    ['a body that comes a byte a second', sendsSlowly(CHUNKED, '1\r\n \r\n', SECOND)],
    ['a body that never begins', sends(`${OK}content-length: 1000000000000\r\n\r\n`)],
  ])('%s is given up after a minute', async (_, answer) => {
    await expectRetried({ [CHECKPOINT]: { answer, message: TOO_LATE } }, { speed: SPEED })
  })

  it.each([
    ['a header that comes a byte a second', sendsSlowly(`${OK}x-a: `, 'x', SECOND), TOO_LATE],
    ['a connection that closes at once', sendsAndCloses(''), CLOSED],
  ])('%s, again and again, ends the step before any write', async (_, answer, message) => {
    await using api = await organization(3)
    api.fault({ on: 'list', times: always, answer })
    await using step = await share(api, inputs, { speed: SPEED })
    expectMatchesServer(step, api)
    const outputs = { result: 'unavailable', changed: 'false' }
    expect(step).toMatchObject({ exitCode: 1, outputs })
    expect(new Set(step.requests.map(({ route }) => route))).toEqual(new Set(['list']))
    expect(step.requests.length).toBeLessThan(100)
    expect(rowsOf(step)[0]?.error).toMatch(new RegExp(`^${message}; gave up after \\d+ tr`))
  })

  test('a connection that closes after each POST ends the step, and every POST is read back', async () => {
    await using api = await organization(3)
    api.fault({ on: 'create', times: always, answer: sendsAndCloses(`${OK}\r\n{"obj`) })
    const longer = { ...inputs, 'share-timeout-minutes': '4' }
    await using step = await share(api, longer, { speed: SPEED })
    expectMatchesServer(step, api)
    expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', changed: 'false' } })
    expect(step.posts.length).toBeGreaterThan(1)
    expect(step.posts.length).toBeLessThan(60)
    expect(rowsOf(step)[0]?.error).toContain('the API returned 200 with a non-JSON body')
    expect(holders(api)).toEqual([])
  })
})
