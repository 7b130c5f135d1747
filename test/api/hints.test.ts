import { expect, test } from 'vitest'
import { type HintInput, hintFor } from '../../src/api/hints.ts'
import type { Key } from '../../src/api/key.ts'
import { answer, errorBody, failure, proxyFault } from './exchanges.ts'

const ADMIN: Key = { value: 'sk-admin-0123456789', input: 'admin-key' }
const READER: Key = { value: 'sk-proj-0123456789', input: 'api-key' }
const VERIFIER: Key = { value: 'sk-proj-0123456789', input: 'verify-keys' }
const LISTING = 'list the permissions of ft:a'

/** The hint for a key's response; by default, an admin key that lists permissions. */
const hint = (more: Partial<HintInput>) =>
  hintFor({ exchange: answer(400), key: ADMIN, method: 'GET', operation: LISTING, ...more })
const WRONG_KEY = 'Store a new key in the secret'
const SCOPES =
  'You have insufficient permissions for this operation. Missing scopes: api.fine_tuning.checkpoints.read.'

test.each<[string, number, Key, string, string | null]>([
  [
    'a project key as admin-key',
    401,
    { ...ADMIN, value: READER.value },
    SCOPES,
    'Use an admin key',
  ],
  [
    'a service key as admin-key',
    403,
    { ...ADMIN, value: 'sk-svcacct-0123' },
    'No',
    'admin-key holds a project key',
  ],
  [
    'an admin key as api-key',
    401,
    { ...READER, value: ADMIN.value },
    'No',
    'Use a project key (sk-proj-…), which can read jobs and models. api-key holds an admin key.',
  ],
  [
    'an admin key among verify-keys',
    403,
    { ...VERIFIER, value: ADMIN.value },
    'No',
    'verify-keys holds an admin key',
  ],
  [
    'an admin key without a scope',
    401,
    ADMIN,
    SCOPES,
    'Create an admin key that has the scope api.fine_tuning.checkpoints.read. admin-key is valid but lacks it. A key whose scopes were edited may keep failing.',
  ],
  [
    'a key without a scope',
    403,
    READER,
    'Missing scopes: api.model.read, and more',
    'Create a key that has the scope api.model.read. api-key is valid but lacks it.',
  ],
  [
    'a key without a scope that is named',
    403,
    ADMIN,
    'missing scopes',
    'Create an admin key that has the missing scope. admin-key is valid but lacks it.',
  ],
  ['a wrong key', 401, ADMIN, 'Incorrect API key provided', WRONG_KEY],
  ['a wrong key of another form', 401, { ...ADMIN, value: 'x' }, 'Invalid token', WRONG_KEY],
  ['a wrong key, in other words', 401, ADMIN, 'Key not found', WRONG_KEY],
  // A key that only contains a prefix has another form.
  ['a key of a gateway', 401, { ...ADMIN, value: 'x-sk-proj-1' }, 'Bad credentials', WRONG_KEY],
  // Nothing shows that these are about the key.
  ['a 401 that is unclear', 401, ADMIN, 'Unauthorized', null],
  ['a 403 that is unclear', 403, ADMIN, 'No', null],
  ['a 403 of a job that is unclear', 403, READER, 'Forbidden', null],
  ['another key of a gateway', 403, { ...READER, value: 'x-sk-admin-1' }, 'No', null],
])('the hint for %s is about its cause', (_, status, key, message, expected) => {
  for (const method of ['GET', 'POST', 'DELETE'] as const) {
    const text = hint({ exchange: answer(status, errorBody(message)), key, method })
    if (expected === null) expect(text).toBeNull()
    else expect(text).toContain(expected)
  }
})

test('a 403 with the code of a wrong key is about a wrong key', () => {
  const exchange = answer(403, errorBody('No', 'invalid_api_key'))
  expect(hint({ exchange })).toContain(WRONG_KEY)
})

test.each<[string, number, string]>([
  ['a 404', 404, 'No'],
  ['a 400 with such a message', 400, 'The model does not exist'],
  ['a 403 with such a message', 403, 'Checkpoint NOT FOUND'],
])(
  '%s to a list request is about the checkpoint, its organization, and the job',
  (_, status, message) => {
    const exchange = answer(status, errorBody(message))
    expect(hint({ exchange })).toMatch(/^Check the checkpoint ID\..* admin-key must belong to that/)
    // A key sees only its own project's jobs; nothing is known about other lists and models.
    const job = { exchange, operation: 'read the fine-tuning job ftjob-a' }
    expect(hint({ ...job, key: READER })).toMatch(/^Check the job ID\..* api-key must belong/)
    expect(hint({ ...job, key: VERIFIER })).toBeNull()
    expect(hint({ exchange, operation: "list the organization's projects" })).toBeNull()
  },
)

test("a 404 to a write isn't about the checkpoint, which was listed before", () => {
  for (const method of ['POST', 'DELETE'] as const) {
    expect(hint({ exchange: answer(404, errorBody('No')), method })).toBeNull()
    expect(hint({ exchange: answer(400, errorBody('does not exist')), method })).toBeNull()
    expect(hint({ exchange: answer(403, errorBody('not found')), method })).toBeNull()
  }
})

test.each([
  ['a 400', answer(400, errorBody('No'))],
  ['a 404 without a message', answer(404)],
  ['a 422 about something missing', answer(422, errorBody('not found'))],
  ['a 500', answer(500, errorBody('No', 'insufficient_quota'))],
  ['a 429 that passes', answer(429, errorBody('No', 'rate_limit_exceeded'))],
  ['a 429 of another form', answer(429, 'slow down')],
  ['a failure without a code', failure(true)],
  ['a reset', failure(true, 'ECONNRESET')],
])("there's no hint for %s", (_, exchange) => {
  expect(hint({ exchange })).toBeNull()
})

test.each([
  'insufficient_quota',
  'credit_balance_exhausted',
  'billing_not_active',
  'billing_hard_limit_reached',
])('a 429 with the code or type %s is about billing', code => {
  const typed = JSON.stringify({ error: { message: 'No', type: code, code: null } })
  for (const body of [errorBody('No', code), typed]) {
    expect(hint({ exchange: answer(429, body) })).toContain('billing settings and limits')
  }
})

test.each([
  ['CERT_HAS_EXPIRED', 'NODE_EXTRA_CA_CERTS'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
  ['ENOTFOUND', 'HTTPS_PROXY'],
  ['ECONNREFUSED', 'HTTPS_PROXY'],
  ['EAI_AGAIN', 'base-url'],
  ['UND_ERR_CONNECT_TIMEOUT', 'base-url'],
])('a connection that failed with %s is about %s', (code, message) => {
  expect(hint({ exchange: failure(false, code) })).toContain(message)
})

test.each([
  [null, 'Check HTTPS_PROXY and whether the proxy is running.'],
  [500, 'Check HTTPS_PROXY and whether the proxy is running.'],
  [503, 'Check HTTPS_PROXY and whether the proxy is running.'],
  [499, 'Configure the proxy to let this runner reach the host of base-url.'],
  [403, 'Configure the proxy to let this runner reach the host of base-url.'],
  [407, 'Check the user name and password in HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT).'],
])('a proxy that responds %s is about the proxy', (status, message) => {
  const text = hint({ exchange: proxyFault(status, 'ECONNREFUSED') })
  expect(text).toContain(message)
  // A host that bypasses the proxy doesn't need it, but a wrong password is wrong everywhere.
  expect(text?.includes('add it to NO_PROXY')).toBe(status !== 407)
})

test("an invalid certificate in a tunnel can be the proxy's", () => {
  const tunnelled = hint({ exchange: proxyFault(null, 'CERT_HAS_EXPIRED') })
  expect(tunnelled).toMatch(
    /^Check the certificates of base-url and the proxy\. .* NODE_EXTRA_CA_CERTS/,
  )
  const straight = hint({ exchange: failure(false, 'CERT_HAS_EXPIRED') })
  expect(straight).toMatch(/^Check the certificate of base-url\. .* NODE_EXTRA_CA_CERTS/)
})

test.each<[string, number, string, string | null]>([
  [
    'rejects its token',
    401,
    'Your access token is invalid.',
    'Check that the service account in service-account-id is active. OpenAI issued an access token for it, but the API rejected the token.',
  ],
  [
    'misses a scope',
    401,
    'You have insufficient permissions for this operation. Missing scopes: api.fine_tuning.jobs.read.',
    'Give the service account in service-account-id the scope api.fine_tuning.jobs.read.',
  ],
  [
    'has archived its project',
    401,
    'The project is archived.',
    'Use a service account of an active project in service-account-id. The project of this one is archived.',
  ],
  [
    "doesn't know the job",
    404,
    'Could not find fine tune: ftjob-a',
    'Check the job ID. service-account-id must belong to the project that owns the job.',
  ],
])('an API that %s says what to do about a service account', (_, status, message, expected) => {
  const key: Key = { value: 'token', input: 'service-account-id' }
  const exchange = answer(status, errorBody(message))
  expect(hint({ exchange, key, operation: 'read the fine-tuning job ftjob-a' })).toBe(expected)
  if (status === 404) return
  // The accounts that verify access have another input.
  const verifier: Key = { value: 'token', input: 'verify-service-accounts' }
  const other = expected?.replace('service-account-id', verifier.input)
  expect(hint({ exchange, key: verifier })).toBe(other)
})
