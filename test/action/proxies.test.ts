import { afterAll, describe, expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { lacksHost } from '../support/machine.ts'
import { startProxy } from '../support/proxy.ts'
import type { StepOptions } from '../support/runner.ts'
import { createCertificateAuthority, serveOverTls } from '../support/tls.ts'
import { testUnless } from '../support/unless.ts'
import { CHECKPOINT, expectMatchesServer, organization, rowsOf, share } from './setup.ts'

const PROJECT = { 'project-ids': 'proj_0' }
const USER = { name: 'me@ä', password: 'p@ss:w%rd/"?#[1]' }
/** A name that only the proxy can look up, so every request has to use the proxy. */
const HIDDEN = 'api.internal.test'

const certificateAuthority = createCertificateAuthority()
const certificate = certificateAuthority.issue(['localhost', '127.0.0.1', '::1', HIDDEN])
const TRUSTED = { NODE_EXTRA_CA_CERTS: certificateAuthority.path }
afterAll(() => certificateAuthority[Symbol.dispose]())

const startHiding = (setup = {}) => startProxy({ hosts: [HIDDEN], ...setup })
const baseUrl = (host: string, port: number) => ({ 'base-url': `https://${host}:${port}/v1` })

/** Everything sent to the API that a proxy shouldn't see. */
const secretsOf = (api: Api) => [api.adminKey, 'Bearer', CHECKPOINT, 'permissions', '/v1']

test('all requests use tunnels of the proxy, which sees neither key nor path', async () => {
  await using api = await organization(1)
  await using tls = await serveOverTls(api, certificate)
  await using proxy = await startHiding()
  const env = { ...TRUSTED, HTTPS_PROXY: `http://${proxy.host}` }
  await using step = await share(api, { ...PROJECT, ...baseUrl(HIDDEN, tls.port) }, { env })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(step.requests).toHaveLength(2)
  expect(new Set(proxy.tunnels)).toEqual(new Set([`${HIDDEN}:${tls.port}`]))
  expect(tls.received.connections).toBe(proxy.tunnels.length)
  expect(proxy.received.text).toMatch(new RegExp(`^CONNECT ${HIDDEN}:${tls.port} HTTP/1.1\r\n`))
  expect(proxy.received.text.toLowerCase()).not.toContain('authorization')
  for (const secret of secretsOf(api)) expect(proxy.received.text).not.toContain(secret)
  expect(new Set(tls.offered.flat())).toEqual(new Set(['http/1.1']))
})

test('a proxy without a scheme is an http proxy', async () => {
  await using api = await organization(1)
  await using tls = await serveOverTls(api, certificate)
  await using proxy = await startHiding()
  const env = { ...TRUSTED, HTTPS_PROXY: proxy.host }
  await using step = await share(api, { ...PROJECT, ...baseUrl(HIDDEN, tls.port) }, { env })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(new Set(proxy.tunnels)).toEqual(new Set([`${HIDDEN}:${tls.port}`]))
})

test.each(['socks5://proxy.example:1080', 'http://me:100%@proxy.example'])(
  "an invalid proxy %s that isn't used doesn't fail the run",
  async HTTPS_PROXY => {
    await using api = await organization(1)
    await using tls = await serveOverTls(api, certificate)
    await using plain = await share(api, PROJECT, { env: { HTTPS_PROXY } })
    expect(plain.outputs.result).toBe('ok')
    const env = { ...TRUSTED, HTTPS_PROXY, NO_PROXY: 'other, LOCALHOST' }
    await using step = await share(api, { ...PROJECT, ...baseUrl('localhost', tls.port) }, { env })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    expect(step.allAnnotations).toEqual([])
  },
)

describe('a proxy that requires authentication', () => {
  const { name, password } = USER
  const encoded = encodeURIComponent(password)
  const proxyUrl = (host: string) => `http://${encodeURIComponent(name)}:${encoded}@${host}`
  const basic = Buffer.from(`${name}:${password}`).toString('base64')
  const secrets = [password, encoded, basic]

  test.each(['HTTPS_PROXY', 'https_proxy'])(
    'gets credentials by %s, and no one else does',
    async variable => {
      await using api = await organization(1)
      await using tls = await serveOverTls(api, certificate)
      await using proxy = await startHiding({ user: USER })
      const env = { ...TRUSTED, [variable]: proxyUrl(proxy.host) }
      const inputs = { ...PROJECT, ...baseUrl(HIDDEN, tls.port) }
      await using step = await share(api, inputs, { env, secrets })
      expectMatchesServer(step, api)
      expect(step.outputs.result).toBe('ok')
      expect(tls.received.connections).toBe(proxy.tunnels.length)
      expect(proxy.received.text).toContain(`Basic ${basic}\r\n`)
      expect(step.masks).toContain(password)
      expect(step.masks).toContain(encoded)
      expect(JSON.stringify(step.requests)).not.toMatch(/proxy/i)
    },
  )

  test.each([
    ['no name', (host: string) => `http://${host}`],
    ['another password', (host: string) => `http://me:0therPassw0rd!@${host}`],
  ])('rejects credentials with %s, and gets no further request', async (_, url) => {
    await using api = await organization(1)
    await using tls = await serveOverTls(api, certificate)
    await using proxy = await startHiding({ user: USER })
    const env = { ...TRUSTED, HTTPS_PROXY: url(proxy.host) }
    const inputs = { ...PROJECT, ...baseUrl(HIDDEN, tls.port) }
    await using step = await share(api, inputs, { env, secrets: ['0therPassw0rd!'] })
    expectMatchesServer(step, api)
    expect(api.requests).toEqual([])
    expect(proxy.tunnels).toHaveLength(1)
    expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'false' })
    const error = `connection through the proxy ${proxy.host} failed: it returned 407. Check the user name and password in HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT).`
    expect(rowsOf(step)[0]?.error).toBe(error)
    expect(step.allAnnotations).toMatchObject([{ message: `proj_0 on ${CHECKPOINT}: ${error}` }])
  })

  test("can't get a password that isn't percent-encoded", async () => {
    await using api = await organization(1)
    const env = { HTTPS_PROXY: 'http://me:100%S3cret!@127.0.0.1:9' }
    const inputs = { ...PROJECT, 'base-url': 'https://api.example/v1' }
    await using step = await share(api, inputs, { env, secrets: ['100%S3cret!'] })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('invalid')
    expect(step.allAnnotations).toMatchObject([{ title: 'Variable HTTPS_PROXY' }])
    expect(api.requests).toEqual([])
  })
})

describe('NO_PROXY', () => {
  const LIST = { ...PROJECT, mode: 'list' }

  describe.each<[value: string, host: string]>([
    ['example.com, LOCALHOST:PORT', 'localhost'],
    ['[::1]:PORT', '[::1]'],
  ])('with %s', (value, host) => {
    testUnless(lacksHost(host))(`makes ${host} bypass the proxy`, async () => {
      await using api = await organization(1)
      await using tls = await serveOverTls(api, certificate, host === '[::1]' ? '::1' : '127.0.0.1')
      await using proxy = await startHiding()
      const HTTPS_PROXY = `http://${proxy.host}`
      const env = { ...TRUSTED, HTTPS_PROXY, NO_PROXY: value.replace('PORT', `${tls.port}`) }
      await using step = await share(api, { ...LIST, ...baseUrl(host, tls.port) }, { env })
      expectMatchesServer(step, api)
      expect(step.outputs.result).toBe('ok')
      expect(tls.received.connections).toBe(1)
      expect(proxy.received.connections).toBe(0)
    })
  })

  describe.each<[value: string, host: string]>([
    ['localhost:1, sub.localhost', 'localhost'],
    ['ternal.test', HIDDEN],
    ['', '[::1]'],
  ])('with "%s"', (value, host) => {
    testUnless(lacksHost(host))(`leaves ${host} to the proxy`, async () => {
      await using api = await organization(1)
      await using tls = await serveOverTls(api, certificate, host === '[::1]' ? '::1' : '127.0.0.1')
      await using proxy = await startHiding()
      const env = { ...TRUSTED, https_proxy: `http://${proxy.host}`, no_proxy: value }
      await using step = await share(api, { ...LIST, ...baseUrl(host, tls.port) }, { env })
      expectMatchesServer(step, api)
      expect(step.outputs.result).toBe('ok')
      expect(proxy.tunnels).toEqual([`${host}:${tls.port}`])
      expect(tls.received.connections).toBe(1)
    })
  })

  test('with a domain makes its host be looked up directly, without blaming the proxy', async () => {
    await using api = await organization(1)
    await using proxy = await startHiding()
    const env = { HTTPS_PROXY: `http://${proxy.host}`, no_proxy: 'internal.test' }
    const onLine: StepOptions['onLine'] = (line, { kill }) => {
      if (line.startsWith('Retrying')) kill('SIGINT')
    }
    await using step = await share(api, { ...LIST, ...baseUrl(HIDDEN, 1) }, { env, onLine })
    expectMatchesServer(step, api)
    expect(step.log).toContain('(connection failed: getaddrinfo')
    expect(proxy.received.connections).toBe(0)
  })
})
