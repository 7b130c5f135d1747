import { expect, test } from 'vitest'
import { type CommitState, stateOf } from '../../src/report/commit-status.ts'
import type { RunReport } from '../../src/report/run-report.ts'
import type { Verification } from '../../src/sharing/verify.ts'
import { planOf } from '../support/fixtures.ts'
import { ASKED, REPORT } from './fixtures.ts'

const PROBLEM = { message: 'it could not be done', hint: null, requestId: null }

/** A key that can't use a model. */
const verification = (isCertain: boolean): Verification => ({
  projectId: 'proj_a',
  checkpointId: planOf().checkpointId,
  model: null,
  problem: PROBLEM,
  isCertain,
})

const FAILED = planOf({ status: 'failed' })

test.each<[CommitState, string, Partial<RunReport>]>([
  ['success', 'all is as asked', { result: 'ok' }],
  ['failure', 'a check finds access missing', { result: 'missing' }],
  ['error', 'the inputs are wrong', { result: 'invalid' }],
  ['error', 'the API could not be asked', { result: 'unavailable' }],
  ['error', 'the step was cancelled', { result: 'cancelled', checkpoints: [FAILED] }],
  ['error', 'there was no plan', { result: 'failed', checkpoints: null }],
  ['error', 'the inputs were not read', { result: 'failed', checkpoints: [FAILED], asked: null }],
  ['failure', 'a project could not be granted access', { result: 'failed', checkpoints: [FAILED] }],
  [
    'error',
    'what failed is a list that could not be read',
    { result: 'failed', checkpoints: [{ ...FAILED, unread: 'unavailable' }] },
  ],
  [
    'error',
    'nobody knows what became of a change',
    { result: 'failed', checkpoints: [planOf({ status: 'unknown', problem: PROBLEM })] },
  ],
  [
    'failure',
    'a check knows of a project that lacks access',
    {
      result: 'failed',
      asked: { ...ASKED, mode: 'check' },
      checkpoints: [planOf({ status: 'not-shared' })],
    },
  ],
  [
    'failure',
    'a key certainly cannot use the model',
    { result: 'failed', verifications: [verification(true)] },
  ],
  [
    'error',
    'it could not be told whether a key can use the model',
    { result: 'failed', verifications: [verification(false)] },
  ],
])('the commit gets %s where %s', (state, _, report) => {
  expect(stateOf({ ...REPORT, ...report })).toBe(state)
})
