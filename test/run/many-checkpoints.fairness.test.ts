import { expect, test } from 'vitest'
import { CHECKPOINT, checkpoints, expectMatchesServer, holders, ids } from '../action/setup.ts'
import { failure } from '../support/api/responses.ts'
import type { Fault, ReceivedRequest, Route } from '../support/api.ts'
import {
  expectAtMost,
  expectGranted,
  FOR_GOOD,
  lastAccepted,
  MINUTE,
  OOPS,
  play,
  type Run,
  requestsOf,
  SECOND,
  statusesAt,
} from './many-checkpoints.ts'

const OTHERS = checkpoints(10).slice(1)

/** The first checkpoint always gets this response on a route; the others work. */
const atFirst = (route: Route, answer: Fault['answer']): Fault => ({
  on: (request: ReceivedRequest) =>
    request.route === route && [request.checkpointId, request.model].includes(CHECKPOINT),
  times: FOR_GOOD,
  answer,
})

/** The first checkpoint was given up long before the deadline, after few requests. */
function expectGivenUp(run: Run): void {
  expectAtMost('requests to the first', requestsOf(run, CHECKPOINT).length, 20)
  expectAtMost('minutes of the run', run.took / MINUTE, 10)
  expect.soft(run.step.exitCode).toBe(1)
}

test.each<[name: string, answer: Fault['answer']]>([
  ['500', OOPS],
  ['a reset', 'reset'],
  ['HTML', { status: 200, body: '<html>Please wait</html>' }],
])("a checkpoint whose list always fails with %s doesn't delay the others", async (_, answer) => {
  await using run = await play({
    size: [10, 2],
    prepare: api => api.fault(atFirst('list', answer)),
  })
  expectGivenUp(run)
  expectAtMost('minutes to the last grant', lastAccepted(run, 'create') / MINUTE, 2.5)
  expect.soft(statusesAt(run, CHECKPOINT)).toEqual(['failed', 'failed'])
  expectGranted(run, OTHERS, ids(2))
  expect(holders(run.api)).toEqual([])
})

test.each<[name: string, answer: Fault['answer']]>([
  ['409', failure(409, 'Another request changes this checkpoint.')],
  ['500', OOPS],
  ['a reset', 'reset'],
])("a checkpoint whose POST always fails with %s doesn't delay the others", async (_, answer) => {
  await using run = await play({
    size: [10, 2],
    prepare: api => api.fault(atFirst('create', answer)),
  })
  expectGivenUp(run)
  expectAtMost('POSTs to the first', requestsOf(run, CHECKPOINT, 'create').length, 6)
  expectAtMost('minutes to the last grant', lastAccepted(run, 'create') / MINUTE, 2.5)
  for (const status of statusesAt(run, CHECKPOINT)) {
    expect.soft(['failed', 'unknown']).toContain(status)
  }
  expectGranted(run, OTHERS, ids(2))
})

test("a checkpoint whose DELETE always fails doesn't delay the others", async () => {
  const others = checkpoints(4).slice(1)
  await using run = await play({
    size: [4, 1],
    setup: {
      projects: [{ id: 'proj_stranger' }],
      checkpoints: Object.fromEntries(
        checkpoints(4).map(id => [id, { shared: ['proj_stranger'] }]),
      ),
    },
    inputs: { mode: 'sync' },
    prepare: api => api.fault(atFirst('delete', OOPS)),
  })
  expectGivenUp(run)
  expectAtMost('DELETEs to the first', requestsOf(run, CHECKPOINT, 'delete').length, 6)
  expectAtMost('minutes to the last grant', lastAccepted(run, 'create') / MINUTE, 2.5)
  expectAtMost('minutes to the last revocation', lastAccepted(run, 'delete') / MINUTE, 2.5)
  expectGranted(run, others, ids(1))
  expect(holders(run.api)).toEqual(['proj_0', 'proj_stranger'])
})

test("a model that always fails doesn't delay the verification of the others", async () => {
  const others = checkpoints(3).slice(1)
  await using run = await play({
    size: [3, 1],
    setup: {
      projectKeys: ['proj_0'],
      checkpoints: Object.fromEntries(checkpoints(3).map(id => [id, {}])),
      modelsFollowPermissions: true,
    },
    prepare: api => api.fault(atFirst('model', OOPS)),
    keys: api => ({ 'verify-keys': `proj_0=${api.projectKeys.proj_0}` }),
  })
  expectGivenUp(run)
  for (const id of others) expect(requestsOf(run, id, 'model')).toHaveLength(1)
  expectAtMost('seconds to the last model', lastAccepted(run, 'model') / SECOND, 60)
  expect(checkpoints(3).map(id => statusesAt(run, id))).toEqual(Array(3).fill(['granted']))
  expectMatchesServer(run.step, run.api)
})
