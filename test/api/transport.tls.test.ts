import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterEach, expect, test, vi } from 'vitest'
import { createCertificateAuthority } from '../support/tls.ts'
import { connect } from './transport-server.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('TLS is verified whatever the environment says, and only HTTP/1.1 is offered', async () => {
  using authority = createCertificateAuthority()
  const offered: string[] = []
  let received = ''
  const server = createServer(
    {
      ...authority.certificate,
      ALPNCallback({ protocols }) {
        offered.push(...protocols)
        return 'http/1.1'
      },
    },
    socket => socket.on('data', chunk => (received += chunk)).on('error', () => {}),
  )
  server.on('tlsClientError', () => {})
  await using _ = server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  await using activity = connect(`https://127.0.0.1:${port}`)
  const exchange = await activity.exchange({ method: 'POST', path: '/it', body: '{}' })
  expect(exchange).toMatchObject({ type: 'failure', sent: false })
  expect(exchange).toHaveProperty('error.code', 'DEPTH_ZERO_SELF_SIGNED_CERT')
  expect(offered).toEqual(['http/1.1'])
  expect(received).toBe('')
})
