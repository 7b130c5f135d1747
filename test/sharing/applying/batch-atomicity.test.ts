import { expect, test } from 'vitest'
import { RejectedBatches } from '../../../src/sharing/applying/batch-atomicity.ts'

const at = (checkpoint: string, batches = new RejectedBatches()) => ({
  batches,
  rejected: (batch: string[], appliedInPart = false) =>
    batches.seen(checkpoint, batch, appliedInPart),
  granted: (...projects: string[]) => batches.granted(checkpoint, projects),
})

test('nothing is settled before anything was seen', () => {
  expect(new RejectedBatches().areWhole).toBe(false)
})

test('a rejection that left nothing behind settles nothing by itself', () => {
  const { batches, rejected } = at('ft:1')
  rejected(['a', 'b'])
  // The first of them may have been the bad one, which would have come before all others.
  expect(batches.areWhole).toBe(false)
})

test('rejections are whole once the first of a rejected batch turns out to be good', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected(['a', 'b'])
  granted('a')
  expect(batches.areWhole).toBe(true)
})

test('the first of any rejected batch will do', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected(['a', 'b', 'c'])
  rejected(['b', 'c'])
  granted('c', 'b')
  expect(batches.areWhole).toBe(true)
})

test('a good project that did not come first settles nothing', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected(['a', 'b', 'c'])
  granted('b', 'c')
  expect(batches.areWhole).toBe(false)
})

test('a grant before the rejection settles nothing', () => {
  const { batches, rejected, granted } = at('ft:1')
  granted('a')
  rejected(['a', 'b'])
  expect(batches.areWhole).toBe(false)
})

test('a project that is good at another checkpoint settles nothing', () => {
  const first = at('ft:1')
  const second = at('ft:2', first.batches)
  first.rejected(['a', 'b'])
  second.granted('a')
  expect(first.batches.areWhole).toBe(false)
  first.granted('a')
  expect(first.batches.areWhole).toBe(true)
})

test('what was settled at one checkpoint holds for the run, until a part is seen', () => {
  const first = at('ft:1')
  const second = at('ft:2', first.batches)
  first.rejected(['a'])
  first.granted('a')
  expect(first.batches.areWhole).toBe(true)
  second.rejected(['a', 'b'], true)
  expect(first.batches.areWhole).toBe(false)
})

test('once a part was seen, no later sign says otherwise', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected(['a', 'b'], true)
  rejected(['b', 'c'])
  granted('b')
  expect(batches.areWhole).toBe(false)
})

test('an empty batch and an empty grant settle nothing', () => {
  const { batches, rejected, granted } = at('ft:1')
  rejected([])
  granted()
  expect(batches.areWhole).toBe(false)
})
