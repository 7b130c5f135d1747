import { expect, test } from 'vitest'
import { type ApiError, type ApiErrorDetails, cancelledError } from '../../../src/api/errors.ts'
import { CHECKPOINT, planOf, rejection } from '../../support/fixtures.ts'
import { ambiguousError, problem, rowsToGrant, setUp } from './setup.ts'

const [A, B, C] = ['proj_a', 'proj_b', 'proj_c'] as const
const granted = (projectId: string) => ({
  projectId,
  status: 'granted',
  permissionId: `cp_${projectId}`,
  createdAt: 9,
  problem: null,
})

test('all projects are granted in one POST, which is reported with its request ID', async () => {
  const { run, calls, events } = setUp()
  expect(await run(planOf(...rowsToGrant(A, B)))).toMatchObject([granted(A), granted(B)])
  expect(calls).toEqual([`grant ${A} ${B}`])
  const permissions = [A, B].map(projectId => ({ id: `cp_${projectId}`, projectId, createdAt: 9 }))
  expect(events).toEqual([
    { type: 'granted', checkpointId: CHECKPOINT, permissions, requestId: 'req_1' },
  ])
})

test('projects missing from a response are read back, and not sent again if granted', async () => {
  const { run, calls, times, events } = setUp({ posts: [{ listed: [A] }] })
  expect(await run(planOf(...rowsToGrant(A, B, C)))).toMatchObject([A, B, C].map(granted))
  expect(calls).toEqual([`grant ${A} ${B} ${C}`, 'list'])
  expect(times).toEqual([0, 2])
  const operation = 'the grant of 3 projects'
  expect(events).toMatchObject([
    { type: 'granted', permissions: [{ projectId: A }] },
    {
      type: 'ambiguous',
      checkpointId: CHECKPOINT,
      operation,
      pause: 2_000,
      left: 600_000,
      error: {
        message: `Couldn't grant access to ${CHECKPOINT}: the response is missing 2 of 3 projects`,
        requestId: 'req_1',
        attempts: 1,
      },
    },
    { type: 'read-back', checkpointId: CHECKPOINT, operation, done: 3, open: 0 },
  ])
})

test("a response that lists no project isn't reported as a grant", async () => {
  const { run, eventsOf } = setUp({ posts: [{ listed: [] }] })
  expect(await run(planOf(...rowsToGrant(A)))).toMatchObject([granted(A)])
  expect(eventsOf('granted')).toEqual([])
  expect(eventsOf('ambiguous')).toMatchObject([{ operation: 'the grant of 1 project' }])
})

test.each<[string, ApiError, string]>([
  ['that is rejected as a whole', rejection('No', { status: 403 }), 'failed'],
  ['that could not be sent', ambiguousError({ kind: 'unavailable', attempts: 3 }), 'failed'],
  ['for which no time was left', ambiguousError({ kind: 'unavailable', attempts: 0 }), 'skipped'],
  ['that was cancelled', cancelledError('grant access', 0), 'skipped'],
  ['that was cancelled while it waited', cancelledError('grant access', 2), 'skipped'],
])("a grant %s isn't sent again", async (_, error, status) => {
  const { run, calls, events } = setUp({ posts: [{ error }] })
  const row = { status, problem: problem(error), permissionId: null }
  expect(await run(planOf(...rowsToGrant(A, B)))).toMatchObject([row, row])
  expect(calls).toHaveLength(1)
  expect(events).toEqual([])
})

test('a response counts only for the projects of its own POST', async () => {
  const ids = Array.from({ length: 101 }, (_, index) => `proj_${index}`)
  const { statuses, calls } = setUp({ posts: [{ granted: ids, listed: ids }] })
  expect(await statuses(...rowsToGrant(...ids))).toEqual(Array(101).fill('granted'))
  expect(calls.slice(1)).toEqual(['grant proj_100'])
})

test.each<[string, Partial<ApiErrorDetails>]>([
  ['a wrong key', { status: 401 }],
  ['a lack of money', { status: 429 }],
])('after %s no other write is sent, at any checkpoint', async (_, details) => {
  const error = rejection('No', { reason: 'no key', ...details })
  const { run, calls, context } = setUp({ posts: [{ error }] })
  const rows = await run(
    planOf(...rowsToGrant(A)),
    planOf({ checkpointId: 'ft:2', projectId: B }, { projectId: C, status: 'shared' }),
  )
  expect(rows.map(({ status }) => status)).toEqual(['failed', 'skipped', 'shared'])
  expect(rows[1]?.problem).toEqual(problem(error))
  expect(context.state.stop).toEqual(problem(error))
  expect(calls).toEqual([`grant ${A}`])
})

test("another rejection of a whole grant doesn't affect the next checkpoint", async () => {
  const { run, context } = setUp({ posts: [{ error: rejection('No', { status: 403 }) }] })
  const rows = await run(planOf(...rowsToGrant(A)), planOf({ checkpointId: 'ft:2', projectId: B }))
  expect(rows.map(({ status }) => status)).toEqual(['failed', 'granted'])
  expect(context.state.stop).toBeNull()
})
