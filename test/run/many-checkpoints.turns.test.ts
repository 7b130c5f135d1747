import { expect, test } from 'vitest'
import {
  CHECKPOINT,
  checkpoints,
  ids,
  organization,
  rowsOf,
  share,
  statusesOf,
} from '../action/setup.ts'
import { failure } from '../support/api/responses.ts'
import type { Answer, Api, Route } from '../support/api.ts'
import { UndiciActivity } from '../support/undici-activity.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { expectAtMost, MINUTE, OOPS, play, type Run } from './many-checkpoints.ts'

const [, _SECOND_ID = ''] = checkpoints(2)
const limited = (seconds: number): Answer => ({
  ...failure(429, 'Rate limit reached for requests.'),
  headers: { 'retry-after': `${seconds}` },
})

/** When the first or the last request of a route about another checkpoint was received. */
const timesOf = ({ spans }: Run, route: Route, except: string) =>
  spans
    .filter(({ request }) => request.route === route && request.checkpointId !== except)
    .map(({ from }) => from)

test('requests going one at a time: a checkpoint with many revocations does not starve others', async () => {
  const many = ids(2_500).map(id => id.replace('_', '_s'))
  await using run = await play({
    size: [4, 1],
    setup: {
      projects: many.map(id => ({ id })),
      checkpoints: Object.fromEntries(
        checkpoints(4).map(id => [id, { shared: id === CHECKPOINT ? many : many.slice(0, 3) }]),
      ),
    },
    inputs: { mode: 'sync', 'max-revocations': 'none' },
    prepare: api => {
      api.fault({ on: 'delete', answer: limited(1) })
      const on = (r: { route: Route; checkpointId?: string }) =>
        r.route === 'delete' && r.checkpointId === CHECKPOINT
      for (let i = 0; i < 40; i++) api.fault({ on, skip: 60, answer: limited(1) })
    },
  })
  expectAtMost('minutes', Math.max(...timesOf(run, 'delete', CHECKPOINT)) / MINUTE, 2)
})

test('a project that is made during the wait for a job is granted access', async () => {
  await using run = await play({
    size: [1, 1],
    setup: {
      projects: [{ id: 'proj_late', name: 'late' }],
      jobs: {
        'ftjob-1': {
          states: [...Array(20).fill('running'), 'succeeded'],
          fineTunedModel: CHECKPOINT,
        },
      },
      projectKeyOf: 'proj_0',
    },
    inputs: {
      'checkpoint-id': '',
      'fine-tuning-job-id': 'ftjob-1',
      'project-ids': ['proj_late'],
      'project-names': ['Name proj_0'],
    },
    keys: api => ({ 'api-key': api.projectKey }),
    // The names are read before the wait; the project isn't there yet.
    prepare: api =>
      api.fault({
        on: 'projects',
        acts: true,
        answer(normal) {
          const body = normal.body as { data: { id: string }[] }
          return {
            ...normal,
            body: { ...body, data: body.data.filter(({ id }) => id !== 'proj_late') },
          }
        },
      }),
  })
  expect(rowsOf(run.step).map(({ status }) => status)).toEqual(['granted', 'granted'])
})

test('a step that is cancelled while it reads a write back reads it in the seconds it has', async () => {
  using wire = new UndiciActivity()
  const clock = new VirtualClock(undefined, () => wire.isBusy)
  await using api: Api = await organization(2, { now: () => clock.now() })
  api.fault({ on: 'create', acts: true, answer: OOPS })
  api.fault({ on: 'list', skip: 1, times: 2, answer: OOPS })
  await using step = await share(
    api,
    { 'project-ids': ids(2) },
    {
      clock,
      random: () => 0.99,
      onLine: (line, step) => {
        if (line.includes(': list the permissions')) step.kill('SIGINT')
      },
    },
  )
  expect(step.outputs.result).toBe('cancelled')
  expect(statusesOf(step)).toEqual({ granted: 2 })
})
