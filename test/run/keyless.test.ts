import { describe, expect, test } from 'vitest'
import { JOB } from '../action/job-setup.ts'
import { CHECKPOINT, holders } from '../action/setup.ts'
import { jobAfter, type KeylessRun, runKeyless, TRAINER } from './keyless-setup.ts'

const HOUR = 3_600_000

const keysOf = ({ api }: KeylessRun) => [...new Set(api.requests.map(({ key }) => key))]

test('a job of two hours takes fresh tokens, and none is used after its end', async () => {
  await using run = await runKeyless({ setup: jobAfter(125) })
  expect(run.step.outputs).toMatchObject({ result: 'ok', 'checkpoint-id': CHECKPOINT })
  expect(run.milliseconds).toBeGreaterThan(2 * HOUR)
  expect(keysOf(run)).toEqual(['token'])
  // Each lives five minutes, and is replaced a minute before.
  expect(run.countTokens('github')).toBeGreaterThanOrEqual(run.milliseconds / 300_000)
  expect(run.countTokens('github')).toBeLessThanOrEqual(run.milliseconds / 200_000)
  expect(run.countTokens('exchange')).toBe(run.countTokens('github'))
})

test('a grant waits for the job as a service account, and shares with the admin key', async () => {
  await using run = await runKeyless({
    setup: {
      ...jobAfter(3),
      projects: [{ id: 'proj_0' }],
      checkpoints: { [CHECKPOINT]: {} },
      modelsFollowPermissions: true,
    },
    inputs: {
      'fine-tuning-job-id': JOB,
      'service-account-id': TRAINER,
      'project-ids': 'proj_0',
      'verify-service-accounts': 'proj_0=svcacct_0',
    },
  })
  expect(run.step.outputs.result).toBe('ok')
  expect(holders(run.api)).toEqual(['proj_0'])
  expect(run.step.log).toContain(`proj_0 can use ${CHECKPOINT}`)
  const bodies = run.tokens.requests.filter(({ service }) => service === 'exchange')
  expect(bodies.map(({ body }) => JSON.parse(body).service_account_id)).toEqual([
    TRAINER,
    'svcacct_0',
  ])
})

test('one account for jobs and for verifying gets one token', async () => {
  await using run = await runKeyless({
    setup: {
      ...jobAfter(0),
      projects: [{ id: 'proj_0' }],
      checkpoints: { [CHECKPOINT]: {} },
    },
    inputs: {
      'fine-tuning-job-id': JOB,
      'service-account-id': TRAINER,
      'project-ids': 'proj_0',
      'verify-service-accounts': `proj_0=${TRAINER}`,
      'share-timeout-minutes': '0.1',
    },
  })
  expect(run.api.count('model')).toBeGreaterThan(0)
  expect(run.countTokens('exchange')).toBe(1)
})

test.each([
  ['GitHub says', { jwtLifetime: 120 }],
  ['the exchange says', { expiresIn: 120 }],
  ['GitHub says, whatever the time of its clock', { jwtLifetime: 120, clockSkew: -7_200 }],
  ['GitHub says, if the exchange says nothing', { jwtLifetime: 120, expiresIn: null }],
])('a token is replaced before it ends, as %s', async (_, tokens) => {
  await using run = await runKeyless({ setup: jobAfter(10), tokens })
  expect(run.step.outputs.result).toBe('ok')
  expect(keysOf(run)).toEqual(['token'])
  expect(run.countTokens('exchange')).toBeGreaterThanOrEqual(run.milliseconds / 120_000)
})

test('a token that the API rejects is replaced once', async () => {
  await using run = await runKeyless({
    setup: jobAfter(5),
    before: api =>
      api.fault({
        on: 'job',
        skip: 2,
        answer: { status: 401, body: { error: { message: 'No' } } },
      }),
  })
  expect(run.step.outputs.result).toBe('ok')
  expect(run.countTokens('exchange')).toBe(2)
})

test('a fresh token that the API rejects, too, ends the run', async () => {
  await using run = await runKeyless({
    before: api =>
      api.fault({
        on: 'job',
        times: Number.POSITIVE_INFINITY,
        answer: { status: 401, body: { error: { message: 'No' } } },
      }),
  })
  expect(run.step.outputs.result).toBe('unavailable')
  expect(run.countTokens('exchange')).toBe(2)
  expect(run.api.requests).toHaveLength(2)
})

describe('an exchange that OpenAI rejects', () => {
  test.each([400, 401, 403])('with %d ends the run with the claims to compare', async status => {
    const body = { error: 'invalid_grant', error_description: 'No mapping matches.' }
    await using run = await runKeyless({
      tokens: { interfere: service => (service === 'exchange' ? { status, body } : undefined) },
    })
    const { step } = run
    expect(step.outcome).toBe('failure')
    expect(step.outputs.result).toBe('unavailable')
    expect(run.countTokens('exchange')).toBe(1)
    expect(run.api.requests).toEqual([])
    expect(step.allAnnotations[0]?.message).toContain('No mapping matches.')
    expect(step.log).toContain('  aud: https://api.openai.com/v1')
    expect(step.log).toContain('  repository: octo-org/octo-repo')
    expect(step.log).toContain('  environment: (not in the token)')
  })

  test('for an account of a project is reported at once, and fails the step', async () => {
    await using run = await runKeyless({
      setup: {
        projects: [{ id: 'proj_0' }],
        checkpoints: { [CHECKPOINT]: {} },
        modelsFollowPermissions: true,
      },
      inputs: {
        'checkpoint-id': CHECKPOINT,
        'project-ids': 'proj_0',
        'verify-service-accounts': 'proj_0=svcacct_unknown',
      },
    })
    expect(run.step.outputs).toMatchObject({ result: 'failed', 'granted-count': '1' })
    expect(run.step.log).toContain("couldn't be verified")
    expect(run.milliseconds).toBeLessThan(5_000)
    expect(run.api.count('model')).toBe(0)
  })
})

test("GitHub's token is sent to the token URL alone, and the request token to GitHub", async () => {
  await using run = await runKeyless({ setup: jobAfter(20) })
  const { requests, requestToken, inputs } = run.tokens
  expect(run.step.log).toContain(`Sending GitHub OIDC tokens to ${inputs['identity-token-url']}`)
  for (const { service, headers, url } of requests) {
    const isGitHub = service === 'github'
    expect(headers.authorization).toBe(isGitHub ? `Bearer ${requestToken}` : undefined)
    expect(url).toBe(
      isGitHub
        ? '/token?api-version=2.0&audience=https%3A%2F%2Fapi.openai.com%2Fv1'
        : '/oauth/token',
    )
  }
  expect(run.api.requests.map(({ headers }) => headers.authorization)).not.toContain(
    expect.stringContaining('eyJ'),
  )
})
