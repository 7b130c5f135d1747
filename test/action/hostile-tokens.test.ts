import { afterAll, describe, expect, test } from 'vitest'
import { startForbiddenHosts } from '../support/hostile-server.ts'
import type { LoopbackServer } from '../support/loopback.ts'
import { startProxy } from '../support/proxy.ts'
import type { StepOptions } from '../support/runner.ts'
import { type Certificate, createCertificateAuthority, wrapInTls } from '../support/tls.ts'
import { startTokenService, type TokenService } from '../support/token-service.ts'
import { expectNoInjection, HOSTILE } from './injection-assertions.ts'
import { JOB, organizationWithJob, SPEED, WAIT } from './job-setup.ts'
import { expectMatchesServer, type SharedStep, share } from './setup.ts'

const ACCOUNT = 'trainer'
const ACCOUNTS = { [ACCOUNT]: 'proj_training' }
// What starts a line can be a command.
const TEXTS = [
  Object.values(HOSTILE).join('\n'),
  HOSTILE['a command at its start'] ?? '',
  HOSTILE['brackets at its start'] ?? '',
]
const SERVICES = ['github', 'exchange'] as const

const certificateAuthority = createCertificateAuthority()
const certificate = certificateAuthority.issue(['127.0.0.1'])
const TRUSTED = { NODE_EXTRA_CA_CERTS: certificateAuthority.path }
const open: LoopbackServer[] = []
afterAll(async () => {
  for (const server of open) await server[Symbol.asyncDispose]()
})
afterAll(() => certificateAuthority[Symbol.dispose]())

const trained = () => organizationWithJob(['succeeded'])

/** Runs a step that waits for JOB as a service account. */
const waitKeyless = (
  api: Awaited<ReturnType<typeof trained>>,
  tokens: TokenService,
  inputs: Record<string, string> = {},
  env: StepOptions['env'] = {},
): Promise<SharedStep> =>
  share(
    api,
    {
      ...WAIT,
      'fine-tuning-job-id': JOB,
      'service-account-id': ACCOUNT,
      ...tokens.inputs,
      ...inputs,
    },
    {
      speed: SPEED,
      env: { ...tokens.env, ...env },
      issued: tokens.issued,
      secrets: [tokens.requestToken],
    },
  )

/** Puts TLS in front of a service, and returns its host and the step's variables and inputs. */
async function putBehindTls(
  tokens: TokenService,
  service: (typeof SERVICES)[number],
  presented: Certificate,
) {
  const url = new URL(
    (service === 'github'
      ? tokens.env.ACTIONS_ID_TOKEN_REQUEST_URL
      : tokens.inputs['identity-token-url']) ?? '',
  )
  const server = await wrapInTls(Number(url.port), presented)
  open.push(server)
  const secure = `https://${server.host}${url.pathname}${url.search}`
  return service === 'github'
    ? { host: server.host, env: { ACTIONS_ID_TOKEN_REQUEST_URL: secure }, inputs: {} }
    : { host: server.host, env: {}, inputs: { 'identity-token-url': secure } }
}

describe.each(SERVICES)('the service %s', service => {
  test.each([302, 307])('gets no redirect with %i followed', async status => {
    await using forbiddenHosts = await startForbiddenHosts()
    await using api = await trained()
    const location = `http://${forbiddenHosts.hosts[0]}/elsewhere`
    await using tokens = await startTokenService(api, {
      accounts: ACCOUNTS,
      interfere: asked =>
        asked === service ? { status, body: '', headers: { location } } : undefined,
    })
    await using step = await waitKeyless(api, tokens)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('unavailable')
    expect(step.log).toContain(` returned ${status}`)
    expect(forbiddenHosts.connections).toBe(0)
    expect(tokens.requests.filter(request => request.service === service)).toHaveLength(1)
    expect(api.requests).toEqual([])
  })

  test.each([
    ['that no one vouches for', certificateAuthority.issue(['127.0.0.1']), {}],
    ['for another host', certificateAuthority.issue(['example.com']), TRUSTED],
  ])('gets nothing if its certificate is one %s', async (_, presented, trusted) => {
    await using api = await trained()
    await using tokens = await startTokenService(api, { accounts: ACCOUNTS })
    const { env, inputs } = await putBehindTls(tokens, service, presented)
    const unverified = { ...env, ...trusted, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    await using step = await waitKeyless(api, tokens, inputs, unverified)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('unavailable')
    expect(step.log).toMatch(/certificate|altnames/)
    expect(tokens.requests.filter(request => request.service === service)).toEqual([])
    expect(api.requests).toEqual([])
  })

  test('injects nothing with what it rejects a request with', async () => {
    for (const text of TEXTS) {
      const body =
        service === 'github' ? { message: text } : { error: text, error_description: text }
      await using api = await trained()
      await using tokens = await startTokenService(api, {
        accounts: ACCOUNTS,
        claims: { repository: text, sub: [text], environment: { name: text } },
        interfere: asked =>
          asked === service
            ? { status: 403, body, headers: { 'x-request-id': encodeURI(text.toWellFormed()) } }
            : undefined,
      })
      await using step = await waitKeyless(api, tokens)
      // The run's token, the request token, GitHub's token, and its signature.
      expectNoInjection(step, 4, service === 'github' ? 2 : 4)
      expect(step.outputs.result).toBe('unavailable')
    }
  })
})

test('through a proxy, tokens go only through tunnels', async () => {
  await using api = await trained()
  await using tokens = await startTokenService(api, { accounts: ACCOUNTS })
  await using proxy = await startProxy()
  const github = await putBehindTls(tokens, 'github', certificate)
  const exchange = await putBehindTls(tokens, 'exchange', certificate)
  const env = { ...github.env, ...TRUSTED, HTTPS_PROXY: `http://${proxy.host}` }
  await using step = await waitKeyless(api, tokens, exchange.inputs, env)
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(proxy.tunnels).toEqual([github.host, exchange.host])
  for (const secret of [...tokens.issued, tokens.requestToken, '/oauth/token']) {
    expect(proxy.received.text).not.toContain(secret)
  }
})
