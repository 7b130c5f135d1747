import { expect, test } from 'vitest'
import { CHECKPOINT, checkpoints, ids, statusesOf } from '../action/setup.ts'
import { SlidingWindow } from '../api/limits.ts'
import { failure } from '../support/api/responses.ts'
import type { Answer, Route } from '../support/api.ts'
import { expectAtMost, FOR_GOOD, MINUTE, OOPS, play, type Run, SECOND } from './many-checkpoints.ts'

const [, _SECOND_ID = ''] = checkpoints(2)

/** When the first or the last request of a route about another checkpoint was received. */
const timesOf = ({ spans }: Run, route: Route, except: string) =>
  spans
    .filter(({ request }) => request.route === route && request.checkpointId !== except)
    .map(({ from }) => from)

test.each<['hang' | 'reset' | Answer]>([['hang'], [OOPS]])(
  'with revocations only, the first checkpoint does not hold up the others: %j',
  async answer => {
    await using run = await play({
      size: [4, 2],
      setup: {
        checkpoints: Object.fromEntries(checkpoints(4).map(id => [id, { shared: ids(2) }])),
      },
      inputs: { mode: 'revoke', 'max-revocations': 'none' },
      prepare: api =>
        api.fault({
          on: r => r.route === 'delete' && r.checkpointId === CHECKPOINT,
          times: FOR_GOOD,
          answer,
        }),
    })
    expectAtMost('minutes', Math.max(...timesOf(run, 'delete', CHECKPOINT)) / MINUTE, 1)
  },
)

test('a fault of the read after the first rejection ends the wait', async () => {
  await using run = await play({
    size: [6, 2],
    prepare(api) {
      const first = (route: Route) => (r: { route: Route; checkpointId?: string }) =>
        r.route === route && r.checkpointId === CHECKPOINT
      api.fault({ on: first('create'), times: FOR_GOOD, answer: failure(400, 'No.') })
      api.fault({ on: first('list'), skip: 1, times: FOR_GOOD, answer: OOPS })
    },
  })
  expectAtMost('seconds', Math.min(...timesOf(run, 'create', CHECKPOINT)) / SECOND, 3)
})

test('faults of the reads of a bisection do not hold up the others', async () => {
  let last = 0
  await using run = await play({
    size: [6, 16],
    prepare(api, now) {
      api.fault({
        on: r => {
          const isPost = r.route === 'create' && r.checkpointId === CHECKPOINT
          if (isPost) last = now()
          return isPost
        },
        times: FOR_GOOD,
        answer: failure(400, 'No.'),
      })
      const isSoon = () => now() < last + 50_000
      api.fault({
        on: r => r.route === 'list' && r.checkpointId === CHECKPOINT && isSoon(),
        skip: 1,
        times: FOR_GOOD,
        answer: OOPS,
      })
    },
  })
  expectAtMost('minutes', Math.min(...timesOf(run, 'create', CHECKPOINT)) / MINUTE, 2)
})

test('a first checkpoint that takes no project at all holds up the others for less than 2 min', async () => {
  const window = new SlidingWindow(8)
  await using run = await play({
    size: [6, 64],
    setup: { rules: { namesBadProject: false } },
    prepare(api, now) {
      const answer = failure(429, 'Slow down.')
      api.fault({ on: _r => window.admit(now()) !== 'ok', times: FOR_GOOD, answer })
      api.fault({
        on: r => r.route === 'create' && r.checkpointId === CHECKPOINT,
        times: FOR_GOOD,
        answer: failure(400, 'This model cannot be shared.'),
      })
    },
  })
  expectAtMost('minutes', Math.min(...timesOf(run, 'create', CHECKPOINT)) / MINUTE, 2)
})

test.each(checkpoints(3).map((id, index) => [index, id] as const))(
  'checkpoint %i, whose POST is always 429, does not keep the others from their grants',
  async (_, bad) => {
    await using run = await play({
      size: [10, 2],
      prepare: api =>
        api.fault({
          on: r => r.route === 'create' && r.checkpointId === bad,
          times: FOR_GOOD,
          answer: failure(429, 'Too many changes of this checkpoint.'),
        }),
    })
    expect(statusesOf(run.step)).toEqual({ granted: 18, failed: 2 })
  },
)
