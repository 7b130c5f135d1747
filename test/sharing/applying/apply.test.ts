import { expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors.ts'
import { applyPlans } from '../../../src/sharing/applying/apply.ts'
import { planOf, rejection } from '../../support/fixtures.ts'
import { ambiguousError, problem, rowsToGrant, rowToRevoke, setUp } from './setup.ts'

const [A, B, C] = ['proj_a', 'proj_b', 'proj_c'] as const
const GRANTS_INCOMPLETE = {
  message: "Not revoked, because some grants for this checkpoint didn't succeed",
  hint: 'Resolve the failed grants, then run again.',
  requestId: null,
}

test('plans are applied concurrently once the first grant is made, and only their rows change', async () => {
  const { context, calls } = setUp({ held: ['cp_1'] })
  const plans = [
    {
      ...planOf(rowToRevoke('cp_1'), ...rowsToGrant(A)),
      duplicates: [{ projectId: C, permissions: 2 }],
    },
    planOf({ projectId: B, checkpointId: 'ft:2' }),
  ]
  const applied = await applyPlans(context, plans)
  expect(calls).toEqual([`grant ${A}`, `grant ${B} of ft:2`, 'revoke cp_1'])
  expect(applied.map(({ rows, ...rest }) => [rest, rows.map(row => row.status)])).toEqual([
    [{ ...plans[0], rows: undefined }, ['revoked', 'granted']],
    [{ ...plans[1], rows: undefined }, ['granted']],
  ])
})

test('the first checkpoint with grants starts first, and revocations delay no other', async () => {
  const { run, calls, times } = setUp({ otherDeletes: () => ({ takes: 5 }) })
  await run(
    planOf({ ...rowToRevoke('cp_1'), checkpointId: 'ft:1' }),
    planOf({ projectId: A, checkpointId: 'ft:2' }),
    planOf({ ...rowToRevoke('cp_3'), checkpointId: 'ft:3' }),
  )
  expect(calls).toEqual([`grant ${A} of ft:2`, 'revoke cp_1 of ft:1', 'revoke cp_3 of ft:3'])
  expect(times).toEqual([0, 0, 0])
})

test('without grants, all checkpoints start at once', async () => {
  const { run, times } = setUp({ otherDeletes: () => ({ takes: 5 }) })
  await run(
    planOf({ ...rowToRevoke('cp_1'), checkpointId: 'ft:1' }),
    planOf({ ...rowToRevoke('cp_2'), checkpointId: 'ft:2' }),
  )
  expect(times).toEqual([0, 0])
})

test('a plan with nothing to do sends nothing', async () => {
  const { statuses, calls } = setUp()
  const rows = ['shared', 'owner', 'not-shared', 'failed'] as const
  expect(await statuses(...rows.map(status => ({ status })))).toEqual(rows)
  expect(calls).toEqual([])
})

test("projects are sent in batches of a hundred, and a failed batch doesn't stop the others", async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `proj_${index}`)
  const error = rejection('No', { status: 403 })
  const { statuses, calls } = setUp({ posts: [{}, { error }] })
  expect(await statuses(...rowsToGrant(...ids))).toEqual(
    ids.map((_, index) => (index >= 100 && index < 200 ? 'failed' : 'granted')),
  )
  expect(calls).toEqual([
    `grant ${ids.slice(0, 100).join(' ')}`,
    `grant ${ids.slice(100, 200).join(' ')}`,
    `grant ${ids.slice(200).join(' ')}`,
  ])
})

test.each([
  ['failed', { error: rejection('No', { status: 403 }) }],
  ['unknown', { error: ambiguousError() }],
])('nothing is revoked if a grant is %s', async (status, result) => {
  const otherLists = { error: new ApiError({ kind: 'refused', operation: 'list', reason: 'no' }) }
  const { run, calls } = setUp({ posts: [result], otherLists, held: ['cp_1'] })
  const rows = await run(planOf(rowToRevoke('cp_1'), ...rowsToGrant(A)))
  expect(rows).toMatchObject([{ status: 'skipped', problem: GRANTS_INCOMPLETE }, { status }])
  expect(calls).not.toContain('revoke cp_1')
})

test('an owner counts as granted', async () => {
  const error = rejection(`Cannot modify checkpoint permissions for the owning project: ${A}`)
  const { statuses, eventsOf } = setUp({ posts: [{ error }], held: ['cp_1'] })
  expect(await statuses(...rowsToGrant(A, B), rowToRevoke('cp_1'))).toEqual([
    'owner',
    'granted',
    'revoked',
  ])
  expect(eventsOf('owner')).toMatchObject([{ projectId: A }])
})

test.each(['post', 'delete'] as const)(
  'a bug in a %s hides no earlier change and stops all later ones',
  async method => {
    const result = { error: new TypeError('oops') }
    const { run, calls } = setUp({
      posts: method === 'post' ? [{}, result] : [],
      deletes: method === 'delete' ? [{}, result] : [],
      held: ['cp_1', 'cp_2', 'cp_3'],
    })
    const ids = Array.from({ length: 150 }, (_, index) => `proj_${index}`)
    const rows = await run(
      planOf(...rowsToGrant(...ids), ...['cp_1', 'cp_2', 'cp_3'].map(rowToRevoke)),
    )
    const ends = [0, 99, 100, 149, 150, 151, 152].map(index => rows[index]?.status)
    expect(ends).toEqual(
      method === 'post'
        ? ['granted', 'granted', 'unknown', 'unknown', ...Array(3).fill('skipped')]
        : [...Array(4).fill('granted'), 'revoked', 'unknown', 'skipped'],
    )
    const expectedProblem = {
      message: 'Unexpected error: TypeError: oops',
      hint: "This is a bug in this action. Report it to the action's maintainers.",
      requestId: null,
    }
    for (const row of rows) {
      if (row.status === 'unknown' || row.status === 'skipped')
        expect(row.problem).toEqual(expectedProblem)
    }
    expect(calls.at(-1)).toBe(
      method === 'post' ? `grant ${ids.slice(100).join(' ')}` : 'revoke cp_2',
    )
  },
)

test.each([
  ['grant', rowsToGrant(A), { posts: [{ error: ambiguousError() }] }],
  ['revocation', [rowToRevoke('cp_1')], { deletes: [{ error: ambiguousError() }] }],
])('a bug in reading back a %s leaves it unknown', async (_, rows, results) => {
  const { run } = setUp({ ...results, lists: [{ error: new TypeError('oops') }], held: ['cp_1'] })
  const bugProblem = {
    message: 'Unexpected error: TypeError: oops',
    hint: "This is a bug in this action. Report it to the action's maintainers.",
    requestId: null,
  }
  expect(await run(planOf(...rows, rowToRevoke('cp_2')))).toMatchObject([
    { status: 'unknown', problem: bugProblem },
    { status: 'skipped', problem: bugProblem },
  ])
})

test('once the key is rejected in a batch, no further one is sent', async () => {
  const ids = Array.from({ length: 150 }, (_, index) => `proj_${index}`)
  const error = rejection('No', { status: 401 })
  const { run, calls } = setUp({ posts: [{ error }] })
  const rows = await run(planOf(...rowsToGrant(...ids), rowToRevoke('cp_1')))
  expect(rows.map(({ status }) => status)).toEqual(
    [...ids, 'cp_1'].map((_, index) => (index < 100 ? 'failed' : 'skipped')),
  )
  expect(rows[150]?.problem).toEqual(problem(error))
  expect(calls).toHaveLength(1)
})

test("a later read settles a grant that couldn't be read back", async () => {
  const ids = Array.from({ length: 103 }, (_, index) => `proj_${index}`)
  const unread = {
    error: new ApiError({ kind: 'unavailable', operation: 'list', reason: 'no way' }),
  }
  const { run, calls } = setUp({
    posts: [{ error: ambiguousError(), granted: ids.slice(0, 99) }, { error: ambiguousError() }],
    lists: [unread],
  })
  const rows = await run(planOf(...rowsToGrant(...ids)))
  expect(rows.map(({ status }) => status)).toEqual(
    ids.map((_, index) => (index === 99 ? 'failed' : 'granted')),
  )
  expect(rows[99]?.problem?.message).toBe(
    "no answer: reset; couldn't check whether the change was applied (no way); a later check showed that the change wasn't applied",
  )
  const last = `grant ${ids.slice(100).join(' ')}`
  expect(calls.slice(1)).toEqual(['list', last, 'list', last])
})

test("a later read settles revocations that couldn't be read back, too", async () => {
  const held = ['cp_1', 'cp_2', 'cp_3']
  const unread = {
    error: new ApiError({ kind: 'unavailable', operation: 'list', reason: 'no way' }),
  }
  const lost = { error: ambiguousError() }
  const { statuses, calls } = setUp({
    held,
    deletes: [{ ...lost, removed: true }, lost, { ...lost, removed: true }],
    lists: [unread, unread],
  })
  expect(await statuses(...held.map(rowToRevoke))).toEqual(['revoked', 'failed', 'revoked'])
  expect(calls.filter(call => call !== 'list')).toEqual(held.map(id => `revoke ${id}`))
})
