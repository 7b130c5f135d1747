import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Permission } from '../../src/api/permissions.ts'
import {
  minutesOf,
  oldestByProject,
  planGrant,
  planUnread,
  requestsOf,
} from '../../src/sharing/plan.ts'
import type { Row, Target } from '../../src/sharing/types.ts'
import { CHECKPOINT, PERMISSION, planOf, ROW } from '../blanks.ts'

const TARGET: Target = { checkpointId: CHECKPOINT, projectIds: ['proj_a'], owningProjectId: null }
const HELD = { permissionId: 'cp_a', createdAt: PERMISSION.createdAt }
const LATER = { ...PERMISSION, id: 'cp_later', createdAt: PERMISSION.createdAt + 1 }
const OF_B = { ...PERMISSION, id: 'cp_b', projectId: 'proj_b' }
const B = { projectId: 'proj_b' }

test.each<[string, Partial<Target>, Permission[], Partial<Row>[]]>([
  ['nobody has access', {}, [], [{ status: 'to-grant' }]],
  ['the project has access', {}, [PERMISSION], [{ ...HELD, status: 'shared' }]],
  ['the project owns it', { owningProjectId: 'proj_a' }, [], [{ status: 'owner' }]],
  [
    'the owner holds a permission',
    { owningProjectId: 'proj_a' },
    [PERMISSION],
    [{ status: 'owner' }],
  ],
  ['the owner was not asked for', { owningProjectId: 'proj_b' }, [], [{ status: 'to-grant' }]],
  ['it holds an older permission', {}, [LATER, PERMISSION], [{ ...HELD, status: 'shared' }]],
  ['it holds a later permission', {}, [PERMISSION, LATER], [{ ...HELD, status: 'shared' }]],
  [
    'it holds two of the same second',
    {},
    [PERMISSION, { ...LATER, createdAt: PERMISSION.createdAt }],
    [{ ...HELD, status: 'shared' }],
  ],
  [
    'projects are asked for in an order',
    { projectIds: ['proj_b', 'proj_a'] },
    [PERMISSION],
    [
      { ...B, status: 'to-grant' },
      { ...HELD, status: 'shared' },
    ],
  ],
  [
    'a project that was not asked for has access twice',
    {},
    [OF_B, { ...OF_B, id: 'cp_b2' }],
    [
      { status: 'to-grant' },
      { ...HELD, ...B, permissionId: 'cp_b', status: 'shared', requested: false },
      { ...HELD, ...B, permissionId: 'cp_b2', status: 'shared', requested: false },
    ],
  ],
])('plans a grant where %s', (_, target, permissions, rows) => {
  expect(planGrant({ ...TARGET, ...target }, permissions)).toEqual(planOf(...rows))
})

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

test('gives every requested project one row in the order asked, then one a permission of others', () => {
  fc.assert(
    fc.property(target, permissions, (asked, held) => {
      const { rows } = planGrant(asked, held)
      const requested = rows.slice(0, asked.projectIds.length)
      const others = rows.slice(asked.projectIds.length)
      const strangers = held.filter(({ projectId }) => !asked.projectIds.includes(projectId))
      expect(requested.map(({ projectId }) => projectId)).toEqual(asked.projectIds)
      expect(requested.every(row => row.requested)).toBe(true)
      expect(others.map(({ permissionId }) => permissionId)).toEqual(strangers.map(({ id }) => id))
      expect(others.some(row => row.requested)).toBe(false)
    }),
  )
})

test('grants nothing to the owner, nor to a project that holds a permission', () => {
  fc.assert(
    fc.property(target, permissions, (asked, held) => {
      const holders = new Set(held.map(({ projectId }) => projectId))
      for (const { projectId, status } of planGrant(asked, held).rows) {
        const isOut = projectId === asked.owningProjectId || holders.has(projectId)
        expect(status === 'to-grant').toBe(!isOut)
      }
    }),
  )
})

test('puts the oldest permission of a project into its row', () => {
  fc.assert(
    fc.property(target, permissions, (asked, held) => {
      for (const row of planGrant(asked, held).rows) {
        if (!row.requested || row.status !== 'shared') continue
        const own = held.filter(({ projectId }) => projectId === row.projectId)
        expect(row.createdAt).toBe(Math.min(...own.map(({ createdAt }) => createdAt)))
        expect(own).toContainEqual(expect.objectContaining({ id: row.permissionId }))
      }
    }),
  )
})

test('knows of each project its oldest permission', () => {
  const oldest = oldestByProject([LATER, OF_B, PERMISSION])
  expect([...oldest].sort()).toEqual([
    ['proj_a', PERMISSION],
    ['proj_b', OF_B],
  ])
})

test('plans nothing where the list could not be read, but knows the owner', () => {
  const problem = { message: 'No', hint: null, requestId: 'req_1' }
  const asked = { ...TARGET, projectIds: ['proj_a', 'proj_b'], owningProjectId: 'proj_b' }
  expect(planUnread(asked, 'refused', 'failed', problem)).toEqual({
    checkpointId: CHECKPOINT,
    rows: [
      { ...ROW, status: 'failed', problem },
      { ...ROW, projectId: 'proj_b', status: 'owner' },
    ],
    unread: 'refused',
  })
})

const granting = (projects: number) =>
  planOf({ status: 'shared' }, ...Array.from({ length: projects }, () => ({})))

test.each([
  [0, 0],
  [1, 1],
  [100, 1],
  [101, 2],
  [250, 3],
])('%i projects to grant take %i requests', (projects, requests) => {
  expect(requestsOf(granting(projects))).toBe(requests)
})

test.each([
  [0, 0],
  [1, 1],
  [8, 1],
  [9, 2],
])('%i checkpoints with a request each take %i minutes', (checkpoints, minutes) => {
  expect(minutesOf([granting(0), ...Array(checkpoints).fill(granting(1))])).toBe(minutes)
})
