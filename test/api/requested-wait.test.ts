import { expect, test } from 'vitest'
import { isTooLong } from '../../src/api/requested-wait.ts'

test.each([
  [null, 0, false],
  // A server that requires no wait isn't the cause if no time is left.
  [0, 0, false],
  [1, 0, true],
  [4_999, 5_000, false],
  [5_000, 5_000, true],
])('a required wait of %s ms with %s ms left is too long: %s', (requested, left, expected) => {
  expect(isTooLong(requested, left)).toBe(expected)
})
