import { expect, test } from 'vitest'
import { Ledger } from '../../../src/sharing/applying/ledger.ts'
import type { Status } from '../../../src/sharing/status.ts'
import type { Row } from '../../../src/sharing/types.ts'
import { planOf } from '../../support/fixtures.ts'

const A = { projectId: 'proj_a' }
const B = { projectId: 'proj_b' }
const PROBLEM = { message: 'No', hint: null, requestId: null }
const revoking = (permissionId: string, projectId = 'proj_x') =>
  ({ projectId, permissionId, createdAt: 5, status: 'to-revoke', requested: false }) as const
const statuses = ({ rows }: Ledger) => rows.map(({ status }) => status)

test('each permission to revoke is pending until it is settled', () => {
  const ledger = new Ledger(
    planOf(A, revoking('cp_2'), { ...B, status: 'shared', permissionId: 'cp_b' }, revoking('cp_1')),
  )
  expect(ledger.pendingRevocations()).toEqual(['cp_2', 'cp_1'])
  ledger.settleRevocation('cp_2', 'revoked', null)
  expect(ledger.pendingRevocations()).toEqual(['cp_1'])
  ledger.settleRevocation('cp_1', 'failed', PROBLEM)
  expect(ledger.pendingRevocations()).toEqual([])
  expect(ledger.pending()).toEqual(['proj_a'])
  expect(statuses(ledger)).toEqual(['to-grant', 'revoked', 'shared', 'failed'])
})

test('a revoked row keeps its permission, and a failed one has its problem', () => {
  const rows: Partial<Row>[] = [revoking('cp_1'), revoking('cp_2')]
  const ledger = new Ledger(planOf(...rows))
  ledger.settleRevocation('cp_1', 'revoked', null)
  ledger.settleRevocation('cp_2', 'unknown', PROBLEM)
  expect(ledger.rows).toEqual(
    planOf({ ...rows[0], status: 'revoked' }, { ...rows[1], status: 'unknown', problem: PROBLEM })
      .rows,
  )
})

test("a permission that isn't to be revoked can't be settled as revoked", () => {
  const plan = planOf(A, { ...B, status: 'shared', permissionId: 'cp_b' }, revoking('cp_1'))
  const ledger = new Ledger(plan)
  for (const id of ['cp_b', 'cp_none', 'proj_a']) ledger.settleRevocation(id, 'revoked', null)
  ledger.settle(['proj_x'], 'failed', PROBLEM)
  ledger.recordPermissions([{ id: 'cp_9', projectId: 'proj_x', createdAt: 1 }])
  expect(ledger.rows).toEqual(plan.rows)
})

test('knows the project of a permission to revoke', () => {
  const ledger = new Ledger(planOf(revoking('cp_1', 'proj_b'), revoking('cp_2', 'proj_a')))
  expect(ledger.projectOf('cp_1')).toBe('proj_b')
  ledger.settleRevocation('cp_2', 'revoked', null)
  expect(ledger.projectOf('cp_2')).toBe('proj_a')
})

test.each<[string, Partial<Row>[], boolean]>([
  ['there is none', [], true],
  [
    'all had access before',
    [
      { ...A, status: 'shared' },
      { ...B, status: 'owner' },
    ],
    true,
  ],
  ['there is only something to revoke', [revoking('cp_1')], true],
  ['one is still to be made', [A], false],
])('whether all are granted if %s', (_, rows, doStand) => {
  expect(new Ledger(planOf(...rows)).allGranted()).toBe(doStand)
})

test.each<[Status, boolean]>([
  ['granted', true],
  ['shared', true],
  ['owner', true],
  ['failed', false],
  ['skipped', false],
  ['unknown', false],
])('all are granted only once the last one is: %s', (status, doStand) => {
  const ledger = new Ledger(planOf(A, B, revoking('cp_1')))
  ledger.settle(['proj_a'], 'granted', null)
  expect(ledger.allGranted()).toBe(false)
  ledger.settle(['proj_b'], status, null)
  expect(ledger.allGranted()).toBe(doStand)
})

test('whether some are granted depends only on their own rows', () => {
  const ledger = new Ledger(planOf(A, B, { projectId: 'proj_c', status: 'shared' }))
  ledger.settle(['proj_a'], 'granted', null)
  expect(ledger.allGranted([])).toBe(true)
  expect(ledger.allGranted(['proj_a'])).toBe(true)
  expect(ledger.allGranted(['proj_a', 'proj_b'])).toBe(false)
  expect(ledger.allGranted(['proj_c'])).toBe(false)
  expect(ledger.allGranted(['proj_x'])).toBe(false)
})

test("a failed revocation doesn't affect whether all are granted", () => {
  const ledger = new Ledger(planOf(revoking('cp_1')))
  ledger.settleRevocation('cp_1', 'failed', PROBLEM)
  expect(ledger.allGranted()).toBe(true)
})

test('finalizing settles pending rows as skipped and leaves settled ones', () => {
  const ledger = new Ledger(planOf(A, B, revoking('cp_1'), revoking('cp_2')))
  ledger.settle(['proj_a'], 'granted', null)
  ledger.settleRevocation('cp_1', 'revoked', null)
  ledger.finalize(PROBLEM)
  expect(statuses(ledger)).toEqual(['granted', 'skipped', 'revoked', 'skipped'])
  expect(ledger.rows.map(({ problem }) => problem)).toEqual([null, PROBLEM, null, PROBLEM])
  expect([...ledger.pending(), ...ledger.pendingRevocations()]).toEqual([])
  const before = [...ledger.rows]
  ledger.finalize(null)
  expect(ledger.rows).toEqual(before)
})

test('finalizing settles rows that may have been applied as unknown', () => {
  const ledger = new Ledger(planOf(A, B, revoking('cp_1'), revoking('cp_2')))
  ledger.markSent(['proj_b', 'cp_1'])
  ledger.finalize(PROBLEM, id => ledger.wasSent(id))
  expect(statuses(ledger)).toEqual(['skipped', 'unknown', 'unknown', 'skipped'])
})
