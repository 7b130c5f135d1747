import { afterAll, expect, test } from 'vitest'
import { lacksHost } from '../support/machine.ts'
import { createCertificateAuthority, serveOverTls } from '../support/tls.ts'
import { testUnless } from '../support/unless.ts'
import { expectMatchesServer, organization, rowsOf, share } from './setup.ts'

const PROJECT = { 'project-ids': 'proj_0' }
const HINT =
  '. Check the certificate of base-url. For a private certificate authority, set NODE_EXTRA_CA_CERTS to the file with its certificate.'

const certificateAuthority = createCertificateAuthority()
const certificate = certificateAuthority.issue(['localhost', '127.0.0.1', '::1'])
const TRUSTED = { NODE_EXTRA_CA_CERTS: certificateAuthority.path }
afterAll(() => certificateAuthority[Symbol.dispose]())

for (const address of ['127.0.0.1', '::1']) {
  testUnless(lacksHost(address))(
    `a private authority is trusted for a host at ${address}`,
    async () => {
      await using api = await organization(1)
      await using tls = await serveOverTls(api, certificate, address)
      const inputs = { ...PROJECT, 'base-url': `https://${tls.host}/v1` }
      await using step = await share(api, inputs, { env: TRUSTED })
      expectMatchesServer(step, api)
      expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
      expect(step.log).toContain(`Sending API keys to https://${tls.host}/v1`)
      expect(new Set(tls.offered.flat())).toEqual(new Set(['http/1.1']))
    },
  )
}

const UNKNOWN = 'unable to verify the first certificate'

test.each([
  ['that no one vouches for', certificate, {}, UNKNOWN],
  ['that no one wants verified', certificate, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, UNKNOWN],
  [
    'that vouches for itself alone',
    certificateAuthority.certificate,
    { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    'self-signed certificate',
  ],
  [
    'made for signing others',
    certificateAuthority.issue(['127.0.0.1'], { name: 'extKeyUsage', codeSigning: true }),
    TRUSTED,
    'unsuitable certificate purpose',
  ],
  [
    'for another host',
    certificateAuthority.issue(['example.com']),
    { ...TRUSTED, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    "Hostname/IP does not match certificate's altnames",
  ],
])('a certificate %s is rejected, and nothing is sent', async (_, presented, env, reason) => {
  await using api = await organization(1)
  await using tls = await serveOverTls(api, presented)
  await using step = await share(api, { ...PROJECT, 'base-url': `https://${tls.host}/v1` }, { env })
  expectMatchesServer(step, api)
  expect(api.requests).toEqual([])
  expect(tls.received.connections).toBe(1)
  expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'false' })
  expect(rowsOf(step)[0]?.error).toContain(`connection failed: ${reason}`)
  expect(rowsOf(step)[0]?.error?.endsWith(HINT)).toBe(true)
  expect(step.allAnnotations).toMatchObject([{ message: expect.stringContaining(HINT) }])
})
