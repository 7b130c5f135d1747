import { OAuthError } from 'openai/error'
import { expect, test } from 'vitest'
import { ApiError } from '../../src/api/errors.ts'
import type { ServiceAccount } from '../../src/api/key.ts'
import { systemClock } from '../../src/common/clock.ts'
import { connectOurs } from '../support/api/our-clients.ts'
import { type Api, startApi } from '../support/api.ts'
import {
  startTokenService,
  type TokenService,
  type TokenServiceSetup,
} from '../support/token-service.ts'
import { ACCOUNT, AUDIENCE, officialClient, ownAccount, requestWithCore } from './official-setup.ts'

const JOB = 'ftjob-abc'
const MODEL = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'

/** The API with one job and one model of ACCOUNT's project, and the services for its tokens. */
async function start(setup: Partial<TokenServiceSetup> = {}) {
  const { now = Date.now } = setup
  const api = await startApi({
    now,
    jobs: { [JOB]: { states: ['running'] } },
    models: { [MODEL]: { projects: ['proj_training'] } },
  })
  const tokens = await startTokenService(api, {
    accounts: { [ACCOUNT]: 'proj_training' },
    ...setup,
  })
  return {
    api,
    tokens,
    async [Symbol.asyncDispose]() {
      await tokens[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}

const exchangesOf = ({ requests }: TokenService) =>
  requests.filter(({ service }) => service === 'exchange')
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('no error'),
    (error: unknown) => error,
  )

/** Reads the job with a credential of ours. */
async function readJob(api: Api, account: ServiceAccount) {
  await using calls = connectOurs(api, account)
  return await calls.jobs.get(JOB)
}

test('the official client sends the same to the token URL, and its token works the same', async () => {
  await using services = await start()
  const { api, tokens } = services
  const client = officialClient(api, tokens)
  expect(await client.fineTuning.jobs.retrieve(JOB)).toMatchObject({ id: JOB })
  expect(await client.models.retrieve(MODEL)).toMatchObject({ id: MODEL })
  expect(await readJob(api, ownAccount(tokens))).toMatchObject({ id: JOB })

  const [theirs, ours, ...others] = exchangesOf(tokens)
  expect(others).toEqual([])
  const bodies = [theirs, ours].map(request => JSON.parse(request?.body ?? ''))
  const [subject, ownSubject] = bodies.map(({ subject_token }) => subject_token)
  expect(tokens.issued).toEqual(expect.arrayContaining([subject, ownSubject]))
  expect(subject).not.toBe(ownSubject)
  expect(bodies[1]).toEqual({ ...bodies[0], subject_token: ownSubject })
  expect(ours).toMatchObject({ method: theirs?.method, url: theirs?.url, status: 200 })
  for (const name of ['content-type', 'authorization']) {
    expect([name, ours?.headers[name]]).toEqual([name, theirs?.headers[name]])
  }

  const owner = { key: 'token', projectId: 'proj_training', status: 200 }
  expect(api.requests).toMatchObject([owner, owner, owner])
})

test("GitHub's token service gets the same request from @actions/core, which masks its token", async () => {
  await using services = await start()
  const { api, tokens } = services
  const { jwt, lines } = await requestWithCore(tokens)
  await readJob(api, ownAccount(tokens))
  const [theirs, ours] = tokens.requests.filter(({ service }) => service === 'github')
  expect(lines).toContain(`::add-mask::${jwt}`)
  expect(ours).toMatchObject({ method: theirs?.method, url: theirs?.url, status: 200 })
  expect(ours?.headers.authorization).toBe(theirs?.headers.authorization)
  expect(URL.parse(ours?.url ?? '', 'http://x')?.searchParams.get('audience')).toBe(AUDIENCE)
})

test.each([
  ['another service account', { account: 'svcacct_x' }],
  ['another audience', { audience: 'https://example.com' }],
])('%s is rejected for the same reason, with the request ID', async (_, change) => {
  await using services = await start()
  const { api, tokens } = services
  const theirs = await errorOf(officialClient(api, tokens, change).models.retrieve(MODEL))
  const ours = await errorOf(readJob(api, ownAccount(tokens, change)))
  expect(theirs).toBeInstanceOf(OAuthError)
  expect(theirs).toMatchObject({
    status: 400,
    error_code: 'invalid_grant',
    message: expect.stringContaining('No mapping matches the subject token.'),
    requestID: expect.stringMatching(/^req_/),
  })
  expect(ours).toBeInstanceOf(ApiError)
  expect(ours).toMatchObject({ status: 400, requestId: expect.stringMatching(/^req_/) })
  expect(String(ours)).toContain('No mapping matches the subject token.')
  expect(api.count()).toBe(0)
})

test("GitHub's token can be exchanged once, and not after its end", async () => {
  const time = { now: 1_800_000_000_000 }
  await using services = await start({ now: () => time.now })
  const { api, tokens } = services
  const { jwt } = await requestWithCore(tokens)
  const withJwt = (token: string) => officialClient(api, tokens, { getToken: async () => token })
  const [first, second] = [withJwt(jwt), withJwt(jwt)]
  expect(await first.models.retrieve(MODEL)).toMatchObject({ id: MODEL })
  const invalid = {
    error_code: 'invalid_grant',
    error: { error_description: 'The subject token is invalid.' },
  }
  expect(await errorOf(second.models.retrieve(MODEL))).toMatchObject(invalid)
  const { jwt: late } = await requestWithCore(tokens)
  time.now += 300_000
  expect(await errorOf(withJwt(late).models.retrieve(MODEL))).toMatchObject(invalid)
})

test.each([400, 401, 403, 404, 413, 422])(
  'a rejected exchange (%i) is about the identity for both clients, or for neither',
  async status => {
    const body = { error: 'invalid_request', error_description: 'The reason' }
    const interfere: TokenServiceSetup['interfere'] = service =>
      service === 'exchange' ? { status, body } : undefined
    await using services = await start({ interfere })
    const { api, tokens } = services
    let isMismatch = false
    const onRejected = () => {
      isMismatch = true
    }
    const theirs = await errorOf(officialClient(api, tokens).models.retrieve(MODEL))
    const ours = await errorOf(readJob(api, ownAccount(tokens, { onRejected })))
    expect(theirs).toMatchObject({ status })
    expect(ours).toMatchObject({ status })
    expect(isMismatch).toBe(theirs instanceof OAuthError)
    expect(exchangesOf(tokens)).toHaveLength(2)
  },
)

test.each([3_600, null])('with expires_in %s, both clients keep a token', async expiresIn => {
  await using services = await start({ expiresIn, jwtLifetime: 7_200 })
  const { api, tokens } = services
  const client = officialClient(api, tokens)
  for (const _ of [1, 2]) await client.models.retrieve(MODEL)
  const account = ownAccount(tokens)
  for (const _ of [1, 2]) await readJob(api, account)
  expect(exchangesOf(tokens)).toHaveLength(2)
})

test('both clients replace a token that the API no longer accepts, but not its replacement', async () => {
  await using services = await start()
  const { api, tokens } = services
  const [client, account] = [officialClient(api, tokens), ownAccount(tokens)]
  const last = () => ({ requests: api.count(), exchanges: exchangesOf(tokens).length })
  for (const call of [() => client.models.retrieve(MODEL), () => readJob(api, account)]) {
    await call()
    const first = last()
    api.revokeToken(tokens.issued.at(-1) ?? '')
    await call()
    expect(api.requests.slice(first.requests).map(({ status }) => status)).toEqual([401, 200])
    expect(last().exchanges).toBe(first.exchanges + 1)
  }
  const before = last()
  api.fault({ times: 4, answer: { status: 401, body: { error: { message: 'No' } } } })
  const theirs = officialClient(api, tokens).models.retrieve(MODEL)
  expect(await errorOf(theirs)).toMatchObject({ status: 401 })
  expect(await errorOf(readJob(api, ownAccount(tokens)))).toMatchObject({ status: 401 })
  expect(last()).toEqual({ requests: before.requests + 4, exchanges: before.exchanges + 4 })
})

test("our client knows that a token ends with GitHub's, which the official one learns from a 401", async () => {
  const time = { now: 1_800_000_000_000 }
  const now = () => time.now
  await using services = await start({ now, jwtLifetime: 300, expiresIn: 3_600 })
  const { api, tokens } = services
  const [client, account] = [
    officialClient(api, tokens),
    ownAccount(tokens, { clock: { ...systemClock, now } }),
  ]
  await client.models.retrieve(MODEL)
  await readJob(api, account)
  time.now += 300_000
  await client.models.retrieve(MODEL)
  await readJob(api, account)
  const statuses = api.requests.map(({ route, status }) => `${route} ${status}`)
  expect(statuses).toEqual(['model 200', 'job 200', 'model 401', 'model 200', 'job 200'])
})
