import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { serverError } from '../../src/api/error-body.ts'
import { permissionSchema } from '../../src/api/permissions.ts'
import { InvalidResponseError, parseResponse } from '../../src/api/response.ts'

const answer = (body: unknown, status = 200) => ({
  type: 'answer' as const,
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const PERMISSION = {
  id: 'cp_a',
  object: 'checkpoint.permission',
  created_at: 1_700_000_000,
  project_id: 'proj_a',
}
const KEY = 'sk-admin-0123456789abcdefghij'
const LIST = v.object({ data: v.array(permissionSchema), has_more: v.boolean() })
const read = (body: unknown) => parseResponse(LIST, answer(body), KEY)

test('reads a valid response and drops unknown fields', () => {
  const item = { ...PERMISSION, more: 1 }
  expect(read({ object: 'list', data: [item], has_more: false })).toEqual({
    data: [PERMISSION],
    has_more: false,
  })
})

test.each<[string, unknown, string]>([
  ['nothing', '', 'the API returned 200 with an empty body'],
  ['blanks', ' \n ', 'the API returned 200 with a non-JSON body'],
  [
    'HTML',
    '<html>\n<h1>Bad',
    'the API returned 200 with a non-JSON body that starts with "<html>\n<h1>Bad"',
  ],
  [
    'half of it',
    '{"data": [{',
    'the API returned 200 with a non-JSON body that starts with "{"data": [{"',
  ],
  [
    'null',
    'null',
    "the response doesn't match the API schema: Invalid type: Expected Object but received null",
  ],
  [
    'a number',
    '7',
    "the response doesn't match the API schema: Invalid type: Expected Object but received 7",
  ],
  [
    'no list',
    {},
    `the response doesn't match the API schema at data: Invalid key: Expected "data" but received undefined`,
  ],
  [
    'no has_more',
    { data: [] },
    `the response doesn't match the API schema at has_more: Invalid key: Expected "has_more" but received undefined`,
  ],
])('explains what is wrong with %s', (_, body, message) => {
  expect(() => read(body)).toThrow(new InvalidResponseError(message))
})

test.each<[string, object, string]>([
  ['an ID with a blank', { id: 'cp a' }, 'data.1.id: invalid ID'],
  ['an ID with a slash', { id: 'cp/../a' }, 'data.1.id: invalid ID'],
  ['an ID with a line break', { id: 'cp_a\n::error::' }, 'data.1.id: invalid ID'],
  ['an empty ID', { id: '' }, 'data.1.id: invalid ID'],
  ['a long ID', { id: 'x'.repeat(257) }, 'data.1.id: the ID is longer than 256 characters'],
  ['an odd project', { project_id: '-x' }, 'data.1.project_id: invalid ID'],
  ['a number for an ID', { id: 7 }, 'data.1.id: Invalid type'],
  ['another object', { object: 'model' }, 'data.1.object: Invalid type'],
  ['half a second', { created_at: 1.5 }, 'data.1.created_at: Invalid integer'],
  // An invalid date would break the summary.
  ['a second out of time', { created_at: 1e15 }, 'data.1.created_at: '],
  ['a date', { created_at: '2026-11-24' }, 'data.1.created_at: Invalid type'],
])('the error has the path of %s', (_, change, message) => {
  const data = [PERMISSION, { ...PERMISSION, ...change }]
  expect(() => read({ data, has_more: false })).toThrow(message)
})

test('an ID can have up to 256 characters', () => {
  const data = [{ ...PERMISSION, id: 'x'.repeat(256) }]
  expect(read({ data, has_more: true }).data).toEqual(data)
})

test('quotes only the start of a non-JSON body, and cuts no word', () => {
  expect(() => read(`<p>${'nine char '.repeat(1_000)}`)).toThrow(
    new InvalidResponseError(
      `the API returned 200 with a non-JSON body that starts with "<p>${'nine char '.repeat(29)}nine"`,
    ),
  )
  const whole = 'nine char '.repeat(30).trim().padEnd(300, '!')
  expect(() => read(whole)).toThrow(
    new InvalidResponseError(
      `the API returned 200 with a non-JSON body that starts with "${whole}"`,
    ),
  )
  expect(() => read('x'.repeat(10_000))).toThrow(
    new InvalidResponseError('the API returned 200 with a non-JSON body'),
  )
})

test.each([
  ['the usual form', { error: { message: 'No' } }],
  ['a text', { error: 'No' }],
])("an error in %s is the API's own, whatever its status", (_, body) => {
  expect(() => read(body)).toThrow(
    new InvalidResponseError('the API returned 200 with an error: No', 'error'),
  )
})

test('a response is valid or unreadable, whatever it contains', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), body => {
      try {
        read(body)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidResponseError)
      }
    }),
  )
})

const NOTHING = { message: null, code: null, type: null }

test.each<[string, unknown, Partial<ReturnType<typeof serverError>>]>([
  [
    'the usual form',
    { error: { message: 'No', type: 'invalid_request_error', param: null, code: 'bad' } },
    { message: 'No', code: 'bad', type: 'invalid_request_error' },
  ],
  ['no code', { error: { message: 'No' } }, { message: 'No' }],
  ['null for a code', { error: { message: 'No', code: null } }, { message: 'No' }],
  ['a number for a code', { error: { message: 'No', code: 7 } }, { message: 'No', code: '7' }],
  ['a code alone', { error: { code: 'bad' } }, { code: 'bad' }],
  ['null for a message', { error: { message: null, code: 'bad' } }, { code: 'bad' }],
  ['an empty message', { error: { message: '' } }, { message: '' }],
  ['a text for an error', { error: 'No' }, { message: 'No' }],
  ['true for an error', { error: true, message: 'No' }, { message: 'No' }],
  ['a status code and a message', { statusCode: 401, message: 'No' }, { message: 'No' }],
  ['a code and a message', { code: 'bad', message: 'No' }, { message: 'No', code: 'bad' }],
  ['a number and a message', { code: 401, message: 'No' }, { message: 'No', code: '401' }],
  ['a status and a message', { status: 'failure', message: 'No' }, { message: 'No' }],
  ['a message alone', { message: 'No' }, { message: 'No' }],
  ['a detail', { detail: 'Not Found' }, { message: 'Not Found' }],
  ['an empty error', { error: {} }, {}],
  ['null for an error', { error: null }, {}],
  ['a list for an error', { error: ['No'] }, {}],
  ['an object for a message', { error: { message: { text: 'No' } } }, {}],
  ['a list for a detail', { detail: [{ msg: 'No' }] }, {}],
  ['null', 'null', {}],
  ['a list', '[]', {}],
  ['a string', '"No"', {}],
  ['nothing', '', {}],
  ['HTML', '<h1>502 Bad Gateway</h1>', {}],
  ['plain text', 'upstream connect error', {}],
  ['half of it', '{"error": {"message": "N', {}],
])('reads an error of %s', (_, body, error) => {
  expect(serverError(answer(body).body)).toEqual({ ...NOTHING, ...error })
})

test("an error's fields are strings or null, whatever the body is", () => {
  const value = fc.oneof(fc.string(), fc.jsonValue())
  const shaped = fc.record(
    { error: fc.record({ message: value, code: value }) },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        shaped.map(body => JSON.stringify(body)),
      ),
      body => {
        for (const text of Object.values(serverError(body))) {
          expect(text === null || typeof text === 'string').toBe(true)
        }
      },
    ),
  )
})
