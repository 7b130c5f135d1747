import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkRevocationLimit, withChangesSkipped } from '../../src/sharing/revocation-limit.ts'
import type { Status } from '../../src/sharing/status.ts'
import type { CheckpointPlan } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'

const revoking = (checkpointId: string, ...projectIds: string[]): CheckpointPlan =>
  planOf(
    ...projectIds.map(projectId => ({ checkpointId, projectId, status: 'to-revoke' }) as const),
  )
const many = (length: number) =>
  revoking('ft:1', ...Array.from({ length }, (_, index) => `proj_${index}`))

test.each<[string, CheckpointPlan[], number | null, boolean]>([
  ['nothing, and none allowed', [], 0, false],
  ['none, and none allowed', [planOf({})], 0, false],
  ['one, and none allowed', [many(1)], 0, true],
  ['as many as allowed', [many(10)], 10, false],
  ['one more than allowed', [many(11)], 10, true],
  ['as many as allowed, over two', [revoking('ft:1', 'a'), revoking('ft:2', 'a')], 2, false],
  ['more than allowed, over two', [revoking('ft:1', 'a'), revoking('ft:2', 'a')], 1, true],
  ['several of one project', [revoking('ft:1', 'a', 'a', 'a')], 2, true],
  ['any number without a limit', [many(5_000)], null, false],
])('a plan that revokes %s', (_, plans, most, isRefused) => {
  expect(checkRevocationLimit(plans, most) !== null).toBe(isRefused)
})

test('only revocations count', () => {
  const statuses: Status[] = ['to-grant', 'shared', 'owner', 'failed', 'not-shared', 'revoked']
  expect(checkRevocationLimit([planOf(...statuses.map(status => ({ status })))], 0)).toBeNull()
})

test('a rejection reports the number, the limit, the projects, and the fix', () => {
  const plans = [revoking('ft:1', 'proj_a', 'proj_b'), revoking('ft:2', 'proj_a')]
  expect(checkRevocationLimit(plans, 2)).toEqual({
    message:
      'This run would revoke 3 permissions, but max-revocations is 2: proj_a on ft:1, proj_b on ft:1, and proj_a on ft:2',
    hint: 'If they should lose access, increase max-revocations or set it to none.',
    requestId: null,
  })
})

test('of very many projects, the first are named and the rest counted', () => {
  const message = checkRevocationLimit([many(1_000)], 10)?.message ?? ''
  expect(message).toContain('would revoke 1,000 permissions')
  expect(message).toMatch(/proj_18 on ft:1, and 981 more$/)
})

const PROBLEM = { message: 'too many', hint: null, requestId: null }

test('changes are skipped, and all else stays, including the plans', () => {
  const old = { message: 'old', hint: null, requestId: null }
  const plans = [
    planOf({}, { status: 'to-revoke', permissionId: 'cp_1', requested: false }),
    { ...planOf({ status: 'failed', problem: old }, { status: 'shared' }), listFailure: 'refused' },
  ] as const
  const before = structuredClone(plans)
  expect(withChangesSkipped(plans, PROBLEM)).toEqual([
    planOf(
      { status: 'skipped', problem: PROBLEM },
      { status: 'skipped', problem: PROBLEM, permissionId: 'cp_1', requested: false },
    ),
    plans[1],
  ])
  expect(plans).toEqual(before)
})

test('a plan is rejected exactly if it exceeds the limit, and then changes nothing', () => {
  const status = fc.constantFrom<Status>('to-grant', 'to-revoke', 'shared', 'owner', 'not-shared')
  const plan = fc.array(status).map(list => planOf(...list.map(one => ({ status: one }))))
  fc.assert(
    fc.property(fc.array(plan), fc.nat(20), (plans, most) => {
      const rows = plans.flatMap(one => one.rows)
      const revocations = rows.filter(row => row.status === 'to-revoke').length
      expect(checkRevocationLimit(plans, most) !== null).toBe(revocations > most)
      const left = withChangesSkipped(plans, PROBLEM).flatMap(one => one.rows)
      expect(left.map(row => row.status)).toEqual(
        rows.map(row => (row.status.startsWith('to-') ? 'skipped' : row.status)),
      )
    }),
  )
})
