import { expect, test } from 'vitest'
import type { CheckpointPlan, Mode } from '../../src/sharing/types.ts'
import { headline, planWith, planWithMany, withOtherPermissions } from './headline-setup.ts'

const NEXT = [planWith('owner', 'shared'), planWith('granted', 'granted')]
const HALF = [planWith('granted'), planWith('failed')]

test.each<[Mode, string, CheckpointPlan[]]>([
  ['grant', '1 of 1 project has access', [planWith('shared')]],
  ['grant', '3 of 3 projects have access', [planWith('granted', 'shared', 'owner')]],
  ['grant', '1 of 3 projects has access, 1 unknown', [planWith('granted', 'failed', 'unknown')]],
  ['grant', '0 of 2 projects have access', [planWith('failed', 'skipped')]],
  ['grant', '1,234 of 1,234 projects have access', [planWithMany(1_234, 'granted')]],
  ['grant', '1 of 1 project has access', [withOtherPermissions(planWith('granted'), 'shared')]],
  ['grant', '4 of 4 pairs (2 checkpoints × 2 projects) have access', NEXT],
  ['grant', '1 of 2 pairs (2 checkpoints × 1 project) has access', HALF],
  ['sync', '1 of 1 project has access; 0 permissions revoked', [planWith('shared')]],
  [
    'sync',
    '2 of 2 projects have access; 1 permission revoked',
    [withOtherPermissions(planWith('granted', 'shared'), 'revoked')],
  ],
  [
    'sync',
    '2 of 2 pairs (2 checkpoints × 1 project) have access; 3 permissions revoked',
    [
      withOtherPermissions(planWith('granted'), 'revoked', 'revoked'),
      withOtherPermissions(planWith('owner'), 'revoked', 'owner'),
    ],
  ],
  ['revoke', 'Nothing to revoke for 1 project', [planWith('not-shared')]],
  [
    'revoke',
    'Nothing to revoke for 2 projects',
    [withOtherPermissions(planWith('not-shared', 'owner'), 'shared')],
  ],
  [
    'revoke',
    'Nothing to revoke for 1 project on 2 checkpoints',
    [planWith('not-shared'), planWith('not-shared')],
  ],
  ['revoke', '1 permission revoked', [planWith('revoked', 'not-shared')]],
  ['revoke', '2 permissions revoked', [planWith('revoked'), planWith('revoked')]],
  ['revoke', '1 of 2 permissions revoked', [planWith('revoked', 'failed')]],
  ['revoke', '0 of 2 permissions revoked', [planWith('unknown', 'skipped')]],
  ['check', '1 of 1 project has access', [planWith('owner')]],
  ['check', '1 of 2 projects has access', [planWith('shared', 'not-shared')]],
  ['check', '1 of 1 project has access', [withOtherPermissions(planWith('shared'), 'shared')]],
  [
    'check',
    '0 of 2 pairs (2 checkpoints × 1 project) have access',
    [planWith('not-shared'), planWith('failed')],
  ],
  ['list', '0 permissions on 1 checkpoint', [planWith()]],
  [
    'list',
    '1 permission on 1 checkpoint',
    [withOtherPermissions(planWith('not-shared'), 'shared')],
  ],
  [
    'list',
    '3 permissions on 2 checkpoints',
    [
      withOtherPermissions(planWith(), 'shared', 'owner'),
      withOtherPermissions(planWith(), 'shared'),
    ],
  ],
])('%s: %s', (mode, text, checkpoints) => {
  expect(headline({ mode }, checkpoints)).toBe(text)
  expect(headline({ mode }, checkpoints, { result: 'failed' })).toBe(text)
  expect(headline({ mode }, checkpoints, { result: 'cancelled' })).toBe(`Cancelled: ${text}`)
})

test("an error after the changes doesn't hide them", () => {
  const problem = { message: 'a bug', hint: null, requestId: null }
  const text = "1 of 1 project has access; the run didn't finish"
  expect(headline({}, [planWith('granted')], { result: 'failed', problem })).toBe(text)
})

test.each([
  ["; 1 project can't use the model", [true]],
  ["; 1 project couldn't be verified", [false]],
  ["; 1 project can't use the model; 1 project couldn't be verified", [false, true]],
])('unverified projects are reported: %s', (note, certainties) => {
  const problem = { message: 'no', hint: null, requestId: null }
  const verifications = certainties.map((isCertain, i) => ({
    projectId: `proj_${i}`,
    checkpointId: 'ft:model',
    model: null,
    problem,
    isCertain,
  }))
  const text = `2 of 2 projects have access${note}`
  const report = { result: 'failed', verifications } as const
  expect(headline({}, [planWith('shared', 'shared')], report)).toBe(text)
})

test('with several checkpoints, projects are verified for several models', () => {
  const problem = { message: 'no', hint: null, requestId: null }
  const verification = { projectId: 'proj_0', checkpointId: 'ft:0', model: null, problem }
  const report = { verifications: [{ ...verification, isCertain: true }] }
  expect(headline({}, [planWith('shared'), planWith('shared')], report)).toMatch(
    /; 1 project can't use every model$/,
  )
})

test('check and list read the same in a dry run', () => {
  for (const mode of ['check', 'list'] as const) {
    const plans = [withOtherPermissions(planWith('shared', 'not-shared'), 'shared')]
    expect(headline({ mode, dryRun: true }, plans)).toBe(headline({ mode }, plans))
  }
})

test.each([
  ['1 of 1 project has access', planWith('shared')],
  [
    '1 of 1 project has access; 1 unexpected permission',
    withOtherPermissions(planWith('shared'), 'shared'),
  ],
  [
    '0 of 1 project has access; 2 unexpected permissions',
    withOtherPermissions(planWith('not-shared'), 'shared', 'shared'),
  ],
  ['1 of 1 project has access', withOtherPermissions(planWith('shared'), 'owner')],
])('an exact check: %s', (text, plan) => {
  expect(headline({ mode: 'check', exact: true }, [plan], { result: 'mismatch' })).toBe(text)
})

test('a sync reports how many revocations failed', () => {
  const plans = [withOtherPermissions(planWith('shared'), 'revoked', 'revoked', 'failed')]
  expect(headline({ mode: 'sync' }, plans, { result: 'failed' })).toMatch(
    /^1 of 1 project has access; 2 of 3 permissions revoked$/,
  )
})
