import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** A request as it reached a server of this process. */
export interface RecordedRequest {
  /** The port of the server. */
  port: number
  /** All that came but for the `authorization` header: first line, headers, body. */
  text: string
  /** The `authorization` header, empty where there is none. */
  authorization: string
}

const CHANNEL = 'http.server.request.start'

/** Listens in until it is disposed of. */
export interface RequestRecorder extends Disposable {
  /** What has been received, in the order it came. */
  requests(): RecordedRequest[]
}

/**
 * Listens in on every HTTP server of this process, of plain HTTP and of HTTPS, whoever started it.
 * What goes through a tunnel is heard at its end.
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

/** The lines of a request's headers but for `authorization`. */
function headersOf({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.flatMap((name, i) =>
    i % 2 === 0 && name.toLowerCase() !== 'authorization' ? [`${name}: ${rawHeaders[i + 1]}`] : [],
  )
}

/** The `authorization` headers that may come to a server, by its port. */
const allowedAuthorizations = new Map<number, Set<string>>()

/** Says that such `authorization` headers belong to the server of a URL, if one has a port there. */
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

/**
 * What the requests held, by the server that received them, but for the one thing that may hold a
 * key: an `authorization` header that belongs there.
 */
export function withoutAllowedKeys(requests: readonly RecordedRequest[]): Record<string, string> {
  const byPort = Map.groupBy(requests, ({ port }) => port)
  return Object.fromEntries(
    [...byPort].map(([port, received]) => {
      const texts = received.map(({ authorization, text }) =>
        allowedAuthorizations.get(port)?.has(authorization) ? text : `${authorization}\n${text}`,
      )
      return [`requests to port ${port}`, texts.join('\n')]
    }),
  )
}
