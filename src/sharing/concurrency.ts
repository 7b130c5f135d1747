import pLimit from 'p-limit'

/**
 * How many tasks run at a time. The API allows a few requests per minute, so more of them would only
 * wait for each other.
 */
export const MAX_CONCURRENT = 6

/**
 * Runs a task for each item, six at a time. The first item's task runs alone until it calls `open`
 * or ends, so the others can use what it learns about the key or a project.
 *
 * @param opensAfter resolves when the others have waited long enough; its signal aborts once they start
 * @returns the results in the order of the items
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  task: (item: Item, open: () => void) => Promise<Result>,
  opensAfter?: (signal: AbortSignal) => Promise<void>,
): Promise<Result[]> {
  const [first, ...rest] = items
  if (first === undefined) return []
  const limit = pLimit(MAX_CONCURRENT)
  const gate = Promise.withResolvers<void>()
  const head = limit(() => task(first, gate.resolve)).finally(gate.resolve)
  const opened = new AbortController()
  opensAfter?.(opened.signal).then(gate.resolve, () => {})
  await gate.promise
  opened.abort()
  const results = await Promise.allSettled([
    head,
    ...rest.map(item => limit(() => task(item, () => {}))),
  ])
  return results.map(result => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
