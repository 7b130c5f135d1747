import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from './error-codes.ts'

/** The time limit for a request as a whole, in milliseconds. */
export const MAX_REQUEST_MS = 60_000

/** The proxy for `https` and the hosts that bypass it (`NO_PROXY`); empty if not set. */
export interface ProxySettings {
  url: string
  exceptions: string
}

/** How requests reach the API. */
export interface Connections {
  dispatcher: Dispatcher
  /** The proxy in use (`HOST:PORT`); null if there's none, or it's bypassed. */
  proxy(): string | null
}

/** Connections to the host of a base URL; TLS is always verified. */
export function createConnections(baseUrl: URL, proxy: ProxySettings): Connections {
  // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 would turn it off otherwise.
  const tls = { rejectUnauthorized: true, allowH2: false }
  const connect = buildConnector(tls)
  let isStraight = false
  const options = {
    allowH2: false,
    // undici doesn't use this function for connections through a proxy.
    connect: (...target: Parameters<typeof connect>) => {
      isStraight = true
      // undici uses the returned socket to end a connection attempt.
      return connect(...target)
    },
    maxResponseSize: MAX_BODY_BYTES,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: MAX_REQUEST_MS,
    bodyTimeout: MAX_REQUEST_MS,
  }
  // A proxy would receive an `http` request, with its key, in clear text.
  if (baseUrl.protocol === 'http:' || proxy.url === '') {
    return { dispatcher: new Agent(options), proxy: () => null }
  }
  const { host } = new URL(proxy.url)
  const dispatcher = new EnvHttpProxyAgent({
    ...options,
    httpProxy: '',
    httpsProxy: proxy.url,
    noProxy: proxy.exceptions,
    requestTls: tls,
    proxyTls: tls,
  })
  return { dispatcher, proxy: () => (isStraight ? null : host) }
}

/** The status with which a proxy refused a tunnel; undici has it only in the message. */
export function refusalOf({ message }: Error): number | null {
  const status = /^Proxy response \((\d+)\)/.exec(message)?.[1]
  return status === undefined ? null : Number(status)
}
