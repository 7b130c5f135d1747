import { expect, test } from 'vitest'
import { type CommitState, stateOf } from '../../src/report/commit-status.ts'
import type { RunReport } from '../../src/report/run-report.ts'
import type { Verification } from '../../src/sharing/verify.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT, SETTINGS } from './fixtures.ts'

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
  ['failure', 'a check finds access missing', { result: 'mismatch' }],
  ['error', 'the inputs are wrong', { result: 'invalid' }],
  ['error', 'the API could not be asked', { result: 'unavailable' }],
  ['error', 'the step was cancelled', { result: 'cancelled', plans: [FAILED] }],
  ['error', 'there was no plan', { result: 'failed', plans: null }],
  ['error', 'the inputs were not read', { result: 'failed', plans: [FAILED], settings: null }],
  ['failure', 'a project could not be granted access', { result: 'failed', plans: [FAILED] }],
  [
    'error',
    'what failed is a list that could not be read',
    { result: 'failed', plans: [{ ...FAILED, listFailure: 'unavailable' }] },
  ],
  [
    'error',
    'the outcome of a change is unknown',
    { result: 'failed', plans: [planOf({ status: 'unknown', problem: PROBLEM })] },
  ],
  [
    'failure',
    'a check knows of a project that lacks access',
    {
      result: 'failed',
      settings: { ...SETTINGS, mode: 'check' },
      plans: [planOf({ status: 'not-shared' })],
    },
  ],
  [
    'failure',
    'a key certainly cannot use the model',
    { result: 'failed', verifications: [verification(true)] },
  ],
  [
    'error',
    'it is unknown whether a key can use the model',
    { result: 'failed', verifications: [verification(false)] },
  ],
])('the commit gets %s if %s', (state, _, report) => {
  expect(stateOf({ ...REPORT, ...report })).toBe(state)
})
