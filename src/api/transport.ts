import type { Dispatcher } from 'undici'
import type { TimeBudget } from '../common/clock.ts'
import { formatDuration } from '../common/format.ts'
import { createConnections, MAX_REQUEST_MS, type ProxySettings, refusalOf } from './connections.ts'

/** One HTTP request to the API. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Path below the base URL, with the query, percent-encoded. */
  path: string
  /** The JSON text to send. */
  body?: string | undefined
  /** Authorizes the request, as a bearer token. */
  key?: string
  /** Time limit for the whole request, in milliseconds; 60 s by default and at most. */
  timeoutMs?: number | undefined
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

// The runner sends SIGINT and, 7.5 s later, SIGTERM. A write in flight gets a little of that time,
// because a response is better than an `unknown`.
const CANCELLED_WRITE_GRACE_MS = 1_000

/**
 * Sends requests to one API over HTTP/1.1, each within 60 s. TLS is always verified, and proxies
 * are only used for `https`.
 */
export function createTransport({ baseUrl, budget, proxy }: TransportOptions): Transport {
  const connections = createConnections(baseUrl, proxy)
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
    const tracked = connections.dispatcher.compose(noteStart(() => (sent = true)))
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
      const host = sent ? null : connections.proxy()
      if (host === null) return failure
      return { ...failure, proxy: { host, status: refusalOf(fault) } }
    } finally {
      bound.release()
    }
  }

  return { exchange, close: () => connections.dispatcher.destroy() }
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
