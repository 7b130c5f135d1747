import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { MAX_CONCURRENT, mapConcurrently } from '../../src/sharing/concurrency.ts'

/** Starts tasks that end when they are released; `started` has the items whose task has begun. */
function startTasks(items: readonly number[], opensAfter?: (signal: AbortSignal) => Promise<void>) {
  const started: number[] = []
  const tasks = items.map(() => Promise.withResolvers<string>())
  let open = () => {}
  const results = mapConcurrently(
    items,
    (item, opens) => {
      started.push(item)
      if (item === 0) open = opens
      return tasks[item]?.promise ?? Promise.reject(new Error('no such task'))
    },
    opensAfter,
  )
  return { started, tasks, results, open: () => open() }
}

test('nothing is done for no items', async () => {
  const task = () => Promise.reject(new Error('never called'))
  expect(await mapConcurrently([], task, task)).toEqual([])
})

test('the first task runs alone until it opens, then as many as allowed at a time', async () => {
  const items = Array.from({ length: 9 }, (_, index) => index)
  const { started, tasks, results, open } = startTasks(items)
  await setImmediate()
  expect(started).toEqual([0])
  open()
  await setImmediate()
  expect(started).toEqual(items.slice(0, MAX_CONCURRENT))
  for (const index of items.toReversed()) tasks[index]?.resolve(`result ${index}`)
  expect(await results).toEqual(items.map(index => `result ${index}`))
  expect(started).toEqual(items)
})

test('the others start when the first task fails, and it fails once they have ended', async () => {
  const { started, tasks, results } = startTasks([0, 1])
  let isSettled = false
  const settled = results
    .catch((error: unknown) => error)
    .finally(() => {
      isSettled = true
    })
  tasks[0]?.reject(new Error('the first'))
  await setImmediate()
  expect([started, isSettled]).toEqual([[0, 1], false])
  tasks[1]?.reject(new Error('the second'))
  expect(await settled).toEqual(new Error('the first'))
})

test('the others start after the maximum wait, which ends when they start', async () => {
  const waits: { signal: AbortSignal; end: () => void }[] = []
  const wait = (signal: AbortSignal) =>
    new Promise<void>(resolve => void waits.push({ signal, end: resolve }))
  const { started, tasks, results } = startTasks([0, 1], wait)
  await setImmediate()
  expect([started, waits[0]?.signal.aborted]).toEqual([[0], false])
  waits[0]?.end()
  await setImmediate()
  expect([started, waits[0]?.signal.aborted]).toEqual([[0, 1], true])
  for (const { resolve } of tasks) resolve('done')
  expect(await results).toEqual(['done', 'done'])
})
