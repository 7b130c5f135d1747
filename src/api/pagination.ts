import * as v from 'valibot'
import { formatNumber } from '../common/format.ts'
import type { ApiResult, CallOptions } from './call.ts'
import type { Client } from './client.ts'
import { ApiError } from './errors.ts'

// No organization has this many projects. An endless list would fill the memory before the
// deadline.
const MAX_ITEMS = 500_000

// OpenAI's cursors are IDs; other hosts may have longer ones.
const MAX_CURSOR_LENGTH = 1_024

// The API documents no maximum for its lists of permissions; 100 is the usual one.
const PAGE_SIZES = [100, 50, 20, 10]

/** The number of items per page, shared by all lists of an endpoint. */
export class PageSize {
  #index = 0

  get current(): number {
    return PAGE_SIZES[this.#index] ?? 0
  }

  /** Reduces the size after `rejected` was; returns whether there's a smaller one to try. */
  shrink(rejected: number): boolean {
    // Another list may have reduced it already.
    if (this.current < rejected) return true
    if (this.#index === PAGE_SIZES.length - 1) return false
    this.#index++
    return true
  }
}

/** A list to read. */
export interface ListRequest<T extends { id: string }> extends CallOptions {
  /** What the list is read for, as an infinitive. */
  operation: string
  path: string
  query?: Record<string, string>
  pageSize: PageSize
  item: v.GenericSchema<unknown, T>
  /** Whether to stop after a page; `read` is the number of pages read so far. */
  until?: (page: readonly T[], read: number) => boolean
}

/**
 * All items of a list, or those read before `until` stopped, in the API's order, without
 * duplicates. The cursor for the next page is `last_id`, or the ID of the last item. A page that
 * doesn't lead to a new one is an error, because an incomplete list must never count as complete.
 *
 * @throws ApiError if a page can't be read
 */
export async function listAll<T extends { id: string }>(
  client: Client,
  { operation, path, query = {}, pageSize, item, until, ...options }: ListRequest<T>,
): Promise<T[]> {
  const items = new Map<string, T>()
  const cursors = new Set<string>()
  const schema = pageSchema(item, cursors)
  let next: Record<string, string> = {}
  let count = 0
  for (;;) {
    const { value, requestId } = await readPage(next)
    for (const found of value.data) if (!items.has(found.id)) items.set(found.id, found)
    count += value.data.length
    if (!value.has_more || until?.(value.data, cursors.size + 1)) return [...items.values()]

    if (count >= MAX_ITEMS) {
      const reason = `the list has more than ${formatNumber(MAX_ITEMS)} items`
      throw new ApiError({ kind: 'unreadable', operation, reason, requestId, attempts: 1 })
    }
    const after = cursorOf(value)
    cursors.add(after)
    next = { after }
  }

  async function readPage(cursor: Record<string, string>): Promise<ApiResult<Page<T>>> {
    for (;;) {
      const limit = pageSize.current
      try {
        return await client.call({
          ...options,
          operation,
          method: 'GET',
          path,
          query: { ...query, limit: `${limit}`, ...cursor },
          schema,
        })
      } catch (error) {
        if (!isAboutLimit(error) || !pageSize.shrink(limit)) throw error
      }
    }
  }
}

interface Page<T> {
  data: T[]
  has_more: boolean
  last_id?: string | null | undefined
}

/** A page of a list. With `has_more`, it must lead to a page that wasn't read before. */
function pageSchema<T extends { id: string }>(
  item: v.GenericSchema<unknown, T>,
  cursors: ReadonlySet<string>,
) {
  return v.pipe(
    v.object({
      object: v.literal('list'),
      data: v.array(item),
      has_more: v.boolean(),
      last_id: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(MAX_CURSOR_LENGTH)))),
    }),
    v.check(
      page => !page.has_more || page.data.length > 0,
      'the page is empty, but has_more is true',
    ),
    v.check(
      page => !page.has_more || !cursors.has(cursorOf(page)),
      'the page leads back to an earlier page',
    ),
  )
}

/** The cursor for the page after this one; empty if it has no items. */
function cursorOf({ data, last_id }: Page<{ id: string }>): string {
  return last_id ?? data.at(-1)?.id ?? ''
}

/** Whether the API rejected the number of items per page. */
function isAboutLimit(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status === 400 &&
    /\blimit\b/i.test(error.serverMessage ?? '')
  )
}
