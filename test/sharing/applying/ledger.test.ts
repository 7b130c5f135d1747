import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ledger } from '../../../src/sharing/applying/ledger.ts'
import type { Row } from '../../../src/sharing/types.ts'
import { CHECKPOINT, planOf } from '../../support/fixtures.ts'

const A = { projectId: 'proj_a' }
const B = { projectId: 'proj_b' }
const C = { projectId: 'proj_c' }
const PROBLEM = { message: 'No', hint: null, requestId: null }
const statuses = ({ rows }: Ledger) => rows.map(({ status }) => status)
const of = (projectId: string, id = `cp_${projectId}`, createdAt = 5) => ({
  id,
  projectId,
  createdAt,
})

test('starts with the rows of its plan, with grants pending', () => {
  const plan = planOf(A, { ...B, status: 'owner' }, C, {
    projectId: 'proj_d',
    status: 'shared',
    requested: false,
  })
  const ledger = new Ledger(plan)
  expect(ledger.checkpointId).toBe(CHECKPOINT)
  expect(ledger.rows).toEqual(plan.rows)
  expect(ledger.pending()).toEqual(['proj_a', 'proj_c'])
  expect(ledger.pending(['proj_c', 'proj_b', 'proj_d', 'proj_x'])).toEqual(['proj_c'])
  expect(ledger.pendingRevocations()).toEqual([])
})

test("a permission from this run's grant is granted, any other is shared", () => {
  const ledger = new Ledger(planOf(A, B))
  ledger.markSent(['proj_a'])
  const permissions = [of('proj_b'), of('proj_a')]
  expect(ledger.recordPermissions(permissions)).toEqual(permissions)
  expect(ledger.rows).toMatchObject([
    { ...A, status: 'granted', permissionId: 'cp_proj_a', createdAt: 5 },
    { ...B, status: 'shared', permissionId: 'cp_proj_b', createdAt: 5 },
  ])
})

test('records the oldest of duplicate permissions, and only for pending projects', () => {
  const ledger = new Ledger(planOf(A, { ...B, status: 'owner' }))
  const settled = ledger.recordPermissions([
    of('proj_a', 'cp_2', 2),
    of('proj_a', 'cp_1', 1),
    of('proj_b'),
    of('proj_x'),
  ])
  expect(settled).toEqual([of('proj_a', 'cp_1', 1)])
  expect(ledger.rows[1]).toEqual(planOf({ ...B, status: 'owner' }).rows[0])
  expect(ledger.rows).toHaveLength(2)
})

test("settled rows don't change", () => {
  const ledger = new Ledger(planOf(A, B))
  ledger.recordPermissions([of('proj_a', 'cp_1')])
  ledger.settle(['proj_b'], 'failed', PROBLEM)
  const before = [...ledger.rows]
  ledger.markSent(['proj_a', 'proj_b'])
  expect(ledger.recordPermissions([of('proj_a', 'cp_0', 0), of('proj_b')])).toEqual([])
  ledger.settle(['proj_a', 'proj_b', 'proj_x'], 'unknown', null)
  expect(ledger.rows).toEqual(before)
})

test('settles with a problem and without a permission', () => {
  const ledger = new Ledger(planOf(A, B))
  ledger.settle(['proj_b'], 'failed', PROBLEM)
  expect(ledger.rows).toEqual(planOf(A, { ...B, status: 'failed', problem: PROBLEM }).rows)
})

test('knows the projects and permissions that a write was sent for', () => {
  const ledger = new Ledger(planOf(A, B))
  ledger.markSent(['proj_b', 'cp_1'])
  ledger.markSent([])
  const ids = ['proj_a', 'proj_b', 'cp_1', 'cp_2']
  expect(ids.map(id => ledger.wasSent(id))).toEqual([false, true, true, false])
})

test('never changes the row of an unrequested project', () => {
  const otherRow: Partial<Row> = { ...B, requested: false, status: 'shared', permissionId: 'cp_1' }
  const ledger = new Ledger(planOf(A, otherRow))
  ledger.recordPermissions([of('proj_b', 'cp_0', 0)])
  ledger.settle(['proj_b'], 'failed', PROBLEM)
  expect(ledger.rows[1]).toEqual(planOf(otherRow).rows[0])
})

test("doesn't change the plan it starts with", () => {
  const plan = planOf(A)
  const before = structuredClone(plan)
  new Ledger(plan).settle(['proj_a'], 'failed', PROBLEM)
  expect(plan).toEqual(before)
})

const project = fc.constantFrom('proj_a', 'proj_b', 'proj_c', 'proj_d', 'proj_x')
const projects = fc.array(project, { maxLength: 3 })
const step = fc.oneof(
  fc.record({ type: fc.constant('sent' as const), projects }),
  fc.record({ type: fc.constant('learn' as const), projects }),
  fc.record({ type: fc.constant('settle' as const), projects }),
)

test('rows always keep their order, and granted means sent and then seen', () => {
  fc.assert(
    fc.property(fc.array(step), steps => {
      const ledger = new Ledger(planOf(A, B, C, { projectId: 'proj_d' }))
      const sent = new Set<string>()
      for (const { type, projects } of steps) {
        const before = statuses(ledger)
        if (type === 'learn') ledger.recordPermissions(projects.map(id => of(id)))
        else if (type === 'settle') ledger.settle(projects, 'failed', PROBLEM)
        else {
          ledger.markSent(projects)
          for (const id of projects) sent.add(id)
        }
        for (const [index, row] of ledger.rows.entries()) {
          if (before[index] !== 'to-grant') expect(row.status).toBe(before[index])
          if (row.status === 'granted') expect(sent).toContain(row.projectId)
          expect(row.permissionId !== null).toBe(['granted', 'shared'].includes(row.status))
        }
      }
      expect(ledger.rows.map(({ projectId }) => projectId)).toEqual([
        'proj_a',
        'proj_b',
        'proj_c',
        'proj_d',
      ])
      const left = ledger.rows.filter(({ status }) => status === 'to-grant')
      expect(ledger.pending()).toEqual(left.map(({ projectId }) => projectId))
      expect(ledger.allGranted()).toBe(
        statuses(ledger).every(status => status === 'granted' || status === 'shared'),
      )
    }),
  )
})
