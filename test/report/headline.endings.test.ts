import { expect, test } from 'vitest'
import { headlineOf } from '../../src/report/headline.ts'
import { withChangesSkipped } from '../../src/sharing/revocation-limit.ts'
import { type CheckpointPlan, MODES, type Mode } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT, SETTINGS } from './fixtures.ts'
import { headline, planWith, planWithMany, unread, withOtherPermissions } from './headline-setup.ts'

test.each<[Mode, string, CheckpointPlan[]]>([
  ['grant', 'would grant access to 1 project', [planWith('to-grant')]],
  ['grant', 'nothing to change', [planWith('shared', 'owner')]],
  ['grant', 'would grant access to 1,234 projects', [planWithMany(1_234, 'to-grant')]],
  [
    'grant',
    'would grant 1 permission',
    [planWith('shared', 'to-grant'), planWith('shared', 'shared')],
  ],
  [
    'grant',
    "would grant 1 permission; couldn't read access to 1 of 2 checkpoints",
    [planWith('to-grant'), unread('failed')],
  ],
  ['sync', 'would grant access to 1 project', [planWith('to-grant')]],
  [
    'sync',
    'would revoke 3 permissions',
    [withOtherPermissions(planWith('shared'), 'to-revoke', 'to-revoke', 'to-revoke', 'owner')],
  ],
  [
    'sync',
    'would grant access to 2 projects and revoke 1 permission',
    [withOtherPermissions(planWith('to-grant', 'to-grant'), 'to-revoke')],
  ],
  [
    'sync',
    'would grant 2 permissions and revoke 1 permission',
    [planWith('to-grant'), withOtherPermissions(planWith('to-grant'), 'to-revoke')],
  ],
  ['revoke', 'nothing to change', [planWith('not-shared')]],
  ['revoke', 'would revoke 2 permissions', [planWith('to-revoke', 'to-revoke', 'owner')]],
])('a dry run of %s: %s', (mode, text, checkpoints) => {
  const settings = { mode, dryRun: true }
  expect(headline(settings, checkpoints)).toBe(`Dry run: ${text}`)
  expect(headline(settings, checkpoints, { result: 'cancelled' })).toBe(
    `Cancelled dry run: ${text}`,
  )
})

test("each of a project's duplicate permissions is a revocation", () => {
  const twice = planOf(
    { status: 'to-revoke', permissionId: 'cp_1' },
    { status: 'to-revoke', permissionId: 'cp_2' },
  )
  const settings = { mode: 'revoke', dryRun: true } as const
  expect(headline(settings, [twice])).toBe('Dry run: would revoke 2 permissions')
})

test("a run that couldn't reach the API says so, unless it had already changed something", () => {
  const result = 'unavailable'
  for (const mode of MODES) {
    for (const dryRun of [false, true]) {
      expect(headline({ mode, dryRun }, [unread('failed'), unread('skipped')], { result })).toBe(
        "Couldn't reach the API; nothing was changed",
      )
    }
  }
  expect(headline({}, [planWith('granted'), unread('failed')], { result })).toBe(
    "1 of 2 pairs (2 checkpoints × 1 project) has access, 1 unknown; couldn't read access to 1 of 2 checkpoints",
  )
  expect(headline({ mode: 'revoke' }, [planWith('revoked'), unread('failed')], { result })).toBe(
    "1 of 2 permissions revoked; couldn't read access to 1 of 2 checkpoints",
  )
})

test('a run that was cancelled before it read any checkpoint changed nothing', () => {
  const plans = [unread('skipped'), unread('skipped', 'owner')]
  for (const mode of MODES) {
    expect(headline({ mode }, plans, { result: 'cancelled' })).toBe(
      'Cancelled: nothing was changed',
    )
  }
  expect(headline({ dryRun: true }, plans, { result: 'cancelled' })).toBe(
    'Cancelled dry run: nothing was changed',
  )
})

test('a rejected plan changed nothing, dry run or not', () => {
  const problem = { message: 'too many', hint: null, requestId: null }
  for (const mode of ['sync', 'revoke'] as const) {
    const refused = { result: 'failed', problem } as const
    const text = 'Stopped: the plan exceeds max-revocations'
    const plans = withChangesSkipped([planWith('shared', 'to-revoke')], problem)
    expect(headline({ mode }, plans, refused)).toBe(text)
    expect(headline({ mode, dryRun: true }, plans, refused)).toBe(text)
  }
})

test.each([
  [1, '1 invalid input; no requests were sent'],
  [2, '2 invalid inputs; no requests were sent'],
])('%i issues stop the run before it starts', (number, text) => {
  const issues = Array(number).fill({ input: 'mode', message: 'mode is empty' })
  for (const settings of [null, SETTINGS]) {
    const nothing = { settings, plans: null, counts: null }
    expect(headlineOf({ ...REPORT, ...nothing, result: 'invalid', issues })).toBe(text)
  }
})

test('a run that ended before it had a plan says how', () => {
  const failureHeadline = 'Fine-tuning job ftjob-a failed; nothing was changed'
  const nothing = { ...REPORT, plans: null, counts: null, failureHeadline }
  for (const result of ['failed', 'unavailable', 'cancelled'] as const) {
    expect(headlineOf({ ...nothing, result })).toBe(failureHeadline)
    expect(headlineOf({ ...nothing, result, settings: null })).toBe(failureHeadline)
  }
})
