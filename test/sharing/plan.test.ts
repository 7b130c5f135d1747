import { expect, test } from 'vitest'
import type { Permission } from '../../src/api/permissions.ts'
import { byProject, planCheckpoint } from '../../src/sharing/plan.ts'
import { MODES, type Mode, type Row, type Target } from '../../src/sharing/types.ts'
import { CHECKPOINT, PERMISSION, planOf } from '../support/fixtures.ts'
import { locationAt } from './sharing-entry.ts'

const TARGET: Target = { checkpointId: CHECKPOINT, projectIds: ['proj_a'], owningProjectId: null }
const OWNED: Target = { ...TARGET, owningProjectId: 'proj_a' }
const BESIDE_OWNER: Target = { ...TARGET, owningProjectId: 'proj_b' }
const NO_ONE_REQUESTED: Target = { ...TARGET, projectIds: [] }
const A1 = PERMISSION
const A2: Permission = { id: 'cp_a2', projectId: 'proj_a', createdAt: A1.createdAt + 1 }
const B1: Permission = { id: 'cp_b1', projectId: 'proj_b', createdAt: 7 }
const B2: Permission = { id: 'cp_b2', projectId: 'proj_b', createdAt: 8 }

/** A row as one word: `proj_a shared cp_a`, with a question mark if it wasn't requested. */
const wordsOf = ({ projectId, status, permissionId, requested }: Row) =>
  [
    projectId,
    status,
    ...(permissionId === null ? [] : [permissionId]),
    ...(requested ? [] : ['?']),
  ].join(' ')
const planned = (mode: Mode, target: Target, permissions: readonly Permission[]) =>
  planCheckpoint(mode, target, permissions).rows.map(wordsOf)

// Waiting for jobs concerns no access and is never planned.
type PlannedMode = Exclude<Mode, 'wait'>
const PLANNED = MODES.filter((mode): mode is PlannedMode => mode !== 'wait')

const NONE = 'proj_a not-shared'
const GRANT = 'proj_a to-grant'
const SHARED = 'proj_a shared cp_a'
const OWNER = 'proj_a owner'

/** Each mode's plan for a target and the API's list: grant, sync, revoke, check, list. */
type Plans = Record<PlannedMode, string[]>
const alike = (rows: string[]): Plans =>
  Object.fromEntries(PLANNED.map(mode => [mode, rows])) as Plans

test.each<[string, Target, Permission[], Plans]>([
  ['no project has access', TARGET, [], { ...alike([NONE]), grant: [GRANT], sync: [GRANT] }],
  [
    'the project has access',
    TARGET,
    [A1],
    { ...alike([SHARED]), revoke: ['proj_a to-revoke cp_a'] },
  ],
  [
    'it has several permissions',
    TARGET,
    [A2, A1],
    {
      ...alike([SHARED]),
      revoke: ['proj_a to-revoke cp_a', 'proj_a to-revoke cp_a2'],
      list: [SHARED, 'proj_a shared cp_a2'],
    },
  ],
  ['it owns the checkpoint', OWNED, [], alike([OWNER])],
  [
    'the owner was not requested and holds nothing',
    BESIDE_OWNER,
    [],
    { ...alike([NONE]), grant: [GRANT], sync: [GRANT] },
  ],
  [
    'the owner holds an unrequested permission',
    BESIDE_OWNER,
    [B1],
    {
      ...alike([NONE, 'proj_b owner cp_b1 ?']),
      grant: [GRANT, 'proj_b owner cp_b1 ?'],
      sync: [GRANT, 'proj_b owner cp_b1 ?'],
    },
  ],
  [
    'an unrequested project has access',
    TARGET,
    [B1],
    {
      grant: [GRANT, 'proj_b shared cp_b1 ?'],
      sync: [GRANT, 'proj_b to-revoke cp_b1 ?'],
      revoke: [NONE, 'proj_b shared cp_b1 ?'],
      check: [NONE, 'proj_b shared cp_b1 ?'],
      list: [NONE, 'proj_b shared cp_b1 ?'],
    },
  ],
  [
    'an unrequested project has access twice, beside the project',
    TARGET,
    [B2, A1, B1],
    {
      ...alike([SHARED, 'proj_b shared cp_b2 ?', 'proj_b shared cp_b1 ?']),
      sync: [SHARED, 'proj_b to-revoke cp_b2 ?', 'proj_b to-revoke cp_b1 ?'],
      revoke: ['proj_a to-revoke cp_a', 'proj_b shared cp_b2 ?', 'proj_b shared cp_b1 ?'],
    },
  ],
  [
    'no project is requested',
    NO_ONE_REQUESTED,
    [B1, A1],
    {
      ...alike(['proj_b shared cp_b1 ?', 'proj_a shared cp_a ?']),
      sync: ['proj_b to-revoke cp_b1 ?', 'proj_a to-revoke cp_a ?'],
    },
  ],
  ['no project is requested or has access', NO_ONE_REQUESTED, [], alike([])],
  [
    'several are requested in an order',
    { ...TARGET, projectIds: ['proj_c', 'proj_b', 'proj_a'], owningProjectId: 'proj_c' },
    [A1],
    {
      grant: ['proj_c owner', 'proj_b to-grant', SHARED],
      sync: ['proj_c owner', 'proj_b to-grant', SHARED],
      revoke: ['proj_c owner', 'proj_b not-shared', 'proj_a to-revoke cp_a'],
      check: ['proj_c owner', 'proj_b not-shared', SHARED],
      list: ['proj_c owner', 'proj_b not-shared', SHARED],
    },
  ],
])('if %s', (_, target, permissions, plans) => {
  for (const mode of PLANNED) {
    expect([mode, ...planned(mode, target, permissions)]).toEqual([mode, ...plans[mode]])
  }
})

test.each(PLANNED.filter(mode => mode !== 'list'))(
  'in %s, a requested owner is the owner, whatever it holds',
  mode => {
    expect(planned(mode, OWNED, [A1, A2])).toEqual([OWNER])
  },
)

test("duplicate permissions of an owner aren't reported, because its row has none", () => {
  for (const mode of PLANNED) {
    expect(planCheckpoint(mode, OWNED, [A1, A2]).duplicates).toEqual([])
  }
})

test('a list has every permission, including those of a requested owner', () => {
  const held = planCheckpoint('list', OWNED, [A1, A2, B1]).rows
  expect(held.map(({ permissionId }) => permissionId)).toEqual(['cp_a', 'cp_a2', 'cp_b1'])
  expect(held.map(({ status }) => status)).toEqual(['owner', 'owner', 'shared'])
})

test('a row has only what is known', () => {
  const shared = { status: 'shared', permissionId: 'cp_a', createdAt: A1.createdAt } as const
  const otherRow = { ...shared, projectId: 'proj_b', permissionId: 'cp_b1', createdAt: 7 }
  expect(planCheckpoint('grant', TARGET, [A1, B1])).toEqual(
    planOf(shared, { ...otherRow, requested: false }),
  )
  expect(planCheckpoint('sync', TARGET, [])).toEqual(planOf({}))
  expect(planCheckpoint('list', TARGET, [])).toEqual(planOf({ status: 'not-shared' }))
})

test('of duplicate permissions of the same second, the first in the list is reported', () => {
  const same = { ...A2, createdAt: A1.createdAt }
  expect(planned('grant', TARGET, [A1, same])).toEqual([SHARED])
})

test('only a check says why a project without access is a problem, and who can own it', () => {
  for (const mode of PLANNED.filter(one => one !== 'check')) {
    expect(planCheckpoint(mode, TARGET, []).rows[0]?.problem).toBeNull()
  }
  const problemOf = (target: Target) => planCheckpoint('check', target, []).rows[0]?.problem
  const message = 'No permission for this checkpoint'
  const hint = 'Grant access, or set owning-project-id if the project owns the checkpoint.'
  expect(problemOf(TARGET)).toEqual({ message, hint, requestId: null })
  expect(problemOf(BESIDE_OWNER)).toEqual({ message, hint: 'Grant access.', requestId: null })
  expect(problemOf(OWNED)).toBeNull()
})

test('a plan has the declared owner and the location of its target, if there are any', () => {
  const location = locationAt(3)
  const target = { ...BESIDE_OWNER, location }
  expect(planCheckpoint('grant', target, [])).toMatchObject({ owningProjectId: 'proj_b', location })
  expect(planCheckpoint('grant', TARGET, [])).toStrictEqual(planOf({}))
})

test('modes that report one of several permissions say whose and how many', () => {
  const duplicates = [{ projectId: 'proj_a', permissions: 2 }]
  const of = (mode: Mode) => planCheckpoint(mode, TARGET, [A2, B1, A1, B2]).duplicates
  expect(PLANNED.map(of)).toEqual([duplicates, duplicates, [], duplicates, []])
  expect(planCheckpoint('grant', TARGET, [A1, B1]).duplicates).toEqual([])
})

test("knows each project's permissions, the oldest first", () => {
  const list = [A2, B1, A1]
  expect([...byProject(list)]).toEqual([
    ['proj_a', [A1, A2]],
    ['proj_b', [B1]],
  ])
  expect(list).toEqual([A2, B1, A1])
})
