import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance } from '../../src/common/edit-distance.ts'
import { nearest } from '../../src/sharing/nearest.ts'

test('the nearest come first, three at most, whatever their case', () => {
  const candidates = ['abcd', 'ABXX', 'abce', 'abc', 'zzzz', 'abcd']
  expect(nearest('ABCD', candidates, 2)).toEqual(['abcd', 'abce', 'abc'])
  expect(nearest('abcd', candidates, 0)).toEqual(['abcd'])
  expect(nearest('abcd', [], 2)).toEqual([])
})

test('what is ruled out by its letters is really too far', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 6 })
  fc.assert(
    fc.property(text, text, fc.nat(4), (one, other, max) => {
      expect(nearest(one, [other], max).length > 0).toBe(editDistance(one, other) <= max)
    }),
  )
})
