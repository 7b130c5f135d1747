import { expect, test } from 'vitest'
import { failureSummary, type SummaryInput } from '../../src/api/failure-summary.ts'
import type { Key } from '../../src/api/key.ts'
import { answer, errorBody, failure, proxyFault } from './exchanges.ts'

const ADMIN: Key = { value: 'sk-admin-0123456789', input: 'admin-key' }
const PROJECT: Key = { value: 'sk-proj-0123456789', input: 'api-key' }

/** The headline for a failed read with an admin key. */
const summary = (exchange: SummaryInput['exchange'], more: Partial<SummaryInput> = {}) =>
  failureSummary({
    exchange,
    method: 'GET',
    key: ADMIN,
    isUnreadable: false,
    wasReached: false,
    ...more,
  })

test.each<[string, string, SummaryInput['exchange']]>([
  ['The organization is out of credit', 'quota', answer(429, errorBody('', 'insufficient_quota'))],
  [
    'The account or organization is deactivated',
    'account',
    answer(401, errorBody('No', 'account_deactivated')),
  ],
  ['The project of admin-key is archived', 'archived', answer(401, errorBody('Archived project'))],
  [
    "base-url isn't the host of the project's region",
    'host',
    answer(401, errorBody('No', 'incorrect_hostname')),
  ],
  ["base-url doesn't point to the API", 'path', answer(404, errorBody('Invalid URL'))],
  ["The runner's IP address isn't allowed", 'ip', answer(403, errorBody('Your IP is not allowed'))],
  [
    "The API doesn't support the runner's country",
    'region',
    answer(403, errorBody('No', 'unsupported_country_region_territory')),
  ],
  ['A firewall or proxy blocked the API', 'firewall', answer(403, '<html>')],
  [
    "The API's response was compressed",
    'compression',
    answer(200, 'x', { 'content-encoding': 'gzip' }),
  ],
  ['OpenAI rejected admin-key (401)', 'key', answer(401, errorBody('Invalid key'))],
  ['OpenAI rejected admin-key (403)', 'key', answer(403, errorBody('No', 'invalid_api_key'))],
  ['admin-key lacks a scope', 'scope', answer(403, errorBody('Missing scopes: api.x'))],
  ['Rate limited', 'a rate limit', answer(429, errorBody('Slow down'))],
  ['The API returned 500', 'a fault', answer(500)],
  ['The API returned 503', 'a fault', answer(503, errorBody('Incorrect API key'))],
  ['The API rejected the request (499)', 'a rejection', answer(499)],
  ['The API rejected the request (404)', 'an object', answer(404, errorBody('No such job'))],
])('the headline is "%s" (%s)', (text, _, exchange) => {
  expect(summary(exchange)).toBe(text)
})

test('a write to an unknown path has the same headline as a read', () => {
  const exchange = answer(404, errorBody('Invalid URL'))
  expect(summary(exchange, { method: 'POST' })).toBe("base-url doesn't point to the API")
})

test.each<[Key, string]>([
  [{ ...ADMIN, value: PROJECT.value }, "admin-key isn't an admin key"],
  [{ ...PROJECT, value: ADMIN.value }, "api-key isn't a project key"],
])('a key of the wrong kind has its own headline (%#)', (key, text) => {
  expect(summary(answer(401, errorBody('Invalid key')), { key })).toBe(text)
  expect(summary(answer(401, errorBody('Missing scopes: api.x')), { key })).toBe(text)
})

test('an unreadable response has its own headline, if its error has no cause', () => {
  const isUnreadable = true
  expect(summary(answer(200, '{'), { isUnreadable })).toBe("Couldn't read the API's response")
  const rejected = answer(200, errorBody('No', 'invalid_api_key'))
  expect(summary(rejected, { isUnreadable })).toBe('OpenAI rejected admin-key (200)')
})

test.each<[string, SummaryInput['exchange'], string, string]>([
  [
    'a response over the size limit',
    failure(true, 'UND_ERR_RES_EXCEEDED_MAX_SIZE'),
    "The API's response was too large",
    "The API's response was too large",
  ],
  [
    'an invalid certificate',
    failure(false, 'CERT_HAS_EXPIRED'),
    "Couldn't verify the API's certificate",
    "Couldn't verify the API's certificate",
  ],
  [
    'a proxy',
    proxyFault(403, 'UND_ERR_ABORTED'),
    "Couldn't reach the API through the proxy",
    'Lost the connection to the API',
  ],
  [
    'a connection',
    failure(false, 'ECONNREFUSED'),
    "Couldn't reach the API",
    'Lost the connection to the API',
  ],
  [
    'no response',
    failure(true, 'ECONNRESET'),
    "The API didn't respond",
    'Lost the connection to the API',
  ],
])('the headline for %s depends on whether the API was reached', (_, exchange, text, later) => {
  expect(summary(exchange)).toBe(text)
  expect(summary(exchange, { wasReached: true })).toBe(later)
})
