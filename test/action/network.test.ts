import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request as forward, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { CHECKPOINT, expectTrue, organization, rowsOf, share } from './setup.ts'

const PROJECT = { 'project-ids': 'proj_0' }

const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
const certificate = join(folder, 'certificate.pem')
const certificateKey = join(folder, 'key.pem')

// Made anew each time: one that is kept would expire some day, and its key look like a secret.
beforeAll(() => {
  const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost'
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc']
  const made = ['-subj', '/CN=loopback', '-addext', names, '-days', '2']
  const files = ['-keyout', certificateKey, '-out', certificate]
  execFileSync('openssl', ['req', '-x509', ...curve, ...made, ...files], { stdio: 'pipe' })
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A server on a free port of loopback, how many connections it saw, and what they carried. */
async function listen<S extends Server>(server: S) {
  const seen = { connections: 0, text: '' }
  server.on('connection', socket => {
    seen.connections++
    socket.on('data', chunk => (seen.text += chunk))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.close()
    if ('closeAllConnections' in server)
      (server as { closeAllConnections(): void }).closeAllConnections()
  }
  return { host, seen, [Symbol.asyncDispose]: close }
}

/** The API over TLS, with the certificate that only NODE_EXTRA_CA_CERTS makes valid. */
function overTls(api: Api) {
  const toApi: RequestListener = (incoming, response) => {
    const { method, url, headers } = incoming
    const options = { method, headers }
    const onward = forward(new URL(url ?? '', api.baseUrl), options, answer => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    incoming.pipe(onward)
  }
  const files = { key: readFileSync(certificateKey), cert: readFileSync(certificate) }
  return listen(createTlsServer(files, toApi))
}

/** A proxy that makes tunnels, and answers what should not come to it in clear text. */
function proxy() {
  const server = createServer((_, response) => response.writeHead(418).end())
  server.on('connect', ({ url = '' }, socket) => {
    const onward = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  return listen(server)
}

test('plain http to loopback goes past every proxy', async () => {
  await using api = await organization(1)
  await using other = await proxy()
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap(n => [n, n.toLowerCase()])
  const url = `http://${other.host}`
  const env = { ...Object.fromEntries(names.map(name => [name, url])), NODE_USE_ENV_PROXY: '1' }
  await using step = await share(api, PROJECT, { env })
  expectTrue(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(step.requests).toHaveLength(2)
  expect(other.seen.connections).toBe(0)
})

test('a certificate that does not verify is refused, whatever the environment says', async () => {
  await using api = await organization(1)
  await using tls = await overTls(api)
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
  await using step = await share(api, { ...PROJECT, 'base-url': `https://${tls.host}/v1` }, { env })
  expectTrue(step, api)
  expect(api.requests).toEqual([])
  expect(tls.seen.connections).toBe(1)
  expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'false' })
  expect(rowsOf(step)[0]?.error).toContain('no connection: self-signed certificate')
  expect(step.allAnnotations[0]?.message).toContain('set NODE_EXTRA_CA_CERTS to its certificate')
})

test('a certificate that NODE_EXTRA_CA_CERTS vouches for is taken', async () => {
  await using api = await organization(1)
  await using tls = await overTls(api)
  const env = { NODE_EXTRA_CA_CERTS: certificate }
  await using step = await share(api, { ...PROJECT, 'base-url': `https://${tls.host}/v1` }, { env })
  expectTrue(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(step.log).toContain(`The key goes to https://${tls.host}/v1`)
})

test('https goes through its proxy in a tunnel, which shows neither key nor checkpoint', async () => {
  await using api = await organization(1)
  await using tls = await overTls(api)
  await using tunnels = await proxy()
  const password = 'pR0xyPassw0rd!'
  const env = {
    NODE_EXTRA_CA_CERTS: certificate,
    HTTPS_PROXY: `http://me:${encodeURIComponent(password)}@${tunnels.host}`,
  }
  const inputs = { ...PROJECT, 'base-url': `https://${tls.host}/v1` }
  await using step = await share(api, inputs, { env, secrets: [password] })
  expectTrue(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(tunnels.seen.text).toMatch(new RegExp(`^CONNECT ${tls.host} HTTP/1.1\r\n`))
  const basic = Buffer.from(`me:${password}`).toString('base64')
  expect(tunnels.seen.text).toContain(`Basic ${basic}`)
  for (const hidden of [api.adminKey, CHECKPOINT, 'permissions']) {
    expect(tunnels.seen.text).not.toContain(hidden)
  }
})

test('a certificate is verified in a tunnel too', async () => {
  await using api = await organization(1)
  await using tls = await overTls(api)
  await using tunnels = await proxy()
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', https_proxy: `http://${tunnels.host}` }
  await using step = await share(api, { ...PROJECT, 'base-url': `https://${tls.host}/v1` }, { env })
  expectTrue(step, api)
  expect(api.requests).toEqual([])
  expect(tunnels.seen.connections).toBe(1)
  expect(rowsOf(step)[0]?.error).toContain('NODE_EXTRA_CA_CERTS')
})

test.each([301, 302, 303, 307, 308])('a redirect by %i is not followed', async status => {
  await using api = await organization(1)
  await using other = await listen(createServer((_, response) => response.end('{}')))
  const location = `http://${other.host}/v1/elsewhere`
  const answer = { status, headers: { location } }
  api.fault({ on: 'list', answer })
  await using listing = await share(api, PROJECT)
  api.fault({ on: 'create', times: Infinity, answer })
  await using granting = await share(api, PROJECT, { speed: 100 })
  for (const step of [listing, granting]) {
    expectTrue(step, api)
    expect(rowsOf(step)[0]?.error).toContain(`a redirect to ${location}, which is not followed`)
  }
  expect(listing.requests).toHaveLength(1)
  expect(granting.posts).toHaveLength(1)
  expect(api.permissions(CHECKPOINT)).toEqual([])
  expect(other.seen.connections).toBe(0)
})

test('a host other than the default is told before the key goes there', async () => {
  await using api = await organization(1)
  let asked = -1
  const onLine = (line: string) => {
    if (line === `The key goes to ${api.baseUrl}`) asked = api.requests.length
  }
  await using step = await share(api, PROJECT, { onLine })
  expectTrue(step, api)
  expect(asked).toBe(0)
  const [first] = step.requests
  expect(first?.headers).toMatchObject({ authorization: `Bearer ${api.adminKey}` })
  expect(first?.headers['accept-encoding']).toBeUndefined()
})
