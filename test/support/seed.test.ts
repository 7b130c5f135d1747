import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SEED } from './seed.ts'

test('property tests make the same choices in every run with the same seed', () => {
  const choices = fc.sample(fc.integer(), 5)
  expect(fc.sample(fc.integer(), 5)).toEqual(choices)
  expect(fc.sample(fc.integer(), { numRuns: 5, seed: SEED })).toEqual(choices)
  expect(fc.sample(fc.integer(), { numRuns: 5, seed: SEED + 1 })).not.toEqual(choices)
})
