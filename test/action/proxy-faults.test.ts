import { createServer, type Socket } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { listen } from '../support/loopback.ts'
import { startProxy } from '../support/proxy.ts'
import type { StepOptions } from '../support/runner.ts'
import { createCertificateAuthority, serveOverTls } from '../support/tls.ts'
import {
  CHECKPOINT,
  expectMatchesServer,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'

const PROJECT = { 'project-ids': 'proj_0' }

const [certificateAuthority, another] = [createCertificateAuthority(), createCertificateAuthority()]
const certificate = certificateAuthority.issue(['127.0.0.1'])
const TRUSTED = { NODE_EXTRA_CA_CERTS: certificateAuthority.path }
afterAll(() => {
  for (const one of [certificateAuthority, another]) one[Symbol.dispose]()
})

/** The proxy is named and blamed, and only the request for a tunnel was sent. */
function expectBlamed(
  step: SharedStep,
  api: Api,
  proxy: string,
  reason: string,
  fix: string,
): void {
  expectMatchesServer(step, api)
  expect(api.requests).toEqual([])
  expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'false' })
  const { error = '' } = rowsOf(step)[0] ?? {}
  expect(error).toContain(`connection through the proxy ${proxy} failed: ${reason}`)
  expect(error).toContain(`. ${fix}`)
  expect(step.allAnnotations).toMatchObject([{ message: `proj_0 on ${CHECKPOINT}: ${error}` }])
}

/** Cancels the step once a line of its log starts with this. */
const cancelAt =
  (start: string): NonNullable<StepOptions['onLine']> =>
  (line, { kill }) => {
    if (line.startsWith(start)) kill('SIGINT')
  }

test('a missing proxy is named', async () => {
  await using api = await organization(1)
  await using tls = await serveOverTls(api, certificate)
  const gone = await listen(createServer())
  await gone[Symbol.asyncDispose]()
  const env = { ...TRUSTED, HTTPS_PROXY: `http://me:S3cretW0rd@${gone.host}/` }
  const inputs = {
    ...PROJECT,
    'share-timeout-minutes': '0.5',
    'base-url': `https://${tls.host}/v1`,
  }
  await using step = await share(api, inputs, { env, speed: 20, secrets: ['S3cretW0rd'] })
  const reason = `connect ECONNREFUSED ${gone.host}; gave up after`
  const fix =
    'Check HTTPS_PROXY and whether the proxy is running. If the host of base-url is reachable without the proxy, add it to NO_PROXY.'
  expectBlamed(step, api, gone.host, reason, fix)
  expect(step.log).toContain(`(connection through the proxy ${gone.host} failed: connect`)
  expect(tls.received.connections).toBe(0)
})

test("a proxy that rejects a runner is named, and isn't retried", async () => {
  await using api = await organization(1)
  await using tls = await serveOverTls(api, certificate)
  await using proxy = await startProxy()
  proxy.rejectionStatus = 403
  const env = { ...TRUSTED, HTTPS_PROXY: `http://${proxy.host}` }
  await using step = await share(api, { ...PROJECT, 'base-url': `https://${tls.host}/v1` }, { env })
  const fix =
    'Configure the proxy to let this runner reach the host of base-url. If the host of base-url is reachable without the proxy, add it to NO_PROXY.'
  expectBlamed(step, api, proxy.host, 'it returned 403. ', fix)
  expect(proxy.tunnels).toHaveLength(1)
  expect(tls.received.connections).toBe(0)
})

test.each<[string, (socket: Socket) => unknown, string]>([
  ['hangs up', socket => socket.destroy(), 'Proxy Connection failed'],
  ['answers 502', socket => socket.end('HTTP/1.1 502 Bad\r\n\r\n'), 'it returned 502'],
  ['never answers', () => {}, 'timed out after 1 min'],
])('a proxy that %s is named, and retried', async (_, answer, reason) => {
  await using api = await organization(1)
  await using tls = await serveOverTls(api, certificate)
  await using proxy = await listen(
    createServer(socket => socket.once('data', () => answer(socket))),
  )
  const env = { ...TRUSTED, HTTPS_PROXY: `http://${proxy.host}` }
  const inputs = { ...PROJECT, 'base-url': `https://${tls.host}/v1` }
  const onLine = cancelAt('Retrying')
  await using step = await share(api, inputs, { env, onLine, speed: 100 })
  expectMatchesServer(step, api)
  expect(step.log).toContain(`(connection through the proxy ${proxy.host} failed: ${reason}`)
  expect(tls.received.connections).toBe(0)
  expect(proxy.received.text).not.toContain(api.adminKey)
})

test("a proxy that never responds doesn't delay a canceled step, and isn't blamed", async () => {
  await using api = await organization(1)
  await using proxy = await listen(createServer(() => {}))
  const env = { HTTPS_PROXY: `http://${proxy.host}` }
  const onLine = cancelAt('Sending API keys')
  const inputs = { ...PROJECT, 'base-url': 'https://127.0.0.1:9/v1' }
  await using step = await share(api, inputs, { env, onLine, timeoutMs: 7_500 })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('cancelled')
  expect(step.log).not.toContain('HTTPS_PROXY')
  expect(step.summary).not.toContain('Fix: ')
})

describe('a proxy that fails once the list is read', () => {
  /** Runs the action through a proxy that rejects the second request. */
  async function shareThrough(refusal: number) {
    const api = await organization(1)
    await using tls = await serveOverTls(api, certificate)
    await using proxy = await startProxy()
    api.fault({
      on: 'list',
      acts: true,
      answer: normal => {
        proxy.rejectionStatus = refusal
        return { ...normal, headers: { connection: 'close' } }
      },
    })
    const env = { ...TRUSTED, HTTPS_PROXY: `http://${proxy.host}` }
    const onLine = (line: string) => {
      if (line.startsWith('Retrying')) proxy.rejectionStatus = null
    }
    const inputs = { ...PROJECT, 'base-url': `https://${tls.host}/v1` }
    return { api, step: await share(api, inputs, { env, onLine, speed: 20 }) }
  }

  test('for a moment is retried, because nothing was sent', async () => {
    const { api, step } = await shareThrough(502)
    await using _ = api
    await using __ = step
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
    expect(step.requests.map(({ route }) => route)).toEqual(['list', 'create'])
    expect(step.log).toMatch(/Retrying in .*: grant .* \(connection through the proxy .* 502/)
  })

  test('permanently leaves the project without access for certain', async () => {
    const { api, step } = await shareThrough(403)
    await using _ = api
    await using __ = step
    expectMatchesServer(step, api)
    expect(rowsOf(step)).toMatchObject([{ status: 'failed' }])
    expect(step.outputs).toMatchObject({ result: 'failed', changed: 'false' })
    expect(step.requests.map(({ route }) => route)).toEqual(['list'])
  })
})

describe('a proxy that uses TLS itself', () => {
  test.each([
    ['is accepted if its certificate is valid', certificate, null],
    ['is rejected if it is not', another.issue(['127.0.0.1']), 'unable to verify'],
    ['is rejected under another name', certificateAuthority.issue(['x.test']), 'Secure Proxy Conn'],
  ])('%s', async (_, presented, reason) => {
    await using api = await organization(1)
    await using tls = await serveOverTls(api, certificate)
    await using proxy = await startProxy({ certificate: presented })
    const HTTPS_PROXY = `https://${proxy.host}`
    const env = { ...TRUSTED, HTTPS_PROXY, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    const inputs = { ...PROJECT, 'base-url': `https://${tls.host}/v1` }
    await using step = await share(api, inputs, { env })
    if (reason === null) {
      expectMatchesServer(step, api)
      expect(step.outputs.result).toBe('ok')
      expect(proxy.received.text).not.toContain('CONNECT')
    } else {
      const fix = 'Check the certificates of base-url and the proxy.'
      expectBlamed(step, api, proxy.host, reason, fix)
    }
    expect(proxy.tunnels.length > 0).toBe(reason === null)
  })
})

describe('in a tunnel', () => {
  test.each([
    ['from an unknown authority', another.issue(['127.0.0.1']), 'unable to verify'],
    ['for another host', certificateAuthority.issue(['x.test']), 'Hostname/IP does not match'],
  ])('a certificate %s is rejected', async (_, presented, reason) => {
    await using api = await organization(1)
    await using tls = await serveOverTls(api, presented)
    await using proxy = await startProxy()
    const HTTPS_PROXY = `http://${proxy.host}`
    const env = { ...TRUSTED, HTTPS_PROXY, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    const inputs = { ...PROJECT, 'base-url': `https://${tls.host}/v1` }
    await using step = await share(api, inputs, { env })
    expectBlamed(step, api, proxy.host, reason, 'Check the certificates of base-url and the proxy.')
    expect(proxy.tunnels).toHaveLength(1)
  })

  test("a response of more than 10 MB isn't read", async () => {
    await using api = await organization(1)
    await using tls = await serveOverTls(api, certificate)
    await using proxy = await startProxy()
    const answer = { status: 200, body: `{"x":"${'x'.repeat(10_000_000)}"}` }
    api.fault({ on: 'list', answer })
    const env = { ...TRUSTED, HTTPS_PROXY: `http://${proxy.host}` }
    const inputs = { ...PROJECT, 'base-url': `https://${tls.host}/v1` }
    await using step = await share(api, inputs, { env })
    expectMatchesServer(step, api)
    expect(rowsOf(step)[0]?.error).toContain('the response is larger than 10 MB')
  })
})
