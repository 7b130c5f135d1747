import { expect, test } from 'vitest'
import { headlineOf } from '../../src/report/headline.ts'
import type { RunReport } from '../../src/report/run.ts'
import { countRows } from '../../src/sharing/result.ts'
import type { CheckpointPlan, Status } from '../../src/sharing/types.ts'
import { planOf } from '../blanks.ts'
import { REPORT } from './blank.ts'

/** A checkpoint whose projects, `proj_0` and on, have these statuses. */
const of = (...statuses: Status[]): CheckpointPlan =>
  planOf(...statuses.map((status, index) => ({ status, projectId: `proj_${index}` })))
const many = (length: number, status: Status) => of(...Array(length).fill(status))
const stranger = planOf({ status: 'shared', requested: false }).rows

function headline(checkpoints: CheckpointPlan[], report: Partial<RunReport> = {}): string {
  const counts = countRows(checkpoints.flatMap(({ rows }) => rows))
  return headlineOf({ ...REPORT, checkpoints, counts, ...report })
}

test.each<[string, CheckpointPlan[]]>([
  ['1 of 1 project has access', [of('shared')]],
  ['3 of 3 projects have access', [of('granted', 'shared', 'owner')]],
  ['1 of 3 projects have access', [of('granted', 'failed', 'unknown')]],
  ['0 of 2 projects have access', [of('failed', 'not-tried')]],
  ['1,234 of 1,234 projects have access', [many(1_234, 'granted')]],
  ['1 of 1 project has access', [{ ...of('granted'), rows: [...of('granted').rows, ...stranger] }]],
  [
    '4 of 4 cases (2 checkpoints × 2 projects) have access',
    [of('owner', 'shared'), of('granted', 'granted')],
  ],
  ['1 of 2 cases (2 checkpoints × 1 project) have access', [of('granted'), of('failed')]],
])('%s', (text, checkpoints) => {
  expect(headline(checkpoints)).toBe(text)
  expect(headline(checkpoints, { result: 'failed' })).toBe(text)
  expect(headline(checkpoints, { result: 'cancelled' })).toBe(`Cancelled: ${text}`)
})

const DRY = { mode: 'grant', dryRun: true, host: 'api.openai.com' } as const

test.each<[string, CheckpointPlan[]]>([
  ['Dry run: 1 of 1 project would be granted access', [of('to-grant')]],
  ['Dry run: 0 of 2 projects would be granted access', [of('shared', 'owner')]],
  [
    'Dry run: 1 of 4 cases (2 checkpoints × 2 projects) would be granted access',
    [of('shared', 'to-grant'), of('shared', 'shared')],
  ],
  [
    'Dry run: 1 of 2 cases (2 checkpoints × 1 project) would be granted access, and 1 row could not be planned',
    [of('to-grant'), of('failed')],
  ],
])('%s', (text, checkpoints) => {
  expect(headline(checkpoints, { asked: DRY })).toBe(text)
  expect(headline(checkpoints, { asked: DRY, result: 'cancelled' })).toBe(`Cancelled: ${text}`)
})

test('a run that could not ask the API says so, unless it had granted something by then', () => {
  const result = 'unavailable'
  const told = 'The API could not be asked; nothing was changed'
  expect(headline([of('failed'), of('not-tried')], { result })).toBe(told)
  expect(headline([of('failed')], { result, asked: DRY })).toBe(told)
  expect(headline([of('granted'), of('failed')], { result })).toBe(
    '1 of 2 cases (2 checkpoints × 1 project) have access',
  )
})

test.each([
  [1, 'Nothing was done: 1 mistake in the inputs'],
  [2, 'Nothing was done: 2 mistakes in the inputs'],
])('%i mistakes keep the run from anything', (number, text) => {
  const mistakes = Array(number).fill({ input: 'mode', message: 'mode is empty' })
  const nothing = { asked: null, checkpoints: null, counts: null }
  expect(headlineOf({ ...REPORT, ...nothing, result: 'invalid', mistakes })).toBe(text)
})

test('a run that failed before it had a plan says so', () => {
  expect(headline([], { result: 'failed', asked: null, checkpoints: null, counts: null })).toBe(
    'Nothing was done: the step failed before it had a plan',
  )
})
