import * as v from 'valibot'
import { codingsOf } from './content-coding.ts'

/** The message and codes of an error response; all null if it has none. */
export interface ServerError {
  message: string | null
  code: string | null
  type: string | null
}

const NO_WORDS: ServerError = { message: null, code: null, type: null }

const jsonObject = v.record(v.string(), v.unknown())

/**
 * Reads the body of an error: `{"error": {"message", "type", "param", "code"}}`, as in OpenAI's
 * OpenAPI document, or the forms that gateways and OpenAI's administration endpoints send:
 * `{"message": "…"}`, `{"detail": "…"}`, and `{"error": "…"}`, with any other properties.
 */
export function serverError(body: string): ServerError {
  const outer = v.safeParse(jsonObject, parseJson(body))
  if (!outer.success) return NO_WORDS
  const { error, message, error_description: description, detail, code, type } = outer.output
  const parsed = v.safeParse(jsonObject, error)
  const inner = parsed.success ? parsed.output : {}
  // Next to a message, `error` is a title such as "Bad Request" or an OAuth code.
  const words = [inner.message, message, description, detail, error]
  return {
    message: words.map(toText).find(text => text !== null) ?? null,
    code: codeOf(inner.code) ?? codeOf(code),
    type: toText(inner.type) ?? toText(type),
  }
}

/** `serverError` for a whole response; all null if its body is compressed. */
export function serverErrorOf({
  headers,
  body,
}: {
  headers: Record<string, string>
  body: string
}): ServerError {
  return codingsOf(headers) === null ? serverError(body) : NO_WORDS
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** A code as text; gateways also send numbers. */
function codeOf(value: unknown): string | null {
  return typeof value === 'number' ? `${value}` : toText(value)
}

/** A text as JSON; undefined if it isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
