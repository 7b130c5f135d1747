import * as v from 'valibot'
import { ID_MAX_LENGTH, ID_PATTERN } from '../common/ids.ts'

/** An ID in a response. */
export const apiId = v.pipe(
  v.string(),
  v.maxLength(ID_MAX_LENGTH, `the ID is longer than ${ID_MAX_LENGTH} characters`),
  v.regex(ID_PATTERN, 'invalid ID'),
)

/** The last second that a Date can hold. */
export const MAX_UNIX_SECONDS = 8_640_000_000_000

/** A time in a response, in Unix seconds. */
export const unixSeconds = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(MAX_UNIX_SECONDS),
)
