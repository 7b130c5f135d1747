import { once } from 'node:events'
import { request as forward } from 'node:http'
import { createSecureServer, type Http2SecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterAll, expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { startForbiddenHosts } from '../support/hostile-server.ts'
import { createCertificateAuthority } from '../support/tls.ts'
import { SPEED } from './request-timing.ts'
import { expectMatchesServer, holders, organization, rowsOf, share } from './setup.ts'

const PROJECT = { 'project-ids': 'proj_0' }
const certificateAuthority = createCertificateAuthority()
const certificate = certificateAuthority.issue(['127.0.0.1'])
const env = { NODE_EXTRA_CA_CERTS: certificateAuthority.path }
afterAll(() => certificateAuthority[Symbol.dispose]())

/** A base URL of the API that offers HTTP/2 before HTTP/1.1, and the protocol that was used. */
async function offeringHttp2(api: Api) {
  const spoken: string[] = []
  const server: Http2SecureServer = createSecureServer(
    { ...certificate, allowHTTP1: true },
    (incoming, response) => {
      spoken.push(incoming.httpVersion)
      const { method, headers } = incoming
      const onward = forward(new URL(incoming.url, api.baseUrl), { method, headers }, answer => {
        response.writeHead(answer.statusCode ?? 0, answer.headers)
        answer.pipe(response)
      })
      incoming.pipe(onward)
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return { baseUrl, spoken, [Symbol.asyncDispose]: async () => void server.close() }
}

test('if HTTP/2 is also offered, HTTP/1.1 is used, and no redirect to plain http is followed', async () => {
  await using forbiddenHosts = await startForbiddenHosts()
  await using api = await organization(1, { checkpoints: { a: {}, b: {} } })
  await using front = await offeringHttp2(api)
  const location = `http://${forbiddenHosts.hosts[0]}/v1`
  const headers = { location, 'alt-svc': `h2="${forbiddenHosts.hosts[0]}"; ma=3600` }
  api.fault({ on: 'list', answer: { status: 302, headers } })
  api.fault({ times: 2, acts: true, answer: normal => ({ ...normal, headers }) })
  const inputs = { ...PROJECT, 'checkpoint-id': ['a', 'b'], 'base-url': front.baseUrl }
  await using step = await share(
    api,
    { ...inputs, 'share-timeout-minutes': '3' },
    { env, speed: SPEED },
  )
  expectMatchesServer(step, api)
  expect(front.spoken).toEqual(['1.1', '1.1', '1.1'])
  expect(rowsOf(step).map(({ status }) => status)).toEqual(['failed', 'granted'])
  expect(rowsOf(step)[0]?.error).toContain(`a redirect to ${location}, which isn't followed`)
  expect(holders(api, 'b')).toEqual(['proj_0'])
  expect(forbiddenHosts.connections).toBe(0)
})

test('a server that only supports HTTP/2 gets no request', async () => {
  await using api = await organization(1)
  let text = ''
  const server = createServer({ ...certificate, ALPNProtocols: ['h2'] }, socket =>
    socket.on('data', chunk => (text += chunk)),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const inputs = { ...PROJECT, 'base-url': baseUrl, 'share-timeout-minutes': '1' }
  await using step = await share(api, inputs, { env, speed: SPEED })
  server.close()
  expectMatchesServer(step, api)
  expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unavailable', changed: 'false' } })
  expect(rowsOf(step)[0]?.error).toMatch(/^connection failed: .*alert no application protocol/)
  expect(text).toBe('')
})
