import { expect, test } from 'vitest'
import { CHECKPOINT, planOf, rejection } from '../../support/fixtures.ts'
import { grantLetters, NO_SCOPE, projectsOf, rejectBatchesWith } from './letter-projects.ts'
import { rowsToGrant, type StubResult, setUp } from './setup.ts'

const CHECK_ID =
  "Check the project ID. Only active projects in the admin key's organization can be granted access."

test('a named project is removed, and the rest are sent without a lookup', async () => {
  const { short, rows, calls, events } = await grantLetters('abc', {
    otherPosts: rejectBatchesWith('b'),
  })
  expect(short).toBe('gr fa gr')
  expect(calls).toEqual(['grant a b c', 'list', 'grant a c'])
  const reason = 'Project "b" is unknown'
  expect(rows[1]?.problem).toEqual({
    message: reason,
    hint: CHECK_ID,
    requestId: 'req_1',
  })
  expect(events).toMatchObject([
    { type: 'rejected', checkpointId: CHECKPOINT, projects: 3, error: { reason } },
    { type: 'read-back', done: 0, open: 3 },
    { type: 'granted' },
  ])
})

test('a second named project causes a lookup, which removes all bad ones', async () => {
  const projects = projectsOf('abf', 'f')
  const { short, rows, calls } = await grantLetters('abcdef', {
    otherPosts: rejectBatchesWith('bcdef'),
    projects,
  })
  expect(short).toBe('gr fa fa fa fa fa')
  expect(calls).toEqual([
    'grant a b c d e f',
    'list',
    'grant a c d e f',
    'list',
    'list projects',
    'grant a',
  ])
  const second = 'Project "c" is unknown'
  expect(rows.map(row => row.problem?.message)).toEqual([
    undefined,
    'Project "b" is unknown',
    second,
    `${second} (no project in the organization has this ID)`,
    `${second} (no project in the organization has this ID)`,
    `${second} (the project is archived)`,
  ])
})

test('one named project per batch needs no lookup', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `proj_${index}`)
  const bad = ['proj_7', 'proj_110']
  const otherPosts = (some: readonly string[]): StubResult => {
    const culprit = some.find(id => bad.includes(id))
    return culprit === undefined ? {} : { error: rejection(`Project ${culprit} is unknown`) }
  }
  const { statuses, calls } = setUp({ otherPosts })
  expect(await statuses(...rowsToGrant(...ids))).toEqual(
    ids.map(id => (bad.includes(id) ? 'failed' : 'granted')),
  )
  expect(calls).not.toContain('list projects')
})

test('if no project is named, the project list decides', async () => {
  const { short, rows, calls, eventsOf } = await grantLetters('abc', {
    otherPosts: rejectBatchesWith('ac', false),
    projects: projectsOf('bc', 'c'),
  })
  expect(short).toBe('fa gr fa')
  expect(calls).toEqual(['grant a b c', 'list', 'list projects', 'grant b'])
  expect(rows[0]?.problem).toEqual({
    message: 'A project is unknown (no project in the organization has this ID)',
    hint: CHECK_ID,
    requestId: 'req_1',
  })
  expect(eventsOf('bisecting')).toEqual([])
})

test('if no project remains, nothing more is sent', async () => {
  const { short, posts } = await grantLetters('ab', { otherPosts: rejectBatchesWith('ab', false) })
  expect(short).toBe('fa fa')
  expect(posts).toEqual(['grant a b'])
})

test('a rejected batch that was applied is settled by the read', async () => {
  const error = rejection('no', { reason: 'no' })
  const posts = [{ error, granted: ['a', 'b'] }]
  const { short, calls, eventsOf } = await grantLetters('ab', { posts })
  expect([short, calls]).toEqual(['gr gr', ['grant a b', 'list']])
  expect(eventsOf('bisecting')).toEqual([])
})

test('a project that is rejected alone has failed, named or not', async () => {
  const { short, rows, posts } = await grantLetters('a', {
    otherPosts: rejectBatchesWith('a', false),
    projects: projectsOf('a'),
  })
  expect([short, rows[0]?.problem?.message]).toEqual(['fa', 'A project is unknown'])
  expect(posts).toHaveLength(1)
})

test("projects that a rejected batch still granted aren't sent again", async () => {
  const { short, calls, eventsOf } = await grantLetters('abc', {
    posts: [{ ...rejectBatchesWith('b')(['b']), granted: ['a'] }],
    otherPosts: rejectBatchesWith('b'),
  })
  expect(short).toBe('gr fa gr')
  expect(calls).toEqual(['grant a b c', 'list', 'grant c'])
  expect(eventsOf('read-back')).toMatchObject([{ done: 1, open: 2 }])
})

test("after a rejection that can't be read back, possible grants are unknown", async () => {
  const { short, rows, posts, eventsOf } = await grantLetters('ab', {
    otherPosts: rejectBatchesWith('b'),
    otherLists: { error: NO_SCOPE },
  })
  expect(short).toBe('un un')
  expect(rows[0]?.problem?.message).toBe(
    `Project "b" is unknown; couldn't check whether the change was applied (no scope)`,
  )
  expect(posts).toHaveLength(1)
  expect(eventsOf('ambiguous')).toEqual([])
})

test.each([
  ['by name', ': b', 'ab', 'gr ow'],
  ['alone', '.', 'b', 'ow'],
])(
  'an owner identified by the message (%s) is removed without a lookup',
  async (_, end, ids, short) => {
    const message = `Cannot modify checkpoint permissions for the owning project${end}`
    const rule = (some: readonly string[]): StubResult =>
      some.includes('b') ? { error: rejection(message) } : {}
    const { short: statuses, rows, calls, events } = await grantLetters(ids, { otherPosts: rule })
    expect(statuses).toBe(short)
    expect(rows.at(-1)?.problem).toBeNull()
    expect(calls).not.toContain('list projects')
    expect(events).toContainEqual({ type: 'owner', checkpointId: CHECKPOINT, projectId: 'b' })
  },
)

test('the project list is read once for all checkpoints', async () => {
  const { run, calls } = setUp({
    otherPosts: rejectBatchesWith('ab', false),
    projects: projectsOf('c'),
  })
  await run(
    planOf(...rowsToGrant('a', 'c')),
    planOf(...rowsToGrant('b', 'c').map(row => ({ ...row, checkpointId: 'ft:2' }))),
  )
  expect(calls.filter(call => call === 'list projects')).toHaveLength(1)
})
