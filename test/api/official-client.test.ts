import { expect, test } from 'vitest'
import { ApiError } from '../../src/api/errors.ts'
import { connect, connectProject, ids } from '../support/api/clients.ts'
import { connectOurs, type OurCalls } from '../support/api/our-clients.ts'
import { type Api, type ApiSetup, startApi } from '../support/api.ts'

/** Has every character that an ID can have. */
const CHECKPOINT = 'ft:gpt-4o.mini:a_b@c+d=e:Z-9:ckpt-step-2000'
const JOB = 'ftjob-a_B.9'
const LOSSES = { train_loss: 0.5, valid_loss: 0.25, full_valid_loss: 0.125 }

const SETUP: ApiSetup = {
  projects: [
    ...ids(30).map(id => ({ id, name: `Project ${id}` })),
    { id: 'proj_old', name: null, status: 'archived' },
  ],
  checkpoints: { [CHECKPOINT]: { owner: 'proj_owner', shared: ids(25) } },
  jobs: {
    [JOB]: {
      states: [{ status: 'succeeded', estimated_finish: 1_800_000_000 }],
      fineTunedModel: CHECKPOINT,
      checkpoints: [100, 200].map(step => ({ step, model: `ft:${step}`, metrics: LOSSES })),
      events: [{ message: 'Step 1', type: 'metrics', data: { step: 1, ...LOSSES } }],
    },
  },
  models: { [CHECKPOINT]: { projects: ['proj_training'], shutdownDate: '2027-01-14' } },
  modelPolicies: { proj_1: { mode: 'allow_list', model_ids: ['gpt-4o'] } },
}

/** The same calls of both clients; what the official client reads is put in our words. */
const CALLS: Record<
  string,
  { ours: (calls: OurCalls, api: Api) => Promise<unknown>; theirs: (api: Api) => Promise<unknown> }
> = {
  'a list of permissions': {
    ours: ({ permissions }) => permissions.list(CHECKPOINT),
    theirs: async api => (await connect(api).list({ limit: 100 }, CHECKPOINT)).map(inOurWords),
  },
  'a grant': {
    ours: async ({ permissions }) =>
      (await permissions.create(CHECKPOINT, ['proj_25', 'proj_26'])).permissions.map(projectOf),
    theirs: async api =>
      (await connect(api).grant(['proj_25', 'proj_26'], CHECKPOINT)).map(inOurWords).map(projectOf),
  },
  'a revocation': {
    ours: async ({ permissions }, api) =>
      (await permissions.remove(CHECKPOINT, firstId(api))).deleted,
    theirs: async api => (await connect(api).revoke(firstId(api), CHECKPOINT)).deleted,
  },
  'a list of projects': {
    ours: ({ projects }) => projects.list(),
    theirs: async api =>
      (await connect(api).projects({ include_archived: true, limit: 100 })).map(
        ({ id, name, status }) => ({ id, name, archived: status === 'archived' }),
      ),
  },
  "a project's policy": {
    ours: ({ modelPolicy }) => modelPolicy.get('proj_1'),
    theirs: async api => {
      const { mode, model_ids } = await connect(api).modelPolicy('proj_1')
      return { mode, models: model_ids }
    },
  },
  'a job': {
    ours: ({ jobs }) => jobs.get(JOB),
    theirs: async api => {
      const { id, status, fine_tuned_model, error, estimated_finish } =
        await connectProject(api).job(JOB)
      return {
        ...{ id, status, error },
        fineTunedModel: fine_tuned_model,
        estimatedFinish: estimated_finish,
      }
    },
  },
  "a job's checkpoints": {
    ours: ({ jobs }) => jobs.checkpoints(JOB),
    theirs: async api =>
      (await connectProject(api).checkpoints(JOB, { limit: 100 }))
        .map(({ fine_tuned_model_checkpoint, step_number, metrics }) => ({
          checkpointId: fine_tuned_model_checkpoint,
          step: step_number,
          ...lossesOf(metrics),
        }))
        .reverse(),
  },
  "a job's events": {
    ours: ({ jobs }) => jobs.events(JOB, () => false),
    theirs: async api =>
      (await connectProject(api).events(JOB, { limit: 100 })).map(
        ({ id, level, message, data }) => ({
          ...{ id, level, message },
          metrics: { step: 1, ...lossesOf(data as typeof LOSSES) },
        }),
      ),
  },
  'a model': {
    ours: ({ models }) => models.get(CHECKPOINT),
    theirs: async api => {
      const { owned_by, shutdown_date } = await connectProject(api).model(CHECKPOINT)
      return { ownedBy: owned_by, shutdownDate: shutdown_date }
    },
  },
}

const inOurWords = (permission: { id: string; project_id: string; created_at: number }) => ({
  id: permission.id,
  projectId: permission.project_id,
  createdAt: permission.created_at,
})
const projectOf = ({ projectId }: { projectId: string }) => projectId
const firstId = (api: Api) => api.permissions(CHECKPOINT)[0]?.id ?? ''
const lossesOf = (losses: Partial<typeof LOSSES>) => ({
  trainLoss: losses.train_loss,
  validLoss: losses.valid_loss,
  fullValidLoss: losses.full_valid_loss,
})

/** What a request means to the API, however its path is encoded. */
const meaningOf = ({ requests }: Api) =>
  requests.map(({ method, path, query, body, headers, key }) => ({
    ...{ method, path, query, body, key },
    type: headers['content-type'],
  }))

/** Without what each server makes up. */
const withoutIds = (value: unknown) =>
  JSON.parse(JSON.stringify(value).replace(/(cp_|ftevent-)\w{24}/g, '$1'))

test.each(Object.entries(CALLS))(
  '%s means the same to the API, and reads the same, as with the official client',
  async (_, { ours, theirs }) => {
    // Two servers with the same state, because a call can change it.
    const now = () => 1_800_000_000_000
    await using api = await startApi({ ...SETUP, now })
    await using other = await startApi({ ...SETUP, now })
    await using calls = connectOurs(api)
    const [own, official] = [await ours(calls, api), await theirs(other)]
    expect(withoutIds(own)).toEqual(withoutIds(official))
    expect(withoutIds(meaningOf(api))).toEqual(withoutIds(meaningOf(other)))
  },
)

test.each<[string, (calls: OurCalls) => Promise<unknown>, (api: Api) => Promise<unknown>]>([
  [
    'a batch with an unknown project',
    ({ permissions }) => permissions.create(CHECKPOINT, ['proj_x']),
    api => connect(api).grant(['proj_x'], CHECKPOINT),
  ],
  [
    'an unknown checkpoint',
    ({ permissions }) => permissions.list('ft:x'),
    api => connect(api).list({}, 'ft:x'),
  ],
  ['an unknown job', ({ jobs }) => jobs.get('ftjob-x'), api => connectProject(api).job('ftjob-x')],
  ['an unknown model', ({ models }) => models.get('x'), api => connectProject(api).model('x')],
])('%s is the same error as with the official client', async (_, ours, theirs) => {
  await using api = await startApi(SETUP)
  await using calls = connectOurs(api)
  const own = await ours(calls).catch((error: unknown) => error)
  const official = await theirs(api).catch((error: unknown) => error)
  const [first, second] = api.requests.map(({ requestId }) => requestId)
  expect(own).toBeInstanceOf(ApiError)
  const { status, code, serverMessage, requestId } = own as ApiError
  expect(official).toMatchObject({ status, code, error: { message: serverMessage } })
  expect([requestId, (official as { requestID: string }).requestID]).toEqual([first, second])
})
