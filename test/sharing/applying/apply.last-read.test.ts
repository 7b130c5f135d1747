import { expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors.ts'
import { planOf } from '../../support/fixtures.ts'
import { ambiguousError, problem, rowToRevoke, setUp } from './setup.ts'

const [A, B] = ['proj_a', 'proj_b'] as const
const lost = ambiguousError()
const unread = new ApiError({ kind: 'unavailable', operation: 'list', reason: 'no way' })
const UNREAD = "no answer: reset; couldn't check whether the change was applied (no way)"
const NOT_APPLIED = `${UNREAD}; a later check showed that the change wasn't applied`
const one = planOf({ projectId: A })

test('a grant that was not read back is settled by one last read', async () => {
  const made = setUp({ posts: [{ error: lost, granted: [A] }], lists: [{ error: unread }] })
  expect(await made.run(one)).toMatchObject([
    { status: 'granted', permissionId: `cp_${A}`, problem: null },
  ])
  expect(made.calls).toEqual([`grant ${A}`, 'list', 'list'])
  expect(made.times).toEqual([0, 2, 4])
  // It only adds detail, so it's retried only briefly.
  expect(made.patience).toEqual([undefined, 15_000])
  const missing = setUp({ posts: [{ error: lost }], lists: [{ error: unread }] })
  expect(await missing.run(one)).toMatchObject([
    { status: 'failed', problem: problem(lost, NOT_APPLIED) },
  ])
})

test('a revocation that was not read back is settled by one last read', async () => {
  const { statuses, calls } = setUp({
    deletes: [{ error: lost, removed: true }, {}],
    lists: [{ error: unread }],
    held: ['cp_1', 'cp_2'],
  })
  expect(await statuses(rowToRevoke('cp_1'), rowToRevoke('cp_2'))).toEqual(['revoked', 'revoked'])
  expect(calls).toEqual(['revoke cp_1', 'list', 'revoke cp_2', 'list'])
})

test('the last reads of several checkpoints are concurrent', async () => {
  const { run, calls, times } = setUp({
    otherPosts: ids => ({ error: lost, granted: ids }),
    lists: [{ error: unread }, { error: unread }, { waits: 60 }],
  })
  const rows = await run(one, planOf({ projectId: B, checkpointId: 'ft:2' }))
  expect(rows.map(({ status }) => status)).toEqual(['granted', 'granted'])
  expect(calls.slice(-2)).toEqual(['list', 'list of ft:2'])
  expect(times.slice(-2)).toEqual([4, 4])
})

test.each([
  ['at least the time that a list may lag', 4, 2],
  ['a little more', 4.001, 3],
])('with %s left, the number of requests is right', async (_, seconds, requests) => {
  const { run, calls } = setUp({ posts: [{ error: lost }], lists: [{ error: unread }], seconds })
  await run(one)
  expect(calls).toHaveLength(requests)
})

test('if the last read fails, or the step is canceled, the outcome stays unknown', async () => {
  const failing = setUp({ posts: [{ error: lost }], otherLists: { error: unread } })
  const unknown = { status: 'unknown', problem: problem(lost, UNREAD) }
  expect(await failing.run(one)).toMatchObject([unknown])
  expect(failing.calls).toHaveLength(3)
  const cancelled = setUp({ posts: [{ error: lost }], lists: [{ error: unread }] })
  void cancelled.clock.sleep(3_000).then(cancelled.cancel)
  expect(await cancelled.run(one)).toMatchObject([unknown])
  expect(cancelled.calls).toHaveLength(2)
})

test('a bug in the last read is not hidden', async () => {
  const lists = [{ error: unread }, { error: new TypeError('a bug') }]
  const { run } = setUp({ posts: [{ error: lost }], lists })
  await expect(run(one)).rejects.toThrow(TypeError)
})

test('after a rejected key, there is no last read', async () => {
  const noKey = new ApiError({ kind: 'refused', operation: 'list', reason: 'no key', status: 401 })
  const { run, calls, context } = setUp({
    posts: [{ error: lost }],
    lists: [{ error: noKey }],
  })
  const rows = await run(one, planOf({ projectId: B, checkpointId: 'ft:2' }), planOf())
  expect(rows).toMatchObject([
    {
      status: 'unknown',
      problem: {
        message: "no answer: reset; couldn't check whether the change was applied (no key)",
      },
    },
    { status: 'granted' },
  ])
  expect(context.state.stop).toEqual(problem(noKey))
  expect(calls).toEqual([`grant ${A}`, `grant ${B} of ft:2`, 'list'])
})
