import * as v from 'valibot'
import { expect, test } from 'vitest'
import type { TokenRequest, TokenResponse } from '../../src/api/token-request.ts'
import type { IdTokenClaims } from '../../src/identity/claims.ts'
import { exchangeToken } from '../../src/identity/exchange-token.ts'
import { requestGitHubToken } from '../../src/identity/github-token.ts'
import type { TokenContext } from '../../src/identity/token-context.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const payloadOf = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url')
const JWT = `e30.${payloadOf({ sub: 'repo:o/r', iat: 10, exp: 310 })}.c2ln`

/** The token requests of an exchange, with the claims that were shown and the tokens that arrived. */
function setUp({ response = {}, runnerUrl = 'https://runner.example/t?v=2', jwt = JWT } = {}) {
  const requests: TokenRequest<unknown>[] = []
  const arrived: string[] = []
  const rejected: [string, IdTokenClaims][] = []
  const clock = new VirtualClock()
  const context: TokenContext = {
    provider: { id: 'idp_a', audience: 'a&b', tokenUrl: new URL('https://auth.example:8443/t') },
    runner: { url: new URL(runnerUrl), token: 'runner-token' },
    clock,
    async requestToken<T>(request: TokenRequest<T>): Promise<TokenResponse<T>> {
      requests.push(request as TokenRequest<unknown>)
      const value = { value: jwt, access_token: 'access-token', token_type: 'Bearer', ...response }
      await clock.sleep(1_000)
      return { value: v.parse(request.schema, value), requestedAt: clock.now() }
    },
    onToken: token => void arrived.push(token),
    onRejected: (id, claims) => void rejected.push([id, claims]),
  }
  return { context, requests, arrived, rejected, start: clock.now() }
}

test('the requests are those of the documentation', async () => {
  const { context, requests, arrived, start } = setUp()
  const token = await exchangeToken('svcacct_a', context)
  expect(requests).toMatchObject([
    {
      method: 'GET',
      url: new URL('https://runner.example/t?v=2&audience=a%26b'),
      key: 'runner-token',
      operation: "get this job's OIDC token",
      server: "GitHub's token service",
      input: null,
    },
    {
      method: 'POST',
      url: new URL('https://auth.example:8443/t'),
      operation: 'get an access token for svcacct_a',
      server: 'auth.example:8443',
      input: 'identity-token-url',
    },
  ])
  expect(requests[1]).not.toHaveProperty('key')
  expect(JSON.parse(requests[1]?.body ?? '')).toEqual({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: JWT,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    identity_provider_id: 'idp_a',
    service_account_id: 'svcacct_a',
  })
  expect(arrived).toEqual([JWT, 'access-token'])
  // GitHub's token was requested first, and lives for five minutes.
  expect(token).toEqual({
    value: 'access-token',
    requestedAt: start + 2_000,
    expiresAt: start + 1_000 + 300_000,
  })
})

test("the audience is the query if the runner's URL has none", async () => {
  const { context, requests } = setUp({ runnerUrl: 'https://runner.example/t' })
  await requestGitHubToken(context)
  expect(requests[0]?.url.href).toBe('https://runner.example/t?audience=a%26b')
})

test.each([
  [{ expires_in: 60 }, 60],
  [{ expires_in: '90' }, 90],
  [{ expires_in: 1 }, 1],
  [{ expires_in: null }, 3_600],
  [{}, 3_600],
])('a token with %j lives for %i seconds', async (response, seconds) => {
  const { context } = setUp({ response, jwt: 'an-opaque-token' })
  const { requestedAt, expiresAt } = await exchangeToken('svcacct_a', context)
  expect(expiresAt - requestedAt).toBe(seconds * 1_000)
})

test.each([
  { access_token: 'short' },
  { access_token: 'a token' },
  { access_token: 'token\n' },
  { access_token: '\ttoken-of-length' },
  { access_token: 'x'.repeat(16_001) },
  { token_type: 'N_A' },
  { token_type: 'Bearer x' },
  { token_type: 'the Bearer' },
  { expires_in: 0 },
  { expires_in: '0' },
  { expires_in: '-60' },
  { expires_in: '60s' },
  { expires_in: 'in 60' },
  { expires_in: '1234567890' },
  { value: 'a token' },
  { value: undefined },
])('a response with %j is invalid', async response => {
  const { context } = setUp({ response })
  await expect(exchangeToken('svcacct_a', context)).rejects.toThrow(v.ValiError)
})

test.each([
  { access_token: 'x'.repeat(16_000) },
  { access_token: '12345678' },
  { token_type: 'bearer' },
  { expires_in: '123456789' },
])('a response with %j is valid', async response => {
  const { context } = setUp({ response })
  await expect(exchangeToken('svcacct_a', context)).resolves.toMatchObject({})
})

const CLAIMS_HINT =
  "Check service-account-id and identity-provider-id. Compare the claims in the log with the identity provider's audience and mapping."

test.each([
  [400, CLAIMS_HINT, true],
  [401, CLAIMS_HINT, true],
  [403, CLAIMS_HINT, true],
  [404, 'Check identity-token-url.', false],
  [500, 'Check identity-token-url.', false],
  [429, undefined, false],
])('after %i from the exchange, the hint is %s', async (status, hint, isMismatch) => {
  const { context, requests, rejected } = setUp()
  await exchangeToken('svcacct_a', context)
  const [github, exchange] = requests.map(({ rejection }) => rejection)
  expect(exchange?.(status)).toEqual({
    about: 'identity',
    summary: 'OpenAI rejected the token exchange for svcacct_a',
    ...(hint !== undefined && { hint }),
  })
  const shown = rejected.map(([id, claims]) => [id, claims.shown.find(([name]) => name === 'sub')])
  expect(shown).toEqual(isMismatch ? [['svcacct_a', ['sub', 'repo:o/r']]] : [])
  expect(github?.(status)).toEqual({
    about: 'identity',
    summary: "Couldn't get this job's OIDC token",
  })
})
