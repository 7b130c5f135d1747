import dgram from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { Socket } from 'node:net'

// Loaded into a process with `node --import`: at its end, writes where it connected or sent
// datagrams to, as `host:port`, into the file that `CONNECTIONS` names.
const targets = new Set<string>()

const { connect } = Socket.prototype
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  // Node's own calls pass a list of the arguments.
  const [options] = args.flat() as [{ host?: string; port?: number; path?: string }]
  targets.add(options.path ?? `${options.host}:${options.port}`)
  return Reflect.apply(connect, this, args)
} as typeof connect

const { send } = dgram.Socket.prototype
dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]) {
  targets.add('a datagram')
  return Reflect.apply(send, this, args)
} as typeof send

process.on('exit', () => writeFileSync(process.env.CONNECTIONS ?? '', JSON.stringify([...targets])))
