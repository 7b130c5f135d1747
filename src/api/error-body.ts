import * as v from 'valibot'

const text = v.optional(v.nullable(v.string()))
// Gateways send numbers, too.
const code = v.optional(v.nullable(v.union([v.string(), v.number()])))

// OpenAI's own form, and those that gateways and OpenAI's administration endpoints were seen to use.
const errorBody = v.union([
  v.object({ error: v.object({ message: text, code, type: text }) }),
  v.object({ error: v.string() }),
  v.object({ message: v.string(), code }),
  v.object({ detail: v.string() }),
])

/** The server's own words in an error; all null if there are none. */
export interface ServerError {
  message: string | null
  code: string | null
  type: string | null
}

/**
 * Reads the body of an error: `{"error": {"message", "type", "param", "code"}}`, the form of
 * OpenAI's OpenAPI document, or one of `{"error": "…"}`, `{"message": "…"}` with anything beside
 * it, and `{"detail": "…"}`.
 */
export function serverError(body: string): ServerError {
  const parsed = v.safeParse(errorBody, parseJson(body))
  if (!parsed.success) return { message: null, code: null, type: null }
  const error = parsed.output
  if ('detail' in error) return { message: error.detail, code: null, type: null }
  if ('message' in error) return { message: error.message, code: toText(error.code), type: null }
  if (typeof error.error === 'string') return { message: error.error, code: null, type: null }
  const { message = null, type = null } = error.error
  return { message, code: toText(error.error.code), type }
}

function toText(value: string | number | null | undefined): string | null {
  return value === undefined || value === null ? null : `${value}`
}

/** A text as JSON; undefined if it isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
