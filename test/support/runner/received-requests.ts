import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** A request that a server of this process received. */
export interface RecordedRequest {
  /** The port of the server. */
  port: number
  /** The whole request except the `authorization` header: first line, headers, body. */
  text: string
  /** The `authorization` header, empty if there is none. */
  authorization: string
}

const CHANNEL = 'http.server.request.start'

/** Records until it is disposed of. */
export interface RequestRecorder extends Disposable {
  /** The received requests, in order. */
  requests(): RecordedRequest[]
}

/**
 * Records the requests to all HTTP and HTTPS servers of this process. Requests
 * through a tunnel are recorded at its end.
 */
export function recordRequests(): RequestRecorder {
  const recorded: { request: IncomingMessage; port: number; body: string }[] = []
  const onRequest = (message: unknown) => {
    const { request } = message as { request: IncomingMessage }
    const entry = { request, port: request.socket.localPort ?? 0, body: '' }
    recorded.push(entry)
    // A listener would make the body flow before the server wants it to.
    const push = request.push.bind(request)
    request.push = (chunk, encoding) => {
      entry.body += chunk ?? ''
      return push(chunk, encoding)
    }
  }
  subscribe(CHANNEL, onRequest)
  return {
    requests: () =>
      recorded.map(({ request, port, body }) => ({
        port,
        text: [`${request.method} ${request.url}`, ...headersOf(request), '', body].join('\n'),
        authorization: request.headers.authorization ?? '',
      })),
    [Symbol.dispose]: () => void unsubscribe(CHANNEL, onRequest),
  }
}

/** A request's header lines except `authorization`. */
function headersOf({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.flatMap((name, i) =>
    i % 2 === 0 && name.toLowerCase() !== 'authorization' ? [`${name}: ${rawHeaders[i + 1]}`] : [],
  )
}

/** The `authorization` headers that a server can receive, by its port. */
const allowedAuthorizations = new Map<number, Set<string>>()

/** Allows `authorization` headers for the server of a URL, if it has a port. */
export function allowAuthorization(
  url: string | undefined,
  authorizations: readonly string[],
): void {
  const port = Number(URL.parse(url ?? '')?.port)
  allowedAuthorizations.set(
    port,
    new Set([...(allowedAuthorizations.get(port) ?? []), ...authorizations]),
  )
}

/** The secrets that a server can receive in a body, by its port. */
const allowedInBodies = new Map<number, Set<string>>()

/** Allows a secret in the bodies of requests to the server of a URL. */
export function allowInBody(url: string, secret: string): void {
  const port = Number(new URL(url).port)
  allowedInBodies.set(port, new Set([...(allowedInBodies.get(port) ?? []), secret]))
}

/**
 * The contents of requests, by the server that received them, except allowed `authorization`
 * headers and secrets in bodies.
 */
export function withoutAllowedKeys(requests: readonly RecordedRequest[]): Record<string, string> {
  const byPort = Map.groupBy(requests, ({ port }) => port)
  return Object.fromEntries(
    [...byPort].map(([port, received]) => {
      const texts = received.map(({ authorization, text }) =>
        allowedAuthorizations.get(port)?.has(authorization) ? text : `${authorization}\n${text}`,
      )
      const inBodies = [...(allowedInBodies.get(port) ?? [])]
      const text = inBodies.reduce((rest, secret) => rest.replaceAll(secret, ''), texts.join('\n'))
      return [`requests to port ${port}`, text]
    }),
  )
}
