import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixSteps, fixTitle, undoSteps } from '../../src/report/undo-and-fix-steps.ts'
import { planOf } from '../support/fixtures.ts'
import { planWithOthers, planWithStatus, projectIds, reportOf } from './parse-steps.ts'

/** The inputs of each step in the YAML. */
const inputsOf = (yaml: string): Record<string, unknown>[] =>
  parse(yaml).map((step: { with: Record<string, unknown> }) => step.with)

test.each([
  // One list and one POST or one DELETE per project, at 8 per minute, with time to spare.
  ['granting again', 'revoked', 500, undefined],
  ['few revocations', 'granted', 100, undefined],
  ['many revocations', 'granted', 200, 43],
] as const)('%s gets the time that it takes', (_, status, length, minutes) => {
  const report = reportOf({}, [planWithStatus('ft:1', status, ...projectIds(length))])
  expect(inputsOf(undoSteps(report))[0]?.['share-timeout-minutes']).toBe(minutes)
})

test('the time includes the pages that a step lists', () => {
  const granted = planWithStatus('ft:1', 'granted', 'proj_a')
  const { rows } = planWithOthers('ft:1', ...projectIds(20_000))
  const report = reportOf({}, [{ ...granted, rows: [...granted.rows, ...rows] }])
  expect(inputsOf(undoSteps(report))[0]?.['share-timeout-minutes']).toBe(43)
})

test('the declared owner is kept, and separates steps', () => {
  const plans = [
    { ...planWithStatus('ft:1', 'granted', 'proj_a'), owningProjectId: '1e3' },
    { ...planWithStatus('ft:2', 'granted', 'proj_a'), owningProjectId: 'a:' },
    { ...planWithStatus('ft:3', 'granted', 'proj_a'), owningProjectId: '1e3' },
    planWithStatus('ft:4', 'granted', 'proj_a'),
  ]
  const steps = inputsOf(undoSteps(reportOf({}, plans)))
  expect(steps.map(one => [one['checkpoint-id'], one['owning-project-id']])).toEqual([
    ['ft:1\nft:3\n', '1e3'],
    ['ft:2\n', 'a:'],
    ['ft:4\n', undefined],
  ])
})

test('an undo says which changes it leaves out', () => {
  const plan = planWithStatus('ft:1', 'granted', 'proj_a')
  const unknown = planWithStatus('ft:2', 'unknown', 'proj_a', 'proj_b')
  expect(undoSteps(reportOf({}, [plan, unknown])).split('\n')[0]).toBe(
    '# Not included: 2 changes with an unknown outcome. Check permissions-file.',
  )
  expect(undoSteps(reportOf({}, [plan]))).not.toContain('#')
  expect(undoSteps(reportOf({}, [unknown]))).toBe('')
})

const missing = planWithStatus('ft:1', 'not-shared', 'proj_a')

test('a fix is for part of a check if a checkpoint could not be read', () => {
  const unread = { ...planOf(), checkpointId: 'ft:2', listFailure: 'refused' as const }
  const whole = reportOf({ mode: 'check' }, [{ ...missing, owningProjectId: 'proj_o' }])
  const part = { ...whole, plans: [...(whole.plans ?? []), unread] }
  expect([whole, part].map(fixTitle)).toEqual(['Fix this check', 'Fix part of this check'])
  expect(fixSteps(whole)).not.toContain('#')
  expect(fixSteps(part).split('\n')[0]).toBe(
    "# Not included: 1 checkpoint whose permissions couldn't be read.",
  )
})

test('a fix says what to do for an owner that was not named', () => {
  const note =
    '# If one of these projects owns the checkpoint, set owning-project-id in the check instead.'
  expect(fixSteps(reportOf({ mode: 'check' }, [missing])).split('\n')[0]).toBe(note)
  const extra = reportOf({ mode: 'check', exact: true }, [planWithOthers('ft:1', 'proj_x')])
  expect(fixSteps(extra)).not.toContain(note)
})
