import { expect, test } from 'vitest'
import { connectionHint, hintFor } from '../../src/api/hints.ts'
import type { Key } from '../../src/api/key.ts'
import { answer, errorBody, failure } from './exchanges.ts'

const ADMIN: Key = { value: 'sk-admin-0123456789', input: 'admin-key' }
const PROJECT: Key = { value: 'sk-proj-0123456789', input: 'api-key' }

/** The hint for a response to a read with an admin key. */
const hint = (exchange: ReturnType<typeof answer>, key = ADMIN, operation = 'read it') =>
  hintFor({ exchange, key, method: 'GET', operation })

test.each<[string, number, string, string]>([
  [
    'a rejected key',
    401,
    errorBody('Invalid key'),
    'Store a new key in the secret for admin-key. This one may be mistyped, revoked, or expired.',
  ],
  [
    'used up credit',
    429,
    errorBody('No', 'insufficient_quota'),
    "Check the organization's billing settings and limits. It's out of credit or over a limit, so waiting doesn't help.",
  ],
  [
    'a deactivated account',
    401,
    errorBody('No', 'account_deactivated'),
    'Ask an organization owner to contact OpenAI. The account or organization is deactivated.',
  ],
  [
    'an archived project',
    401,
    errorBody('The project is archived'),
    'Use a key of an active project in admin-key. The project of this one is archived.',
  ],
  [
    'a path that does not exist',
    404,
    errorBody('Invalid URL'),
    'Check base-url. It usually ends with /v1 (on Azure, /openai/v1), without an endpoint after it.',
  ],
  [
    'an IP allow list',
    403,
    errorBody('Your IP is not authorized'),
    "Use a runner with a fixed IP address, and add that address to the organization's or project's IP allow list.",
  ],
  [
    'a country',
    403,
    errorBody('Country, region, or territory not supported'),
    'Use a runner in a country that the API supports. If the runner uses HTTPS_PROXY, check where that proxy is.',
  ],
  [
    'a firewall',
    403,
    '<html>',
    'Allow this runner to reach the host of base-url. A firewall or proxy on its network sent this page, not the API.',
  ],
  [
    'a model policy',
    403,
    errorBody('It does not have access to model ft:a'),
    "Allow the model in the project's limits. An organization can restrict which models a project may use.",
  ],
])('the hint for %s says what to do', (_, status, body, text) => {
  expect(hint(answer(status, body))).toBe(text)
})

test('the hint for a compressed response is about the gateway', () => {
  const exchange = answer(200, 'x', { 'content-encoding': 'gzip' })
  expect(hint(exchange)).toBe('Turn off compression in the gateway or proxy that serves base-url.')
})

const ANY_HOST =
  "Set base-url to the host of the project's region, such as https://eu.api.openai.com/v1."
const EU = 'Set base-url to https://eu.api.openai.com/v1.'

test.each([
  ['eu.api.openai.com', EU],
  ['eu.api.openai.com.', EU],
  ['https://eu.api.openai.com/v1', EU],
  ['sgp.api.openai.com', 'Set base-url to https://sgp.api.openai.com/v1.'],
  ['api.openai.com', ANY_HOST],
  ['1.api.openai.com', ANY_HOST],
  ['12.api.openai.com', ANY_HOST],
  ['x.api.openai.com', ANY_HOST],
  ['abcde.api.openai.com', ANY_HOST],
  ['evil-eu.api.openai.com', ANY_HOST],
  ['evil.eu.api.openai.com', ANY_HOST],
  ['eu.api.openai.com.evil.example', ANY_HOST],
  ['eu.api.openai.com-evil.example', ANY_HOST],
  ['eu.api.openai.community', ANY_HOST],
  // A key is never sent to a host that isn't OpenAI's.
  ['eu.api.openai.example', ANY_HOST],
])('the region whose host is named %s', (host, text) => {
  expect(hint(answer(401, errorBody(`Please make your request to ${host}`)))).toBe(text)
})

test('without a host, one is given as an example', () => {
  expect(hint(answer(401, errorBody(null, 'incorrect_hostname')))).toBe(ANY_HOST)
})

test('a server error for the ID of a checkpoint object is about the ID', () => {
  const operation = 'list the permissions of ftckpt_abc'
  const text =
    "Use the checkpoint's fine_tuned_model_checkpoint (ft:…). The API fails for the ID of a checkpoint object (ftckpt_…)."
  expect(hint(answer(500), ADMIN, operation)).toBe(text)
  expect(hint(answer(503), ADMIN, operation)).toBe(text)
  expect(hint(answer(499), ADMIN, operation)).toBeNull()
  expect(hint(answer(500), ADMIN, 'list the permissions of ft:xftckpt_abc')).toBeNull()
})

test('a key of the wrong kind is the cause only if the response can be about the key', () => {
  const wrong = { ...ADMIN, value: PROJECT.value }
  const kind =
    'Use an admin key (sk-admin-…), which an organization owner can create. admin-key holds a project key.'
  expect(hint(answer(401, errorBody('No')), wrong)).toBe(kind)
  expect(hint(answer(403, errorBody('No')), wrong)).toBe(kind)
  expect(hint(answer(400, errorBody('No', 'invalid_api_key')), wrong)).toBe(kind)
  expect(hint(answer(400, errorBody('No')), wrong)).toBeNull()
  expect(hint(answer(400, errorBody('Missing scopes: api.x')), wrong)).toContain('the scope api.x')
  expect(hint(answer(403, errorBody('Your IP is not authorized')), wrong)).toContain('fixed IP')
  expect(hint(answer(401, errorBody('The project is archived')), wrong)).toContain('archived')
})

test('the hint for a write to an unknown path is left to its caller', () => {
  const exchange = answer(404, errorBody('Invalid URL'))
  expect(hintFor({ exchange, key: ADMIN, method: 'POST', operation: 'write it' })).toBeNull()
})

test.each([
  [
    null,
    "Check the certificate of GitHub's token service.",
    'Check whether this runner needs HTTPS_PROXY.',
    "reach GitHub's token service. If GitHub's token service is reachable without the proxy",
  ],
  [
    'identity-token-url',
    'Check the certificate of identity-token-url.',
    'Check identity-token-url, and whether this runner needs HTTPS_PROXY.',
    'reach the host of identity-token-url. If the host of identity-token-url is reachable without',
  ],
] as const)('a failed connection to a token service (%s) names it', (input, ...hints) => {
  const [certificate, unreachable, proxy] = hints
  const code = (name: string) => connectionHint({ error: { code: name } }, input)
  expect(code('CERT_HAS_EXPIRED')).toBe(
    `${certificate} For a private certificate authority, set NODE_EXTRA_CA_CERTS to the file with its certificate.`,
  )
  expect(code('ENOTFOUND')).toBe(unreachable)
  expect(code('ECONNRESET')).toBeNull()
  const refused = { host: 'proxy:8080', status: 403 }
  expect(connectionHint({ error: {}, proxy: refused }, input)).toContain(proxy)
})

test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNREFUSED'])(
  'a host that fails with %s may be wrong, or need a proxy',
  code => {
    expect(hint(failure(false, code))).toBe(
      'Check base-url, and whether this runner needs HTTPS_PROXY.',
    )
  },
)
