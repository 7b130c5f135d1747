import { expect, test } from 'vitest'
import { ApiError } from '../../src/api/errors.ts'
import { CHECKPOINT, planOf, refusal } from '../blanks.ts'
import { type Fate, grants, problem, setUp } from './applying.ts'

const LETTERS = [...'abcdefghijklmnop']
const NO_SCOPE = new ApiError({ kind: 'refused', what: 'list', reason: 'no scope', status: 403 })
const projectsOf = (ids: string, archived = '') =>
  [...ids].map(id => ({ id, name: null, archived: archived.includes(id) }))

/** An API that turns a batch down for any of these projects, and names it or does not. */
const rejecting =
  (bad: string, isNamed = true) =>
  (ids: readonly string[]): Fate => {
    const culprit = ids.find(id => bad.includes(id))
    if (culprit === undefined) return {}
    const message = isNamed ? `Project "${culprit}" is unknown` : 'A project is unknown'
    return { error: refusal(message, { reason: message }) }
  }
/** Grants projects that are called by letters; the statuses, shortened to their first letters. */
async function grant(ids: string, fates: Parameters<typeof setUp>[0]) {
  const all = setUp(fates)
  const rows = await all.run(planOf(...grants(...ids)))
  const short = rows.map(({ status }) => status.replace(/(?<=^..).*/, '')).join(' ')
  return { ...all, rows, short, posts: all.calls.filter(call => call.startsWith('grant')) }
}

test('a project that is named is taken out, and the rest sent, without a look-up', async () => {
  const { short, rows, calls, events } = await grant('abc', { rule: rejecting('b') })
  expect(short).toBe('gr fa gr')
  expect(calls).toEqual(['grant a b c', 'list', 'grant a c'])
  const error = refusal('', { reason: 'Project "b" is unknown' })
  expect(rows[1]?.problem).toEqual(problem(error))
  expect(events).toMatchObject([
    { type: 'rejected', checkpointId: CHECKPOINT, projects: 3, error: { reason: error.reason } },
    { type: 'read-back', done: 0, open: 3 },
    { type: 'granted' },
  ])
})

test('a second one that is named costs a look-up, which takes out all that are bad', async () => {
  const projects = projectsOf('abcf', 'f')
  const { short, rows, calls } = await grant('abcdef', { rule: rejecting('bcdef'), projects })
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
    `${second} (no project of the organization has this ID)`,
    `${second} (no project of the organization has this ID)`,
    `${second} (the project is archived)`,
  ])
})

test('where none is named, the list of projects tells', async () => {
  const { short, rows, calls, told } = await grant('abc', {
    rule: rejecting('ac', false),
    projects: projectsOf('bc', 'c'),
  })
  expect(short).toBe('fa gr fa')
  expect(calls).toEqual(['grant a b c', 'list', 'list projects', 'grant b'])
  expect(rows[0]?.problem).toEqual(
    problem(refusal(''), 'A project is unknown (no project of the organization has this ID)'),
  )
  expect(told('halving')).toEqual([])
})

test('where all that is left was taken out, nothing more is sent', async () => {
  const { short, posts } = await grant('ab', { rule: rejecting('ab', false) })
  expect(short).toBe('fa fa')
  expect(posts).toEqual(['grant a b'])
})

test.each([
  ['says nothing against any', projectsOf('abcdefgh'), 0],
  ['can not be read', NO_SCOPE, 1],
])('where the list of projects %s, a batch is halved', async (_, projects, failures) => {
  const { short, posts, told } = await grant('abcdefgh', { rule: rejecting('f', false), projects })
  expect(short).toBe('gr gr gr gr gr fa gr gr')
  // The second half must have the bad one, once the first is granted, and is not sent as a whole.
  expect(posts).toEqual([
    'grant a b c d e f g h',
    'grant a b c d',
    'grant e f',
    'grant e',
    'grant f',
    'grant g h',
  ])
  expect(told('halving').map(event => event.projects)).toEqual([8, 4, 2])
  expect(told('halving')[0]?.checkpointId).toBe(CHECKPOINT)
  expect(told('look-up-failed')).toHaveLength(failures)
})

test('halves are as even as can be, the first the larger', async () => {
  const { short, posts } = await grant('abcde', { rule: rejecting('a', false), projects: NO_SCOPE })
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
])('of %i that are all turned down, %i POSTs are the most', async (size, most) => {
  const ids = LETTERS.slice(0, size).join('')
  const fates = { rule: rejecting(ids, false), projects: NO_SCOPE }
  const { rows, posts } = await grant(ids, fates)
  expect(posts).toHaveLength(most)
  expect(most).toBeLessThanOrEqual(Math.max(1, 4 * Math.ceil(Math.log2(size))))
  for (const row of rows) {
    expect(row).toMatchObject({ status: 'failed', problem: { message: 'A project is unknown' } })
  }
})

test('a project that is turned down alone has failed, named or not', async () => {
  const { short, rows, posts } = await grant('a', {
    rule: rejecting('a', false),
    projects: projectsOf('a'),
  })
  expect([short, rows[0]?.problem?.message]).toEqual(['fa', 'A project is unknown'])
  expect(posts).toHaveLength(1)
})

test('rejections are read back until they are known to be whole, and no longer', async () => {
  const { short, calls } = await grant('abcd', { rule: rejecting('c', false), projects: NO_SCOPE })
  expect(short).toBe('gr gr fa gr')
  const first = ['grant a b c d', 'list', 'list projects']
  expect(calls).toEqual([...first, 'grant a b', 'grant c', 'grant d'])
})

test('what a rejected batch granted all the same is not sent again', async () => {
  const { short, calls, told } = await grant('abc', {
    posts: [{ ...rejecting('b')(['b']), done: ['a'] }],
    rule: rejecting('b'),
  })
  expect(short).toBe('gr fa gr')
  expect(calls).toEqual(['grant a b c', 'list', 'grant c'])
  expect(told('read-back')).toMatchObject([{ done: 1, open: 2 }])
})

test('a rejection that can not be read back leaves unknown what may have been granted', async () => {
  const { short, rows, posts, told } = await grant('ab', {
    rule: rejecting('b'),
    lists: [{ error: NO_SCOPE }],
  })
  expect(short).toBe('un un')
  expect(rows[0]?.problem?.message).toBe('Project "b" is unknown; reading it back failed: no scope')
  expect(posts).toHaveLength(1)
  expect(told('ambiguous')).toEqual([])
})

test.each([
  ['by name', ': b', 'ab', 'gr ow'],
  ['alone', '.', 'b', 'ow'],
])('an owner that is told %s is taken out, without a look-up', async (_, end, ids, short) => {
  const message = `Cannot modify checkpoint permissions for the owning project${end}`
  const rule = (some: readonly string[]): Fate =>
    some.includes('b') ? { error: refusal(message) } : {}
  const { short: told, rows, calls, events } = await grant(ids, { rule })
  expect(told).toBe(short)
  expect(rows.at(-1)?.problem).toBeNull()
  expect(calls).not.toContain('list projects')
  expect(events).toContainEqual({ type: 'owner', checkpointId: CHECKPOINT, projectId: 'b' })
})

test('a key that is turned away while a batch is halved ends it', async () => {
  const error = refusal('No', { status: 401, reason: 'no key' })
  const { short, rows, posts } = await grant('abcd', {
    posts: [rejecting('a', false)(['a']), { error }],
    projects: NO_SCOPE,
  })
  expect(short).toBe('fa fa no no')
  expect(rows.map(row => row.problem?.message)).toEqual(Array(4).fill('no key'))
  expect(posts).toEqual(['grant a b c d', 'grant a b'])
})

test('the list of projects is read once for all checkpoints', async () => {
  const { run, calls } = setUp({ rule: rejecting('ab', false), projects: projectsOf('c') })
  await run(
    planOf(...grants('a', 'c')),
    planOf(...grants('b', 'c').map(row => ({ ...row, checkpointId: 'ft:2' }))),
  )
  expect(calls.filter(call => call === 'list projects')).toHaveLength(1)
})
