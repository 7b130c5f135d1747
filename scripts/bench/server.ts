import { type ApiSetup, startApi } from '../../test/support/api.ts'

/** What the server is asked: to begin, or who holds a permission of a checkpoint. */
export type ServerRequest = { setup: ApiSetup } | { checkpoint: string }

/** What it answers. */
export type ServerReply = { baseUrl: string; adminKey: string } | { holders: string[] }

// The API in a process of its own, so that it takes no time from the one that measures.
let api: Awaited<ReturnType<typeof startApi>> | null = null
process.on('message', async (message: ServerRequest) => {
  if ('setup' in message) {
    api = await startApi(message.setup)
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
