import * as v from 'valibot'
import { expect, test } from 'vitest'
import { codingsOf } from '../../src/api/content-coding.ts'
import { serverErrorOf } from '../../src/api/error-body.ts'
import { parseResponse } from '../../src/api/response.ts'

const KEY = '0123456789abcdef'
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

/** Reads a response of any form. */
const read = (
  body: string,
  { key = KEY, headers = {}, schema = v.unknown() as v.GenericSchema } = {},
) => parseResponse(schema, { type: 'answer', status: 200, headers, body }, key)

/** The error of a response that can't be read. */
function errorOf(...given: Parameters<typeof read>) {
  try {
    read(...given)
  } catch (error) {
    return error
  }
  throw new Error('the response was to be unreadable')
}

test.each<[Record<string, string>, string | null]>([
  [{}, null],
  [{ 'content-encoding': '' }, null],
  [{ 'content-encoding': 'identity' }, null],
  [{ 'content-encoding': 'Identity' }, null],
  [{ 'transfer-encoding': 'chunked' }, null],
  [{ 'transfer-encoding': ' Chunked ' }, null],
  [{ 'content-encoding': 'gzip' }, 'gzip'],
  [{ 'content-encoding': 'identity, GZIP' }, 'GZIP'],
  [{ 'transfer-encoding': 'gzip, chunked' }, 'gzip'],
  [{ 'content-encoding': 'br ,gzip', 'transfer-encoding': 'deflate' }, 'br, gzip, deflate'],
])('a body with the headers %j is compressed with %s', (headers, codings) => {
  expect(codingsOf(headers)).toBe(codings)
  const body = '{"error": {"message": "No"}}'
  expect(serverErrorOf({ headers, body }).message).toBe(codings === null ? 'No' : null)
  if (codings === null) return
  expect(errorOf('7', { headers })).toMatchObject({
    name: 'InvalidResponseError',
    message: `the API returned 200 with a compressed body (${codings})`,
    type: 'permanent',
  })
})

test.each([
  ['an ID', JSON.stringify(KEY)],
  ['a part of an ID', JSON.stringify({ id: `x-${KEY}-y` })],
  ['a later ID', JSON.stringify({ data: [{ id: 'a', n: 1, more: null }, { id: KEY }, 'b'] })],
])("a response isn't read if it contains the key as %s, because IDs are shown", (_, body) => {
  expect(errorOf(body)).toMatchObject({
    message: 'an ID in the response contains the key',
    type: 'fault',
  })
})

test('a text that contains the key is read, because texts are masked', () => {
  expect(read(JSON.stringify({ message: `Key ${KEY}` }))).toEqual({ message: `Key ${KEY}` })
})

test('a short key may be part of an ID by chance', () => {
  const key = KEY.slice(1)
  expect(read(JSON.stringify([key]), { key })).toEqual([key])
})

test('a response can be nested 100 levels deep', () => {
  expect(JSON.stringify(read(nested(101)))).toBe(nested(101))
  expect(errorOf(nested(102))).toMatchObject({
    name: 'InvalidResponseError',
    message: 'the response is nested too deeply',
    type: 'fault',
  })
})

test.each([
  ['a job', 'fine_tuning.job', 'fault', /^the response doesn't match the API schema/],
  ['an error', 'error', 'error', /^the API returned 200 with an error: No$/],
])('%s of another form has an error property', (_, object, type, message) => {
  const body = JSON.stringify({ object, error: { message: 'No.' } })
  expect(errorOf(body, { schema: v.never() })).toMatchObject({
    type,
    message: expect.stringMatching(message),
  })
})
