import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiSetup, startApi } from '../../test/support/api.ts'

/** A message to the server: start, or return the holders of a checkpoint's permissions. */
export type ServerRequest = { setup: ApiSetup; latencyMs: number } | { checkpoint: string }

/** Its reply. */
export type ServerReply = { baseUrl: string; adminKey: string } | { holders: string[] }

// The API has its own process, so it doesn't slow down the measured one.
let api: Awaited<ReturnType<typeof startApi>> | null = null
process.on('message', async (message: ServerRequest) => {
  if ('setup' in message) {
    const { setup, latencyMs } = message
    const delays = latencyMs > 0 && { beforeAnswer: () => sleep(latencyMs) }
    api = await startApi({ ...setup, ...delays })
    reply({ baseUrl: api.baseUrl, adminKey: api.adminKey })
  } else {
    const held = api?.permissions(message.checkpoint) ?? []
    reply({ holders: held.map(({ project_id }) => project_id) })
  }
})
process.on('disconnect', () => process.exit())

function reply(message: ServerReply): void {
  process.send?.(message)
}
