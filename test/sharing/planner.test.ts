import { expect, test } from 'vitest'
import { ApiError, type ApiErrorDetails, cancelledError } from '../../src/api/errors.ts'
import type { Permission, PermissionsApi } from '../../src/api/permissions.ts'
import { planCheckpoint } from '../../src/sharing/plan.ts'
import { planTargets, withProjectNames } from '../../src/sharing/planner.ts'
import type { Target } from '../../src/sharing/types.ts'
import { PERMISSION, planOf } from '../support/fixtures.ts'

const target = (checkpointId: string): Target => ({
  checkpointId,
  projectIds: ['proj_a', 'proj_b'],
  owningProjectId: null,
})
const TARGETS = ['ft:1', 'ft:2', 'ft:3'].map(target)
const fault = (details: Partial<ApiErrorDetails>) =>
  new ApiError({
    kind: 'refused',
    operation: 'list',
    reason: 'no',
    hint: 'hint',
    attempts: 1,
    ...details,
  })

/** Plans for three checkpoints, with this fault for the second. */
async function planWithFault(second: Permission[] | Error) {
  const listed: string[] = []
  const unused = () => Promise.reject(new Error('only lists are read'))
  const api: PermissionsApi = {
    async list(checkpointId) {
      listed.push(checkpointId)
      if (checkpointId !== 'ft:2') return [PERMISSION]
      if (second instanceof Error) throw second
      return second
    },
    create: unused,
    remove: unused,
  }
  return { ...(await planTargets('sync', TARGETS, api)), listed }
}

test('plans every checkpoint by its own list, in order', async () => {
  const { plans, listed } = await planWithFault([])
  expect(listed).toEqual(['ft:1', 'ft:2', 'ft:3'])
  expect(plans).toEqual(
    TARGETS.map((one, index) => planCheckpoint('sync', one, index === 1 ? [] : [PERMISSION])),
  )
})

test.each<[string, ApiError, 'refused' | 'unavailable', 'failed' | 'skipped']>([
  ['refuses', fault({ status: 403 }), 'refused', 'failed'],
  ['does not know it', fault({ status: 404 }), 'refused', 'failed'],
  ['can not be read', fault({ kind: 'unreadable', status: 200 }), 'unavailable', 'failed'],
  [
    'fails until the time is up',
    fault({ kind: 'unavailable', status: 500 }),
    'unavailable',
    'failed',
  ],
  ['is not asked', fault({ kind: 'unavailable', attempts: 0 }), 'unavailable', 'skipped'],
  ['is not asked, for the step was cancelled', cancelledError('list', 0), 'unavailable', 'skipped'],
  ['is asked while the step is cancelled', cancelledError('list', 2), 'unavailable', 'skipped'],
])(
  "a list that the API %s doesn't stop others from being planned",
  async (_, error, unread, status) => {
    const { plans, listed } = await planWithFault(error)
    const { reason: message, hint, requestId } = error
    const problem = { message, hint, requestId }
    expect(listed).toHaveLength(3)
    expect(plans.map(plan => plan.listFailure)).toEqual([null, unread, null])
    expect(plans[1]?.problem).toEqual(problem)
    expect(plans[1]?.rows.map(row => [row.status, row.problem])).toEqual([
      [status, problem],
      [status, problem],
    ])
  },
)

test.each([401, 429])("a key that is rejected with %i isn't used again", async status => {
  const error = fault({ status, requestId: 'req_1' })
  const problem = { message: 'no', hint: 'hint', requestId: 'req_1' }
  const { plans, listed } = await planWithFault(error)
  // The third was in flight by then.
  expect(listed).toEqual(['ft:1', 'ft:2', 'ft:3'])
  expect(plans.map(plan => [plan.listFailure, plan.problem, plan.rows[1]?.status])).toEqual([
    [null, null, 'to-grant'],
    ['unavailable', problem, 'failed'],
    [null, null, 'to-grant'],
  ])
  expect(plans.map(plan => plan.checkpointId)).toEqual(['ft:1', 'ft:2', 'ft:3'])
})

test('once the key is rejected, no further list is sent', async () => {
  const error = fault({ status: 401 })
  const targets = Array.from({ length: 9 }, (_, index) => target(`ft:${index}`))
  const listed: string[] = []
  const list = async (checkpointId: string) => {
    listed.push(checkpointId)
    throw error
  }
  const { plans, stop } = await planTargets('grant', targets, { list } as unknown as PermissionsApi)
  expect(listed).toEqual(['ft:0'])
  expect(stop).toEqual(plans[0]?.problem)
  expect(plans.map(plan => plan.listFailure)).toEqual(Array(9).fill('unavailable'))
  expect(plans.map(plan => plan.rows[0]?.status)).toEqual(['failed', ...Array(8).fill('skipped')])
})

test("a bug isn't reported as a list that can't be read", async () => {
  await expect(planWithFault(new TypeError('a bug'))).rejects.toThrow(TypeError)
})

test('once the key is rejected, lists under way are ended and skipped', async () => {
  const aborted = fault({ kind: 'unavailable', reason: 'another call was rejected' })
  const list: PermissionsApi['list'] = async (checkpointId, { onProgress, signal } = {}) => {
    onProgress?.('response')
    if (checkpointId === 'ft:3') throw fault({ status: 401, reason: 'no key' })
    await new Promise(resolve => signal?.addEventListener('abort', resolve))
    if (checkpointId === 'ft:4') throw fault({ status: 404, reason: 'no checkpoint' })
    throw checkpointId === 'ft:1' ? aborted : fault({ status: 401, reason: 'no key, again' })
  }
  const targets = [...TARGETS, target('ft:4')]
  const { plans, stop } = await planTargets('grant', targets, { list } as PermissionsApi)
  expect(stop).toEqual({ message: 'no key', hint: 'hint', requestId: null })
  expect(plans.map(plan => [plan.listFailure, plan.problem, plan.rows[0]?.status])).toEqual([
    ['unavailable', stop, 'skipped'],
    ['unavailable', { ...stop, message: 'no key, again' }, 'failed'],
    ['unavailable', stop, 'failed'],
    ['refused', { ...stop, message: 'no checkpoint' }, 'failed'],
  ])
})

/** A project list with the name of `proj_a`, in which `proj_gone` is missing. */
const LOOKUP = {
  projects: () => Promise.resolve([]),
  faultsOf: () => Promise.resolve(new Map<string, string>()),
  knownFaultsOf: (ids: readonly string[]) =>
    new Map(ids.flatMap(id => (id === 'proj_gone' ? [[id, 'no project has this ID']] : []))),
  expire: () => {},
  nameOf: (id: string) => (id === 'proj_a' ? 'Prod' : null),
}

test('rows get the known names, and nothing else changes', () => {
  const plans = [planOf({ projectId: 'proj_a' }, { projectId: 'proj_b' }), planOf()]
  expect(withProjectNames(plans, LOOKUP)).toEqual([
    planOf({ projectId: 'proj_a', projectName: 'Prod' }, { projectId: 'proj_b' }),
    planOf(),
  ])
})

test("a check's problem says why a project can't be granted access, if that is known", () => {
  const problem = { message: 'No permission', hint: 'Grant access.', requestId: null }
  const lacking = { status: 'not-shared', problem } as const
  const rows = [
    { ...lacking, projectId: 'proj_gone' },
    { ...lacking, projectId: 'proj_b' },
    // In other modes, and with other statuses, a missing project isn't a problem of this row.
    { projectId: 'proj_gone', status: 'not-shared' },
    { projectId: 'proj_gone', status: 'failed', problem },
  ] as const
  const explained = {
    ...problem,
    message: 'No permission (no project has this ID)',
    hint: "Check the project ID. Only active projects in the admin key's organization can be granted access.",
  }
  expect(withProjectNames([planOf(...rows)], LOOKUP)).toEqual([
    planOf({ ...rows[0], problem: explained }, ...rows.slice(1)),
  ])
})
