import * as v from 'valibot'
import { formatNumber } from '../common/format.ts'
import type { Client } from './client.ts'
import { ApiError } from './errors.ts'

// No organization has so many projects. A list that never ends would fill the memory before the
// time is up.
const MAX_ITEMS = 500_000

// Cursors are IDs, but for those of hosts that have other ones.
const MAX_CURSOR_LENGTH = 1_024

/** A list to be read to its end. */
export interface ListRequest<T extends { id: string }> {
  /** What it is read for, in the infinitive. */
  operation: string
  path: string
  query: Record<string, string>
  item: v.GenericSchema<unknown, T>
  /** Ends the reading after a page, of which `read` counts the number, where more is not needed. */
  until?: (page: readonly T[], read: number) => boolean
}

/**
 * Every item of a list, or those `until` enough were read, in the API's order, without repeats. A
 * page leads to the next by its `last_id`, or by the ID of its last item where that is absent.
 *
 * @throws ApiError where a page can't be read, and of kind `unreadable` where pages lead nowhere:
 *   a part of a list must never pass for the whole
 */
export async function listAll<T extends { id: string }>(
  client: Client,
  { operation, path, query, item, until }: ListRequest<T>,
): Promise<T[]> {
  const page = v.object({
    object: v.literal('list'),
    data: v.array(item),
    has_more: v.boolean(),
    last_id: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(MAX_CURSOR_LENGTH)))),
  })
  const items = new Map<string, T>()
  const cursors = new Set<string>()
  let next: Record<string, string> = {}
  let count = 0
  for (;;) {
    const { value, requestId } = await client.call({
      operation,
      method: 'GET',
      path,
      query: { ...query, ...next },
      schema: page,
    })
    for (const found of value.data) if (!items.has(found.id)) items.set(found.id, found)
    count += value.data.length
    if (!value.has_more || until?.(value.data, cursors.size + 1)) return [...items.values()]

    const broken = (reason: string) =>
      new ApiError({ kind: 'unreadable', operation, reason, requestId, attempts: 1 })
    if (count >= MAX_ITEMS) throw broken(`the list has more than ${formatNumber(MAX_ITEMS)} items`)
    const last = value.data.at(-1)
    if (last === undefined) throw broken('a page is empty and yet says that more follow')
    const after = value.last_id ?? last.id
    if (cursors.has(after)) throw broken('a page leads back to one that was read before')
    cursors.add(after)
    next = { after }
  }
}
