import type { Answer } from './types.ts'

/** An error's fields besides its message. */
interface ErrorDetails {
  param?: string
  code?: string
}

/** An error response, shaped as ErrorResponse in OpenAI's OpenAPI document. */
export function failure(status: number, message: string, details: ErrorDetails = {}): Answer {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error'
  const { param = null, code = null } = details
  return { status, body: { error: { message, type, param, code } } }
}

/** A list response, shaped as the list responses in OpenAI's OpenAPI document. */
export function list(data: { id: string }[], hasMore: boolean): Answer {
  const first_id = data[0]?.id ?? null
  const last_id = data.at(-1)?.id ?? null
  return { status: 200, body: { object: 'list', data, first_id, last_id, has_more: hasMore } }
}

/**
 * The page of `items` for a query's `after` and `limit`, of those `shown`. The cursor can be an
 * item that isn't shown. An unknown cursor or a limit out of bounds is a 400.
 */
export function page<Item extends { id: string }>(
  items: Item[],
  query: Record<string, string>,
  limits: { default: number; max: number },
  shown: (item: Item) => boolean,
): Answer {
  const { after, limit = `${limits.default}` } = query
  const size = /^\d+$/.test(limit) ? Number(limit) : 0
  if (size < 1 || size > limits.max) {
    const message = `Invalid 'limit': '${limit}' is not an integer from 1 to ${limits.max}.`
    return failure(400, message, { param: 'limit' })
  }
  const start = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1
  if (after !== undefined && start === 0) {
    return failure(400, `Invalid 'after': nothing here has the ID '${after}'.`, { param: 'after' })
  }
  const rest = items.slice(start).filter(shown)
  return list(rest.slice(0, size), rest.length > size)
}
