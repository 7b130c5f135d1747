import { describe, expect, test } from 'vitest'
import { type Api, startApi } from '../support/api.ts'
import type { StepOptions } from '../support/runner.ts'
import { startTokenService, type TokenService } from '../support/token-service.ts'
import { JOB, organizationWithJob, SPEED, WAIT } from './job-setup.ts'
import { CHECKPOINT, expectMatchesServer, holders, ids, type SharedStep, share } from './setup.ts'

const ACCOUNTS = { svcacct_train: 'proj_training', svcacct_0: 'proj_0', svcacct_1: 'proj_1' }

/** Runs the action as a job with `id-token: write` does. */
const shareKeyless = (
  api: Api,
  tokens: TokenService,
  inputs: Record<string, string | readonly string[]>,
  options: StepOptions = {},
): Promise<SharedStep> =>
  share(
    api,
    { ...tokens.inputs, ...inputs },
    { ...options, env: tokens.env, issued: tokens.issued, secrets: [tokens.requestToken] },
  )

const trained = () =>
  organizationWithJob(['running', 'succeeded'], { modelsFollowPermissions: true })

const ofJob = {
  'checkpoint-id': '',
  'fine-tuning-job-id': JOB,
  'service-account-id': 'svcacct_train',
}

test('wait needs no secret', async () => {
  await using api = await trained()
  await using tokens = await startTokenService(api, { accounts: ACCOUNTS })
  await using step = await shareKeyless(api, tokens, { ...WAIT, ...ofJob }, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-id': CHECKPOINT })
  expect(new Set(api.requests.map(({ key }) => key))).toEqual(new Set(['token']))
  expect(step.masks).toEqual(expect.arrayContaining(tokens.issued))
})

test('a grant waits, shares, and verifies, with the admin key for permissions only', async () => {
  await using api = await trained()
  await using tokens = await startTokenService(api, { accounts: ACCOUNTS })
  const inputs = {
    ...ofJob,
    'project-ids': ids(2),
    'verify-service-accounts': ['proj_0=svcacct_0', 'proj_1=svcacct_1'],
  }
  await using step = await shareKeyless(api, tokens, inputs, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(holders(api)).toEqual(ids(2))
  for (const { route, key } of api.requests) {
    const isAdmin = ['list', 'create', 'projects'].includes(route)
    expect(key, route).toBe(isAdmin ? 'admin' : 'token')
  }
  const accounts = tokens.requests.flatMap(({ service, body }) =>
    service === 'exchange' ? [JSON.parse(body).service_account_id] : [],
  )
  expect(accounts.sort()).toEqual(['svcacct_0', 'svcacct_1', 'svcacct_train'])
})

test('all models of a project share one exchange', async () => {
  const models = Array.from({ length: 20 }, (_, i) => `${CHECKPOINT}:step-${i}`)
  await using api = await startApi({
    projects: [{ id: 'proj_0' }],
    checkpoints: Object.fromEntries(models.map(id => [id, { shared: ['proj_0'] }])),
    modelsFollowPermissions: true,
  })
  await using tokens = await startTokenService(api, { accounts: ACCOUNTS })
  await using step = await shareKeyless(api, tokens, {
    mode: 'check',
    'checkpoint-id': models,
    'project-ids': 'proj_0',
    'verify-service-accounts': 'proj_0=svcacct_0',
  })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(api.count('model')).toBe(20)
  expect(tokens.requests.map(({ service }) => service)).toEqual(['github', 'exchange'])
})

test('a dry run that would only verify asks for no token', async () => {
  await using api = await trained()
  const inputs = {
    'project-ids': 'proj_0',
    'dry-run': 'true',
    'identity-provider-id': 'idp_acme',
    'identity-token-url': `${api.baseUrl}/token`,
    'verify-service-accounts': 'proj_0=svcacct_0',
  }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(step.log).toContain('Ignoring verify-service-accounts in a dry run')
})

describe('a canceled step', () => {
  test.each(['github', 'exchange'] as const)('does not wait for the service %s', async service => {
    await using api = await trained()
    await using tokens = await startTokenService(api, {
      accounts: ACCOUNTS,
      interfere: asked => (asked === service ? { status: 503, body: '' } : undefined),
    })
    const options: StepOptions = {
      onLine: (line, { kill }) => line.startsWith('Retrying') && kill('SIGINT'),
    }
    await using step = await shareKeyless(api, tokens, { ...WAIT, ...ofJob }, options)
    expect(step.outputs.result).toBe('cancelled')
    expect(api.requests).toEqual([])
    expect(tokens.requests.length).toBeLessThanOrEqual(3)
  })
})

describe('the step ends with its report', () => {
  const organization = () =>
    startApi({
      projects: [{ id: 'proj_0' }],
      checkpoints: { [CHECKPOINT]: {} },
      modelsFollowPermissions: true,
    })
  const inputs = { 'project-ids': 'proj_0', 'verify-service-accounts': 'proj_0=svcacct_0' }

  /** Expects that the log ends with the report, and that the process didn't stay. */
  const expectEnded = ({ log, elapsedMs }: SharedStep) => {
    expect(log).not.toMatch(/ project has access.*Retrying/s)
    expect(elapsedMs).toBeLessThan(5_000)
  }

  test('if time ran out before a token arrived', async () => {
    await using api = await organization()
    await using tokens = await startTokenService(api, {
      accounts: ACCOUNTS,
      interfere: () => ({ status: 503, body: '' }),
    })
    const brief = { ...inputs, 'share-timeout-minutes': '0.2' }
    await using step = await shareKeyless(api, tokens, brief, { speed: 10 })
    expect(step.log).toContain("couldn't be verified")
    expectEnded(step)
  })

  test('if a model became available while its policy was read', async () => {
    await using api = await organization()
    await using tokens = await startTokenService(api, { accounts: ACCOUNTS })
    const denied = { error: { message: 'The project does not have access to model x.' } }
    api.fault({ on: 'model', answer: { status: 403, body: denied } })
    api.fault({ on: 'model-policy', times: Number.POSITIVE_INFINITY, answer: { status: 503 } })
    await using step = await shareKeyless(api, tokens, inputs)
    expect(step.outputs.result).toBe('ok')
    expectEnded(step)
  })
})

test('a token that a server sends back is masked', async () => {
  await using api = await trained()
  await using tokens = await startTokenService(api, { accounts: ACCOUNTS })
  api.fault({
    on: 'job',
    times: Number.POSITIVE_INFINITY,
    answer: (_, { headers }) => ({
      status: 403,
      body: { error: { message: `No: ${headers.authorization}` } },
    }),
  })
  await using step = await shareKeyless(api, tokens, { ...WAIT, ...ofJob })
  expect(step.outputs.result).toBe('failed')
  expect(step.log).toContain('returned 403: No: Bearer ***')
})

describe('a model that the policy of a project denies', () => {
  const organization = (mode: 'allow_list' | 'deny_list', models: string[]) =>
    startApi({
      projects: [{ id: 'proj_0' }],
      checkpoints: { [CHECKPOINT]: {} },
      modelsFollowPermissions: true,
      modelPolicies: { proj_0: { mode, model_ids: models } },
      projectKeys: ['proj_0'],
    })
  const brief = { 'project-ids': 'proj_0', 'share-timeout-minutes': '0.4' }

  test('is named with its possible cause, and read once', async () => {
    await using api = await organization('deny_list', ['gpt-4o-mini-2024-07-18'])
    const keys = { 'verify-keys': `proj_0=${api.projectKeys.proj_0}` }
    // Slow enough for a busy machine to grant access, and to read the policy within 15 s.
    await using step = await share(api, { ...brief, ...keys }, { speed: 20 })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'failed', 'granted-count': '1' })
    expect(step.log).toContain(
      'A possible cause is the list of denied models of proj_0, which has gpt-4o-mini-2024-07-18.',
    )
    expect(api.count('model-policy')).toBe(1)
  })

  test('is waited for 15 s at most to read its policy', async () => {
    await using api = await organization('allow_list', ['gpt-5'])
    api.fault({ on: 'model-policy', answer: 'hang' })
    const keys = { 'verify-keys': `proj_0=${api.projectKeys.proj_0}` }
    const speed = 20
    await using step = await share(api, { ...brief, ...keys }, { speed })
    expect(step.outputs.result).toBe('failed')
    // 12 s for sharing, 15 s for the policy, and the process's start. A request takes 60 s at most.
    expect(step.elapsedMs * speed).toBeLessThan(60_000)
    expect(api.count('model-policy')).toBe(1)
  })

  test('says nothing if the policy cannot be read', async () => {
    await using api = await organization('allow_list', ['gpt-5'])
    api.fault({ on: 'model-policy', times: Number.POSITIVE_INFINITY, answer: { status: 403 } })
    const keys = { 'verify-keys': `proj_0=${api.projectKeys.proj_0}` }
    await using step = await share(api, { ...brief, ...keys }, { speed: 10 })
    expect(step.outputs.result).toBe('failed')
    expect(step.log).not.toContain('A possible cause')
    expect(step.log).toContain("Allow the model in the project's limits")
  })
})
