import { expect, test } from 'vitest'
import { ApplyState } from '../../../src/sharing/applying/apply-state.ts'

const PROBLEM = { message: 'No such project', hint: null, requestId: 'req_1' }
const OTHER = { ...PROBLEM, requestId: 'req_2' }

test('a rejected project is suspect once the same checkpoint has accepted others', () => {
  const state = new ApplyState()
  state.recordRejection('ft:1', 'proj_a', PROBLEM)
  state.recordGrant('ft:2')
  expect([state.rejectionOf('proj_a'), state.isSuspect('proj_a')]).toEqual([null, false])
  state.recordGrant('ft:1')
  expect([state.rejectionOf('proj_a'), state.isSuspect('proj_a')]).toEqual([PROBLEM, true])
  expect([state.rejectionOf('proj_b'), state.isSuspect('proj_b')]).toEqual([null, false])
})

test('of several rejections, the first at a checkpoint that accepted others counts', () => {
  const state = new ApplyState()
  state.recordRejection('ft:1', 'proj_a', PROBLEM)
  state.recordRejection('ft:2', 'proj_a', OTHER)
  state.recordGrant('ft:2')
  expect(state.rejectionOf('proj_a')).toBe(OTHER)
  state.recordGrant('ft:1')
  expect(state.rejectionOf('proj_a')).toBe(PROBLEM)
})

test('an owner is suspect at every checkpoint, but was not rejected', () => {
  const state = new ApplyState()
  state.recordOwner('proj_a')
  expect([state.isSuspect('proj_a'), state.isSuspect('proj_b')]).toEqual([true, false])
  expect(state.rejectionOf('proj_a')).toBeNull()
})

test('a stop ends the writes that are waiting, and its absence does not', () => {
  const state = new ApplyState()
  state.stop = null
  expect([state.stop, state.stopping.aborted]).toEqual([null, false])
  state.stop = PROBLEM
  expect([state.stop, state.stopping.aborted]).toEqual([PROBLEM, true])
})
