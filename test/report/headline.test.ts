import { expect, test } from 'vitest'
import type { CheckpointPlan, Mode } from '../../src/sharing/types.ts'
import { beside, headline, many, of } from './headline-setup.ts'

const NEXT = [of('owner', 'shared'), of('granted', 'granted')]
const HALF = [of('granted'), of('failed')]

test.each<[Mode, string, CheckpointPlan[]]>([
  ['grant', '1 of 1 project has access', [of('shared')]],
  ['grant', '3 of 3 projects have access', [of('granted', 'shared', 'owner')]],
  [
    'grant',
    '1 of 3 projects have access, 1 could not be told',
    [of('granted', 'failed', 'unknown')],
  ],
  ['grant', '0 of 2 projects have access', [of('failed', 'skipped')]],
  ['grant', '1,234 of 1,234 projects have access', [many(1_234, 'granted')]],
  ['grant', '1 of 1 project has access', [beside(of('granted'), 'shared')]],
  ['grant', '4 of 4 cases (2 checkpoints × 2 projects) have access', NEXT],
  ['grant', '1 of 2 cases (2 checkpoints × 1 project) have access', HALF],
  ['sync', '1 of 1 project has access, and 0 permissions were revoked', [of('shared')]],
  [
    'sync',
    '2 of 2 projects have access, and 1 permission was revoked',
    [beside(of('granted', 'shared'), 'revoked')],
  ],
  [
    'sync',
    '2 of 2 cases (2 checkpoints × 1 project) have access, and 3 permissions were revoked',
    [beside(of('granted'), 'revoked', 'revoked'), beside(of('owner'), 'revoked', 'owner')],
  ],
  ['revoke', 'Nothing to revoke for 1 project', [of('not-shared')]],
  ['revoke', 'Nothing to revoke for 2 projects', [beside(of('not-shared', 'owner'), 'shared')]],
  [
    'revoke',
    'Nothing to revoke for 2 cases (2 checkpoints × 1 project)',
    [of('not-shared'), of('not-shared')],
  ],
  ['revoke', '1 permission revoked', [of('revoked', 'not-shared')]],
  ['revoke', '2 permissions revoked', [of('revoked'), of('revoked')]],
  ['revoke', '1 permission revoked, and 1 not', [of('revoked', 'failed')]],
  ['revoke', '0 permissions revoked, and 2 not', [of('unknown', 'skipped')]],
  ['check', '1 of 1 project has access', [of('owner')]],
  ['check', '1 of 2 projects have access', [of('shared', 'not-shared')]],
  ['check', '1 of 1 project has access', [beside(of('shared'), 'shared')]],
  [
    'check',
    '0 of 2 cases (2 checkpoints × 1 project) have access',
    [of('not-shared'), of('failed')],
  ],
  ['list', '0 permissions on 1 checkpoint', [of()]],
  ['list', '1 permission on 1 checkpoint', [beside(of('not-shared'), 'shared')]],
  [
    'list',
    '3 permissions on 2 checkpoints',
    [beside(of(), 'shared', 'owner'), beside(of(), 'shared')],
  ],
])('%s: %s', (mode, text, checkpoints) => {
  expect(headline({ mode }, checkpoints)).toBe(text)
  expect(headline({ mode }, checkpoints, { result: 'failed' })).toBe(text)
  expect(headline({ mode }, checkpoints, { result: 'cancelled' })).toBe(`Cancelled: ${text}`)
})

test('a fault after the changes does not hide them', () => {
  const problem = { message: 'a bug', hint: null, requestId: null }
  const text = '1 of 1 project has access, but the run did not come to its end'
  expect(headline({}, [of('granted')], { result: 'failed', problem })).toBe(text)
})

test.each([
  [", but 1 key can't use it", [true]],
  [', and 1 key could not be verified', [false]],
  [", but 1 key can't use it, and 1 key could not be verified", [false, true]],
])('keys that are not known to be of use are told: %s', (note, certainties) => {
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
  expect(headline({}, [of('shared', 'shared')], report)).toBe(text)
})

test('check and list read alike in a dry run, which changes nothing about them', () => {
  for (const mode of ['check', 'list'] as const) {
    const plans = [beside(of('shared', 'not-shared'), 'shared')]
    expect(headline({ mode, dryRun: true }, plans)).toBe(headline({ mode }, plans))
  }
})

test.each([
  ['1 of 1 project has access', of('shared')],
  ['1 of 1 project has access; 1 permission nobody asked for', beside(of('shared'), 'shared')],
  [
    '0 of 1 project has access; 2 permissions nobody asked for',
    beside(of('not-shared'), 'shared', 'shared'),
  ],
  ['1 of 1 project has access', beside(of('shared'), 'owner')],
])('an exact check: %s', (text, plan) => {
  expect(headline({ mode: 'check', exact: true }, [plan], { result: 'mismatch' })).toBe(text)
})

test('a sync says of how many permissions the revocation failed', () => {
  const plans = [beside(of('shared'), 'revoked', 'revoked', 'failed')]
  expect(headline({ mode: 'sync' }, plans, { result: 'failed' })).toMatch(
    /^1 of 1 project has access, .*\b2 .*revoked.*\b1\b/,
  )
})
