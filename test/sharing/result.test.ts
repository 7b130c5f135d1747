import { expect, test } from 'vitest'
import { countPlans, isExtra, isFailing, type Result, resultOf } from '../../src/sharing/result.ts'
import type { Status } from '../../src/sharing/status.ts'
import { type CheckpointPlan, MODES, type Mode, type Row } from '../../src/sharing/types.ts'
import { EVERY_STATUS, planOf, ROW } from '../support/fixtures.ts'

const of = (...statuses: Status[]): CheckpointPlan =>
  planOf(...statuses.map(status => ({ status })))
/** The same for projects that weren't requested. */
const others = (...statuses: Status[]): CheckpointPlan =>
  planOf(...statuses.map(status => ({ status, requested: false })))
const refused = (plan = of('failed')): CheckpointPlan => ({ ...plan, listFailure: 'refused' })
const unavailable = (plan = of('failed')): CheckpointPlan => ({
  ...plan,
  listFailure: 'unavailable',
})

const ENDING = { mode: 'grant', exact: false, isCancelled: false } as const

test.each<[string, CheckpointPlan[], Result]>([
  ['there is nothing', [], 'ok'],
  ['all have access', [of('granted', 'shared', 'owner')], 'ok'],
  ['a dry run would grant and revoke', [of('to-grant', 'to-revoke')], 'ok'],
  ['access was revoked', [of('revoked')], 'ok'],
  ['others have access', [others('shared', 'owner', 'revoked')], 'ok'],
  ['a project failed', [of('granted', 'failed')], 'failed'],
  ['a project was not tried', [of('skipped')], 'failed'],
  ['a project is unknown', [of('unknown')], 'failed'],
  ['a revocation of another failed', [of('granted'), others('revoked', 'failed')], 'failed'],
  ['the second checkpoint failed', [of('granted'), of('failed')], 'failed'],
  ['the list was rejected', [refused()], 'failed'],
  ['the list was rejected and only the owner requested', [refused(of('owner'))], 'failed'],
  ['the list was rejected and no project requested', [refused(of())], 'failed'],
  ['the API was unavailable', [unavailable()], 'unavailable'],
  ['it was unavailable for the owner', [unavailable(of('owner'))], 'unavailable'],
  ['it was unavailable without requested projects', [unavailable(of())], 'unavailable'],
  ['the API was available for one checkpoint', [of('granted'), unavailable()], 'unavailable'],
  ['the API was unavailable and rejected a list', [unavailable(), refused()], 'failed'],
  ['the API was unavailable and a project failed', [unavailable(), of('failed')], 'failed'],
])('the result of every mode if %s', (_, plans, result) => {
  for (const mode of MODES) {
    const ending = { ...ENDING, mode, plans }
    expect([mode, resultOf(ending)]).toEqual([mode, result])
    expect(resultOf({ ...ending, plans: plans.toReversed() })).toBe(result)
    expect(resultOf({ ...ending, isCancelled: true })).toBe('cancelled')
    if (mode !== 'check') expect(resultOf({ ...ending, exact: true })).toBe(result)
  }
})

test.each<[string, CheckpointPlan[], Result]>([
  ['a project has no access', [of('shared', 'not-shared')], 'mismatch'],
  ['it has none at the second checkpoint', [of('shared'), of('not-shared')], 'mismatch'],
  ['it has none, and the API was unavailable', [of('not-shared'), unavailable()], 'mismatch'],
  ['it has none, and the API rejected a list', [of('not-shared'), refused()], 'mismatch'],
])('only a check is negative if %s', (_, plans, result) => {
  for (const exact of [false, true]) {
    expect(resultOf({ ...ENDING, mode: 'check', exact, plans })).toBe(result)
    expect(resultOf({ ...ENDING, mode: 'check', exact, plans, isCancelled: true })).toBe(
      'cancelled',
    )
  }
  for (const mode of ['revoke', 'list'] as const) {
    expect(resultOf({ ...ENDING, mode, plans })).not.toBe('mismatch')
  }
})

test('revoke and list succeed with a project that has no access', () => {
  for (const mode of ['revoke', 'list'] as const) {
    expect(resultOf({ ...ENDING, mode, plans: [of('not-shared')] })).toBe('ok')
  }
})

test.each<[string, CheckpointPlan[], Result, Result]>([
  ['an unrequested project has access', [of('shared'), others('shared')], 'ok', 'mismatch'],
  ['the owner holds a permission', [of('shared'), others('owner')], 'ok', 'ok'],
  [
    'an unrequested project has access, and a list is missing',
    [others('shared'), unavailable()],
    'unavailable',
    'mismatch',
  ],
])('a check is stricter when exact if %s', (_, plans, loose, strict) => {
  expect(resultOf({ ...ENDING, mode: 'check', plans })).toBe(loose)
  expect(resultOf({ ...ENDING, mode: 'check', exact: true, plans })).toBe(strict)
})

test.each<[Mode, number]>([
  ['grant', 3],
  ['sync', 3],
  ['revoke', 3],
  ['check', 4],
  ['list', 3],
])('in %s, each status is counted correctly, and %i fail', (mode, failed) => {
  const plan = of(...EVERY_STATUS)
  const { rows } = plan
  expect(countPlans(mode, [plan])).toEqual({ granted: 2, revoked: 2, failed, extra: 0 })
  const unrequested = rows.map((row): Row => ({ ...row, requested: false }))
  expect(countPlans(mode, [plan, { ...plan, rows: unrequested }])).toMatchObject({
    granted: 4,
    revoked: 4,
    extra: 6,
  })
  expect(countPlans(mode, [])).toEqual({ granted: 0, revoked: 0, failed: 0, extra: 0 })
  expect(rows.filter(row => isFailing(mode, row))).toHaveLength(failed)
})

test.each([
  ['no project requested', 1, []],
  ['only its owner requested', 1, ['owner']],
  ['projects requested', 2, ['failed', 'failed']],
] as const)(
  "a checkpoint that couldn't be read, with %s, counts as %i failed",
  (_, failed, statuses) => {
    for (const listFailure of ['refused', 'unavailable'] as const) {
      const unread = { ...of(...statuses), listFailure }
      expect(countPlans('sync', [of('shared'), unread])).toMatchObject({ failed })
      expect(countPlans('sync', [unread, unread])).toMatchObject({ failed: 2 * failed })
    }
  },
)

test("a permission of an unrequested project that isn't the owner is extra", () => {
  expect(isExtra({ ...ROW, status: 'shared', requested: false })).toBe(true)
  expect(isExtra({ ...ROW, status: 'owner', requested: false })).toBe(false)
  expect(isExtra({ ...ROW, status: 'shared' })).toBe(false)
})
