import { expect, test } from 'vitest'
import { BatchAtomicity } from '../../../src/sharing/applying/batch-atomicity.ts'

const at = (checkpoint: string, batches = new BatchAtomicity()) => ({
  batches,
  rejected: (batch: string[], appliedInPart = false) =>
    batches.recordRejection(checkpoint, batch, appliedInPart),
  granted: (...projects: string[]) => batches.recordGrant(checkpoint, projects),
})

test('nothing is known before the first observation', () => {
  expect(new BatchAtomicity().isAtomic).toBe(false)
})

test('a rejection that granted nothing proves nothing by itself', () => {
  const { batches, rejected } = at('ft:1')
  rejected(['a', 'b'])
  // The first might have been the bad one, which would have come before all others.
  expect(batches.isAtomic).toBe(false)
})

test('batches are atomic once the first project of a rejected batch proves good', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected(['a', 'b'])
  granted('a')
  expect(batches.isAtomic).toBe(true)
})

test('the first project of any rejected batch counts', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected(['a', 'b', 'c'])
  rejected(['b', 'c'])
  granted('c', 'b')
  expect(batches.isAtomic).toBe(true)
})

test("a good project that wasn't first proves nothing", () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected(['a', 'b', 'c'])
  granted('b', 'c')
  expect(batches.isAtomic).toBe(false)
})

test('a grant before the rejection proves nothing', () => {
  const { batches, rejected, granted } = at('ft:1')
  granted('a')
  rejected(['a', 'b'])
  expect(batches.isAtomic).toBe(false)
})

test('a good project at another checkpoint proves nothing', () => {
  const first = at('ft:1')
  const second = at('ft:2', first.batches)
  first.rejected(['a', 'b'])
  second.granted('a')
  expect(first.batches.isAtomic).toBe(false)
  first.granted('a')
  expect(first.batches.isAtomic).toBe(true)
})

test('atomicity at one checkpoint holds for the run, until a partial batch is seen', () => {
  const first = at('ft:1')
  const second = at('ft:2', first.batches)
  first.rejected(['a'])
  first.granted('a')
  expect(first.batches.isAtomic).toBe(true)
  second.rejected(['a', 'b'], true)
  expect(first.batches.isAtomic).toBe(false)
})

test('once a partial batch is seen, nothing overrides it', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected(['a', 'b'], true)
  rejected(['b', 'c'])
  granted('b')
  expect(batches.isAtomic).toBe(false)
})

test('an empty batch and an empty grant prove nothing', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected([])
  granted()
  expect(batches.isAtomic).toBe(false)
})
