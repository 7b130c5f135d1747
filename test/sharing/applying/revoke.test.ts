import { expect, test } from 'vitest'
import { ApiError, cancelledError } from '../../../src/api/errors.ts'
import { CHECKPOINT, planOf, rejection } from '../../support/fixtures.ts'
import { ambiguousError, problem, rowToRevoke, type StubResult, setUp, UNSENT } from './setup.ts'

const held = ['cp_1', 'cp_2']
const lost = ambiguousError({ operation: 'revoke the permission cp_1', hint: 'a hint' })
const missing = rejection('No such permission', { status: 404, reason: 'the API answered 404' })
const revoked = { status: 'revoked', permissionId: 'cp_1', createdAt: 5, problem: null }
const one = planOf(rowToRevoke('cp_1'))
const begin = (deletes: StubResult[], more: Parameters<typeof setUp>[0] = {}) =>
  setUp({ held, deletes, ...more })

test('each permission is revoked by a DELETE, which is reported with its request ID', async () => {
  const { run, calls, events } = begin([])
  const rows = await run(planOf(rowToRevoke('cp_1'), rowToRevoke('cp_2')))
  expect(rows).toMatchObject([revoked, { ...revoked, permissionId: 'cp_2' }])
  expect(calls).toEqual(['revoke cp_1', 'revoke cp_2'])
  const eventsOf = { type: 'revoked', checkpointId: CHECKPOINT, projectId: 'proj_x' }
  expect(events).toEqual([
    { ...eventsOf, permissionId: 'cp_1', requestId: 'req_1' },
    { ...eventsOf, permissionId: 'cp_2', requestId: 'req_2' },
  ])
})

test("a response that says it wasn't deleted is a failure", async () => {
  const { run, calls, events } = begin([{ deleted: false, removed: false }])
  const message = "The API didn't delete the permission (it returned deleted: false)"
  expect(await run(one)).toMatchObject([
    { status: 'failed', problem: { message, hint: null, requestId: 'req_1' } },
  ])
  expect(calls).toEqual(['revoke cp_1'])
  expect(events).toEqual([])
})

test.each([
  ['a lost response', lost, 1],
  ['a 404', missing, 0],
])('after %s it counts as revoked if a read shows it gone', async (_, error, ambiguous) => {
  const { run, calls, times, eventsOf } = begin([{ error, removed: true }])
  expect(await run(one)).toMatchObject([revoked])
  expect(calls).toEqual(['revoke cp_1', 'list'])
  expect(times).toEqual([0, 2])
  const operation = 'the revocation of cp_1'
  // Only a read proves that it was revoked, and no response to a DELETE.
  expect(eventsOf('revoked')).toEqual([])
  expect(eventsOf('read-back')).toEqual([
    { type: 'read-back', checkpointId: CHECKPOINT, operation, done: 1, open: 0 },
  ])
  expect(eventsOf('ambiguous')).toHaveLength(ambiguous)
})

test('after a lost response it is sent again only if a read shows it', async () => {
  const { run, calls, times, eventsOf } = begin([{ error: lost }, { error: lost }, { error: lost }])
  expect(await run(one)).toMatchObject([revoked])
  expect(calls.join(', ')).toBe(
    'revoke cp_1, list, revoke cp_1, list, revoke cp_1, list, revoke cp_1',
  )
  expect(times).toEqual([0, 2, 2, 4, 4, 8, 8])
  expect(eventsOf('read-back')[0]).toMatchObject({ done: 0, open: 1 })
})

test.each([
  ['a 404', missing],
  ['a response that forbids a retry', ambiguousError({ retryable: false, hint: 'a hint' })],
])('after %s it has failed if a read shows it', async (_, error) => {
  const { run, calls } = begin([{ error }])
  const message = `${error.reason}; a check showed that the permission still exists`
  expect(await run(one)).toMatchObject([{ status: 'failed', problem: problem(error, message) }])
  expect(calls).toEqual(['revoke cp_1', 'list'])
})

test("an ambiguous revocation that can't be read back is unknown and isn't sent again", async () => {
  const noTime = begin([{ error: lost }], { seconds: 0 })
  expect(await noTime.run(one)).toMatchObject([
    {
      status: 'unknown',
      problem: problem(
        lost,
        'no answer: reset; no time was left to check whether the change was applied',
      ),
    },
  ])
  expect(noTime.calls).toEqual(['revoke cp_1'])
  const error = new ApiError({ kind: 'unavailable', operation: 'list', reason: 'no way' })
  const noRead = begin([{ error: missing }], { otherLists: { error } })
  expect(await noRead.run(one)).toMatchObject([
    {
      status: 'unknown',
      problem: problem(
        missing,
        "the API answered 404; couldn't check whether the change was applied (no way)",
      ),
    },
  ])
})

test.each<[string, ApiError, string]>([
  ['that is rejected', rejection('No', { status: 403 }), 'failed'],
  ['that could not be sent', ambiguousError({ kind: 'unavailable', attempts: 3 }), 'failed'],
  ['for which no time was left', ambiguousError({ kind: 'unavailable', attempts: 0 }), 'skipped'],
  ['that was cancelled', cancelledError('revoke', 0), 'skipped'],
])("a revocation %s isn't sent again and stops no other", async (_, error, status) => {
  const { run, calls, events } = begin([{ error }])
  expect(await run(planOf(rowToRevoke('cp_1'), rowToRevoke('cp_2')))).toMatchObject([
    { status, problem: problem(error), permissionId: 'cp_1' },
    { status: 'revoked' },
  ])
  expect(calls).toEqual(['revoke cp_1', 'revoke cp_2'])
  expect(events).toHaveLength(1)
})

test('a failure after a lost response reports both', async () => {
  const error = rejection('No', { status: 403 })
  const { run } = begin([{ error: lost }, { error }])
  const message =
    "no answer: reset; a check showed that the change wasn't applied; then the API answered 400"
  expect(await run(one)).toMatchObject([{ status: 'failed', problem: problem(lost, message) }])
})

test('a rejection after a lost response is read back, as it may have been applied', async () => {
  const error = rejection('No', { status: 403 })
  const { run, calls } = begin([{ error: lost }, { error, removed: true }])
  expect(await run(one)).toMatchObject([revoked])
  expect(calls).toEqual(['revoke cp_1', 'list', 'revoke cp_1', 'list'])
})

test('a rejected key after a lost response is not read back', async () => {
  const { run, calls } = begin([{ error: lost }, { error: rejection('No', { status: 401 }) }])
  expect(await run(one)).toMatchObject([{ status: 'failed' }])
  expect(calls).toEqual(['revoke cp_1', 'list', 'revoke cp_1'])
})

test('a revocation that could not be sent again reports both', async () => {
  const { run, calls } = begin([{ error: lost }, { error: UNSENT }])
  const message = "no answer: reset; a check showed that the change wasn't applied; then not sent"
  expect(await run(one)).toMatchObject([{ status: 'failed', problem: problem(lost, message) }])
  expect(calls).toEqual(['revoke cp_1', 'list', 'revoke cp_1'])
})

test('a revocation that reads keep showing undone is sent six times', async () => {
  const { run, calls } = begin([], { otherDeletes: () => ({ error: lost }) })
  const message = 'no answer: reset; a check showed that the permission still exists'
  expect(await run(one)).toMatchObject([{ status: 'failed', problem: problem(lost, message) }])
  expect(calls).toEqual(Array(6).fill(['revoke cp_1', 'list']).flat())
})

test('with little time left, a revocation that a read does not show is unknown', async () => {
  const { run, times } = begin([{ error: lost }], { seconds: 2 })
  const message =
    'no answer: reset; too little time was left to check whether the change was applied'
  expect(await run(one)).toMatchObject([{ status: 'unknown', problem: problem(lost, message) }])
  expect(times).toEqual([0, 1])
})

test("a permission that a read shows gone isn't revoked, and faults of the read are retried", async () => {
  const deletes = [{ error: lost, removed: true }]
  const { run, calls } = setUp({ deletes, held: ['cp_1'], lists: [{ waits: 60 }] })
  const rows = await run(planOf(rowToRevoke('cp_1'), rowToRevoke('cp_2')))
  expect(rows).toMatchObject([revoked, { status: 'not-shared', permissionId: null }])
  expect(calls).toEqual(['revoke cp_1', 'list'])
})

test('the last of two failures gives the fix and the request ID', async () => {
  const error = rejection('No', { status: 401, hint: 'mend the key', requestId: 'req_2' })
  const { run } = begin([{ error: lost }, { error }])
  expect(await run(one)).toMatchObject([{ problem: { hint: 'mend the key', requestId: 'req_2' } }])
})

test('after the key is rejected nothing more is revoked', async () => {
  const error = rejection('No', { status: 401 })
  const { run, calls } = begin([{ error }])
  const rows = await run(
    planOf(rowToRevoke('cp_1'), rowToRevoke('cp_2')),
    planOf({ ...rowToRevoke('cp_3'), checkpointId: 'ft:2' }),
  )
  expect(rows.map(row => [row.status, row.problem])).toEqual([
    ['failed', problem(error)],
    ['skipped', problem(error)],
    ['skipped', problem(error)],
  ])
  expect(calls).toEqual(['revoke cp_1'])
})

test("a 404 that isn't a rejection isn't read back as one", async () => {
  const error = ambiguousError({ kind: 'unavailable', status: 404 })
  const { run, calls } = begin([{ error }])
  expect(await run(one)).toMatchObject([{ status: 'failed', problem: problem(error) }])
  expect(calls).toEqual(['revoke cp_1'])
})
