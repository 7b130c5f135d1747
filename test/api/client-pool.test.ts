import { expect, test } from 'vitest'
import type { Retry } from '../../src/api/client.ts'
import { ClientPool } from '../../src/api/client-pool.ts'
import type { Key, ServiceAccount } from '../../src/api/key.ts'
import { READ } from './scripted-transport.ts'
import { skippingClock } from './skipping-clock.ts'
import { startServer } from './transport-server.ts'

const ADMIN: Key = { value: 'sk-admin-0123456789', input: 'admin-key' }
const READER: Key = { value: 'sk-proj-0123456789', input: 'api-key' }
const account = (id: string): ServiceAccount => ({
  id,
  input: 'service-account-id',
  token: async () => `token-of-${id}`,
  reject: () => false,
})

/** A pool whose server replies to the requests in order, with a number if the status is 200. */
async function openPool(...statuses: (number | 'reset')[]) {
  const step = new AbortController()
  const { clock, second } = skippingClock(step.signal)
  const retries: Retry[] = []
  const server = await startServer(response => {
    const status = statuses[server.requests.length - 1] ?? 500
    if (status === 'reset') response.destroy()
    else response.writeHead(status, status === 429 ? { 'retry-after': '40' } : {}).end('7')
  })
  const pool = new ClientPool({
    baseUrl: new URL(`http://${server.host}/v1`),
    proxy: { url: '', exceptions: '' },
    random: () => 1,
    onRetry: event => void retries.push(event),
  })
  return {
    server,
    pool,
    second,
    retries,
    open: (credential: Key | ServiceAccount, seconds = 600) =>
      pool.open(credential, {
        clock,
        cancelled: step.signal,
        deadline: clock.now() + seconds * 1000,
      }),
    async [Symbol.asyncDispose]() {
      await pool.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

test('clients send their own credentials, and their requests count together', async () => {
  await using setup = await openPool(200, 200, 200)
  const [admin, reader] = [setup.open(ADMIN), setup.open(READER)]
  expect(setup.pool.requests).toBe(0)
  await admin.call(READ)
  await reader.call(READ)
  await setup.open(account('svcacct_a')).call(READ)
  expect(setup.server.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/v1/it', `Bearer ${ADMIN.value}`],
    ['/v1/it', `Bearer ${READER.value}`],
    ['/v1/it', 'Bearer token-of-svcacct_a'],
  ])
  expect([admin.requests, reader.requests, setup.pool.requests]).toEqual([1, 1, 3])
})

test.each([
  ['a key', ADMIN, READER],
  ['a service account', account('svcacct_a'), account('svcacct_b')],
])('clients with %s share its rate limit, and no others', async (_, one, other) => {
  await using setup = await openPool(429, 200)
  await expect(setup.open(one, 30).call(READ)).rejects.toThrow('requires a wait of 40 s')
  const same = { ...one }
  await expect(setup.open(same, 30).call(READ)).rejects.toThrow(
    'the rate limit requires a wait of 40 s, with only 30 s left',
  )
  await setup.open(other, 30).call(READ)
  expect(setup.server.requests).toHaveLength(2)
  expect(setup.second()).toBe(0)
})

test("retries are reported, with the pool's random pauses", async () => {
  await using setup = await openPool(503, 200)
  await setup.open(ADMIN).call(READ)
  expect(setup.retries).toMatchObject([{ operation: 'read it', wait: 1_000, left: 600_000 }])
  expect(setup.second()).toBe(1)
})

test('a lost connection is described by whether any client received a response', async () => {
  await using setup = await openPool('reset', 'reset', 200, 'reset')
  const summaryOf = (credential: Key) =>
    setup
      .open(credential)
      .call({ ...READ, patienceMs: 0 })
      .then(
        () => null,
        error => error.summary,
      )
  expect(await summaryOf(ADMIN)).toBe("The API didn't respond")
  expect(await summaryOf(READER)).toBe("The API didn't respond")
  expect(await summaryOf(READER)).toBeNull()
  expect(await summaryOf(ADMIN)).toBe('Lost the connection to the API')
})

test('closing the pool ends all connections', async () => {
  await using setup = await openPool(200, 200)
  await setup.open(ADMIN).call(READ)
  await setup.open(READER).call(READ)
  expect(setup.server.connections()).toBe(2)
  await setup.pool.close()
  await expect.poll(setup.server.connections).toBe(0)
})
