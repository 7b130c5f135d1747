import { lookup } from 'node:dns'
import { type PrepareRequestFunction, RequestError, Server } from 'proxy-chain'
import { type LoopbackServer, listen } from './loopback.ts'
import type { Certificate } from './tls.ts'

/** A forward proxy, and the tunnels that were requested. */
export interface Proxy extends LoopbackServer {
  /** `HOST:PORT` of each requested tunnel, whatever its outcome. */
  tunnels: string[]
  /** The status with which it rejects every tunnel; null if it creates them. */
  rejectionStatus: number | null
}

/** A proxy's configuration. */
export interface ProxySetup {
  /** Who can use it; anyone by default. */
  user?: { name: string; password: string }
  /** Names that only the proxy can look up, all on loopback. */
  hosts?: string[]
  /** The certificate if it uses TLS itself. */
  certificate?: Certificate
}

/** Starts a forward proxy that creates tunnels and rejects plain-text requests. */
export async function startProxy(setup: ProxySetup = {}): Promise<Proxy> {
  const { user, hosts = [], certificate } = setup
  const dnsLookup = ((host: string, ...rest: [never]) =>
    lookup(hosts.includes(host) ? '127.0.0.1' : host, ...rest)) as typeof lookup

  const prepareRequestFunction: PrepareRequestFunction = tunnel => {
    if (tunnel.isHttp) throw new RequestError('Tunnels alone', 418)
    proxy.tunnels.push(tunnel.request.url ?? '')
    if (proxy.rejectionStatus !== null) throw new RequestError('No', proxy.rejectionStatus)
    const isLetIn = tunnel.username === user?.name && tunnel.password === user.password
    return { requestAuthentication: user !== undefined && !isLetIn, dnsLookup }
  }
  const { server } = new Server(
    certificate === undefined
      ? { prepareRequestFunction }
      : { prepareRequestFunction, serverType: 'https', httpsOptions: certificate },
  )
  const proxy: Proxy = Object.assign(await listen(server), { tunnels: [], rejectionStatus: null })
  return proxy
}
