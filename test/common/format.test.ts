import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatDuration,
  formatList,
  formatNumber,
  pluralize,
  withoutPeriod,
} from '../../src/common/format.ts'

test.each<[number, string[], string]>([
  [0, ['project'], '0 projects'],
  [1, ['project'], '1 project'],
  [2, ['project'], '2 projects'],
  [1_234_567, ['project'], '1,234,567 projects'],
  [1, ['try', 'tries'], '1 try'],
  [2, ['try', 'tries'], '2 tries'],
])('pluralizes %i of %j', (number, [one = '', many], text) => {
  expect(pluralize(number, one, many)).toBe(text)
})

test.each([
  ['Overloaded.', 'Overloaded'],
  ['No. Try again', 'No. Try again'],
  ['Why?', 'Why?'],
  ['', ''],
])('%j without its period', (text, clause) => {
  expect(withoutPeriod(text)).toBe(clause)
})

test('a number is formatted as in US English', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), number => {
      expect(formatNumber(number)).toBe(number.toLocaleString('en-US'))
    }),
  )
})

test.each([
  [-5, '0.0 s'],
  [0, '0.0 s'],
  [49, '0.0 s'],
  [420, '0.4 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [12_400, '12 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [60_000, '1 min'],
  [61_000, '1 min 1 s'],
  [125_000, '2 min 5 s'],
  [3_599_499, '59 min 59 s'],
  [3_599_500, '1 h'],
  [3_780_000, '1 h 3 min'],
  [86_400_000, '24 h'],
  [432_000_000_000, '120,000 h'],
])('%i ms are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})

test('a duration is rounded to half of its last unit', () => {
  const units = { s: 1_000, min: 60_000, h: 3_600_000 }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 350_000_000 }), milliseconds => {
      const parts = [...formatDuration(milliseconds).matchAll(/([\d.]+) (h|min|s)/g)]
      const total = parts.reduce((sum, part) => sum + Number(part[1]) * units[part[2] as 's'], 0)
      // From an hour on, seconds are omitted.
      const most = milliseconds < 9_950 ? 50 : milliseconds < 3_599_500 ? 500 : 60_000
      expect(Math.abs(total - milliseconds)).toBeLessThanOrEqual(most)
    }),
  )
})

test.each<[string[], number | undefined, string]>([
  [[], undefined, ''],
  [['a'], undefined, 'a'],
  [['a', 'b'], undefined, 'a and b'],
  [['a', 'b', 'c'], undefined, 'a, b, and c'],
  [['a', 'b', 'c', 'd', 'e'], undefined, 'a, b, c, d, and e'],
  [['a', 'b', 'c', 'd', 'e', 'f'], undefined, 'a, b, c, d, and 2 more'],
  [['a', 'b', 'c'], 2, 'a and 2 more'],
  [['a', 'b', 'c'], 1, '3 more'],
  [Array(2_000).fill('a'), 2, 'a and 1,999 more'],
])('lists %j, at most %s', (items, most, text) => {
  expect(formatList(items, most)).toBe(text)
})

test('a list never omits a single item that would fit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'b')),
      fc.integer({ min: 1, max: 9 }),
      (items, most) => {
        expect(formatList(items, most)).not.toMatch(/\b1 more/)
        expect(formatList(items, most).split(/, and |, | and /).length).toBeLessThanOrEqual(
          Math.max(most, 1),
        )
      },
    ),
  )
})
