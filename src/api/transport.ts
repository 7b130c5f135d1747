import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import type { Allowance } from '../clock.ts'

/** One HTTP request to the API. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Path below the base URL, with the query, percent-encoded. */
  path: string
  /** The JSON text to send. */
  body?: string
}

/** What became of one HTTP request. Header names are in lower case. */
export type Exchange =
  | { type: 'answer'; status: number; headers: Record<string, string>; body: string }
  | {
      type: 'failure'
      /** False only where it is certain that not a byte of the request left. */
      sent: boolean
      /** Of the answer whose body broke off, null where there was none. */
      requestId: string | null
      error: Error & { code?: string }
    }

/** Sends single requests: no repeats, no redirects, no interpretation. */
export interface Transport {
  exchange(request: HttpRequest): Promise<Exchange>
  close(): Promise<void>
}

/** What a transport needs to know. */
export interface TransportOptions {
  baseUrl: URL
  key: string
  allowance: Allowance
  /** What the environment says of proxies; used for `https` alone. */
  proxy: ProxySettings
}

/** The proxy for `https`, and the hosts that go direct (`NO_PROXY`); empty where there is none. */
export interface ProxySettings {
  url: string
  exceptions: string
}

const WHOLE_REQUEST_MS = 60_000
const MAX_RESPONSE_BYTES = 10_000_000
// The runner sends SIGINT and, 7.5 s later, SIGTERM: a write under way gets a little of that
// time, because an answer is worth more than an `unknown`.
const CANCELLED_WRITE_GRACE_MS = 1_000

/**
 * The wire to one API: HTTP/1.1, TLS always verified, proxies from the environment for `https`
 * alone, each request bounded as a whole by 60 s.
 */
export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, key, allowance } = options
  const dispatcher = createDispatcher(options)
  const basePath = baseUrl.pathname.replace(/\/+$/, '')

  async function exchange({ method, path, body }: HttpRequest): Promise<Exchange> {
    let sent = false
    let requestId: string | null = null
    const tracked = dispatcher.compose(noteStart(() => (sent = true)))
    const bound = boundOf(method, allowance)
    try {
      const answer = await tracked.request({
        origin: baseUrl.origin,
        method,
        path: basePath + path,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${key}`,
          'user-agent': 'share-checkpoint',
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
      return { type: 'failure', sent, requestId, error: fault }
    } finally {
      bound.release()
    }
  }

  return { exchange, close: () => dispatcher.destroy() }
}

function createDispatcher({ baseUrl, proxy }: TransportOptions): Dispatcher {
  // Said outright, because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch it off otherwise.
  const tls = { rejectUnauthorized: true }
  const options = {
    allowH2: false,
    connect: tls,
    maxResponseSize: MAX_RESPONSE_BYTES,
    headersTimeout: WHOLE_REQUEST_MS,
    bodyTimeout: WHOLE_REQUEST_MS,
  }
  // A proxy would get a plain `http` request, and the key in it, in clear text.
  if (baseUrl.protocol === 'http:' || proxy.url === '') return new Agent(options)
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: '',
    httpsProxy: proxy.url,
    noProxy: proxy.exceptions,
    requestTls: tls,
    proxyTls: tls,
  })
}

/** Tells when a request has a connection and begins to be written to it. */
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

/** The signal that ends a request: when its time is over, or soon after the step is cancelled. */
function boundOf(method: string, { clock, cancelled, requestMs = WHOLE_REQUEST_MS }: Allowance) {
  const bound = new AbortController()
  const released = new AbortController()
  const endAfter = (milliseconds: number, message: string) =>
    clock.sleep(milliseconds, released.signal).then(
      () => bound.abort(new Error(message)),
      () => {},
    )
  const onCancel = () => {
    const message = 'the step was cancelled'
    if (method === 'GET') bound.abort(new Error(message))
    else void endAfter(CANCELLED_WRITE_GRACE_MS, message)
  }
  void endAfter(requestMs, `no whole answer within ${requestMs / 1000} s`)
  if (cancelled.aborted) onCancel()
  else cancelled.addEventListener('abort', onCancel, { signal: released.signal })
  return { signal: bound.signal, release: () => released.abort() }
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  )
}
