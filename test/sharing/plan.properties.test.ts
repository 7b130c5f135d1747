import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planCheckpoint } from '../../src/sharing/plan.ts'
import { MODES, type Row } from '../../src/sharing/types.ts'
import { CHECKPOINT } from '../support/fixtures.ts'

const project = fc.nat({ max: 9 }).map(number => `proj_${number}`)
const permissions = fc.uniqueArray(
  fc.record({
    id: fc.nat().map(number => `cp_${number}`),
    projectId: project,
    createdAt: fc.nat(9),
  }),
  { selector: ({ id }) => id },
)
const target = fc.record({
  checkpointId: fc.constant(CHECKPOINT),
  projectIds: fc.uniqueArray(project),
  owningProjectId: fc.option(project),
})
// Waiting for jobs is never planned.
const mode = fc.constantFrom(...MODES.filter(one => one !== 'wait'))
const idsOf = (rows: readonly Row[]) => rows.flatMap(({ permissionId }) => permissionId ?? [])
const rowsWithStatus = (rows: readonly Row[], status: Row['status']) =>
  rows.filter(row => row.status === status)

test('rows are the requested projects in order, then one row per other permission', () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, requestedTarget, held) => {
      const { checkpointId, rows, listFailure } = planCheckpoint(how, requestedTarget, held)
      const requested = rows.filter(row => row.requested)
      const others = rows.slice(requested.length)
      const otherPermissions = held.filter(
        ({ projectId }) => !requestedTarget.projectIds.includes(projectId),
      )
      expect([checkpointId, listFailure]).toEqual([CHECKPOINT, null])
      expect([...new Set(requested.map(({ projectId }) => projectId))]).toEqual(
        requestedTarget.projectIds,
      )
      expect(others.some(row => row.requested)).toBe(false)
      expect(idsOf(others)).toEqual(otherPermissions.map(({ id }) => id))
      if (how !== 'revoke' && how !== 'list') {
        expect(requested).toHaveLength(requestedTarget.projectIds.length)
      }
    }),
  )
})

test('grant and sync grant exactly the requested projects without ownership or a permission', () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, requestedTarget, held) => {
      const holders = new Set(held.map(({ projectId }) => projectId))
      const lacking = requestedTarget.projectIds.filter(
        id => id !== requestedTarget.owningProjectId && !holders.has(id),
      )
      const { rows } = planCheckpoint(how, requestedTarget, held)
      const isGranting = how === 'grant' || how === 'sync'
      const granted = rowsWithStatus(rows, 'to-grant').map(({ projectId }) => projectId)
      const without = rowsWithStatus(rows, 'not-shared').map(({ projectId }) => projectId)
      expect(granted).toEqual(isGranting ? lacking : [])
      expect(without).toEqual(isGranting ? [] : lacking)
    }),
  )
})

test("revoke revokes all requested permissions, sync all others, and neither the owner's", () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, requestedTarget, held) => {
      const { rows } = planCheckpoint(how, requestedTarget, held)
      const taken = held.filter(({ projectId }) => {
        const isAsked = requestedTarget.projectIds.includes(projectId)
        const isMeant = (how === 'revoke' && isAsked) || (how === 'sync' && !isAsked)
        return isMeant && projectId !== requestedTarget.owningProjectId
      })
      expect(idsOf(rowsWithStatus(rows, 'to-revoke')).toSorted()).toEqual(
        taken.map(({ id }) => id).toSorted(),
      )
    }),
  )
})

test("a row's permission matches it, and a project's first row has its oldest", () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, requestedTarget, held) => {
      const seen = new Set<string>()
      for (const row of planCheckpoint(how, requestedTarget, held).rows) {
        const { permissionId, projectId, createdAt } = row
        const own = held.filter(permission => permission.projectId === projectId)
        if (permissionId === null) {
          expect(createdAt).toBeNull()
          continue
        }
        expect(own).toContainEqual({ id: permissionId, projectId, createdAt })
        if (row.requested && !seen.has(projectId)) {
          expect(createdAt).toBe(Math.min(...own.map(permission => permission.createdAt)))
        }
        seen.add(projectId)
      }
    }),
  )
})

test('after a sync is applied, the next has nothing to do', () => {
  fc.assert(
    fc.property(target, permissions, (requestedTarget, held) => {
      const { rows } = planCheckpoint('sync', requestedTarget, held)
      const gone = new Set(idsOf(rowsWithStatus(rows, 'to-revoke')))
      const made = rowsWithStatus(rows, 'to-grant').map(({ projectId }) => ({
        id: `new_${projectId}`,
        projectId,
        createdAt: 10,
      }))
      const next = planCheckpoint('sync', requestedTarget, [
        ...made,
        ...held.filter(({ id }) => !gone.has(id)),
      ])
      expect(next.rows.every(({ status }) => status === 'shared' || status === 'owner')).toBe(true)
    }),
  )
})

test('neither the target nor the list is changed', () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, requestedTarget, held) => {
      const before = structuredClone({ requestedTarget, held })
      planCheckpoint(how, requestedTarget, held)
      expect({ requestedTarget, held }).toEqual(before)
    }),
  )
})
