import { lookup } from 'node:dns'
import { type PrepareRequestFunction, RequestError, Server } from 'proxy-chain'
import { type LoopbackServer, listen } from './loopback.ts'
import type { Certificate } from './tls.ts'

/** A forward proxy, and what it was asked for. */
export interface Proxy extends LoopbackServer {
  /** `HOST:PORT` of each tunnel that was asked for, whatever became of it. */
  tunnels: string[]
  /** The status with which it turns down every tunnel; null where it makes them. */
  rejectionStatus: number | null
}

/** What a proxy is like. */
export interface ProxySetup {
  /** Whom it lets through; anyone unless given. */
  user?: { name: string; password: string }
  /** Names that no one but it can look up, all of them of loopback. */
  hosts?: string[]
  /** Where it speaks TLS itself. */
  certificate?: Certificate
}

/** Starts a forward proxy that makes tunnels, and turns down what comes to it in clear text. */
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
