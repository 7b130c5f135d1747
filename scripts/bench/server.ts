import { type ApiSetup, startApi } from '../../test/support/api.ts'

/** What the server is asked: to begin, or who holds a permission of a checkpoint. */
export type Question = { setup: ApiSetup } | { checkpoint: string }

/** What it answers. */
export type Reply = { baseUrl: string; adminKey: string } | { holders: string[] }

// The API in a process of its own, so that it takes no time from the one that measures.
let api: Awaited<ReturnType<typeof startApi>> | null = null
process.on('message', async (question: Question) => {
  if ('setup' in question) {
    api = await startApi(question.setup)
    reply({ baseUrl: api.baseUrl, adminKey: api.adminKey })
  } else {
    const held = api?.permissions(question.checkpoint) ?? []
    reply({ holders: held.map(({ project_id }) => project_id) })
  }
})
process.on('disconnect', () => process.exit())

function reply(message: Reply): void {
  process.send?.(message)
}
