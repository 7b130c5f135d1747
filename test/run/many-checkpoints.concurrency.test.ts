import { expect, test } from 'vitest'
import { projectsOf } from '../action/expect-writes.ts'
import { CHECKPOINT, checkpoints, expectMatchesServer, ids, rowsOf } from '../action/setup.ts'
import { failure } from '../support/api/responses.ts'
import type { ReceivedRequest, Route } from '../support/api.ts'
import {
  expectAtMost,
  expectGranted,
  mostAtOnce,
  OOPS,
  play,
  type Run,
  SECOND,
  type Span,
} from './many-checkpoints.ts'

const ALL = checkpoints(12)
const UNKNOWN = 'proj_unknown'

const ROUTES: [name: string, route: Route][] = [
  ['list', 'list'],
  ['grant', 'create'],
]

/** About six are in flight at once, and never more. */
const [FEWEST, MOST] = [4, 6]

const spansOf = ({ spans }: Run, route: Route) =>
  spans.filter(({ request }) => request.route === route)

/** When the first request of a route about a checkpoint other than the first was received. */
function othersFrom(run: Run, route: Route): number {
  const others = spansOf(run, route).filter(({ request }) => request.checkpointId !== CHECKPOINT)
  return Math.min(...others.map(({ from }) => from))
}

const ofFirst = (run: Run, route: Route): Span[] =>
  spansOf(run, route).filter(({ request }) => request.checkpointId === CHECKPOINT)

/** Several of a route were in flight at once, but not too many. */
function expectSeveral(run: Run, route: Route): void {
  const most = mostAtOnce(run, route)
  expect.soft(most, `${route} at once`).toBeGreaterThanOrEqual(FEWEST)
  expectAtMost(`${route} at once`, most, MOST)
}

test('sixty checkpoints take seconds, six at a time, if nothing limits them', async () => {
  await using run = await play({ size: [60, 3] })
  expectAtMost('seconds', run.took / SECOND, 4)
  expectSeveral(run, 'list')
  expectSeveral(run, 'create')
  expect.soft(run.step.requests.length).toBe(120)
  expectGranted(run, checkpoints(60), ids(3))
})

test.each(ROUTES)('the first %s goes alone, and then up to six', async (_, route) => {
  await using run = await play({ size: [12, 2] })
  const [first] = spansOf(run, route)
  expect.soft(first?.request.checkpointId).toBe(CHECKPOINT)
  expect.soft(othersFrom(run, route)).toBeGreaterThanOrEqual(first?.until ?? Infinity)
  expectSeveral(run, route)
  expectGranted(run, ALL, ids(2))
})

test('revocations and verifications of several checkpoints run concurrently', async () => {
  await using run = await play({
    size: [12, 1],
    setup: {
      projects: [{ id: 'proj_stranger' }],
      checkpoints: Object.fromEntries(ALL.map(id => [id, { shared: ['proj_stranger'] }])),
      projectKeys: ['proj_0'],
      modelsFollowPermissions: true,
    },
    inputs: { mode: 'sync', 'max-revocations': 'none' },
    keys: api => ({ 'verify-keys': `proj_0=${api.projectKeys.proj_0}` }),
  })
  expectSeveral(run, 'delete')
  expectSeveral(run, 'model')
  expectGranted(run, ALL, ids(1))
})

test.each<Route>(['list', 'create'])(
  'a fault of the first %s ends the wait for it',
  async route => {
    await using run = await play({
      size: [12, 2],
      prepare: api => api.fault({ on: route, answer: OOPS }),
    })
    const [first] = spansOf(run, route)
    const waited = othersFrom(run, route) - (first?.until ?? 0)
    expectAtMost('seconds after the fault', waited / SECOND, 0.5)
    expect.soft(waited).toBeGreaterThanOrEqual(0)
    expectSeveral(run, route)
    expectGranted(run, ALL, ids(2))
  },
)

test.each([
  ['is named', {}],
  ['is looked up', { namesBadProject: false }],
  ['is found by bisection', { namesBadProject: false, projectsReadable: false }],
])('after a rejection the others start once its cause %s', async (_, rules) => {
  await using run = await play({
    size: [12, 3],
    setup: { rules },
    inputs: { 'project-ids': ['proj_0', UNKNOWN, 'proj_1', 'proj_2'] },
  })
  const [, read] = ofFirst(run, 'list')
  // A named project needs no lookup.
  const lookUp = 'namesBadProject' in rules ? spansOf(run, 'projects').at(-1) : undefined
  const settled = Math.max(read?.until ?? Infinity, lookUp?.until ?? 0)
  expect.soft(othersFrom(run, 'create')).toBeGreaterThanOrEqual(settled)
  // What is known by then keeps the bad project out of every batch.
  const batches = spansOf(run, 'create')
    .filter(({ request }) => request.checkpointId !== CHECKPOINT)
    .map(({ request }) => projectsOf(request))
    .filter(({ length }) => length > 1)
  expect.soft(batches.filter(batch => batch.includes(UNKNOWN))).toEqual([])
  expectSeveral(run, 'create')
  expectGranted(run, ALL, ids(3))
})

test('rows, outputs, and summary keep the order of the request', async () => {
  const requested = ALL.toReversed()
  await using run = await play({
    size: [12, 2],
    inputs: { 'checkpoint-id': requested },
    // What is requested first is answered last.
    answerMs: ({ checkpointId = '' }) => 50 + 100 * ALL.indexOf(checkpointId),
  })
  const { outputs, summary } = run.step
  expectSeveral(run, 'create')
  expect(JSON.parse(outputs['checkpoint-ids'] ?? '')).toEqual(requested)
  const rows = rowsOf(run.step).map(row => [row.checkpoint_id, row.project_id])
  expect(rows).toEqual(requested.flatMap(id => ids(2).map(project => [id, project])))
  const shown = (summary ?? '').replaceAll('<wbr>', '').matchAll(/<code>(ft:.*?)<\/code>/g)
  expect([...new Set([...shown].map(([, id]) => id))]).toEqual(requested)
  expectGranted(run, ALL, ids(2))
})

test.each(ROUTES)('a 401 to a %s stops new work everywhere', async (_, route) => {
  const refusal = failure(401, 'Incorrect API key provided.', { code: 'invalid_api_key' })
  await using run = await play({
    size: [12, 2],
    prepare: api => api.fault({ on: route, skip: 3, answer: refusal }),
    // It arrives while other requests are in flight.
    answerMs: ({ status }: ReceivedRequest) => (status === 401 ? 50 : 100),
  })
  const end = run.spans.find(({ request }) => request.status === 401)?.until ?? 0
  const late = run.spans.filter(({ from }) => from >= end)
  expect.soft(late.map(({ request }) => `${request.method} ${request.url}`)).toEqual([])
  const underWay = run.spans.filter(({ from, until }) => from < end && until > end).length
  expect.soft(underWay).toBeGreaterThanOrEqual(FEWEST - 1)
  if (route === 'list') expect.soft(run.api.count('create')).toBe(0)
  // Requests in flight were answered, and count.
  const granted = spansOf(run, 'create').filter(({ request }) => request.status === 200).length
  if (route === 'create') expect.soft(run.step.outputs['granted-count']).toBe(`${granted * 2}`)
  expect.soft(run.step.exitCode).toBe(1)
  expectMatchesServer(run.step, run.api)
})

test('every line of the log that quotes a request names a checkpoint', async () => {
  await using run = await play({
    size: [12, 20],
    setup: { rules: { namesBadProject: false } },
    inputs: { 'project-ids': [...ids(20), UNKNOWN] },
    prepare(api) {
      api.fault({ on: 'list', skip: 2, times: 3, answer: OOPS })
      api.fault({ on: 'create', skip: 3, times: 4, answer: OOPS })
      api.fault({ on: 'create', acts: true, answer: 'reset' })
    },
  })
  const lines = run.step.stdout.split('\n').filter(line => !line.startsWith('::'))
  // The IDs of all checkpoints begin alike.
  const unnamed = run.step.requests.flatMap(({ requestId }) =>
    lines.filter(line => line.includes(requestId) && !line.includes(CHECKPOINT)),
  )
  expect.soft(unnamed).toEqual([])
  // A group contains the items of one list, and nothing that happened at the same time.
  const groups = run.step.stdout.matchAll(/^::group::.*\n([\s\S]*?)^::endgroup::/gm)
  const inside = [...groups].flatMap(([, text = '']) => text.split('\n').filter(Boolean))
  expect(inside.length).toBeGreaterThan(0)
  expect(inside.filter(line => !line.startsWith('  '))).toEqual([])
  expectGranted(run, ALL, ids(20))
})
