import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Answer } from '../support/api.ts'
import {
  CHUNKED,
  chunkedBody,
  EMPTY_LIST,
  OK,
  sendsAndCloses,
  sendsEndlessly,
} from '../support/hostile-server.ts'
import { peakMegabytes } from '../support/measure-memory.ts'
import { type BadResponse, expectUnavailable } from './bad-responses.ts'
import { checkpoints, expectMatchesServer, organization, rowsOf, share } from './setup.ts'

const MEGABYTE = 1_000_000
// A step without oversized input takes about half of it.
const MAX_MEGABYTES = 250

// Far deeper than a call stack.
const DEEP = 50_000
const NESTED = '['.repeat(DEEP) + ']'.repeat(DEEP)
const LONG = 'x'.repeat(2 * MEGABYTE)

const given = (
  body: string | Buffer,
  message: BadResponse['message'],
  headers = {},
): BadResponse => ({
  answer: { status: 200, headers, body },
  message,
})
const notJson = (start: string) =>
  `the API returned 200 with a non-JSON body that starts with "${start}`

test('a body over the size limit is read no further, and not requested again', async () => {
  const large = (answer: Answer): BadResponse => ({
    answer,
    message: 'the response is larger than 10 MB',
  })
  const chunk = `3e8\r\n${'x'.repeat(1_000)}\r\n`
  await using step = await expectUnavailable(
    {
      'a-body-without-a-length': large(sendsEndlessly(`${OK}\r\n`, 'x')),
      'blanks-before-the-list': large(sendsEndlessly(`${OK}\r\n`, ' \n\t')),
      'chunks-without-an-end': large(sendsEndlessly(CHUNKED, chunk)),
      'ten-terabytes': large(sendsEndlessly(`${OK}content-length: 10000000000000\r\n\r\n`, 'x')),
      'a-list-of-10-MB': large({ status: 200, body: EMPTY_LIST.padEnd(10 * MEGABYTE + 1) }),
    },
    false,
  )
  expect(peakMegabytes(step)).toBeLessThan(MAX_MEGABYTES)
})

test('a body of the wrong kind is a clear error, and proves nothing about a write', async () => {
  const page = Buffer.from(EMPTY_LIST, 'utf16le')
  await expectUnavailable(
    {
      'a-lie-of-5-bytes': {
        answer: sendsEndlessly(`${OK}content-length: 5\r\n\r\n`, 'xyz '),
        message: notJson('xyz x'),
      },
      'half-a-body': {
        answer: sendsAndCloses(`${OK}\r\n{"object":"li`),
        message: notJson('{"object"'),
      },
      nothing: given('', 'the API returned 200 with an empty body'),
      'no-content': {
        answer: { status: 204, body: '' },
        message: 'the API returned 204 with an empty body',
      },
      xml: given('<?xml version="1.0"?><list/>', notJson('<?xml'), { 'content-type': 'text/xml' }),
      events: given(`data: ${EMPTY_LIST}\n\n`, notJson('data: {'), {
        'content-type': 'text/event-stream',
      }),
      'two-lists': given(`${EMPTY_LIST}\n${EMPTY_LIST}`, notJson('{"object":"list"')),
      'a-script-before-it': given(`)]}'\n${EMPTY_LIST}`, notJson(`)]}'`)),
      'utf-16': given(page, notJson('{'), { 'content-type': 'application/json; charset=utf-16' }),
      'bytes-of-no-text': given(Buffer.from([0xff, 0xfe, 0x80, 0x00, 0x07]), notJson('')),
    },
    true,
  )
})

test("a body marked as compressed isn't inflated, because none was requested", async () => {
  // 512 MB, as one gzip stream after another.
  const bomb = Buffer.concat(Array(64).fill(gzipSync(Buffer.alloc(8 * MEGABYTE))))
  const zipped = gzipSync(EMPTY_LIST)
  const encoded = (body: Buffer, encoding: string) =>
    given(body, `a compressed body (${encoding})`, { 'content-encoding': encoding })
  await using step = await expectUnavailable(
    {
      'a-bomb': encoded(bomb, 'gzip'),
      'a-bomb-in-a-bomb': encoded(gzipSync(bomb), 'gzip, gzip'),
      'a-list': encoded(zipped, 'gzip'),
      'a-list-in-another-coding': encoded(brotliCompressSync(EMPTY_LIST), 'BR'),
      // The header decides, because nothing is decompressed.
      'a-list-that-is-not': encoded(Buffer.from(EMPTY_LIST), 'zstd'),
      'a-list-on-the-way': {
        answer: sendsAndCloses(
          `${OK}transfer-encoding: gzip, chunked\r\n\r\n${chunkedBody(zipped)}`,
        ),
        message: 'a compressed body (gzip)',
      },
    },
    false,
  )
  expect(peakMegabytes(step)).toBeLessThan(MAX_MEGABYTES)
  for (const { headers } of step.requests) expect(headers['accept-encoding']).toBe('identity')
  const errors = rowsOf(step).filter(({ status }) => status === 'failed')
  for (const { error } of errors) expect(error).toContain('. Turn off compression in')
})

test('endlessly nested JSON or an endless string is an error with its location', async () => {
  const unfit = (body: string, where: string): BadResponse => ({
    answer: { status: 200, body },
    // The response to a DELETE has no list in it.
    message: new RegExp(`the response doesn't match the API schema( at (${where}|.*[.]?id))?: `),
  })
  await using step = await expectUnavailable(
    {
      'lists-in-lists': unfit(NESTED, 'object|data'),
      'lists-that-do-not-end': given('['.repeat(DEEP), 'the API returned 200 with a non-JSON body'),
      'objects-in-objects': unfit(`${'{"data":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`, 'object|data'),
      'items-in-items': unfit(`{"object":"list","data":${NESTED},"has_more":false}`, 'data.0.id'),
      'a-text-for-a-list': unfit(`{"object":"list","data":"${LONG}","has_more":false}`, 'data'),
      'a-text-for-an-id': unfit(
        `{"object":"list","data":[{"id":"${LONG}"}],"has_more":false}`,
        'data.0.id',
      ),
    },
    true,
  )
  expect(step.stdout.length + (step.summary?.length ?? 0)).toBeLessThan(60_000)
})

test('whitespace up to 10 MB, nesting in unread fields, a byte order mark, and another content type change nothing', async () => {
  const sound: Answer[] = [
    { status: 200, body: EMPTY_LIST.padEnd(10 * MEGABYTE) },
    { status: 200, body: `{"more":${NESTED},${EMPTY_LIST.slice(1)}` },
    { status: 200, headers: { 'content-encoding': 'Identity' }, body: EMPTY_LIST },
    { status: 200, body: `\ufeff${EMPTY_LIST}` },
    { status: 200, headers: { 'content-type': 'text/html; charset=latin1' }, body: EMPTY_LIST },
    { status: 200, headers: { 'content-type': null }, body: EMPTY_LIST },
  ]
  const requested = checkpoints(sound.length)
  await using api = await organization(1, {
    checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
  })
  for (const answer of sound) api.fault({ on: 'list', answer })
  await using step = await share(api, { 'project-ids': 'proj_0', 'checkpoint-id': requested })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': `${sound.length}` })
  expect(step.requests).toHaveLength(2 * sound.length)
})
