import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Answer } from './api.ts'
import { hasIpv6 } from './machine.ts'

/** A response that might not be valid HTTP: what to do with the connection instead. */
const raw = (act: (socket: Socket) => void): Answer => ({ status: 0, raw: act })

/** The start of a response with a JSON body. */
export const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

/** The start of a response with a chunked body. */
export const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

/** An empty list. */
export const EMPTY_LIST = '{"object":"list","data":[],"has_more":false}'

/** The number of bytes per write of an endless body. */
const PIECE = 65_536

/** Sends this, then keeps the connection open and sends nothing more. */
export const sends = (text: string): Answer => raw(socket => void socket.write(text, 'latin1'))

/** Sends this, then closes the connection. */
export const sendsAndCloses = (text: string): Answer =>
  raw(socket => void socket.end(text, 'latin1'))

/** Sends this, then the same again and again, as fast as it is read, forever. */
export const sendsEndlessly = (start: string, again: string): Answer =>
  raw(socket => {
    const piece = again.repeat(Math.ceil(PIECE / again.length))
    const on = () => {
      while (socket.writable && socket.write(piece));
    }
    socket.on('drain', on).on('error', () => {})
    socket.write(start)
    on()
  })

/** Sends this, then the same again and again at this interval, forever. */
export const sendsSlowly = (start: string, again: string, milliseconds: number): Answer =>
  raw(socket => {
    const timer = setInterval(() => void socket.write(again), milliseconds)
    socket.on('close', () => clearInterval(timer)).on('error', () => {})
    socket.write(start)
  })

/** A body as one chunk and the end. */
export const chunkedBody = (body: string | Buffer): string => {
  const bytes = Buffer.from(body)
  return `${bytes.length.toString(16)}\r\n${bytes.toString('latin1')}\r\n0\r\n\r\n`
}

/** Servers on several hosts of loopback where no key must ever arrive. */
export interface ForbiddenHosts extends AsyncDisposable {
  /** `127.0.0.1:PORT`, `127.0.0.2:PORT`, and `[::1]:PORT` if this machine has it. */
  hosts: string[]
  /** How many connections arrived. */
  connections: number
}

/** Starts such servers. They never respond and close every connection. */
export async function startForbiddenHosts(): Promise<ForbiddenHosts> {
  // macOS has only one IPv4 address of loopback, so there the second host is another port.
  const second = process.platform === 'darwin' ? '127.0.0.1' : '127.0.0.2'
  const addresses = ['127.0.0.1', second, ...(hasIpv6 ? ['::1'] : [])]
  const forbiddenHosts: ForbiddenHosts = {
    hosts: [],
    connections: 0,
    [Symbol.asyncDispose]: async () => void servers.map(server => server.close()),
  }
  const servers = addresses.map(address =>
    createServer(socket => {
      forbiddenHosts.connections++
      socket.destroy()
    }).listen(0, address),
  )
  await Promise.all(servers.map(server => once(server, 'listening')))
  for (const server of servers) {
    const { address, port } = server.address() as AddressInfo
    forbiddenHosts.hosts.push(`${address.includes(':') ? `[${address}]` : address}:${port}`)
  }
  return forbiddenHosts
}
