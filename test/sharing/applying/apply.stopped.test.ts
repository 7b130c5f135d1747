import { expect, test } from 'vitest'
import { planOf, rejection } from '../../support/fixtures.ts'
import { ambiguousError, problem, rowToRevoke, type StubResult, setUp } from './setup.ts'

const NO_KEY = rejection('No', {
  status: 401,
  reason: 'no key',
  hint: 'a hint',
  requestId: 'req_9',
})
const FORBIDDEN = rejection('No', { status: 403, reason: 'forbidden' })
const LOST_THEN_NO_KEY = {
  ...problem(NO_KEY),
  message: "no answer: reset; a check showed that the change wasn't applied; then no key",
}

/**
 * Grants `a`, then `b` and `x` at other checkpoints at a time. The key is rejected in the POST for
 * `x`, after a second.
 */
async function grantBesideRejectedKey(result: StubResult) {
  const all = setUp({
    otherPosts: ([id]) => {
      if (id === 'x') return { takes: 1, error: NO_KEY }
      return id === 'b' ? result : {}
    },
  })
  const rows = await all.run(
    ...['a', 'b', 'x'].map(id => planOf({ projectId: id, checkpointId: `ft:${id}` })),
  )
  return { row: rows[1], calls: all.calls.filter(call => call.endsWith(' of ft:b')) }
}

test.each<[string, StubResult, string, ReturnType<typeof problem>]>([
  ['not sent is skipped', { waits: 60 }, 'skipped', problem(NO_KEY)],
  ['rejected has failed', { takes: 2, error: FORBIDDEN }, 'failed', problem(FORBIDDEN)],
])('once the key is rejected, a grant that is %s', async (_, result, status, why) => {
  const { row, calls } = await grantBesideRejectedKey(result)
  expect(row).toMatchObject({ status, problem: why })
  expect(calls).toEqual(['grant b of ft:b'])
})

test("once the key is rejected, a lost grant that a read doesn't show has failed", async () => {
  const { row, calls } = await grantBesideRejectedKey({ error: ambiguousError() })
  expect(row).toMatchObject({ status: 'failed', problem: LOST_THEN_NO_KEY })
  expect(calls).toEqual(['grant b of ft:b', 'list of ft:b'])
})

/** The same for revocations of `cp_1`, `cp_2`, and `cp_x`. */
async function revokeBesideRejectedKey(result: StubResult) {
  const all = setUp({
    otherDeletes: id => {
      if (id === 'cp_x') return { takes: 1, error: NO_KEY }
      return id === 'cp_2' ? result : {}
    },
    held: ['cp_2'],
  })
  const rows = await all.run(
    planOf({ ...rowToRevoke('cp_1'), checkpointId: 'ft:1' }),
    planOf(rowToRevoke('cp_2')),
    planOf({ ...rowToRevoke('cp_x'), checkpointId: 'ft:x' }),
  )
  return { row: rows[1], calls: all.calls.filter(call => !call.includes(' of ')) }
}

test.each<[string, StubResult, string, ReturnType<typeof problem>]>([
  ['not sent is skipped', { waits: 60 }, 'skipped', problem(NO_KEY)],
  ['rejected has failed', { takes: 2, error: FORBIDDEN }, 'failed', problem(FORBIDDEN)],
])('once the key is rejected, a revocation that is %s', async (_, result, status, why) => {
  const { row, calls } = await revokeBesideRejectedKey(result)
  expect(row).toMatchObject({ status, problem: why })
  expect(calls).toEqual(['revoke cp_2'])
})

test('once the key is rejected, a lost revocation that waits to be sent again has failed', async () => {
  const results: StubResult[] = [{ error: ambiguousError() }, { waits: 60 }]
  const all = setUp({
    otherDeletes: id => {
      if (id === 'cp_x') return { takes: 3, error: NO_KEY }
      return id === 'cp_2' ? (results.shift() ?? {}) : {}
    },
    held: ['cp_2'],
  })
  const rows = await all.run(
    planOf({ ...rowToRevoke('cp_x'), checkpointId: 'ft:x' }),
    planOf(rowToRevoke('cp_2')),
  )
  const message = "no answer: reset; a check showed that the change wasn't applied; then not sent"
  expect(rows[1]).toMatchObject({ status: 'failed', problem: { message } })
})

test('once the key is rejected, a lost revocation that a read still shows has failed', async () => {
  const { row, calls } = await revokeBesideRejectedKey({ error: ambiguousError() })
  expect(row).toMatchObject({ status: 'failed', problem: LOST_THEN_NO_KEY })
  expect(calls).toEqual(['revoke cp_2', 'list'])
})
