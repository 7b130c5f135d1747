import { expect, test } from 'vitest'
import { Ledger } from '../../../src/sharing/applying/ledger.ts'
import type { Row } from '../../../src/sharing/types.ts'
import { PERMISSION, planOf } from '../../support/fixtures.ts'

const LOST = { message: 'no answer', hint: 'ask again', requestId: 'req_1' }

/** The row of `proj_a` after its write was lost and a later read showed these permissions. */
function revealed(row: Partial<Row>, permissions: (typeof PERMISSION)[]): Row | undefined {
  const ledger = new Ledger(planOf(row))
  if (row.status === 'to-grant') ledger.settle(['proj_a'], 'unknown', LOST)
  else ledger.settleRevocation('cp_a', 'unknown', LOST)
  ledger.recordRead({ permissions, tooEarly: null })
  return ledger.rows[0]
}

const GRANT = { status: 'to-grant' } as const
const REVOCATION = { status: 'to-revoke', permissionId: 'cp_a', createdAt: 1 } as const
const NOT_APPLIED = {
  status: 'failed',
  problem: { ...LOST, message: "no answer; a later check showed that the change wasn't applied" },
}

test('a grant whose response was lost is granted once a later read shows it', () => {
  const { id, createdAt } = PERMISSION
  const stands = { status: 'granted', permissionId: id, createdAt, problem: null }
  expect(revealed(GRANT, [PERMISSION])).toMatchObject(stands)
})

test("a grant whose response was lost failed once a later read doesn't show it", () => {
  expect(revealed(GRANT, [])).toMatchObject({ ...NOT_APPLIED, permissionId: null })
})

test("a revocation whose response was lost is revoked once a later read doesn't show it", () => {
  const done = { status: 'revoked', permissionId: 'cp_a', problem: null }
  expect(revealed(REVOCATION, [])).toMatchObject(done)
})

test('a revocation whose response was lost failed once a later read shows it', () => {
  expect(revealed(REVOCATION, [PERMISSION])).toMatchObject(NOT_APPLIED)
})

test('an outcome without a known problem fails without one', () => {
  const ledger = new Ledger(planOf(GRANT))
  ledger.settle(['proj_a'], 'unknown', null)
  ledger.recordRead({ permissions: [], tooEarly: null })
  expect(ledger.rows).toMatchObject([{ status: 'failed', problem: null }])
})

test('a read that was too early settles what it shows, but not what it does not show', () => {
  const ledger = new Ledger(
    planOf(
      GRANT,
      { ...GRANT, projectId: 'proj_b' },
      { ...REVOCATION, permissionId: 'cp_gone' },
      { ...REVOCATION, projectId: 'proj_c', permissionId: 'cp_c' },
    ),
  )
  ledger.settle(['proj_a', 'proj_b'], 'unknown', LOST)
  for (const id of ['cp_gone', 'cp_c']) ledger.settleRevocation(id, 'unknown', LOST)
  const other = { ...PERMISSION, id: 'cp_c', projectId: 'proj_c' }
  ledger.recordRead({ permissions: [PERMISSION, other], tooEarly: LOST })
  expect(ledger.rows.map(({ status }) => status)).toEqual([
    'granted',
    'unknown',
    'revoked',
    'unknown',
  ])
  expect(ledger.hasUnknown).toBe(true)
  ledger.recordRead({ permissions: [PERMISSION, other], tooEarly: null })
  expect(ledger.hasUnknown).toBe(false)
})

test('a permission to revoke that is gone without a DELETE is not revoked by this run', () => {
  const revocations = ['cp_a', 'cp_b', 'cp_c'].map(id => ({ ...REVOCATION, permissionId: id }))
  const ledger = new Ledger(planOf(...revocations))
  ledger.markSent(['cp_b'])
  ledger.recordRead({ permissions: [{ ...PERMISSION, id: 'cp_c' }], tooEarly: null })
  expect(ledger.rows).toMatchObject([
    { status: 'not-shared', permissionId: null, createdAt: null },
    revocations[1],
    revocations[2],
  ])
})

test("settled rows don't change, whatever a later read shows", () => {
  const ledger = new Ledger(planOf(GRANT, { ...GRANT, projectId: 'proj_b' }))
  ledger.settle(['proj_a'], 'failed', LOST)
  ledger.recordRead({ permissions: [PERMISSION], tooEarly: null })
  expect(ledger.rows).toMatchObject([{ status: 'failed', problem: LOST }, { status: 'to-grant' }])
})
