import { expect, test } from 'vitest'
import {
  causeOf,
  comesFromElsewhere,
  concernsAllCalls,
  type ErrorCause,
} from '../../src/api/cause.ts'
import { answer, errorBody, failure } from './exchanges.ts'

/** Error messages that have this cause with this status. */
type Wordings = [ErrorCause | null, number, string[]]

test.each<Wordings>([
  [
    'region',
    403,
    [
      'Country, region, or territory not supported',
      'country, region or territory not supported.',
      'Error: unsupported_country',
    ],
  ],
  ['host', 401, ['Please make your request to eu.api.openai.com', 'Make your request to x']],
  [null, 400, ['Please make your request to ', 'Please make your request']],
  [
    'ip',
    403,
    [
      'Your IP 192.0.2.1 is not authorized',
      'IP unauthorised',
      'The IP address is not currently allowed',
      'ip not allowlisted',
      'This IP\nis not allow-listed',
      'See the IP allow list',
      "It isn't in the project's IP allowlist",
    ],
  ],
  [null, 403, ['Your IP is allowed', 'The ship is not authorized', 'IP allow-list', 'Not allowed']],
  [null, 400, ['Your IP 192.0.2.1 is not authorized']],
  ['ip', 401, ['Your IP 192.0.2.1 is not authorized to use this key']],
  [
    'account',
    401,
    [
      'Your account was deactivated',
      'The organization of this key has been disabled',
      'This user is\nsuspended',
      'User terminated',
    ],
  ],
  ['archived', 401, ['The project of this key was archived', 'This is an archived project']],
  [
    'key',
    401,
    ['Invalid token', 'No such key', 'Old keys', 'Bad credentials', 'Wrong credential', 'tokens?'],
  ],
  ['key', 401, ['Not authenticated', 'Authentication required']],
  [null, 401, ['Unauthorized', 'No monkeys', 'A keyboard', 'Unauthenticated']],
  // The words only mean this with a status that's about the key.
  [null, 403, ['Invalid token', 'Your account was deactivated', 'An archived project']],
  [
    'model-policy',
    403,
    ['It does not have access to model ft:a', 'It does not have access to the model ft:a'],
  ],
  ['model-policy', 404, ['Project proj_a does not have access to model ft:a']],
  [null, 403, ['It does not have access to it', 'It has no access to the model']],
])('the cause is %s for a %i with these words', (cause, status, messages) => {
  const causes = messages.map(text => [text, causeOf(answer(status, errorBody(text)))])
  expect(causes).toEqual(messages.map(text => [text, cause]))
})

const PATH_WORDS = [
  'Invalid URL (GET /v2/it)',
  'unknown url',
  'Unknown request URL: GET /it',
  'Unknown path',
  'unknown route /it',
  'Unknown endpoint',
  'Cannot GET /it',
  'cannot post /it',
  'Cannot DELETE /it',
  'No route for it',
  '404 page not found\n',
  ' 404',
  'Not Found',
  'not found...',
  'Was not found',
  'The resource was not found',
  'The requested URL was not found.',
  'Requested path not found',
  'Page not found',
  'Route not found',
  'Endpoint not found!',
]
const OBJECT_WORDS = [
  "Checkpoint 'ft:a' not found",
  'Not found: ft:a',
  'The model was not found',
  'Resource ft:a not found',
  'This is an unknown path',
  'This is an invalid URL',
  'Unknown pathway',
  'Invalid urls',
  'Cannot GET it',
  'No router',
  'Error 404',
  '4040',
]

test.each(PATH_WORDS)('a 404 with "%s" is about the path', text => {
  expect(causeOf(answer(404, errorBody(text)))).toBe('path')
  expect(causeOf(answer(404, text))).toBe('path')
  // Reads found the path before, so it's another cause for a write.
  expect(causeOf(answer(404, errorBody(text)), 'POST')).toBe('route')
  expect(causeOf(answer(400, errorBody(text)), 'DELETE')).toBeNull()
})

test.each(OBJECT_WORDS)('a 404 with "%s" is about an object', text => {
  expect(causeOf(answer(404, errorBody(text)))).toBe('missing')
  expect(causeOf(answer(404, text))).toBeNull()
  expect(causeOf(answer(404, errorBody(text)), 'DELETE')).toBeNull()
})

test('a 404 without words has no clear cause', () => {
  expect(causeOf(answer(404))).toBeNull()
  expect(causeOf(answer(404, errorBody('')))).toBeNull()
})

test.each<[number, string, ErrorCause]>([
  [401, 'account_deactivated', 'account'],
  [403, 'organization_disabled', 'account'],
  [429, 'user_suspended', 'account'],
  [429, 'access_terminated', 'account'],
  [429, 'insufficient_quota', 'quota'],
  [403, 'unsupported_country_region_territory', 'region'],
  [401, 'incorrect_hostname', 'host'],
  [400, 'invalid_api_key', 'key'],
  [404, 'unknown_url', 'path'],
])('a %i with the code or type %s shows the cause %s', (status, code, cause) => {
  const typed = JSON.stringify({ error: { message: 'No', type: code, code: null } })
  expect(causeOf(answer(status, errorBody('No', code)))).toBe(cause)
  expect(causeOf(answer(status, typed))).toBe(cause)
  // Only the whole code counts.
  for (const other of [`x_${code}`, `${code}_x`]) {
    const unclear = status === 404 ? 'missing' : null
    expect(causeOf(answer(status, errorBody('No', other)))).toBe(unclear)
  }
})

test('a rate limit has no cause, whatever its words', () => {
  expect(causeOf(answer(429, errorBody('Country, region, or territory not supported')))).toBeNull()
})

const PAGE = '<!DOCTYPE html><html><title>Blocked</title></html>'
const HTML = { 'content-type': 'Text/HTML; charset=utf-8' }

test.each<[string, string, Record<string, string>, ErrorCause | null]>([
  ['a page', PAGE, HTML, 'firewall'],
  ['a page of no type', PAGE, {}, 'firewall'],
  ['a page after blanks', ` \n${PAGE}`, {}, 'firewall'],
  ['text that is sent as a page', 'Blocked', HTML, 'firewall'],
  ['a compressed page', 'x', { ...HTML, 'content-encoding': 'br' }, 'firewall'],
  ['JSON that is sent as a page', errorBody('No'), HTML, null],
  ['text', 'Blocked', { 'content-type': 'text/plain' }, null],
  ['text that contains a page', `x ${PAGE}`, { 'content-type': 'x-text/html' }, null],
  ['XML', '<header>No</header>', { 'content-type': 'text/htmlx' }, null],
])('a 403 or 404 with %s has a clear cause only if it is a page', (_, body, headers, cause) => {
  expect(causeOf(answer(403, body, headers))).toBe(cause)
  // Others send such a page for a wrong path.
  const isPage = cause === 'firewall' && headers['content-encoding'] === undefined
  if (isPage) expect(causeOf(answer(404, body, headers))).toBe('path')
  if (isPage) expect(causeOf(answer(400, body, headers))).toBeNull()
})

test("a compressed body's words aren't read", () => {
  const gzip = { 'content-encoding': 'gzip' }
  expect(causeOf(answer(200, 'x', gzip))).toBe('compression')
  expect(causeOf(answer(503, errorBody('Invalid token'), gzip))).toBe('compression')
})

test.each([408, 500, 503])("a %i has no cause, because its words aren't reliable", status => {
  expect(causeOf(answer(status, errorBody('No', 'invalid_api_key')))).toBeNull()
})

test('a lost connection has no cause', () => {
  expect(causeOf(failure(true, 'ECONNRESET'))).toBeNull()
})

test.each<[boolean, boolean, (ErrorCause | null)[]]>([
  [
    true,
    false,
    ['key', 'scope', 'quota', 'account', 'archived', 'host', 'ip', 'region', 'identity'],
  ],
  [false, true, ['path', 'firewall', 'compression']],
  [false, false, ['route', 'model-policy', 'missing', null]],
])('a rejection concerns all calls: %s, or comes from elsewhere: %s', (all, elsewhere, causes) => {
  expect(causes.map(concernsAllCalls)).toEqual(causes.map(() => all))
  expect(causes.map(comesFromElsewhere)).toEqual(causes.map(() => elsewhere))
})
