import { describe, expect, test } from 'vitest'
import { CHECKPOINT, ids } from '../action/setup.ts'
import type { TokenServiceSetup } from '../support/token-service.ts'
import { runKeyless } from './keyless-setup.ts'

// What no service issues: it has no `value`.
const TOKEN = { access_token: 'token-0123456789', token_type: 'Bearer', expires_in: 300 }
const ENDLESS = { access_token: 'x'.repeat(20_000), value: 'x'.repeat(20_000) }

describe('many accounts', () => {
  const projects = ids(30)
  const many = (tokens: Partial<TokenServiceSetup>) =>
    runKeyless({
      setup: {
        projects: projects.map(id => ({ id })),
        checkpoints: { [CHECKPOINT]: { shared: projects } },
        modelsFollowPermissions: true,
      },
      inputs: {
        mode: 'check',
        'checkpoint-id': CHECKPOINT,
        'project-ids': projects,
        'verify-service-accounts': projects.map(id => `${id}=account_${id}`),
      },
      tokens,
    })

  test('share an outage: it is waited for once', async () => {
    await using run = await many({ interfere: () => ({ status: 503, body: '' }) })
    expect(run.step.outputs.result).toBe('failed')
    expect(run.milliseconds).toBeLessThan(200_000)
    // At most six at a time, each with its tries.
    expect(run.countTokens('github')).toBeLessThan(6 * 20)
  })

  test('share the claims, which are logged once', async () => {
    await using run = await many({})
    expect(run.step.outputs.result).toBe('failed')
    expect(run.countTokens('exchange')).toBe(30)
    expect(run.step.log.match(/^ {2}repository: /gm)).toHaveLength(1)
  })
})

describe('faults of the token services', () => {
  test.each([
    ['a 500', { status: 500, body: 'oops' }],
    ['a 429', { status: 429, body: { error: { message: 'Slow down' } } }],
    ['a reset', 'reset'],
    ['a 200 without a token', { status: 200, body: { nothing: 'here' } }],
    ['a 200 with a word', { status: 200, body: { ...TOKEN, access_token: 'word', value: 'word' } }],
    ['a 200 with an endless token', { status: 200, body: { ...TOKEN, ...ENDLESS } }],
    ['a 200 with another type of token', { status: 200, body: { ...TOKEN, token_type: 'DPoP' } }],
    ['a 200 with a token that has ended', { status: 200, body: { ...TOKEN, expires_in: 0 } }],
  ] as const)('%s is retried', async (_, answer) => {
    for (const failing of ['github', 'exchange'] as const) {
      await using run = await runKeyless({
        tokens: {
          interfere: (service, count) => (service === failing && count < 4 ? answer : undefined),
        },
      })
      expect(run.step.outputs.result).toBe('ok')
    }
  })

  test('are waited for two minutes at most', async () => {
    await using run = await runKeyless({
      tokens: { interfere: () => ({ status: 503, body: '' }) },
    })
    expect(run.step.outputs.result).toBe('unavailable')
    expect(run.milliseconds).toBeLessThanOrEqual(121_000)
    expect(run.countTokens('github')).toBeGreaterThan(4)
    expect(run.step.allAnnotations[0]?.message).toContain("GitHub's token service returned 503")
  })

  test('of which the server wants more time than is left end at once, and say so', async () => {
    await using run = await runKeyless({
      tokens: {
        interfere: () => ({ status: 429, body: '', headers: { 'retry-after': '3600' } }),
      },
    })
    expect(run.countTokens('github')).toBe(1)
    expect(run.step.allAnnotations[0]?.message).toContain(
      "GitHub's token service returned 429; it requires a wait of 1 h, with only 2 min left",
    )
  })

  test.each([
    ['exchange', 404, 'returned 404. Check identity-token-url.'],
    ['exchange', 429, 'returned 429: Out of credit'],
    ['github', 403, 'returned 403: Out of credit'],
  ] as const)('of %s with %d get only advice that can help', async (failing, status, words) => {
    const error = status === 404 ? {} : { code: 'insufficient_quota', message: 'Out of credit' }
    await using run = await runKeyless({
      tokens: {
        interfere: service => (service === failing ? { status, body: { error } } : undefined),
      },
    })
    expect(run.step.outputs.result).toBe('unavailable')
    const [message = ''] = run.step.allAnnotations.map(one => one.message)
    expect(message.replace(/ \(request [^)]*\)$/, '')).toMatch(new RegExp(`${words}$`))
  })

  test('that the server forbids to retry end at once, without advice on inputs', async () => {
    await using run = await runKeyless({
      tokens: {
        interfere: service =>
          service === 'exchange'
            ? { status: 503, body: '', headers: { 'x-should-retry': 'false' } }
            : undefined,
      },
    })
    expect(run.step.outputs.result).toBe('unavailable')
    expect(run.countTokens('exchange')).toBe(1)
    expect(run.step.allAnnotations[0]?.message).toMatch(/ returned 503 \(request [^)]*\)$/)
  })

  test('never show what a response holds that should hold a token', async () => {
    const secret = 'c2VjcmV0LXRva2VuLXRoYXQtbm8tb25lLWtub3dz'
    for (const failing of ['github', 'exchange'] as const) {
      for (const body of [
        secret,
        { access_token: { nested: secret }, value: [secret] },
        { access_token: `${secret} `, token_type: secret, value: ` ${secret}` },
      ]) {
        await using run = await runKeyless({
          tokens: {
            interfere: service => (service === failing ? { status: 200, body } : undefined),
          },
        })
        expect(run.step.outputs.result).toBe('unavailable')
        expect(run.step.stdout + run.step.summary).not.toContain(secret)
      }
    }
  })
})
