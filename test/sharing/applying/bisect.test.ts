import { expect, test } from 'vitest'
import { CHECKPOINT, rejection } from '../../support/fixtures.ts'
import { grantLetters, NO_SCOPE, projectsOf, rejectBatchesWith } from './letter-projects.ts'

test.each([
  ['says nothing against any', projectsOf('abcdefgh'), 0],
  ['can not be read', NO_SCOPE, 1],
])('if the project list %s, a batch is bisected', async (_, projects, failures) => {
  const { short, posts, eventsOf } = await grantLetters('abcdefgh', {
    otherPosts: rejectBatchesWith('f', false),
    projects,
  })
  expect(short).toBe('gr gr gr gr gr fa gr gr')
  // The size might be the problem, so the second half is sent, even though the first was granted.
  expect(posts).toEqual([
    'grant a b c d e f g h',
    'grant a b c d',
    'grant e f g h',
    'grant e f',
    'grant e',
    'grant f',
    'grant g h',
  ])
  expect(eventsOf('bisecting').map(event => event.projects)).toEqual([8, 4, 2])
  expect(eventsOf('bisecting')[0]?.checkpointId).toBe(CHECKPOINT)
  expect(eventsOf('look-up-failed')).toHaveLength(failures)
})

test('halves are as even as possible, the first the larger', async () => {
  const { short, posts } = await grantLetters('abcde', {
    otherPosts: rejectBatchesWith('a', false),
    projects: NO_SCOPE,
  })
  expect(short).toBe('fa gr gr gr gr')
  expect(posts).toEqual([
    'grant a b c d e',
    'grant a b c',
    'grant a b',
    'grant a',
    'grant b',
    'grant c',
    'grant d e',
  ])
})

test.each([
  [1, 1],
  [2, 3],
  [3, 5],
  [4, 7],
  [5, 9],
  [16, 16],
])('for %i projects that are all rejected, %i POSTs are the maximum', async (size, most) => {
  const ids = 'abcdefghijklmnop'.slice(0, size)
  const results = { otherPosts: rejectBatchesWith(ids, false), projects: NO_SCOPE }
  const { rows, posts } = await grantLetters(ids, results)
  expect(posts).toHaveLength(most)
  expect(most).toBeLessThanOrEqual(Math.max(1, 4 * Math.ceil(Math.log2(size))))
  for (const row of rows) {
    expect(row).toMatchObject({ status: 'failed', problem: { message: 'A project is unknown' } })
  }
  // Projects without a POST left have the last response's problem.
  expect(rows.at(-1)?.problem?.requestId).toBe(`req_${most}`)
})

test('each rejected batch of several projects is read back', async () => {
  const { short, calls } = await grantLetters('abcd', {
    otherPosts: rejectBatchesWith('c', false),
    projects: NO_SCOPE,
  })
  expect(short).toBe('gr gr fa gr')
  const first = ['grant a b c d', 'list', 'list projects']
  expect(calls).toEqual([...first, 'grant a b', 'grant c d', 'list', 'grant c', 'grant d'])
})

test("projects that a rejected batch was seen to grant aren't sent again", async () => {
  const rule = rejectBatchesWith('e', false)
  const { short, calls } = await grantLetters('abcdefgh', {
    posts: [{ ...rule(['e']), granted: ['a'] }],
    otherPosts: rule,
    projects: NO_SCOPE,
  })
  expect(short).toBe('gr gr gr gr fa gr gr gr')
  expect(calls.slice(3)).toEqual([
    'grant b c d e',
    'list',
    'grant b c',
    'grant d e',
    'list',
    'grant d',
    'grant e',
    'grant f g h',
  ])
})

test('a rejected key ends the bisection', async () => {
  const error = rejection('No', { status: 401, reason: 'no key' })
  const { short, rows, posts } = await grantLetters('abcd', {
    posts: [rejectBatchesWith('a', false)(['a']), { error }],
    projects: NO_SCOPE,
  })
  expect(short).toBe('fa fa sk sk')
  expect(rows.map(row => row.problem?.message)).toEqual(Array(4).fill('no key'))
  expect(posts).toEqual(['grant a b c d', 'grant a b'])
})

test('if both halves are accepted, the size was the problem, and that size is kept', async () => {
  const ids = 'abcdefghijklmnop'
  const { short, posts, eventsOf } = await grantLetters(ids, {
    otherPosts: some => (some.length > 5 ? { error: rejection('Too many') } : {}),
    projects: projectsOf(ids),
  })
  expect(short).toBe(Array(16).fill('gr').join(' '))
  expect(posts.map(post => post.split(' ').length - 1)).toEqual([16, 8, 4, 4, 4, 4])
  expect(eventsOf('batch-size')).toMatchObject([{ projects: 4 }])
})

test('if the API then accepts even fewer, the rest of the batch is sent in the smaller size', async () => {
  const ids = 'abcdefghijklmnopqrstuvwxyzABCD'
  let sent = 0
  const { short, posts, eventsOf } = await grantLetters(ids, {
    otherPosts: some =>
      some.length > (++sent <= 4 ? 8 : 5) ? { error: rejection('Too many') } : {},
    projects: projectsOf(ids),
  })
  expect(short).toBe(Array(30).fill('gr').join(' '))
  expect(posts.map(post => post.split(' ').length - 1)).toEqual([30, 15, 8, 7, 8, 4, 4, 4, 3])
  expect(eventsOf('batch-size')).toMatchObject([{ projects: 8 }, { projects: 4 }])
})
