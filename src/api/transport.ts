import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import type { TimeBudget } from '../common/clock.ts'
import { formatDuration } from '../common/format.ts'
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from './error-codes.ts'

/** One HTTP request to the API. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Path below the base URL, with the query, percent-encoded. */
  path: string
  /** The JSON text to send. */
  body?: string
  /** Authorizes the request, as a bearer token. */
  key?: string
  /** Time limit for the whole request, in milliseconds; 60 s by default and at most. */
  timeoutMs?: number
}

/** The outcome of one HTTP request. Header names are lowercase. */
export type Exchange =
  | { type: 'answer'; status: number; headers: Record<string, string>; body: string }
  | {
      type: 'failure'
      /** False only if it's certain that no byte of the request was sent. */
      sent: boolean
      /** The request ID of a response whose body was cut off, null if there was none. */
      requestId: string | null
      error: Error & { code?: string }
      /** The proxy of the connection; absent if no proxy was involved. */
      proxy?: ProxyFault
    }

/** An HTTP response. */
export type HttpResponse = Extract<Exchange, { type: 'answer' }>

/** A failed connection through a proxy. */
export interface ProxyFault {
  /** `HOST:PORT`, without user info. */
  host: string
  /** The status with which the proxy refused a tunnel, null if it returned none. */
  status: number | null
}

/** Sends single requests: no retries, no redirects, no interpretation. */
export interface Transport {
  exchange(request: HttpRequest): Promise<Exchange>
  close(): Promise<void>
}

/** Options of `createTransport`. */
export interface TransportOptions {
  baseUrl: URL
  budget: TimeBudget
  /** The proxy settings of the environment; only used for `https`. */
  proxy: ProxySettings
}

/** The proxy for `https` and the hosts that bypass it (`NO_PROXY`); empty if not set. */
export interface ProxySettings {
  url: string
  exceptions: string
}

const MAX_REQUEST_MS = 60_000
// The runner sends SIGINT and, 7.5 s later, SIGTERM. A write in flight gets a little of that time,
// because a response is better than an `unknown`.
const CANCELLED_WRITE_GRACE_MS = 1_000

/**
 * Sends requests to one API over HTTP/1.1, each within 60 s. TLS is always verified, and proxies
 * are only used for `https`.
 */
export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, budget } = options
  const route = createRoute(options)
  const basePath = baseUrl.pathname.replace(/\/+$/, '')

  async function exchange({
    method,
    path,
    body,
    key,
    timeoutMs = MAX_REQUEST_MS,
  }: HttpRequest): Promise<Exchange> {
    let sent = false
    let requestId: string | null = null
    const tracked = route.dispatcher.compose(noteStart(() => (sent = true)))
    const bound = boundOf(method, Math.min(timeoutMs, MAX_REQUEST_MS), budget, () => sent)
    try {
      const answer = await tracked.request({
        origin: baseUrl.origin,
        method,
        path: basePath + path,
        headers: {
          accept: 'application/json',
          // Without this header, any coding is allowed (RFC 9110, 12.5.3).
          'accept-encoding': 'identity',
          'user-agent': 'share-checkpoint',
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body ?? null,
        signal: bound.signal,
      })
      const headers = flat(answer.headers)
      requestId = headers['x-request-id'] ?? null
      return { type: 'answer', status: answer.statusCode, headers, body: await answer.body.text() }
    } catch (error) {
      const fault = error instanceof Error ? error : new Error(`${error}`)
      const failure: Exchange = { type: 'failure', sent, requestId, error: fault }
      const host = sent ? null : route.proxy()
      if (host === null) return failure
      return { ...failure, proxy: { host, status: refusalOf(fault) } }
    } finally {
      bound.release()
    }
  }

  return { exchange, close: () => route.dispatcher.destroy() }
}

/** The way of requests to the API. */
interface Route {
  dispatcher: Dispatcher
  /** The proxy in use (`HOST:PORT`); null if there's none, or it's bypassed. */
  proxy(): string | null
}

function createRoute({ baseUrl, proxy }: TransportOptions): Route {
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
function refusalOf({ message }: Error): number | null {
  const status = /^Proxy response \((\d+)\)/.exec(message)?.[1]
  return status === undefined ? null : Number(status)
}

/** Calls `started` when a request is about to be written to a connection. */
function noteStart(started: () => void): Dispatcher.DispatcherComposeInterceptor {
  return dispatch => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        started()
        handler.onRequestStart?.(controller, context)
      },
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    })
}

/** A signal that ends a request when its time is up, or soon after the step is cancelled. */
function boundOf(
  method: string,
  timeoutMs: number,
  { clock, cancelled }: TimeBudget,
  isSent: () => boolean,
) {
  const bound = new AbortController()
  const released = new AbortController()
  const endAfter = (milliseconds: number, message: string) =>
    clock.sleep(milliseconds, released.signal).then(
      () => bound.abort(new Error(message)),
      () => {},
    )
  const onCancel = () => {
    const message = 'the step was cancelled'
    if (method === 'GET' || !isSent()) bound.abort(new Error(message))
    else void endAfter(CANCELLED_WRITE_GRACE_MS, message)
  }
  void endAfter(timeoutMs, `timed out after ${formatDuration(timeoutMs)}`)
  if (cancelled.aborted) onCancel()
  else cancelled.addEventListener('abort', onCancel, { signal: released.signal })
  return { signal: bound.signal, release: () => released.abort() }
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  )
}
