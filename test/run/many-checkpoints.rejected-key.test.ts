import { expect, test } from 'vitest'
import { checkpoints, expectMatchesServer, rowsOf } from '../action/setup.ts'
import { failure } from '../support/api/responses.ts'
import { FOR_GOOD, OOPS, play } from './many-checkpoints.ts'

const [, SECOND_ID = ''] = checkpoints(2)
const REJECTED_KEY = failure(401, 'Incorrect API key provided.', { code: 'invalid_api_key' })

test.each<['create' | 'delete' | 'list']>([['create'], ['delete'], ['list']])(
  'a %s that waits for the pace is not sent after the key was rejected',
  async route => {
    await using run = await play({
      size: [12, 1],
      setup: {
        projects: [{ id: 'proj_s' }],
        checkpoints: Object.fromEntries(
          checkpoints(12).map(id => [
            id,
            { shared: route === 'delete' ? ['proj_0', 'proj_s'] : [] },
          ]),
        ),
      },
      inputs: { mode: 'sync', 'max-revocations': 'none' },
      prepare(api) {
        api.fault({ on: route, skip: 2, times: 4, answer: failure(429, 'Rate limit') })
        api.fault({ on: route, skip: 2, times: FOR_GOOD, answer: REJECTED_KEY })
      },
    })
    const end = run.spans.find(({ request }) => request.status === 401)?.until ?? 0
    const late = run.spans.filter(({ from }) => from > end)
    expect(late.map(({ request }) => `${request.method} → ${request.status}`)).toEqual([])
  },
)

test('nothing is written after a read-back showed that the key is rejected', async () => {
  await using run = await play({
    size: [3, 250],
    prepare(api) {
      api.fault({ on: r => r.route === 'create' && r.checkpointId === SECOND_ID, answer: OOPS })
      api.fault({ on: 'list', skip: 3, times: FOR_GOOD, answer: REJECTED_KEY })
    },
  })
  const end = run.spans.find(({ request }) => request.status === 401)?.until ?? 0
  const late = run.spans.filter(({ from, request }) => from >= end && request.method === 'POST')
  expect(late.map(({ request }) => `${request.method} ${request.checkpointId}`)).toEqual([])
})

test.each<['create' | 'delete']>([['create'], ['delete']])(
  "a lost %s that wasn't applied is failed, not skipped, if the key is rejected elsewhere meanwhile",
  async route => {
    await using run = await play({
      size: [3, 1],
      setup: {
        projects: [{ id: 'proj_s' }],
        checkpoints: Object.fromEntries(
          checkpoints(3).map(id => [
            id,
            { shared: route === 'delete' ? ['proj_0', 'proj_s'] : [] },
          ]),
        ),
      },
      inputs: { mode: 'sync', 'max-revocations': 'none' },
      prepare(api) {
        api.fault({ on: r => r.route === route && r.checkpointId === SECOND_ID, answer: OOPS })
        api.fault({ on: route, skip: 1, times: FOR_GOOD, answer: REJECTED_KEY })
      },
      // The key is rejected while the other write is read back.
      answerMs: ({ status }) => (status === 401 ? 1_000 : 100),
    })
    const row = rowsOf(run.step).find(
      row => row.checkpoint_id === SECOND_ID && row.requested === (route === 'create'),
    )
    expect(row?.status).toBe('failed')
    expectMatchesServer(run.step, run.api)
  },
)
