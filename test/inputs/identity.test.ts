import { describe, expect, test } from 'vitest'
import { MISSING_SECRET } from '../../src/inputs/input-reader.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { secretsOf } from '../../src/inputs/secrets.ts'
import { envOf, KEY } from '../support/input-env.ts'
import { type Given, issuesOf, RUNNER, TOKEN, VERIFY, WAIT } from './identity-env.ts'

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
    'a line with an empty account',
    { ...VERIFY, ...WAIT, 'verify-service-accounts': 'proj_a=' },
    "verify-service-accounts: Line 1 of verify-service-accounts isn't PROJECT_ID=SERVICE_ACCOUNT_ID. Write one project and its account per line.",
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
])('%s is an error', (_, inputs, issue) => {
  expect(issuesOf(inputs)).toEqual([issue])
})
