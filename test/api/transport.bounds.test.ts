import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import {
  connect,
  type RecordedRequest,
  startServer,
  type TransportOptions,
} from './transport-server.ts'

const READ = { method: 'GET', path: '/it' } as const
const WRITE = { method: 'POST', path: '/it', body: '{}' } as const
const REMOVAL = { method: 'DELETE', path: '/it' } as const
const cancelled = { type: 'failure', error: { message: 'the step was cancelled' } }

/** A server that never responds, or stops in the middle of its response, and a transport to it. */
async function silence(more: TransportOptions = {}, { begins = false } = {}) {
  const { promise: received, resolve } = Promise.withResolvers<RecordedRequest>()
  const server = await startServer((response, request) => {
    if (!begins) {
      resolve(request)
      return
    }
    response.writeHead(200, { 'x-request-id': 'req_1' })
    // By then the start of the response has arrived: both ends are in this process.
    response.write('{', () => setTimeout(() => resolve(request), 20))
  })
  const wire = connect(`http://${server.host}`, more)
  return {
    ...wire,
    received,
    async [Symbol.asyncDispose]() {
      await wire[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

test.each([
  [undefined, 60_000, '1 min'],
  [90_000, 60_000, '1 min'],
  [15_000, 15_000, '15 s'],
])('a request with a limit of %s ms ends after %i, whatever it waits for', async (...line) => {
  const [timeoutMs, milliseconds, time] = line
  for (const begins of [false, true]) {
    await using wire = await silence({}, { begins })
    const exchange = wire.exchange({ ...WRITE, ...(timeoutMs !== undefined && { timeoutMs }) })
    await wire.received
    expect(wire.asleep()).toEqual([milliseconds])
    wire.wake(milliseconds)
    expect(await exchange).toMatchObject({
      type: 'failure',
      sent: true,
      requestId: begins ? 'req_1' : null,
      error: { message: `timed out after ${time}` },
    })
  }
})

test('no timer outlives its request', async () => {
  await using server = await startServer(response => response.end('{}'))
  await using wire = connect(`http://${server.host}`)
  await wire.exchange(WRITE)
  expect([wire.asleep(), wire.listeners()]).toEqual([[], 0])
})

test('canceling the step ends a read at once', async () => {
  await using wire = await silence()
  const exchange = wire.exchange(READ)
  await wire.received
  wire.cancel()
  expect(await exchange).toMatchObject({ ...cancelled, sent: true })
  expect(wire.asleep()).toEqual([])
})

test.each([WRITE, REMOVAL])('canceling the step gives a $method a second', async request => {
  await using wire = await silence()
  const exchange = wire.exchange(request)
  await wire.received
  wire.cancel()
  expect(wire.asleep()).toEqual([60_000, 1_000])
  wire.wake(1_000)
  expect(await exchange).toMatchObject({ ...cancelled, sent: true })
  expect(wire.asleep()).toEqual([])
})

test('a response within that second counts', async () => {
  const { promise: received, resolve: receive } = Promise.withResolvers<void>()
  const { promise: cancelledThen, resolve: answer } = Promise.withResolvers<void>()
  await using server = await startServer(async response => {
    receive()
    await cancelledThen
    response.end('{}')
  })
  await using wire = connect(`http://${server.host}`)
  const exchange = wire.exchange(WRITE)
  await received
  wire.cancel()
  answer()
  expect(await exchange).toMatchObject({ type: 'answer', status: 200 })
})

test.each([READ, WRITE, REMOVAL])(
  'if the step is already canceled, no $method is sent',
  async request => {
    await using server = await startServer(response => response.end('{}'))
    await using wire = connect(`http://${server.host}`)
    wire.cancel()
    expect(await wire.exchange(request)).toMatchObject({ ...cancelled, sent: false })
    expect(server.requests).toEqual([])
    expect([wire.asleep(), wire.listeners()]).toEqual([[], 0])
  },
)

test('a write that is still connecting when the step is canceled is never sent', async () => {
  const { promise: received, resolve: receive } = Promise.withResolvers<Socket>()
  // Accepts, and never responds: the TLS handshake doesn't complete.
  await using server = createServer(receive).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await using wire = connect(`https://127.0.0.1:${port}`)
  const exchange = wire.exchange(WRITE)
  const socket = await received
  wire.cancel()
  expect(await exchange).toMatchObject({ ...cancelled, sent: false })
  socket.destroy()
})
