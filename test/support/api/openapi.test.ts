import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Api, type ApiSetup, type Route, startApi } from '../api.ts'
import {
  CHECKPOINT,
  connect,
  connectProject,
  ids,
  SHARED_CHECKPOINT,
  send,
  start,
} from './clients.ts'
import { CALLS, errorsOf, ROUTES, TYPES } from './openapi-facts.ts'
import type { CheckpointSetup, EventSetup, JobState, ModelSetup } from './setup-types.ts'
import type { Answer, ReceivedRequest } from './types.ts'

const JOB = 'ftjob-abc123'
const projectIds = ids(3)

const time = fc.integer({ min: 1_600_000_000, max: 1_900_000_000 })
const loss = fc.double({ noNaN: true, noDefaultInfinity: true })

const project = (id: string) =>
  fc.record(
    {
      id: fc.constant(id),
      name: fc.option(fc.string()),
      status: fc.constantFrom('active', 'archived', 'suspended'),
      archived_at: fc.option(time),
    },
    { requiredKeys: ['id'] },
  )

const state: fc.Arbitrary<JobState> = fc.oneof(
  fc.constantFrom<JobState>('validating_files', 'queued', 'running', 'succeeded', 'cancelled'),
  fc.record({
    status: fc.constantFrom('running', 'failed'),
    estimated_finish: fc.option(time),
    error: fc.option(
      fc.record({ code: fc.string(), message: fc.string(), param: fc.option(fc.string()) }),
    ),
  }),
)

const event: fc.Arbitrary<EventSetup> = fc.record(
  {
    message: fc.string(),
    level: fc.constantFrom('info', 'warn', 'error'),
    type: fc.constantFrom('message', 'metrics'),
    data: fc.dictionary(fc.string(), fc.jsonValue()),
  },
  { requiredKeys: ['message'] },
)

const checkpoint: fc.Arbitrary<CheckpointSetup> = fc.record({
  step: fc.nat(),
  model: fc.constant('ft:a:ckpt-step-1'),
  metrics: fc.record({ train_loss: loss, valid_loss: loss, step: loss }, { requiredKeys: [] }),
})

const model: fc.Arbitrary<ModelSetup> = fc.record(
  {
    projects: fc.constant(['proj_training']),
    ownedBy: fc.string(),
    shutdownDate: fc.constant('2027-01-14'),
  },
  { requiredKeys: ['projects'] },
)

/** The server's normal states, as far as the document describes them. */
const setup: fc.Arbitrary<ApiSetup> = fc
  .record({
    projects: fc.tuple(...projectIds.map(project)),
    shared: fc.array(fc.constantFrom(...projectIds)),
    states: fc.array(state, { minLength: 1, maxLength: 3 }),
    checkpoints: fc.array(checkpoint, { maxLength: 3 }),
    events: fc.array(event, { maxLength: 3 }),
    policy: fc.record({
      mode: fc.constantFrom('allow_list' as const, 'deny_list' as const),
      model_ids: fc.array(fc.string()),
    }),
    model,
  })
  .map(({ projects, shared, states, checkpoints, events, policy, ...rest }) => ({
    projects,
    checkpoints: { [CHECKPOINT]: { owner: 'proj_owner' }, [SHARED_CHECKPOINT]: { shared } },
    jobs: { [JOB]: { states, fineTunedModel: CHECKPOINT, checkpoints, events } },
    models: { [CHECKPOINT]: rest.model },
    modelPolicies: { proj_0: policy },
  }))

/** Sends each kind of request, with and without success. */
async function sendAll(api: Api): Promise<void> {
  const { grant, list, revoke, projects, modelPolicy } = connect(api)
  const { job, checkpoints, events, model: get } = connectProject(api)
  const calls = [
    () => grant(projectIds),
    () => grant(['proj_1', 'proj_x']),
    () => list({ limit: 2 }),
    () => list({ order: 'ascending' }, CHECKPOINT),
    () => list({}, 'ft:x'),
    () => revoke(api.grant(CHECKPOINT, 'proj_2').id, CHECKPOINT),
    () => revoke('cp_x'),
    () => projects({ include_archived: true, limit: 2 }),
    () => connect(api, api.projectKey).projects(),
    () => modelPolicy('proj_0'),
    () => modelPolicy('proj_1'),
    ...[1, 2, 3].map(() => () => job(JOB)),
    () => job('ftjob-x'),
    () => checkpoints(JOB, { limit: 2 }),
    () => events(JOB, { limit: 2 }),
    () => get(CHECKPOINT),
    () => get('x'),
    () => send(api, 'PUT', '/organization/projects'),
  ]
  for (const call of calls) await call().catch(() => {})
}

test("every response of the tests' API fits OpenAI's document, with no field of its own", async () => {
  const succeeded = new Set<Route>()
  await fc.assert(
    fc.asyncProperty(setup, async given => {
      const answers: [ReceivedRequest, Answer][] = []
      const interfere: ApiSetup['interfere'] = (request, respond) => {
        const answer = respond()
        answers.push([request, answer])
        return answer
      }
      await using api = await startApi({ ...given, interfere })
      await sendAll(api)
      for (const [{ route, method, path }, { status, body }] of answers) {
        if (status === 200) succeeded.add(route)
        const type = status === 200 && route !== 'other' ? CALLS[route].response : 'ErrorResponse'
        const sent: unknown = JSON.parse(JSON.stringify(body))
        expect(errorsOf(sent, type), `${method} ${path}: ${JSON.stringify(sent)}`).toBe('')
      }
    }),
    { numRuns: 15 },
  )
  expect([...succeeded].sort()).toEqual([...ROUTES].sort())
})

test.each(ROUTES)("the tests' API has the documented path of %s", async route => {
  await using api = await start()
  const [method = '', path = ''] = CALLS[route].request.split(' ')
  await send(api, method, path.replace(/\{\w+\}/g, 'x'))
  expect(api.requests.map(request => request.route)).toEqual([route])
})

test.each(ROUTES.filter(route => CALLS[route].defaults?.limit !== undefined))(
  "the tests' API has the documented default limit of %s",
  async route => {
    const limit = Number(CALLS[route].defaults?.limit)
    const numbers = Array.from({ length: limit + 1 }, (_, index) => index)
    await using api = await startApi({
      projects: numbers.map(number => ({ id: `proj_${number}` })),
      checkpoints: { x: { shared: numbers.map(number => `proj_${number}`) } },
      jobs: {
        x: {
          states: ['running'],
          checkpoints: numbers.map(step => ({ step, model: `ft:${step}` })),
          events: numbers.map(number => ({ message: `${number}` })),
        },
      },
    })
    const path = CALLS[route].request.slice('GET '.length).replace(/\{\w+\}/g, 'x')
    const key = route.startsWith('job') ? api.projectKey : api.adminKey
    const headers = { authorization: `Bearer ${key}` }
    const page = await (await fetch(api.baseUrl + path, { headers })).json()
    expect(page).toMatchObject({ has_more: true })
    expect((page as { data: unknown[] }).data).toHaveLength(limit)
  },
)

test('the facts notice a wrong type, a missing field, and an unknown one', () => {
  const permission = { id: 'a', object: 'checkpoint.permission', created_at: 1, project_id: 'b' }
  const errors = (more: object) =>
    errorsOf({ ...permission, ...more }, 'FineTuningCheckpointPermission')
  expect(errors({})).toBe('')
  expect(errors({ created_at: 1.5 })).toContain('/created_at must be integer')
  expect(errors({ object: 'x' })).toContain('/object must be equal to constant')
  expect(errors({ id: undefined })).toContain("must have required property 'id'")
  expect(errors({ name: 'x' })).toContain('must NOT have additional properties')
  for (const name of Object.keys(TYPES)) expect(errorsOf(0, name)).toContain('must be object')
})
