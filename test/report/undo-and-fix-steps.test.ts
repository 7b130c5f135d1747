import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { undoSteps } from '../../src/report/undo-and-fix-steps.ts'
import type { Status } from '../../src/sharing/status.ts'
import { MODES } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT } from './fixtures.ts'
import { at, fix, projects, reportOf, step, strangers, undo } from './parse-steps.ts'

test('what a run granted is revoked, and what it revoked is granted', () => {
  expect(undo(at('ft:1', 'granted', 'proj_b', 'proj_a'))).toEqual([
    step('revoke', ['ft:1'], ['proj_b', 'proj_a']),
  ])
  expect(undo(at('ft:1', 'revoked', 'proj_a'))).toEqual([step('grant', ['ft:1'], ['proj_a'])])
  expect(undo(at('ft:1', 'granted', 'proj_a'), at('ft:1', 'revoked', 'proj_b'))).toEqual([
    step('revoke', ['ft:1'], ['proj_a']),
    step('grant', ['ft:1'], ['proj_b']),
  ])
})

test('a run that changed nothing has nothing to take back', () => {
  const untouched: Status[] = ['shared', 'owner', 'not-shared', 'failed', 'skipped', 'to-grant']
  expect(undo(...untouched.map(status => at('ft:1', status, 'proj_a')))).toEqual([])
  const dry = reportOf({ dryRun: true }, [
    at('ft:1', 'to-grant', 'a'),
    at('ft:1', 'to-revoke', 'b'),
  ])
  expect(undoSteps(dry)).toBe('')
  expect(undoSteps({ ...REPORT, plans: null })).toBe('')
  expect(undoSteps({ ...REPORT, settings: null, plans: null })).toBe('')
})

test('several permissions of a project are one project to grant again', () => {
  expect(undo(at('ft:1', 'revoked', 'proj_a', 'proj_a', 'proj_b'))).toEqual([
    step('grant', ['ft:1'], ['proj_a', 'proj_b']),
  ])
})

test('checkpoints with the same projects share a step, others have their own', () => {
  const plans = [
    at('ft:1', 'granted', 'proj_a', 'proj_b'),
    at('ft:2', 'granted', 'proj_a'),
    at('ft:3', 'granted', 'proj_a', 'proj_b'),
  ]
  expect(undo(...plans)).toEqual([
    step('revoke', ['ft:1', 'ft:3'], ['proj_a', 'proj_b']),
    step('revoke', ['ft:2'], ['proj_a']),
  ])
})

test.each([
  [10, 1, undefined],
  [11, 1, 11],
  [5, 2, undefined],
  [6, 2, 12],
])('to revoke %i projects at %i checkpoints lifts the limit to %s', (length, checkpoints, max) => {
  const ids = Array.from({ length: checkpoints }, (_, index) => `ft:${index}`)
  expect(undo(...ids.map(id => at(id, 'granted', ...projects(length))))).toEqual([
    step('revoke', ids, projects(length), max),
  ])
  expect(undo(...ids.map(id => at(id, 'revoked', ...projects(length))))).toEqual([
    step('grant', ids, projects(length)),
  ])
})

test('what would make a check succeed grants what is missing', () => {
  const plans = [at('ft:1', 'not-shared', 'proj_a'), at('ft:1', 'shared', 'proj_b')]
  expect(fix({}, ...plans)).toEqual([step('grant', ['ft:1'], ['proj_a'])])
  expect(fix({ dryRun: true }, ...plans)).toEqual([step('grant', ['ft:1'], ['proj_a'])])
  for (const mode of MODES.filter(one => one !== 'check'))
    expect(fix({ mode }, ...plans)).toEqual([])
})

test('only an exact check has others to revoke, each of their permissions counted', () => {
  const plans = [
    at('ft:1', 'not-shared', 'proj_a'),
    strangers('ft:1', ...projects(6), ...projects(5)),
    planOf({ checkpointId: 'ft:1', projectId: 'proj_z', status: 'owner', requested: false }),
  ]
  const grant = step('grant', ['ft:1'], ['proj_a'])
  expect(fix({}, ...plans)).toEqual([grant])
  expect(fix({ exact: true }, ...plans)).toEqual([grant, step('revoke', ['ft:1'], projects(6), 11)])
})

test('a check that failed for other reasons has no step that would help', () => {
  const unread = { ...at('ft:1', 'failed', 'proj_a'), listFailure: 'refused' } as const
  expect(fix({ exact: true }, unread, at('ft:2', 'owner', 'proj_a'))).toEqual([])
})

test('another host is named, the usual one is not', () => {
  const plans = [at('ft:1', 'granted', 'proj_a')]
  const baseUrl = new URL('http://127.0.0.1:8080/openai/v1/')
  const [other] = parse(undoSteps(reportOf({ baseUrl }, plans)))
  expect(other.with['base-url']).toBe('http://127.0.0.1:8080/openai/v1/')
  const [usual] = parse(undoSteps(reportOf({}, plans)))
  expect(Object.keys(usual.with)).toEqual(['admin-key', 'mode', 'checkpoint-id', 'project-ids'])
})
