import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'

/** A server on a free port of loopback. Disposing of it ends every connection. */
export interface LoopbackServer extends AsyncDisposable {
  /** `127.0.0.1:PORT`; for IPv6 `[::1]:PORT`. */
  host: string
  port: number
  /** How many connections arrived, and all that they carried, before any decryption. */
  received: { connections: number; text: string }
}

/** Starts a server on a free port of loopback, and records what it receives. */
export async function listen(server: Server, address = '127.0.0.1'): Promise<LoopbackServer> {
  const received = { connections: 0, text: '' }
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    received.connections++
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('data', chunk => (received.text += chunk))
    // An error on a connection that was closed isn't worth a crash.
    socket.on('error', () => {})
  })
  server.listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    host: `${address.includes(':') ? `[${address}]` : address}:${port}`,
    port,
    received,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
