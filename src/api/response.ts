import * as v from 'valibot'
import { ID_PATTERN } from '../common/ids.ts'
import { parseJson, serverError } from './error-body.ts'
import type { Exchange } from './transport.ts'

type ApiResponse = Extract<Exchange, { type: 'answer' }>

const QUOTE_LENGTH = 60

// What is shorter may well be a part of an ID.
const MIN_KEY_LENGTH = 16

/** Thrown if a response doesn't fit its schema; `message` says where, or is the API's own error. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError'
  /** Whether the body is an error of the API, in spite of its status. */
  readonly isApiError: boolean
  constructor(message: string, isApiError = false) {
    super(message)
    this.isApiError = isApiError
  }
}

/**
 * The body of a successful response as its schema describes it.
 *
 * @param key what the request was sent with, which must not come back as an ID: IDs are shown and
 *   passed on as they are
 * @throws InvalidResponseError if the body isn't JSON, doesn't fit, or is an error
 */
export function parseResponse<T>(
  schema: v.GenericSchema<unknown, T>,
  { status, body }: ApiResponse,
  key: string,
): T {
  const json = parseJson(body)
  if (json === undefined) {
    throw new InvalidResponseError(
      body === ''
        ? `the answer (${status}) is empty`
        : `the answer (${status}) is not JSON${excerpt(body)}`,
    )
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) {
    if (!hasKeyInId(parsed.output, key)) return parsed.output
    throw new InvalidResponseError('the answer has the key as an ID')
  }
  const { message } = serverError(body)
  if (message !== null) {
    throw new InvalidResponseError(`the API answered ${status} with an error: ${message}`, true)
  }
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  const problem = path === null ? issue.message : `${path}: ${issue.message}`
  throw new InvalidResponseError(`the answer does not fit the API: ${problem}`)
}

/** Whether a text that may be an ID holds the key. */
function hasKeyInId(value: unknown, key: string): boolean {
  if (key.length < MIN_KEY_LENGTH) return false
  if (typeof value === 'string') return value.includes(key) && ID_PATTERN.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(part => hasKeyInId(part, key))
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
