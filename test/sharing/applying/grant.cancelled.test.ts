import { expect, test } from 'vitest'
import { cancelledError } from '../../../src/api/errors.ts'
import { planOf } from '../../support/fixtures.ts'
import { ambiguousError, rowsToGrant, setUp } from './setup.ts'

const A = 'proj_a'
const granted = (projectId: string) => ({
  projectId,
  status: 'granted',
  permissionId: `cp_${projectId}`,
  createdAt: 9,
  problem: null,
})

test.each([
  ['granted', [A]],
  ['failed', []],
])(
  'a step that is canceled in the pause still reads, and a grant is %s',
  async (status, granted) => {
    const { run, calls, times, clock, cancel, readsAfterCancel } = setUp({
      posts: [{ error: ambiguousError(), granted }],
    })
    void clock.sleep(1_000).then(cancel)
    expect(await run(planOf(...rowsToGrant(A)))).toMatchObject([{ status }])
    expect(calls).toEqual([`grant ${A}`, 'list'])
    expect(times).toEqual([0, 2])
    expect(readsAfterCancel).toEqual([3_000])
  },
)

test('a step that is canceled during the read reads again, in the seconds it has', async () => {
  const { run, calls, cancel, readsAfterCancel } = setUp({
    posts: [{ error: ambiguousError(), granted: [A] }],
    lists: [{ error: cancelledError('list', 1), onCall: () => cancel() }],
  })
  expect(await run(planOf(...rowsToGrant(A)))).toMatchObject([granted(A)])
  expect(calls).toEqual([`grant ${A}`, 'list', 'list'])
  expect(readsAfterCancel).toEqual([3_000])
})

test('if a canceled step has no time for that read, the grant is unknown', async () => {
  const { run, cancel, readsAfterCancel } = setUp({
    posts: [{ error: ambiguousError(), onCall: () => cancel() }],
    lists: [{ error: cancelledError('list', 0) }],
  })
  const message =
    'no answer: reset; the step was cancelled before it could check whether the change was applied'
  expect(await run(planOf(...rowsToGrant(A)))).toMatchObject([
    { status: 'unknown', problem: { message } },
  ])
  expect(readsAfterCancel).toEqual([3_000])
})
