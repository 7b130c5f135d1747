import { expect, test } from 'vitest'
import { minutesOf, requestsOf } from '../../src/sharing/plan.ts'
import { planOf } from '../support/fixtures.ts'

const granting = (grants: number, revocations = 0) =>
  planOf(
    { status: 'shared' },
    ...Array.from({ length: grants }, () => ({})),
    ...Array.from({ length: revocations }, () => ({ status: 'to-revoke' }) as const),
  )

test.each([
  [0, 0, 0],
  [1, 0, 1],
  [100, 0, 1],
  [101, 0, 2],
  [250, 0, 3],
  [0, 1, 1],
  [0, 101, 101],
  [2, 3, 4],
])('%i grants and %i revocations take %i requests', (grants, revocations, requests) => {
  expect(requestsOf(granting(grants, revocations))).toBe(requests)
})

test.each([
  [0, 0, 0],
  [1, 0, 1],
  [8, 0, 1],
  [9, 0, 2],
  [1, 7, 1],
  [1, 8, 2],
])(
  '%i checkpoints with a grant each and %i revocations take %i minutes',
  (checkpoints, revocations, minutes) => {
    const plans = [granting(0, revocations), ...Array(checkpoints).fill(granting(1))]
    expect(Math.ceil(minutesOf(plans))).toBe(minutes)
    expect(minutesOf(plans)).toBe((checkpoints + revocations) / 8)
  },
)
