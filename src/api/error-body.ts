import * as v from 'valibot'

const errorBody = v.object({
  error: v.object({
    message: v.optional(v.nullable(v.string())),
    // Gateways send numbers, too.
    code: v.optional(v.nullable(v.union([v.string(), v.number()]))),
  }),
})

/** The API's own words in an error answer; null where a gateway answered in its place. */
export interface ServerError {
  message: string | null
  code: string | null
}

/**
 * Reads `{"error": {"message", "type", "param", "code"}}`, the shape of the API's errors
 * (OpenAI's OpenAPI document). Anything else gives nulls.
 */
export function serverError(body: string): ServerError {
  const parsed = v.safeParse(errorBody, parseJson(body))
  if (!parsed.success) return { message: null, code: null }
  const { message, code } = parsed.output.error
  return { message: message ?? null, code: code === undefined || code === null ? null : `${code}` }
}

/** A text as JSON; undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
