import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Answer } from './api.ts'

/** An answer that is none of HTTP's, or may be: what is done with the connection in its place. */
const raw = (act: (socket: Socket) => void): Answer => ({ status: 0, raw: act })

/** How an answer begins whose body is to be JSON. */
export const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

/** How an answer begins whose body comes in chunks. */
export const CHUNKED = `${OK}transfer-encoding: chunked\r\n\r\n`

/** A list of nothing. */
export const EMPTY_LIST = '{"object":"list","data":[],"has_more":false}'

/** So many bytes at a time of what never ends. */
const PIECE = 65_536

/** Says this, then keeps the connection open and says no more. */
export const sends = (text: string): Answer => raw(socket => void socket.write(text, 'latin1'))

/** Says this, then closes the connection. */
export const sendsAndCloses = (text: string): Answer =>
  raw(socket => void socket.end(text, 'latin1'))

/** Says this, then the same again and again, as fast as it is read, for ever. */
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

/** Says this, then the same again and again, once in so many milliseconds, for ever. */
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
  /** `127.0.0.1:PORT`, `127.0.0.2:PORT`, and `[::1]:PORT` where this machine has it. */
  hosts: string[]
  /** How many connections came. */
  connections: number
}

/** Starts such servers. They answer nothing and close every connection. */
export async function startForbiddenHosts(): Promise<ForbiddenHosts> {
  const isThere = Object.values(networkInterfaces()).some(at =>
    at?.some(one => one.address === '::1'),
  )
  const addresses = ['127.0.0.1', '127.0.0.2', ...(isThere ? ['::1'] : [])]
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
