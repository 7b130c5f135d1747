import { expect, test } from 'vitest'
import { ApiError } from '../../src/api/errors.ts'
import { problemOf } from '../../src/sharing/problem.ts'

const DETAILS = { reason: 'no key', hint: 'Use another key.', requestId: 'req_1' }
const PROBLEM = { message: 'no key', hint: 'Use another key.', requestId: 'req_1' }

test("a problem has an error's reason, fix, and request ID, and its cause if that is known", () => {
  const error = { kind: 'refused', operation: 'list', ...DETAILS } as const
  expect(problemOf(new ApiError(error))).toStrictEqual(PROBLEM)
  expect(problemOf(new ApiError({ ...error, summary: 'The key was rejected' }))).toStrictEqual({
    ...PROBLEM,
    summary: 'The key was rejected',
  })
})
