import { expect, test } from 'vitest'
import { planUnlisted } from '../../src/sharing/plan.ts'
import type { Target } from '../../src/sharing/types.ts'
import { CHECKPOINT, planOf, ROW } from '../support/fixtures.ts'

const TARGET: Target = { checkpointId: CHECKPOINT, projectIds: ['proj_a'], owningProjectId: null }
const OWNED: Target = { ...TARGET, owningProjectId: 'proj_a' }
const NO_ONE_REQUESTED: Target = { ...TARGET, projectIds: [] }
const PROBLEM = { message: 'No scope', hint: null, requestId: 'req_1' }

test("plans nothing if the list couldn't be read, but knows the owner", () => {
  const requestedTarget = { ...TARGET, projectIds: ['proj_a', 'proj_b'], owningProjectId: 'proj_b' }
  const refused = planUnlisted(requestedTarget, 'refused', 'failed', PROBLEM)
  expect(refused).toMatchObject({
    checkpointId: CHECKPOINT,
    listFailure: 'refused',
    owningProjectId: 'proj_b',
  })
  expect(refused.rows).toEqual([
    { ...ROW, status: 'failed', problem: PROBLEM },
    { ...ROW, projectId: 'proj_b', status: 'owner' },
  ])
  expect(planUnlisted(TARGET, 'unavailable', 'skipped', PROBLEM)).toEqual({
    ...planOf({ status: 'skipped', problem: PROBLEM }),
    listFailure: 'unavailable',
    problem: PROBLEM,
  })
})

test.each([
  ['no project was requested', NO_ONE_REQUESTED],
  ['only the owner was', OWNED],
])("the reason a list couldn't be read is known if %s", (_, target) => {
  const plan = planUnlisted(target, 'refused', 'failed', PROBLEM)
  expect(JSON.stringify(plan)).toContain(PROBLEM.message)
})
