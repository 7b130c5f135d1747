import { expect, test } from 'vitest'
import { connect, startServer } from './transport-server.ts'

const READ = { method: 'GET', path: '/it?a=1' } as const
const WRITE = { method: 'POST', path: '/it', body: '{"ü":1}' } as const

test('a request has the key and the needed headers, and nothing else', async () => {
  await using server = await startServer(response => response.end('{}'))
  await using activity = connect(`http://${server.host}/v1`)
  await activity.exchange(READ)
  await activity.exchange(WRITE)
  const headers = {
    host: server.host,
    connection: 'keep-alive',
    accept: 'application/json',
    authorization: 'Bearer sk-admin-0123456789',
    'accept-encoding': 'identity',
    'user-agent': 'share-checkpoint',
  }
  expect(server.requests).toEqual([
    { method: 'GET', url: '/v1/it?a=1', headers, body: '' },
    {
      method: 'POST',
      url: '/v1/it',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': '8' },
      body: '{"ü":1}',
    },
  ])
})

test.each([
  ['', '/it'],
  ['/', '/it'],
  ['/v1//', '/v1/it'],
  ['/a//b/', '/a//b/it'],
])('below a base URL that ends with "%s" the path is %s', async (path, url) => {
  await using server = await startServer(response => response.end('{}'))
  await using activity = connect(`http://${server.host}${path}`)
  await activity.exchange({ method: 'GET', path: '/it' })
  expect(server.requests[0]?.url).toBe(url)
})

test('a response has its status, its headers in lowercase, and its text', async () => {
  await using server = await startServer(response => {
    response.writeHead(418, { 'X-Request-ID': 'req_1', 'Set-Cookie': ['a', 'b'] })
    response.end('tea ☕')
  })
  await using activity = connect(`http://${server.host}`)
  expect(await activity.exchange(READ)).toMatchObject({
    type: 'answer',
    status: 418,
    headers: { 'x-request-id': 'req_1', 'set-cookie': 'a, b' },
    body: 'tea ☕',
  })
})

test('a redirect is returned, and not followed', async () => {
  await using other = await startServer(response => response.end('{}'))
  await using server = await startServer(response => {
    response.writeHead(307, { location: `http://${other.host}` }).end()
  })
  await using activity = connect(`http://${server.host}`)
  expect(await activity.exchange(READ)).toMatchObject({ type: 'answer', status: 307 })
  expect(other.requests).toEqual([])
})

test('without a connection, nothing was sent', async () => {
  const server = await startServer(() => {})
  await server[Symbol.asyncDispose]()
  await using activity = connect(`http://${server.host}`)
  expect(await activity.exchange(WRITE)).toMatchObject({
    type: 'failure',
    sent: false,
    requestId: null,
    error: { code: 'ECONNREFUSED' },
  })
})

test('a request that was cut off without a response was sent', async () => {
  await using server = await startServer(response => response.destroy())
  await using activity = connect(`http://${server.host}`)
  expect(await activity.exchange(WRITE)).toMatchObject({
    type: 'failure',
    sent: true,
    requestId: null,
    error: { code: 'UND_ERR_SOCKET' },
  })
  expect(server.requests).toHaveLength(1)
})

test('an interrupted response keeps its request ID', async () => {
  await using server = await startServer(response => {
    response.writeHead(200, { 'x-request-id': 'req_1', 'content-length': '100' })
    response.write('{"data": [')
    setImmediate(() => response.destroy())
  })
  await using activity = connect(`http://${server.host}`)
  const exchange = await activity.exchange(WRITE)
  expect(exchange).toMatchObject({ type: 'failure', sent: true, requestId: 'req_1' })
})

test.each([
  [10_000_000, 'answer'],
  [10_000_001, 'failure'],
])('a response of %i bytes gives an %s', async (size, type) => {
  await using server = await startServer(response => response.end(Buffer.alloc(size, ' ')))
  await using activity = connect(`http://${server.host}`)
  expect((await activity.exchange(READ)).type).toBe(type)
})

test("one request's details don't leak into the next", async () => {
  const server = await startServer(response => {
    response.setHeader('connection', 'close')
    response.end('{}')
  })
  await using activity = connect(`http://${server.host}`)
  expect((await activity.exchange(READ)).type).toBe('answer')
  await server[Symbol.asyncDispose]()
  expect(await activity.exchange(WRITE)).toMatchObject({ type: 'failure', sent: false })
})

test('nothing is sent once the transport is closed', async () => {
  await using server = await startServer(response => response.end('{}'))
  await using activity = connect(`http://${server.host}`)
  await activity[Symbol.asyncDispose]()
  expect(await activity.exchange(WRITE)).toMatchObject({ type: 'failure', sent: false })
  expect(server.requests).toEqual([])
})

test('plain http bypasses every proxy', async () => {
  await using server = await startServer(response => response.end('{}'))
  await using proxy = await startServer(response => response.end('{}'))
  const settings = { url: `http://${proxy.host}`, exceptions: '' }
  await using activity = connect(`http://${server.host}`, { proxy: settings })
  expect((await activity.exchange(READ)).type).toBe('answer')
  expect([server.requests.length, proxy.requests.length, proxy.tunnels.length]).toEqual([1, 0, 0])
})

test('https uses its proxy, except for exceptions, and never in clear text', async () => {
  await using server = await startServer(response => response.end('{}'))
  await using proxy = await startServer(response => response.end('{}'))
  const url = `http://${proxy.host}`
  await using activity = connect(`https://${server.host}`, { proxy: { url, exceptions: '' } })
  expect(await activity.exchange(WRITE)).toMatchObject({
    type: 'failure',
    sent: false,
    proxy: { host: proxy.host, status: 403 },
  })
  expect(proxy.tunnels).toEqual([server.host])
  await using direct = connect(`https://${server.host}`, {
    proxy: { url, exceptions: '127.0.0.1' },
  })
  const straight = await direct.exchange(WRITE)
  expect(straight).toMatchObject({ type: 'failure', sent: false })
  expect(straight).not.toHaveProperty('proxy')
  expect(proxy.tunnels).toHaveLength(1)
  await using without = connect(`https://${server.host}`)
  expect(await without.exchange(WRITE)).not.toHaveProperty('proxy')
  expect([...server.requests, ...proxy.requests]).toEqual([])
})

test('an unreachable proxy is reported without its user info', async () => {
  const gone = await startServer(() => {})
  await gone[Symbol.asyncDispose]()
  const proxy = { url: `http://me:secret@${gone.host}`, exceptions: '' }
  await using activity = connect(`https://${gone.host}`, { proxy })
  expect(await activity.exchange(WRITE)).toMatchObject({
    type: 'failure',
    sent: false,
    proxy: { host: gone.host, status: null },
    error: { code: 'ECONNREFUSED' },
  })
})
