import { expect, test } from 'vitest'
import { planOf, rejection } from '../../support/fixtures.ts'
import { NO_SCOPE, projectsOf, rejectBatchesWith } from './letter-projects.ts'
import { ambiguousError, rowsToGrant, type StubResult, setUp } from './setup.ts'

const LOWER = 'abcdefghijklmnopqr'
const UPPER = LOWER.toUpperCase()

/** A plan that grants projects at a checkpoint. */
const planFor = (checkpointId: string, ids: Iterable<string>) =>
  planOf(...rowsToGrant(...ids).map(row => ({ ...row, checkpointId })))

test('the others start once the first batch of the first checkpoint is settled', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `proj_${index}`)
  const error = rejection('Project proj_7 is unknown')
  const { run, calls, times } = setUp({ posts: [{ error }, {}, { takes: 30 }] })
  await run(planFor('ft:1', ids), planFor('ft:2', ['proj_x']))
  const [first, second] = [ids.slice(0, 100), ids.slice(100)].map(some => some.join(' '))
  expect(calls.map((call, index) => [call, times[index]])).toEqual([
    [`grant ${first} of ft:1`, 0],
    ['list of ft:1', 2],
    [`grant ${first?.replace(' proj_7 ', ' ')} of ft:1`, 2],
    [`grant ${second} of ft:1`, 2],
    ['grant proj_x of ft:2', 2],
  ])
})

test.each<[string, StubResult]>([
  ["the first grant's response is lost", { error: ambiguousError(), granted: ['a'] }],
  ['the first grant is retried after a fault', { waits: 60 }],
])('the others start at once if %s', async (_, result) => {
  const { run, calls, times } = setUp({ posts: [result] })
  await run(planFor('ft:1', 'a'), planFor('ft:2', 'b'))
  expect(calls.slice(0, 2)).toEqual(['grant a of ft:1', 'grant b of ft:2'])
  expect(times.slice(0, 2)).toEqual([0, 0])
})

test('the others start if the list after a rejected grant is retried after a fault', async () => {
  const posts = [{ error: rejection('No') }]
  const { run, calls, times } = setUp({ posts, lists: [{ waits: 60 }] })
  await run(planFor('ft:1', 'ab'), planFor('ft:2', 'b'))
  expect(calls.slice(0, 3)).toEqual(['grant a b of ft:1', 'list of ft:1', 'grant b of ft:2'])
  expect(times.slice(0, 3)).toEqual([0, 2, 2])
})

test("the others don't start while the cause of a rejection is looked for", async () => {
  const results = { otherPosts: rejectBatchesWith('d', false), projects: NO_SCOPE }
  const { run, calls } = setUp(results)
  await run(planFor('ft:1', 'abcd'), planFor('ft:2', 'de'))
  expect(calls.filter(call => call.startsWith('grant'))).toEqual([
    'grant a b c d of ft:1',
    'grant a b of ft:1',
    'grant c d of ft:1',
    'grant c of ft:1',
    'grant d of ft:1',
    'grant e of ft:2',
    'grant d of ft:2',
  ])
})

test('a half whose outcome is unknown does not count as accepted', async () => {
  const { statuses, eventsOf } = setUp({
    posts: [{ error: rejection('Too many') }, {}, { error: ambiguousError() }],
    lists: [{}, { error: NO_SCOPE }, { error: NO_SCOPE }],
    projects: projectsOf('abcd'),
  })
  expect(await statuses(...rowsToGrant(...'abcd'))).toEqual([
    ...['granted', 'granted'],
    ...['unknown', 'unknown'],
  ])
  expect(eventsOf('bisecting')).toHaveLength(1)
  expect(eventsOf('batch-size')).toEqual([])
})

test.each([
  ['a smaller size', 4, [4]],
  ['the same size', 8, [8]],
  ['a larger size', 9, [9, 8]],
])('if another checkpoint found %s meanwhile, the smaller is kept', async (_, max, sizes) => {
  const isUpper = (id: string) => UPPER.includes(id)
  const otherPosts = (ids: readonly string[]): StubResult => {
    if (ids.length > (ids.some(isUpper) ? max : 8)) return { error: rejection('Too many') }
    // The second half of the other checkpoint is under way for longer.
    return { takes: ids.includes('p') ? 30 : 1 }
  }
  const { run, eventsOf, context } = setUp({ otherPosts, projects: projectsOf(LOWER + UPPER) })
  await run(
    planFor('ft:1', 'a'),
    planFor('ft:2', LOWER.slice(0, 16)),
    planFor('ft:3', UPPER.slice(0, 2 * max)),
  )
  expect(eventsOf('batch-size').map(({ projects }) => projects)).toEqual(sizes)
  expect(context.state.batchSize).toBe(Math.min(8, max))
})

test('once the key is rejected, projects whose fault is still looked for are skipped', async () => {
  const ids = LOWER.slice(0, 16)
  // The last rejection before the maximum is under way when another checkpoint's write ends.
  const noKey = rejection('No', { status: 401, reason: 'no key' })
  const otherPosts = (some: readonly string[]): StubResult => {
    if (some.includes('X')) return { takes: 31.5, error: noKey }
    return some.includes('A') ? {} : { takes: 1, error: rejection('A project is unknown') }
  }
  const { run } = setUp({ otherPosts, projects: NO_SCOPE })
  const rows = await run(planFor('ft:1', 'A'), planFor('ft:2', ids), planFor('ft:3', 'X'))
  expect(rows.slice(1, 17).map(({ status }) => status)).toEqual([
    ...Array(8).fill('failed'),
    ...Array(8).fill('skipped'),
  ])
  expect(rows[16]?.problem?.message).toBe('no key')
})
