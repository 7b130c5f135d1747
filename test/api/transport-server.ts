import { getEventListeners, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import type { ProxySettings } from '../../src/api/connections.ts'
import { createTransport, type HttpRequest } from '../../src/api/transport.ts'
import type { Clock } from '../../src/common/clock.ts'

/** A request as the server received it. */
export interface RecordedRequest {
  method: string | undefined
  url: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

/** A transport's options besides its base URL. */
export interface TransportOptions {
  proxy?: ProxySettings
}

/** A server on a free port of loopback that records all requests. */
export async function startServer(
  answer: (response: ServerResponse, request: RecordedRequest) => void,
) {
  const requests: RecordedRequest[] = []
  const tunnels: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer(async (incoming, response) => {
    const { method, url, headers } = incoming
    const request = { method, url, headers, body: await text(incoming) }
    requests.push(request)
    answer(response, request)
  })
  server.on('connect', ({ url = '' }, socket) => {
    tunnels.push(url)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    requests,
    /** Requested tunnels. */
    tunnels,
    /** The number of open connections. */
    connections: () => sockets.size,
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A clock that is advanced manually. */
function manualClock() {
  const sleepers: { milliseconds: number; wake: () => void; signal: AbortSignal | undefined }[] = []
  const clock: Clock = {
    now: () => 0,
    sleep(milliseconds, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      sleepers.push({ milliseconds, wake: resolve, signal })
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      return promise
    },
  }
  return {
    clock,
    /** The durations in milliseconds of all pending sleeps. */
    asleep: () => sleepers.filter(one => !one.signal?.aborted).map(one => one.milliseconds),
    wake: (milliseconds: number) => sleepers.find(one => one.milliseconds === milliseconds)?.wake(),
  }
}

/** A transport to that base URL with a manual clock. */
export function connect(
  baseUrl: string,
  { proxy = { url: '', exceptions: '' } }: TransportOptions = {},
) {
  const step = new AbortController()
  const manual = manualClock()
  const budget = { clock: manual.clock, cancelled: step.signal, deadline: 1 }
  const transport = createTransport({
    baseUrl: new URL(baseUrl),
    budget,
    proxy,
  })
  const key = 'sk-admin-0123456789'
  return {
    ...manual,
    exchange: (request: HttpRequest) => transport.exchange({ ...request, key }),
    cancel: () => step.abort(),
    /** How many listeners wait for the step to be canceled. */
    listeners: () => getEventListeners(step.signal, 'abort').length,
    [Symbol.asyncDispose]: () => transport.close(),
  }
}
