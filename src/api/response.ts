import * as v from 'valibot'
import type { Exchange } from './transport.ts'

type ApiResponse = Extract<Exchange, { type: 'answer' }>

const QUOTE_LENGTH = 60

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

/** Thrown where an answer does not fit its schema; `message` says where. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError'
}

/**
 * The body of a successful answer as its schema describes it.
 *
 * @throws InvalidResponseError where the body is no JSON or does not fit
 */
export function parseResponse<T>(schema: v.GenericSchema<unknown, T>, answer: ApiResponse): T {
  const json = parseJson(answer.body)
  if (json === undefined) {
    throw new InvalidResponseError(
      answer.body === ''
        ? `the answer (${answer.status}) is empty`
        : `the answer (${answer.status}) is not JSON${excerpt(answer.body)}`,
    )
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue) ?? 'the answer'
  throw new InvalidResponseError(`the answer does not fit the API: ${path}: ${issue.message}`)
}

/**
 * How a body begins, for a message. It never ends within a word: half a key is not recognised as
 * one, and must not be shown either.
 */
export function excerpt(body: string): string {
  const text = body.trim()
  const isCut = text.length > QUOTE_LENGTH
  const start = isCut
    ? text
        .slice(0, QUOTE_LENGTH)
        .replace(/[^\s<>"',;()]*$/, '')
        .trim()
    : text
  return start === '' ? '' : ` but begins with "${start}"`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
