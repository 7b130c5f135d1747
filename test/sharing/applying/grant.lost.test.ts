import { expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors.ts'
import { planOf, rejection } from '../../support/fixtures.ts'
import { ambiguousError, problem, rowsToGrant, setUp } from './setup.ts'

const [A, B, C] = ['proj_a', 'proj_b', 'proj_c'] as const
const granted = (projectId: string) => ({
  projectId,
  status: 'granted',
  permissionId: `cp_${projectId}`,
  createdAt: 9,
  problem: null,
})

test('after a lost response only projects that a read showed absent are sent again', async () => {
  const { run, calls, eventsOf } = setUp({ posts: [{ error: ambiguousError(), granted: [B] }] })
  expect(await run(planOf(...rowsToGrant(A, B, C)))).toMatchObject([A, B, C].map(granted))
  expect(calls).toEqual([`grant ${A} ${B} ${C}`, 'list', `grant ${A} ${C}`])
  expect(eventsOf('read-back')).toMatchObject([
    { operation: 'the grant of 3 projects', done: 1, open: 2 },
  ])
})

test('pauses before a read start at 2 s, grow, and respect a requested wait', async () => {
  const lost = { error: ambiguousError() }
  const asking = { error: ambiguousError({ retryAfterMs: 50_000 }) }
  const { statuses, times } = setUp({ posts: [lost, lost, lost, lost, asking] })
  expect(await statuses(...rowsToGrant(A))).toEqual(['granted'])
  const reads = times.filter((_, index) => index % 2 === 1)
  const writes = times.filter((_, index) => index % 2 === 0)
  expect(reads.map((read, index) => read - (writes[index] ?? 0))).toEqual([2, 2, 4, 8, 50])
})

test('jitter shortens pauses, except the minimum of 2 s before a read', async () => {
  const lost = { error: ambiguousError() }
  const { statuses, times } = setUp({ posts: [lost, lost, lost, lost], draw: 0.5 })
  expect(await statuses(...rowsToGrant(A))).toEqual(['granted'])
  expect(times).toEqual([0, 2, 2, 4, 4, 6, 6, 10, 10])
})

test.each([
  [
    'with no time left',
    { seconds: 0 },
    'no time was left to check whether the change was applied',
    [],
  ],
  [
    'with little time left',
    { seconds: 2 },
    'too little time was left to check whether the change was applied',
    [1],
  ],
  [
    'whose read fails',
    {
      otherLists: {
        error: new ApiError({ kind: 'refused', operation: 'list', reason: 'no scope' }),
      },
    },
    "couldn't check whether the change was applied (no scope)",
    [2, 4],
  ],
])(
  "a grant that is ambiguous %s is unknown and isn't sent again",
  async (_, results, reason, reads) => {
    const error = ambiguousError({ hint: 'a hint' })
    const { run, calls, times, eventsOf } = setUp({ posts: [{ error }], ...results })
    const message = `no answer: reset; ${reason}`
    expect(await run(planOf(...rowsToGrant(A)))).toMatchObject([
      { status: 'unknown', problem: problem(error, message) },
    ])
    expect(calls).toEqual([`grant ${A}`, ...reads.map(() => 'list')])
    expect(times).toEqual([0, ...reads])
    expect(eventsOf('ambiguous')).toHaveLength(1)
  },
)

test('a read that only just fits into the time is sent', async () => {
  const { statuses, calls, readsAfterCancel } = setUp({
    posts: [{ error: ambiguousError(), granted: [A] }],
    seconds: 2.001,
  })
  expect(await statuses(...rowsToGrant(A))).toEqual(['granted'])
  expect(calls).toHaveLength(2)
  expect(readsAfterCancel).toEqual([])
})

test.each([
  [30, 20],
  [12, 6],
])(
  'with %i s left, a longer requested wait leaves time to read after %i s',
  async (seconds, at) => {
    const error = ambiguousError({ retryAfterMs: 50_000 })
    const { statuses, times } = setUp({ posts: [{ error, granted: [A] }], seconds })
    expect(await statuses(...rowsToGrant(A))).toEqual(['granted'])
    expect(times).toEqual([0, at])
  },
)

test.each([
  [
    { hint: null, requestId: null },
    { hint: 'a hint', requestId: 'req_lost' },
  ],
  [
    { hint: 'another', requestId: null },
    { hint: 'another', requestId: null },
  ],
  [
    { hint: null, requestId: 'req_2' },
    { hint: null, requestId: 'req_2' },
  ],
])('after a lost response and a failure with %j, the report has %j', async (details, expected) => {
  const error = rejection('No', { status: 403, ...details })
  const { run } = setUp({ posts: [{ error: ambiguousError({ hint: 'a hint' }) }, { error }] })
  expect(await run(planOf(...rowsToGrant(A)))).toMatchObject([{ problem: expected }])
})

test('a failure after a lost response reports both', async () => {
  const error = rejection('No', { status: 403 })
  const { run } = setUp({ posts: [{ error: ambiguousError({ hint: 'a hint' }) }, { error }] })
  const message =
    "no answer: reset; a check showed that the change wasn't applied; then the API answered 400"
  expect(await run(planOf(...rowsToGrant(A)))).toMatchObject([
    { status: 'failed', problem: { message, hint: 'a hint', requestId: 'req_lost' } },
  ])
})

test("a grant that can't be sent again in time has failed, because it was sent", async () => {
  const late = ambiguousError({ kind: 'unavailable', attempts: 0, reason: 'no time is left' })
  const { statuses } = setUp({ posts: [{ error: ambiguousError() }, { error: late }] })
  expect(await statuses(...rowsToGrant(A))).toEqual(['failed'])
})

test('a rejection after a lost response is read back, as the lost grant may have been applied', async () => {
  const error = rejection('It has a permission', { reason: 'it has a permission' })
  const late = setUp({ posts: [{ error: ambiguousError() }, { error, granted: [A] }] })
  expect(await late.run(planOf(...rowsToGrant(A)))).toMatchObject([granted(A)])
  expect(late.calls).toEqual([`grant ${A}`, 'list', `grant ${A}`, 'list'])
})

test('a grant that reads keep showing undone is sent six times', async () => {
  const error = ambiguousError()
  const { run, calls } = setUp({ otherPosts: () => ({ error }) })
  const rows = await run(planOf(...rowsToGrant(A)))
  expect(rows).toMatchObject([{ status: 'failed', problem: problem(error) }])
  expect(calls).toEqual(
    Array(6)
      .fill([`grant ${A}`, 'list'])
      .flat(),
  )
})

test('if the server forbids retries, projects that a read shows absent have failed', async () => {
  const error = ambiguousError({ retryable: false })
  const { run, calls } = setUp({ posts: [{ error, granted: [B] }] })
  expect(await run(planOf(...rowsToGrant(A, B)))).toMatchObject([
    { status: 'failed', problem: problem(error) },
    granted(B),
  ])
  expect(calls).toEqual([`grant ${A} ${B}`, 'list'])
})
