import * as v from 'valibot'
import { parseJson } from './error-body.ts'
import type { Exchange } from './transport.ts'

type ApiResponse = Extract<Exchange, { type: 'answer' }>

const QUOTE_LENGTH = 60

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
