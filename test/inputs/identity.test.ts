import { describe, expect, test } from 'vitest'
import { InvalidInputsError } from '../../src/common/validation.ts'
import { MISSING_SECRET } from '../../src/inputs/input-reader.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { secretsOf } from '../../src/inputs/secrets.ts'
import { envOf, KEY } from '../support/input-env.ts'

const TOKEN = 'runner-token-0123456789'
const RUNNER = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/token?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: TOKEN,
}
const WAIT = {
  mode: 'wait',
  'admin-key': '',
  'checkpoint-id': '',
  'project-ids': '',
  'fine-tuning-job-id': 'ftjob-a',
  'service-account-id': 'svcacct_a',
  'identity-provider-id': 'idp_a',
}
const VERIFY = {
  'project-ids': 'proj_a',
  'identity-provider-id': 'idp_a',
  'verify-service-accounts': 'proj_a=svcacct_a',
}

type Given = Record<string, string>

/** What is wrong, as `input: message`. */
function issuesOf(inputs: Given, env: Given = RUNNER): string[] {
  try {
    readInputs({ ...envOf(inputs), ...env })
    return []
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    return error.issues.map(({ input, message }) => `${input}: ${message}`)
  }
}

test('reads a service account, its provider, and the service of the runner', () => {
  expect(readInputs({ ...envOf(WAIT), ...RUNNER })).toMatchObject({
    serviceAccountId: 'svcacct_a',
    apiKey: '',
    identityProvider: {
      id: 'idp_a',
      audience: 'https://api.openai.com/v1',
      tokenUrl: new URL('https://auth.openai.com/oauth/token'),
    },
    runnerTokens: { url: new URL(RUNNER.ACTIONS_ID_TOKEN_REQUEST_URL), token: TOKEN },
  })
  expect(readInputs({ ...envOf(VERIFY), ...RUNNER })).toMatchObject({
    verifyServiceAccounts: new Map([['proj_a', 'svcacct_a']]),
    verificationLines: [{ input: 'verify-service-accounts', line: 1, projectId: 'proj_a' }],
  })
})

test("masks the runner's token, only if it's used", () => {
  expect(secretsOf({ ...envOf(WAIT), ...RUNNER }).others).toEqual([TOKEN])
  expect(secretsOf({ ...envOf(VERIFY), ...RUNNER }).others).toEqual([TOKEN])
  expect(secretsOf({ ...envOf({}), ...RUNNER }).others).toEqual([])
})

describe('a job that cannot request a token', () => {
  const message =
    "needs a GitHub OIDC token, which this job can't request. Add `permissions: id-token: write` to the job. Pull requests from forks can't request one."

  test('is an error if a token will be needed', () => {
    expect(issuesOf(WAIT, {})).toEqual([`service-account-id: service-account-id ${message}`])
    expect(issuesOf(VERIFY, {})).toEqual([
      `verify-service-accounts: verify-service-accounts ${message}`,
    ])
    expect(issuesOf({ ...VERIFY, mode: 'check' }, {})).toHaveLength(1)
    for (const [name, value] of Object.entries(RUNNER)) {
      expect(issuesOf(WAIT, { [name]: value })).toHaveLength(1)
    }
  })

  test.each([
    ['a dry run that would only verify', { 'dry-run': 'true' }],
    ['a mode that verifies nothing', { mode: 'list' }],
  ])('is fine in %s', (_, inputs) => {
    expect(issuesOf({ ...VERIFY, ...inputs }, {})).toEqual([])
  })

  test('is fine without a job to read', () => {
    const account = { 'service-account-id': 'svcacct_a', 'identity-provider-id': 'idp_a' }
    expect(issuesOf(account, {})).toEqual([])
  })

  test('is an error in a dry run that reads a job', () => {
    const job = { 'admin-key': KEY, mode: 'grant', 'dry-run': 'true', 'project-ids': 'proj_a' }
    expect(issuesOf({ ...WAIT, ...job }, {})).toHaveLength(1)
  })
})

test.each<[string, Given, string]>([
  [
    'a key and an account for jobs',
    { ...WAIT, 'api-key': 'sk-proj-0123456789abcdef' },
    'service-account-id: service-account-id and api-key are both set. Remove one of them.',
  ],
  [
    'a key and an account for a project',
    { ...VERIFY, 'verify-keys': 'proj_a=sk-proj-0123456789abcdef' },
    'verify-service-accounts: verify-service-accounts and verify-keys both have proj_a. Remove one of the lines.',
  ],
  [
    'an account without a provider',
    { ...WAIT, 'identity-provider-id': '' },
    'identity-provider-id: identity-provider-id is empty. Set it to the OpenAI workload identity provider that trusts this repository.',
  ],
  [
    'a provider without an account',
    { 'identity-provider-id': 'idp_a' },
    'identity-provider-id: identity-provider-id is set, but no service account is. Set service-account-id or verify-service-accounts, or remove identity-provider-id.',
  ],
  [
    'an account that is commented out, without a key',
    { ...WAIT, 'service-account-id': '# svcacct_a', 'identity-provider-id': '' },
    `api-key: api-key is empty. ${MISSING_SECRET}`,
  ],
  [
    'two accounts',
    { ...WAIT, 'service-account-id': 'a,b' },
    'service-account-id: service-account-id has 2 IDs. Specify only one.',
  ],
  [
    'an account of a project that is not requested',
    { ...VERIFY, 'verify-service-accounts': 'proj_b=svcacct_b' },
    "verify-service-accounts: Line 1 of verify-service-accounts has a service account for a project that isn't requested. Remove the line, or request the project.",
  ],
  [
    'a line without an account',
    { ...VERIFY, 'verify-service-accounts': 'proj_b=svcacct_b\nproj_a', 'project-ids': 'proj_b' },
    "verify-service-accounts: Line 2 of verify-service-accounts isn't PROJECT_ID=SERVICE_ACCOUNT_ID. Write one project and its account per line.",
  ],
  [
    'a key in place of an account',
    { ...VERIFY, 'verify-service-accounts': 'proj_a=svcacct_a\nproj_b=sk-proj-another' },
    'verify-service-accounts: Line 2 of verify-service-accounts has an API key. Remove it, or use verify-keys.',
  ],
  [
    'two accounts of one project',
    { ...VERIFY, 'verify-service-accounts': 'proj_a=a\nproj_a=b' },
    'verify-service-accounts: Line 2 of verify-service-accounts has a second service account for proj_a. Specify one per project.',
  ],
  [
    'a token URL in clear text',
    { ...WAIT, 'identity-token-url': 'http://auth.example/token', 'identity-audience': 'x' },
    'identity-token-url: identity-token-url: "http://auth.example/token" would send tokens unencrypted. Use https, or http only on loopback.',
  ],
  [
    'a token URL with a password',
    { ...WAIT, 'identity-token-url': 'https://a:b@auth.example', 'identity-audience': 'x' },
    'identity-token-url: identity-token-url contains a user name or password. Remove it, and pass keys in admin-key or api-key.',
  ],
  [
    'a foreign token URL that would get a token for OpenAI',
    { ...WAIT, 'identity-token-url': 'https://auth.example/token' },
    'identity-token-url: identity-token-url: auth.example must not receive a token for OpenAI. Set identity-audience to the audience that auth.example expects.',
  ],
  [
    'a host that resembles OpenAI',
    { ...WAIT, 'identity-token-url': 'https://notopenai.com/token' },
    'identity-token-url: identity-token-url: notopenai.com must not receive a token for OpenAI. Set identity-audience to the audience that notopenai.com expects.',
  ],
  [
    'a host that starts like one of OpenAI',
    { ...WAIT, 'identity-token-url': 'https://auth.openai.com.example/token' },
    'identity-token-url: identity-token-url: auth.openai.com.example must not receive a token for OpenAI. Set identity-audience to the audience that auth.openai.com.example expects.',
  ],
  [
    'a host that starts like that of the API',
    { ...WAIT, 'base-url': 'https://api.openai.com.example/v1' },
    "identity-token-url: identity-token-url is OpenAI's, but base-url is api.openai.com.example, which must not receive OpenAI's access tokens. Set identity-token-url to that of api.openai.com.example, or remove base-url.",
  ],
  [
    'a line with an empty account',
    { ...VERIFY, ...WAIT, 'verify-service-accounts': 'proj_a=' },
    "verify-service-accounts: Line 1 of verify-service-accounts isn't PROJECT_ID=SERVICE_ACCOUNT_ID. Write one project and its account per line.",
  ],
  [
    'a foreign base URL that would get a token of OpenAI, whose host ends with a dot',
    {
      ...WAIT,
      'base-url': 'https://gateway.example/v1',
      'identity-token-url': 'https://auth.openai.com./oauth/token',
      'identity-audience': 'another',
    },
    "identity-token-url: identity-token-url is OpenAI's, but base-url is gateway.example, which must not receive OpenAI's access tokens. Set identity-token-url to that of gateway.example, or remove base-url.",
  ],
  [
    'a token URL that is not a URL',
    { ...WAIT, 'identity-token-url': 'nonsense' },
    'identity-token-url: identity-token-url: "nonsense" isn\'t a valid URL. Use one such as https://auth.openai.com/oauth/token.',
  ],
  [
    'a base URL with a key',
    { ...WAIT, 'base-url': 'https://sk-proj-0123456789abcdef.example/v1' },
    'base-url: base-url contains an API key. Remove it, and pass keys in admin-key or api-key.',
  ],
  [
    'a host that resembles that of the API',
    { ...WAIT, 'base-url': 'https://notapi.openai.com/v1' },
    "identity-token-url: identity-token-url is OpenAI's, but base-url is notapi.openai.com, which must not receive OpenAI's access tokens. Set identity-token-url to that of notapi.openai.com, or remove base-url.",
  ],
  [
    'another key of the step in place of an account',
    { ...VERIFY, 'admin-key': 'gw-0123', 'verify-service-accounts': 'proj_a=gw-0123' },
    'verify-service-accounts: Line 1 of verify-service-accounts has an API key. Remove it, or use verify-keys.',
  ],
  [
    'a key in place of a project',
    { ...VERIFY, 'verify-service-accounts': `proj_a=svcacct_a\n${KEY}=svcacct_b` },
    'verify-service-accounts: Line 2 of verify-service-accounts has an API key. Remove it, or use verify-keys.',
  ],
  [
    'a key in the audience',
    { ...WAIT, 'identity-audience': 'sk-proj-0123456789abcdef' },
    'identity-audience: identity-audience contains an API key. Remove it, and pass keys in admin-key or api-key.',
  ],
  [
    'a foreign base URL that would get a token of OpenAI',
    { ...WAIT, 'base-url': 'https://gateway.example/v1' },
    "identity-token-url: identity-token-url is OpenAI's, but base-url is gateway.example, which must not receive OpenAI's access tokens. Set identity-token-url to that of gateway.example, or remove base-url.",
  ],
])('%s is an error', (_, inputs, issue) => {
  expect(issuesOf(inputs)).toEqual([issue])
})

test.each([
  ['a region', { ...WAIT, 'base-url': 'https://eu.api.openai.com/v1' }],
  ['another URL of OpenAI', { ...WAIT, 'identity-token-url': 'https://auth2.openai.com/token' }],
  ['the shortest host of OpenAI', { ...WAIT, 'identity-token-url': 'https://openai.com/token' }],
  [
    'a gateway with its own token service',
    {
      ...WAIT,
      'base-url': 'https://gateway.example/v1',
      'identity-token-url': 'https://gateway.example/token',
      'identity-audience': 'gateway',
    },
  ],
])('%s is fine', (_, inputs) => {
  expect(issuesOf(inputs)).toEqual([])
})

test.each(['http://pipelines.example/token', 'nonsense'])(
  "a runner's URL that isn't safe, %s, is an error",
  url => {
    expect(issuesOf(WAIT, { ...RUNNER, ACTIONS_ID_TOKEN_REQUEST_URL: url })).toContain(
      "ACTIONS_ID_TOKEN_REQUEST_URL: ACTIONS_ID_TOKEN_REQUEST_URL, which the runner sets, isn't an https URL. Update the runner.",
    )
  },
)

test.each([
  ['api.openai.com,pipelines.example', 'the token URL'],
  ['api.openai.com,auth.openai.com', "the runner's URL"],
])('with NO_PROXY=%s, a proxy that cannot be used is reported for %s', NO_PROXY => {
  expect(issuesOf(WAIT, { ...RUNNER, HTTPS_PROXY: 'socks5://proxy.example', NO_PROXY })).toEqual([
    "HTTPS_PROXY: HTTPS_PROXY isn't a valid http or https URL. Use one such as http://proxy.example:8080.",
  ])
})

test('a proxy that cannot be used is reported once', () => {
  const issues = issuesOf(WAIT, { ...RUNNER, HTTPS_PROXY: 'socks5://proxy.example' })
  expect(issues.filter(issue => issue.startsWith('HTTPS_PROXY'))).toHaveLength(1)
})
