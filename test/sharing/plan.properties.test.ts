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
const having = (rows: readonly Row[], status: Row['status']) =>
  rows.filter(row => row.status === status)

test('rows are of the requested projects in the order asked, then one a permission of others', () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, asked, held) => {
      const { checkpointId, rows, listFailure } = planCheckpoint(how, asked, held)
      const requested = rows.filter(row => row.requested)
      const others = rows.slice(requested.length)
      const strangers = held.filter(({ projectId }) => !asked.projectIds.includes(projectId))
      expect([checkpointId, listFailure]).toEqual([CHECKPOINT, null])
      expect([...new Set(requested.map(({ projectId }) => projectId))]).toEqual(asked.projectIds)
      expect(others.some(row => row.requested)).toBe(false)
      expect(idsOf(others)).toEqual(strangers.map(({ id }) => id))
      if (how !== 'revoke' && how !== 'list') {
        expect(requested).toHaveLength(asked.projectIds.length)
      }
    }),
  )
})

test('grant and sync grant exactly to those asked for that neither own it nor hold anything', () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, asked, held) => {
      const holders = new Set(held.map(({ projectId }) => projectId))
      const lacking = asked.projectIds.filter(
        id => id !== asked.owningProjectId && !holders.has(id),
      )
      const { rows } = planCheckpoint(how, asked, held)
      const isGranting = how === 'grant' || how === 'sync'
      const granted = having(rows, 'to-grant').map(({ projectId }) => projectId)
      const without = having(rows, 'not-shared').map(({ projectId }) => projectId)
      expect(granted).toEqual(isGranting ? lacking : [])
      expect(without).toEqual(isGranting ? [] : lacking)
    }),
  )
})

test('revoke takes every permission of those asked for, sync of all others, and neither of the owner', () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, asked, held) => {
      const { rows } = planCheckpoint(how, asked, held)
      const taken = held.filter(({ projectId }) => {
        const isAsked = asked.projectIds.includes(projectId)
        const isMeant = (how === 'revoke' && isAsked) || (how === 'sync' && !isAsked)
        return isMeant && projectId !== asked.owningProjectId
      })
      expect(idsOf(having(rows, 'to-revoke')).toSorted()).toEqual(
        taken.map(({ id }) => id).toSorted(),
      )
    }),
  )
})

test('a row with a permission is true of it, and the first of a project carries its oldest', () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, asked, held) => {
      const seen = new Set<string>()
      for (const row of planCheckpoint(how, asked, held).rows) {
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

test('after a sync was carried out, the next has nothing to do', () => {
  fc.assert(
    fc.property(target, permissions, (asked, held) => {
      const { rows } = planCheckpoint('sync', asked, held)
      const gone = new Set(idsOf(having(rows, 'to-revoke')))
      const made = having(rows, 'to-grant').map(({ projectId }) => ({
        id: `new_${projectId}`,
        projectId,
        createdAt: 10,
      }))
      const next = planCheckpoint('sync', asked, [
        ...made,
        ...held.filter(({ id }) => !gone.has(id)),
      ])
      expect(next.rows.every(({ status }) => status === 'shared' || status === 'owner')).toBe(true)
    }),
  )
})

test('neither the target nor the list is changed', () => {
  fc.assert(
    fc.property(mode, target, permissions, (how, asked, held) => {
      const before = structuredClone({ asked, held })
      planCheckpoint(how, asked, held)
      expect({ asked, held }).toEqual(before)
    }),
  )
})
