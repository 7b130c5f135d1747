import { get } from 'node:http'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { type Answer, type Api, type Fault, type ReceivedRequest, startApi } from '../api.ts'
import { connect, granted, SHARED_CHECKPOINT, send, start } from './clients.ts'

/** The official client's calls, which end after a second without a response. */
const connectBriefly = (api: Api) => connect(api, api.adminKey, 1_000)
const cut = (bytes: number): Answer => ({ status: 200, body: { data: [] }, cut: bytes })
const limited = { status: 429, body: { error: { message: 'Slow down' } } }

test.each<[string, Fault['answer'], ReceivedRequest['status'], object]>([
  ['a reset', 'reset', 'reset', { cause: { cause: { code: 'ECONNRESET' } } }],
  ['no response', 'hang', 'hang', expect.any(OpenAI.APIConnectionTimeoutError)],
  ['a cut body', cut(9), 200, expect.any(Error)],
  ['a body that never begins', cut(0), 200, expect.any(Error)],
  ["what isn't HTTP", { status: 0, raw: socket => socket.end('?') }, 0, expect.any(Error)],
  ['a status', limited, 429, { status: 429, error: { message: 'Slow down' } }],
  ['an altered response', normal => ({ ...normal, status: 503 }), 503, { status: 503 }],
])('%s fails the call, whether it was applied or not', async (_, answer, status, error) => {
  for (const acts of [false, true]) {
    await using api = await start()
    const { grant } = answer === 'hang' ? connectBriefly(api) : connect(api)
    api.fault({ on: 'create', acts, answer })
    await expect(grant(['proj_1'])).rejects.toMatchObject(error)
    expect(granted(api)).toEqual(acts ? ['proj_1'] : [])
    expect(api.requests[0]?.status).toBe(status)
    expect(await connect(api).grant(['proj_2'])).toHaveLength(1)
  }
})

test('a truncated body reaches the client up to the cut', async () => {
  await using api = await start()
  api.fault({ answer: { status: 200, body: '0123456789', cut: 4 } })
  // Not with fetch, which drops a partial body once the connection ends.
  const received = await new Promise(resolve => {
    get(api.baseUrl, response => {
      let text = ''
      response.on('data', chunk => {
        text += chunk
      })
      response.on('error', ({ message }) => resolve({ text, message, headers: response.headers }))
    })
  })
  const headers = { 'content-length': '10' }
  expect(received).toMatchObject({ text: '0123', message: 'aborted', headers })
})

test('a response is created from the normal one, or from an empty one', async () => {
  await using api = await start()
  const seen: unknown[] = []
  const answer = (normal: Answer) => {
    seen.push(normal)
    return normal
  }
  api.fault({ answer })
  api.fault({ acts: true, answer })
  const { grant } = connect(api)
  await grant(['proj_1'])
  await grant(['proj_2'])
  expect(seen).toMatchObject([
    { status: 200, body: {} },
    { status: 200, body: { data: [{ project_id: 'proj_2' }] } },
  ])
})

test("a fault skips requests, lasts for some, and doesn't affect other routes", async () => {
  await using api = await start()
  const { list, projects } = connect(api)
  const statuses = () => api.requests.map(({ status }) => status)
  api.faults.add({ on: 'list', skip: 1, times: 2, answer: { status: 500 } })
  for (let call = 0; call < 4; call += 1) await list({ limit: 100 }).catch(() => {})
  await projects({ limit: 100 })
  expect(statuses()).toEqual([200, 500, 500, 200, 200])
  api.fault({ on: ({ query: { limit } }) => limit === '99', times: 9, answer: { status: 502 } })
  await list({ limit: 99 }).catch(() => {})
  api.faults.clear()
  await list({ limit: 99 })
  expect(statuses().slice(5)).toEqual([502, 200])
})

test('a response is sent unchanged, with its headers over the default ones', async () => {
  await using api = await start()
  const headers = { 'Content-Type': 'text/html', 'Retry-After': '7', 'x-request-id': null }
  api.fault({ answer: { status: 502, headers, body: '<h1>Bad gateway</h1>' } })
  const response = await send(api, 'GET', '/organization/projects')
  expect(await response.text()).toBe('<h1>Bad gateway</h1>')
  const names = ['content-type', 'retry-after', 'x-request-id']
  expect(names.map(name => response.headers.get(name))).toEqual(['text/html', '7', null])
})

test("changing a normal response doesn't change the state", async () => {
  await using api = await start()
  const before = api.permissions(SHARED_CHECKPOINT)
  const answer = (normal: Answer): Answer => {
    const body = normal.body as { data: { id: string }[] }
    for (const item of body.data) item.id = ''
    return normal
  }
  api.fault({ on: 'list', acts: true, answer })
  expect((await connect(api).list({ limit: 100 }))[0]?.id).toBe('')
  expect(api.permissions(SHARED_CHECKPOINT)).toEqual(before)
})

test('a response is sent once beforeAnswer resolves, and one that hangs never is', async () => {
  const decided: ReceivedRequest['status'][] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  await using api = await startApi({
    now: () => 7,
    checkpoints: { [SHARED_CHECKPOINT]: {} },
    beforeAnswer: ({ status }) => {
      decided.push(status)
      return promise
    },
  })
  api.fault({ skip: 1, answer: 'hang' })
  let isAnswered = false
  const first = connect(api).list()
  void first.then(() => (isAnswered = true))
  await expect.poll(() => decided).toEqual([200])
  const second = expect(connectBriefly(api).list()).rejects.toThrow()
  await expect.poll(() => decided).toEqual([200, 'hang'])
  expect(isAnswered).toBe(false)
  resolve()
  expect(await first).toEqual([])
  await second
  expect(api.requests.map(({ receivedAt }) => receivedAt)).toEqual([7, 7])
})

test('disposing of the server ends a hanging call', async () => {
  const api = await start()
  api.fault({ answer: 'hang' })
  // Without that, it would end with the client's time limit.
  const call = expect(connect(api).list()).rejects.not.toBeInstanceOf(
    OpenAI.APIConnectionTimeoutError,
  )
  await expect.poll(() => api.count()).toBe(1)
  await api[Symbol.asyncDispose]()
  await call
})
