import { afterAll, expect, test } from 'vitest'
import { startGitHub } from '../support/github.ts'
import { startProxy } from '../support/proxy.ts'
import { allowAuthorization } from '../support/runner/received-requests.ts'
import { createCertificateAuthority, wrapInTls } from '../support/tls.ts'
import { expectOnlyWarned, shareWithStatus } from './commit-status-setup.ts'
import { organization } from './setup.ts'

/** A name that only the proxy can look up. */
const HIDDEN = 'github.internal.test'

const certificateAuthority = createCertificateAuthority()
const certificate = certificateAuthority.issue(['127.0.0.1', HIDDEN])
const TRUSTED = { NODE_EXTRA_CA_CERTS: certificateAuthority.path }
afterAll(() => certificateAuthority[Symbol.dispose]())

const portOf = (url = '') => Number(new URL(url).port)

test.each([
  ['http://127.0.0.1', 'HTTPS_PROXY'],
  ['localhost', 'HTTPS_PROXY'],
  ['localhost', 'https_proxy'],
])('a commit status goes through a tunnel of the proxy %s in %s', async (host, variable) => {
  await using github = await startGitHub()
  await using tls = await wrapInTls(portOf(github.env().GITHUB_API_URL), certificate)
  await using proxy = await startProxy({ hosts: [HIDDEN] })
  // TLS ends before GitHub.
  allowAuthorization(github.env().GITHUB_API_URL, [`token ${github.token}`])
  await using api = await organization(1)
  const url = `https://${HIDDEN}:${tls.port}/api/v3`
  const env = { ...TRUSTED, GITHUB_API_URL: url, [variable]: `${host}:${proxy.port}` }
  await using step = await shareWithStatus(api, github, {}, { env })
  expect(step.allAnnotations).toEqual([])
  expect(github.statuses).toHaveLength(1)
  expect(proxy.tunnels).toEqual([`${HIDDEN}:${tls.port}`])
  expect(proxy.received.text).not.toContain(github.token)
})

test.each([
  ['that no one vouches for', {}],
  ['that no one wants verified', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
])('a GitHub with a certificate %s gets no token', async (_, variables) => {
  await using github = await startGitHub()
  await using tls = await wrapInTls(portOf(github.env().GITHUB_API_URL), certificate)
  await using api = await organization(1)
  const env = { ...variables, GITHUB_API_URL: `https://${tls.host}/api/v3` }
  await using step = await shareWithStatus(api, github, {}, { env })
  expectOnlyWarned(step, 'ok', /certificate/)
  expect(github.requests).toEqual([])
})
