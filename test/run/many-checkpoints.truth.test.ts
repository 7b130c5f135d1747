import { expect, test } from 'vitest'
import { checkpoints, expectMatchesServer, holders, ids, rowsOf } from '../action/setup.ts'
import { failure, list } from '../support/api/responses.ts'
import type { Answer, Fault, Route } from '../support/api.ts'
import {
  expectAtMost,
  expectGranted,
  FOR_GOOD,
  MINUTE,
  OOPS,
  play,
  type Run,
  requestsOf,
  statusesAt,
} from './many-checkpoints.ts'

const ALL = checkpoints(4)
/** The checkpoint with the unusual response, which isn't the first. */
const [, ODD = ''] = ALL

const atOdd =
  (route: Route): NonNullable<Fault['on']> =>
  request =>
    request.route === route && request.checkpointId === ODD

const UNREADABLE: [name: string, answer: Answer][] = [
  ['HTML', { status: 200, body: '<html>Please wait</html>' }],
  ['a list without items', { status: 200, body: { object: 'list' } }],
  ['an error', { status: 200, body: { error: { message: 'Please wait.' } } }],
]

test.each(UNREADABLE)('a first list with a 200 response of %s is read again', async (_, answer) => {
  await using run = await play({
    size: [4, 2],
    prepare: api => api.fault({ on: atOdd('list'), times: 3, answer }),
  })
  expect.soft(requestsOf(run, ODD, 'list').length).toBe(4)
  expect.soft(run.step.outputs.result).toBe('ok')
  expectGranted(run, ALL, ids(2))
})

test.each(UNREADABLE)('a read-back with a 200 response of %s is read again', async (_, answer) => {
  await using run = await play({
    size: [4, 2],
    prepare(api) {
      api.fault({ on: atOdd('create'), acts: true, answer: OOPS })
      api.fault({ on: atOdd('list'), skip: 1, times: 3, answer })
    },
  })
  expect.soft(requestsOf(run, ODD, 'list').length).toBe(5)
  expect.soft(requestsOf(run, ODD, 'create').length).toBe(1)
  expect.soft(run.step.outputs.result).toBe('ok')
  expectGranted(run, ALL, ids(2))
})

/**
 * The first POST is applied and its response lost, and the read after it is too early to show that.
 * The rejected batch at the first checkpoint, of which nothing is applied, proves nothing for the
 * next.
 */
async function playLost(projects: string[], rejection: Answer): Promise<Run> {
  const [first, ...others] = ALL
  const entries = others.map(id => `  - { checkpoint-id: '${id}', project-ids: [${projects}] }`)
  return play({
    size: [4, 2],
    file: [
      'checkpoints:',
      `  - { checkpoint-id: '${first}', project-ids: [proj_0, proj_1, proj_unknown] }`,
      ...entries,
    ].join('\n'),
    prepare(api) {
      api.fault({ on: atOdd('create'), acts: true, answer: 'reset' })
      api.fault({ on: atOdd('create'), times: FOR_GOOD, answer: rejection })
      api.fault({ on: atOdd('list'), skip: 1, answer: list([], false) })
    },
  })
}

const REJECTIONS = [400, 404, 409, 422].flatMap(status =>
  [1, 2].map(projects => [status, projects] as const),
)

test.each(REJECTIONS)(
  'after a lost response, a %i that says a permission exists is read back (projects: %i)',
  async (status, projects) => {
    const requested = ids(projects)
    await using run = await playLost(requested, failure(status, 'The permission already exists.'))
    for (const row of statusesAt(run, ODD)) expect.soft(['granted', 'shared']).toContain(row)
    expectAtMost('requests to the odd one', requestsOf(run, ODD).length, 5)
    expectGranted(run, ALL.slice(1), requested)
  },
)

const WORDS = 'The permission service is being moved'
const ERRORS: [form: string, body: unknown][] = [
  ['an object', { error: { message: WORDS, type: 'server_error', param: null, code: null } }],
  ['a text', { error: WORDS }],
]

test.each(ERRORS)(
  'a POST with an error in a 200 response, %s, is read back once',
  async (_, body) => {
    await using run = await play({
      size: [4, 2],
      prepare: api =>
        api.fault({ on: atOdd('create'), times: FOR_GOOD, answer: { status: 200, body } }),
    })
    const routes = requestsOf(run, ODD).map(({ route }) => route)
    expectAtMost('requests to the odd one', routes.length, 3)
    expect.soft(routes.slice(0, 3)).toEqual(['list', 'create', 'list'])
    expectAtMost('minutes of the run', run.took / MINUTE, 1)
    expectMatchesServer(run.step, run.api)
    const rows = rowsOf(run.step).filter(row => row.checkpoint_id === ODD)
    for (const row of rows) {
      expect.soft(row).toMatchObject({ status: 'failed', error: expect.stringContaining(WORDS) })
    }
    const others = ALL.filter(id => id !== ODD)
    expect(others.map(id => holders(run.api, id))).toEqual(others.map(() => ids(2)))
  },
)

test.each(ERRORS)('an error, %s, after which access exists is a grant', async (_, body) => {
  await using run = await play({
    size: [4, 2],
    prepare: api => api.fault({ on: atOdd('create'), acts: true, answer: { status: 200, body } }),
  })
  expect(requestsOf(run, ODD)).toHaveLength(3)
  expect(statusesAt(run, ODD)).toEqual(['granted', 'granted'])
  expectGranted(run, ALL, ids(2))
})
