import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance } from '../../src/common/edit-distance.ts'

test.each([
  ['', '', 0],
  ['mode', 'mode', 0],
  ['', 'mode', 4],
  ['mode', 'modes', 1],
  ['mode', 'mod', 1],
  ['mode', 'node', 1],
  ['mode', 'mdoe', 1],
  ['mode', 'omed', 2],
  ['dry-run', 'dryrun', 1],
  ['dry-run', 'dyr-rnu', 2],
  ['project-id', 'project-ids', 1],
  ['kitten', 'sitting', 3],
  ['base-url', 'share-timeout-minutes', 17],
])('from "%s" to "%s" it is %i', (a, b, letters) => {
  expect(editDistance(a, b)).toBe(letters)
  expect(editDistance(b, a)).toBe(letters)
})

// Of few letters, so words resemble each other.
const word = fc.oneof(fc.stringMatching(/^[ab-]{0,8}$/), fc.string())

test('it is symmetric, and zero only between equal words', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
      expect(editDistance(a, a)).toBe(0)
    }),
  )
})

test('it is an integer between the difference in length and the greater length', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const letters = editDistance(a, b)
      expect(letters).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
      expect(letters).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(Number.isInteger(letters)).toBe(true)
    }),
  )
})

test('one typo is a distance of one', () => {
  fc.assert(
    fc.property(word, word, fc.constantFrom('x', '_'), (before, after, letter) => {
      expect(editDistance(before + after, before + letter + after)).toBe(1)
      expect(editDistance(`${before}xy${after}`, `${before}yx${after}`)).toBe(1)
      expect(editDistance(`${before}0${after}`, `${before}${letter}${after}`)).toBe(1)
    }),
  )
})

test('a common prefix or suffix changes nothing', () => {
  fc.assert(
    fc.property(word, word, word, (a, b, common) => {
      expect(editDistance(common + a, common + b)).toBeLessThanOrEqual(editDistance(a, b))
      expect(editDistance(a + common, b + common)).toBeLessThanOrEqual(editDistance(a, b))
    }),
  )
})
