import * as v from 'valibot'
import { withoutPeriod } from '../common/format.ts'
import { ID_PATTERN } from '../common/ids.ts'
import { codingsOf } from './content-coding.ts'
import { parseJson, serverError } from './error-body.ts'
import type { HttpResponse } from './transport.ts'

const QUOTE_LENGTH = 300
// Far deeper than any response of the API, and far from overflowing the call stack.
const MAX_DEPTH = 100

// A shorter key may be part of an ID by chance.
const MIN_KEY_LENGTH = 16

/** A response that doesn't match its schema; `message` has the place, or the API's error. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError'
  /**
   * `error`: the body is an error of the API, despite its status. `permanent`: a retry would get
   * the same response. `fault`: anything else.
   */
  readonly type: 'error' | 'permanent' | 'fault'
  constructor(message: string, type: InvalidResponseError['type'] = 'fault') {
    super(message)
    this.type = type
  }
}

/**
 * Parses the body of a successful response.
 *
 * @param key the request's key, which no ID in the response may contain, because IDs aren't masked
 * @throws InvalidResponseError if the body is compressed, isn't JSON, doesn't match the schema, or
 *   is an error
 */
export function parseResponse<T>(
  schema: v.GenericSchema<unknown, T>,
  { status, headers, body }: HttpResponse,
  key: string,
): T {
  const codings = codingsOf(headers)
  if (codings !== null) {
    throw new InvalidResponseError(
      `the API returned ${status} with a compressed body (${codings})`,
      'permanent',
    )
  }
  const json = parseJson(body)
  if (json === undefined) {
    throw new InvalidResponseError(
      body === ''
        ? `the API returned ${status} with an empty body`
        : `the API returned ${status} with a non-JSON body${excerpt(body)}`,
    )
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) {
    if (!hasKeyInId(parsed.output, key)) return parsed.output
    throw new InvalidResponseError('an ID in the response contains the key')
  }
  const { message } = serverError(body)
  // A job also has an `error` property, but isn't an error.
  const isObject = typeof json === 'object' && json !== null && 'object' in json
  if (message !== null && (!isObject || json.object === 'error')) {
    throw new InvalidResponseError(
      `the API returned ${status} with an error: ${withoutPeriod(message)}`,
      'error',
    )
  }
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  const where = path === null ? '' : ` at ${path}`
  throw new InvalidResponseError(
    `the response doesn't match the API schema${where}: ${issue.message}`,
  )
}

/**
 * Whether any text that may be an ID contains the key.
 *
 * @throws InvalidResponseError if the value is nested too deeply
 */
function hasKeyInId(value: unknown, key: string, depth = 0): boolean {
  if (depth > MAX_DEPTH) throw new InvalidResponseError('the response is nested too deeply')
  if (typeof value === 'string') {
    return key.length >= MIN_KEY_LENGTH && value.includes(key) && ID_PATTERN.test(value)
  }
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(part => hasKeyInId(part, key, depth + 1))
}

/**
 * The start of a body, for a message. It's never cut within a word, because a part of a key isn't
 * recognized, and must not be shown either.
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
  return start === '' ? '' : ` that starts with "${start}"`
}
