import { createServer } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import { expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { listen } from '../support/loopback.ts'
import { lacksHost } from '../support/machine.ts'
import { startProxy } from '../support/proxy.ts'
import { testUnless } from '../support/unless.ts'
import { CHECKPOINT, expectMatchesServer, organization, rowsOf, share } from './setup.ts'

const PROJECT = { 'project-ids': 'proj_0' }

/** The API at another address of loopback. */
const at = (api: Api, address: string) =>
  listen(
    createTcpServer(socket => {
      const onward = connect(Number(new URL(api.baseUrl).port), '127.0.0.1')
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
      socket.pipe(onward).pipe(socket)
    }),
    address,
  )

for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
  testUnless(lacksHost(host))(`plain http to ${host} bypasses every proxy`, async () => {
    await using api = await organization(1)
    await using other = host === '[::1]' ? await at(api, '::1') : null
    await using proxy = await startProxy()
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap(n => [n, n.toLowerCase()])
    const url = `http://${proxy.host}`
    const env = { ...Object.fromEntries(names.map(name => [name, url])), NODE_USE_ENV_PROXY: '1' }
    const baseUrl = other ? `http://${other.host}/v1` : api.baseUrl.replace('127.0.0.1', host)
    await using step = await share(api, { ...PROJECT, 'base-url': baseUrl }, { env })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    expect(step.requests).toHaveLength(2)
    expect(step.log).toContain(`Sending API keys to ${baseUrl}`)
    if (other) expect(other.received.connections).toBeGreaterThan(0)
    expect(proxy.received.connections).toBe(0)
  })
}

test.each([301, 302, 303, 307, 308])("a redirect with %i isn't followed", async status => {
  await using api = await organization(1)
  await using other = await listen(createServer((_, response) => response.end('{}')))
  const location = `http://${other.host}/v1/elsewhere`
  const answer = { status, headers: { location } }
  api.fault({ on: 'list', answer })
  await using listing = await share(api, PROJECT)
  api.fault({ on: 'create', times: Infinity, answer })
  await using granting = await share(api, PROJECT, { speed: 100 })
  for (const step of [listing, granting]) {
    expectMatchesServer(step, api)
    expect(rowsOf(step)[0]?.error).toContain(`a redirect to ${location}, which isn't followed`)
  }
  expect(listing.requests).toHaveLength(1)
  expect(granting.posts).toHaveLength(1)
  expect(api.permissions(CHECKPOINT)).toEqual([])
  expect(other.received.connections).toBe(0)
})

test('a host other than the default is logged before the key is sent there', async () => {
  await using api = await organization(1)
  let requestsBefore = -1
  const onLine = (line: string) => {
    if (line === `Sending API keys to ${api.baseUrl}`) requestsBefore = api.requests.length
  }
  await using step = await share(api, PROJECT, { onLine })
  expectMatchesServer(step, api)
  expect(requestsBefore).toBe(0)
  const [first] = step.requests
  expect(first?.headers).toMatchObject({ authorization: `Bearer ${api.adminKey}` })
  expect(first?.headers['accept-encoding']).toBe('identity')
})
