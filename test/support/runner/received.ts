import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** A request as it reached a server of this process. */
export interface Received {
  /** The port of the server. */
  port: number
  /** All that came but for the `authorization` header: first line, headers, body. */
  text: string
  /** The `authorization` header, empty where there is none. */
  authorization: string
}

const CHANNEL = 'http.server.request.start'

/** Listens in until it is disposed of. */
export interface Listener extends Disposable {
  /** What has been received, in the order it came. */
  requests(): Received[]
}

/**
 * Listens in on every HTTP server of this process, of plain HTTP and of HTTPS, whoever started it.
 * What goes through a tunnel is heard at its end.
 */
export function listenIn(): Listener {
  const heard: { request: IncomingMessage; port: number; body: string }[] = []
  const onRequest = (message: unknown) => {
    const { request } = message as { request: IncomingMessage }
    const entry = { request, port: request.socket.localPort ?? 0, body: '' }
    heard.push(entry)
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
      heard.map(({ request, port, body }) => ({
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

/** The keys that a server on a port knows, which may come to it through one that stands before it. */
const known = new Map<number, string[]>()

/** Says that a server on a port is where these keys belong. */
export function expectKeys(port: number, keys: string[]): void {
  known.set(port, keys)
}

/** Where the keys and the token of a step may go. */
export interface Destinations {
  baseUrl: string | undefined
  apiKeys: string[]
  githubUrl: string | undefined
  token: string
}

/**
 * What the requests held, by the server that received them, but for the one thing that may hold a
 * key: an `authorization` header with a whole one, where that belongs.
 */
export function withoutLawful(
  requests: Received[],
  { baseUrl, apiKeys, githubUrl, token }: Destinations,
): Record<string, string> {
  const isAt = (port: number, url = '') => Number(URL.parse(url)?.port || Number.NaN) === port
  const isLawful = ({ port, authorization }: Received) => {
    const keys = [...(isAt(port, baseUrl) ? apiKeys : []), ...(known.get(port) ?? [])]
    if (keys.some(key => authorization === `Bearer ${key}`)) return true
    return isAt(port, githubUrl) && authorization === `token ${token}`
  }
  const texts = requests.map(request => ({
    place: `requests to port ${request.port}`,
    text: isLawful(request) ? request.text : `${request.authorization}\n${request.text}`,
  }))
  return Object.fromEntries(
    [...Map.groupBy(texts, ({ place }) => place)].map(([place, parts]) => [
      place,
      parts.map(({ text }) => text).join('\n'),
    ]),
  )
}
