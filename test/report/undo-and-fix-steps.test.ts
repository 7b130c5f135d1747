import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { undoSteps } from '../../src/report/undo-and-fix-steps.ts'
import type { Status } from '../../src/sharing/status.ts'
import { MODES } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT } from './fixtures.ts'
import {
  parsedFixSteps,
  parsedUndoSteps,
  planWithOthers,
  planWithStatus,
  projectIds,
  reportOf,
  step,
} from './parse-steps.ts'

test('grants are undone by revoking, and revocations by granting', () => {
  expect(parsedUndoSteps(planWithStatus('ft:1', 'granted', 'proj_b', 'proj_a'))).toEqual([
    step('revoke', ['ft:1'], ['proj_b', 'proj_a']),
  ])
  expect(parsedUndoSteps(planWithStatus('ft:1', 'revoked', 'proj_a'))).toEqual([
    step('grant', ['ft:1'], ['proj_a']),
  ])
  expect(
    parsedUndoSteps(
      planWithStatus('ft:1', 'granted', 'proj_a'),
      planWithStatus('ft:1', 'revoked', 'proj_b'),
    ),
  ).toEqual([step('grant', ['ft:1'], ['proj_b']), step('revoke', ['ft:1'], ['proj_a'])])
})

test('a run that changed nothing has nothing to undo', () => {
  const untouched: Status[] = ['shared', 'owner', 'not-shared', 'failed', 'skipped', 'to-grant']
  expect(
    parsedUndoSteps(...untouched.map(status => planWithStatus('ft:1', status, 'proj_a'))),
  ).toEqual([])
  const dry = reportOf({ dryRun: true }, [
    planWithStatus('ft:1', 'to-grant', 'a'),
    planWithStatus('ft:1', 'to-revoke', 'b'),
  ])
  expect(undoSteps(dry)).toBe('')
  expect(undoSteps({ ...REPORT, plans: null })).toBe('')
  expect(undoSteps({ ...REPORT, settings: null, plans: null })).toBe('')
})

test("a project's duplicate permissions are one project to grant again", () => {
  expect(parsedUndoSteps(planWithStatus('ft:1', 'revoked', 'proj_a', 'proj_a', 'proj_b'))).toEqual([
    step('grant', ['ft:1'], ['proj_a', 'proj_b']),
  ])
})

test('checkpoints with the same projects share a step, others have their own', () => {
  const plans = [
    planWithStatus('ft:1', 'granted', 'proj_a', 'proj_b'),
    planWithStatus('ft:2', 'granted', 'proj_a'),
    planWithStatus('ft:3', 'granted', 'proj_a', 'proj_b'),
  ]
  expect(parsedUndoSteps(...plans)).toEqual([
    step('revoke', ['ft:1', 'ft:3'], ['proj_a', 'proj_b']),
    step('revoke', ['ft:2'], ['proj_a']),
  ])
})

test.each([
  [10, 1, undefined],
  [11, 1, 11],
  [5, 2, undefined],
  [6, 2, 12],
])('to revoke %i projects at %i checkpoints raises the limit to %s', (length, checkpoints, max) => {
  const ids = Array.from({ length: checkpoints }, (_, index) => `ft:${index}`)
  expect(
    parsedUndoSteps(...ids.map(id => planWithStatus(id, 'granted', ...projectIds(length)))),
  ).toEqual([step('revoke', ids, projectIds(length), max)])
  expect(
    parsedUndoSteps(...ids.map(id => planWithStatus(id, 'revoked', ...projectIds(length)))),
  ).toEqual([step('grant', ids, projectIds(length))])
})

test('the fix for a failed check grants missing access', () => {
  const plans = [
    planWithStatus('ft:1', 'not-shared', 'proj_a'),
    planWithStatus('ft:1', 'shared', 'proj_b'),
  ]
  expect(parsedFixSteps({}, ...plans)).toEqual([step('grant', ['ft:1'], ['proj_a'])])
  expect(parsedFixSteps({ dryRun: true }, ...plans)).toEqual([step('grant', ['ft:1'], ['proj_a'])])
  for (const mode of MODES.filter(one => one !== 'check'))
    expect(parsedFixSteps({ mode }, ...plans)).toEqual([])
})

test('only an exact check has others to revoke, and counts each permission', () => {
  const plans = [
    planWithStatus('ft:1', 'not-shared', 'proj_a'),
    planWithOthers('ft:1', ...projectIds(6), ...projectIds(5)),
    planOf({ checkpointId: 'ft:1', projectId: 'proj_z', status: 'owner', requested: false }),
  ]
  const grant = step('grant', ['ft:1'], ['proj_a'])
  expect(parsedFixSteps({}, ...plans)).toEqual([grant])
  expect(parsedFixSteps({ exact: true }, ...plans)).toEqual([
    grant,
    step('revoke', ['ft:1'], projectIds(6), 11),
  ])
})

test('a check that failed for other reasons has no fix step', () => {
  const unread = { ...planWithStatus('ft:1', 'failed', 'proj_a'), listFailure: 'refused' } as const
  expect(
    parsedFixSteps({ exact: true }, unread, planWithStatus('ft:2', 'owner', 'proj_a')),
  ).toEqual([])
})

test('only a base URL other than the default is included', () => {
  const plans = [planWithStatus('ft:1', 'granted', 'proj_a')]
  const baseUrl = new URL('http://127.0.0.1:8080/openai/v1/')
  const [other] = parse(undoSteps(reportOf({ baseUrl }, plans)))
  expect(other.with['base-url']).toBe('http://127.0.0.1:8080/openai/v1/')
  const [usual] = parse(undoSteps(reportOf({}, plans)))
  expect(Object.keys(usual.with)).toEqual(['admin-key', 'mode', 'checkpoint-id', 'project-ids'])
})
