import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ApiSetup } from '../../test/support/api.ts'
import type { ServerReply, ServerRequest } from './server.ts'

/** A server in its own process. Disposing of it ends the process. */
export interface Server extends AsyncDisposable {
  baseUrl: string
  adminKey: string
  /** The projects that hold a permission for the checkpoint, according to the server. */
  holders(checkpoint: string): Promise<string[]>
}

/**
 * Starts the tests' API in its own process.
 *
 * @param latencyMs how long it takes for each response
 */
export async function startServer(setup: ApiSetup, latencyMs = 0): Promise<Server> {
  const server = fork(new URL('server.ts', import.meta.url), { stdio: 'inherit' })
  const ask = async <T extends ServerReply>(message: ServerRequest): Promise<T> => {
    server.send(message)
    const [reply] = await once(server, 'message')
    return reply
  }
  type Started = Extract<ServerReply, { baseUrl: string }>
  const { baseUrl, adminKey } = await ask<Started>({ setup, latencyMs })
  return {
    baseUrl,
    adminKey,
    async holders(checkpoint) {
      const { holders } = await ask<Extract<ServerReply, { holders: string[] }>>({ checkpoint })
      return holders
    },
    async [Symbol.asyncDispose]() {
      const ended = once(server, 'exit')
      server.disconnect()
      await ended
    },
  }
}

/** The common prefix of all checkpoint IDs. */
const CHECKPOINT = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'

/** This many checkpoint IDs. */
export const checkpoints = (count: number, name = 'step') =>
  Array.from({ length: count }, (_, index) => `${CHECKPOINT}:ckpt-${name}-${index}`)

/** This many project IDs. */
export const projects = (count: number) =>
  Array.from({ length: count }, (_, index) => `proj_${index}`)
