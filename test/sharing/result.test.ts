import { expect, test } from 'vitest'
import { countRows, type Result, resultOf } from '../../src/sharing/result.ts'
import type { CheckpointPlan, Status } from '../../src/sharing/types.ts'
import { planOf, ROW } from '../blanks.ts'

const of = (...statuses: Status[]): CheckpointPlan =>
  planOf(...statuses.map(status => ({ status })))
const REFUSED: CheckpointPlan = { ...of('failed'), unread: 'refused' }
const UNAVAILABLE: CheckpointPlan = { ...of('failed'), unread: 'unavailable' }

test.each<[string, CheckpointPlan[], Result]>([
  ['all have access', [of('granted', 'shared', 'owner')], 'ok'],
  ['a dry run would grant', [of('to-grant')], 'ok'],
  ['a project failed', [of('granted', 'failed')], 'failed'],
  ['a project was not tried', [of('not-tried')], 'failed'],
  ['a project is unknown', [of('unknown')], 'failed'],
  ['the second checkpoint failed', [of('granted'), of('failed')], 'failed'],
  ['the list was refused', [REFUSED], 'failed'],
  [
    'the list was refused and only the owner asked for',
    [{ ...of('owner'), unread: 'refused' }],
    'failed',
  ],
  ['the API could not be asked', [UNAVAILABLE], 'unavailable'],
  [
    'only the owner is asked for and the API could not be',
    [{ ...of('owner'), unread: 'unavailable' }],
    'unavailable',
  ],
  ['the API could be asked once', [of('granted'), UNAVAILABLE], 'unavailable'],
  ['the API could not be asked, and refused', [UNAVAILABLE, REFUSED], 'failed'],
  ['the API could not be asked, and a project failed', [UNAVAILABLE, of('failed')], 'failed'],
])('the result where %s', (_, checkpoints, result) => {
  expect(resultOf(checkpoints, false)).toBe(result)
  expect(resultOf(checkpoints.toReversed(), false)).toBe(result)
  expect(resultOf(checkpoints, true)).toBe('cancelled')
})

test('counts each status where it belongs', () => {
  const { rows } = of('granted', 'shared', 'owner', 'to-grant', 'failed', 'not-tried', 'unknown')
  const stranger = { ...ROW, status: 'shared', requested: false } as const
  expect(countRows([...rows, stranger])).toEqual({ granted: 2, revoked: 0, failed: 3, extra: 1 })
  expect(countRows([])).toEqual({ granted: 0, revoked: 0, failed: 0, extra: 0 })
})
