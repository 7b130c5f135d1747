import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { type Answer, startApi } from '../api.ts'
import { CHECKPOINT, connect, connectProject, SHARED_CHECKPOINT, start } from './clients.ts'
import { failure } from './responses.ts'

const limited = failure(429, 'Rate limit reached', { code: 'rate_limit_exceeded' })

/** Calls that the server rejects, by the class of the official client's error. */
const REJECTIONS: [
  name: string,
  type: new (...details: never[]) => Error,
  call: (api: Awaited<ReturnType<typeof start>>) => Promise<unknown>,
  more: object,
][] = [
  [
    'a batch with an unknown project',
    OpenAI.BadRequestError,
    api => connect(api).grant(['proj_x']),
    { status: 400, param: 'project_ids', code: null },
  ],
  [
    'an unknown key',
    OpenAI.AuthenticationError,
    api => connect(api, 'sk-admin-wrong').list(),
    { status: 401, code: 'invalid_api_key', type: 'invalid_request_error' },
  ],
  [
    'a key of a project',
    OpenAI.AuthenticationError,
    api => connect(api, api.projectKey).list(),
    { status: 401, code: null, param: null },
  ],
  [
    'an unreadable list of projects',
    OpenAI.PermissionDeniedError,
    api => connect(api).projects(),
    { status: 403, code: null },
  ],
  [
    'an unknown checkpoint',
    OpenAI.NotFoundError,
    api => connect(api).list({}, 'ft:x'),
    { status: 404, code: 'not_found' },
  ],
  [
    'an unknown job',
    OpenAI.NotFoundError,
    api => connectProject(api).job('ftjob-x'),
    { status: 404, code: 'fine_tune_not_found', param: 'fine_tune_id' },
  ],
  [
    'an unknown model',
    OpenAI.NotFoundError,
    api => connectProject(api).model('ft:x'),
    { status: 404, code: 'model_not_found', param: 'model' },
  ],
  [
    'a project that already has access',
    OpenAI.ConflictError,
    api => connect(api).grant(['proj_1'], SHARED_CHECKPOINT),
    { status: 409, param: 'project_ids' },
  ],
  [
    "a checkpoint object's ID",
    OpenAI.InternalServerError,
    api => connect(api).list({}, 'ftckpt_1'),
    { status: 500, type: 'server_error' },
  ],
]

test.each(REJECTIONS)(
  "%s is the official client's own error, with the request ID",
  async (_, type, call, more) => {
    await using api = await start({ regrant: 'error', projectsReadable: false })
    const error = await call(api).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(type)
    const requestID = api.requests.at(-1)?.requestId
    expect(requestID).toMatch(/^req_[0-9a-f]{32}$/)
    expect(error).toMatchObject({ ...more, requestID, error: { message: expect.any(String) } })
  },
)

test("a rate limit is the official client's own error, for each call", async () => {
  await using api = await start()
  const { grant, list, retrieve, revoke, projects, modelPolicy } = connect(api)
  const { job, checkpoints, events, model } = connectProject(api)
  const calls = [
    () => grant(['proj_1']),
    () => list(),
    () => retrieve(),
    () => revoke('cp_x'),
    () => projects(),
    () => modelPolicy('proj_1'),
    () => job('ftjob-x'),
    () => checkpoints('ftjob-x'),
    () => events('ftjob-x'),
    () => model('ft:x'),
  ]
  api.fault({ times: Number.POSITIVE_INFINITY, answer: limited })
  for (const call of calls) {
    const error = await call().catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(OpenAI.RateLimitError)
    const { requestId: requestID } = api.requests.at(-1) ?? {}
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', requestID })
  }
  expect(new Set(api.requests.map(({ route }) => route))).toHaveLength(9)
})

test.each<[string, Answer['headers'], number]>([
  ['sends the request again when the server says', { 'retry-after-ms': '1' }, 2],
  [
    'gives up if the server forbids a retry',
    { 'retry-after-ms': '1', 'x-should-retry': 'false' },
    1,
  ],
])('after a 429, the official client %s', async (_, headers = {}, sent) => {
  await using api = await startApi({ checkpoints: { [CHECKPOINT]: { shared: [] } } })
  api.fault({ answer: { ...limited, headers } })
  const { permissions } = new OpenAI({
    baseURL: api.baseUrl,
    apiKey: null,
    adminAPIKey: api.adminKey,
    maxRetries: 1,
  }).fineTuning.checkpoints
  await permissions.list(CHECKPOINT).catch(() => {})
  expect(api.requests.map(({ status }) => status)).toEqual([429, 200].slice(0, sent))
})

test('a successful response has the request ID, too', async () => {
  await using api = await start()
  const page = await connect(api).retrieve({ limit: 1 })
  expect(page._request_id).toBe(api.requests[0]?.requestId)
})
