import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TokenResponse } from '../../src/api/token-request.ts'
import { createServiceAccount } from '../../src/identity/service-account.ts'
import type { TokenContext } from '../../src/identity/token-context.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

/** Seconds for which tokens live, and for which a request for one takes. */
interface Lives {
  jwt?: number
  access?: number | null
  takes?: number
  /** Thrown by the request with this number, from 1. */
  fails?: { at: number; error: Error }
}

/** A JWT that is valid for that many seconds by a clock that is two hours off. */
function jwtFor(seconds: number, clock: VirtualClock): string {
  const iat = Math.floor(clock.now() / 1000) - 7_200
  const payload = Buffer.from(JSON.stringify({ iat, exp: iat + seconds })).toString('base64url')
  return `e30.${payload}.c2ln`
}

/** A service account whose tokens say when they end, in milliseconds since the Unix epoch. */
function setUp({ jwt = 300, access = 3_600, takes = 0, fails }: Lives = {}) {
  const clock = new VirtualClock()
  const requests: { url: string; at: number }[] = []
  const arrived: string[] = []
  let jwtEnd = 0
  const context: TokenContext = {
    provider: { id: 'idp_a', audience: 'aud a', tokenUrl: new URL('https://auth.example/token') },
    runner: { url: new URL('https://runner.example/t?api-version=2.0'), token: 'runner' },
    clock,
    async requestToken<T>({ url }: { url: URL }): Promise<TokenResponse<T>> {
      const requestedAt = clock.now()
      requests.push({ url: url.href, at: requestedAt })
      const number = requests.length
      if (takes > 0) await clock.sleep(takes * 1000)
      if (fails?.at === number) throw fails.error
      if (url.host === 'runner.example') {
        jwtEnd = requestedAt + jwt * 1000
        return { value: { value: jwtFor(jwt, clock) } as T, requestedAt }
      }
      const end = Math.min(jwtEnd, requestedAt + (access ?? 3_600) * 1000)
      const value = { access_token: `token-${number}-${end}`, token_type: 'Bearer' }
      return {
        value: { ...value, ...(access !== null && { expires_in: access }) } as T,
        requestedAt,
      }
    },
    onToken: token => void arrived.push(token),
    onRejected: () => {},
  }
  return {
    clock,
    requests,
    arrived,
    account: createServiceAccount('svcacct_a', 'service-account-id', context),
  }
}

const endOf = (token: string) => Number(token.split('-')[2])

test("the audience is added to the runner's query, which stays as it is", async () => {
  const { account, requests } = setUp()
  await account.token()
  expect(requests.map(({ url }) => url)).toEqual([
    'https://runner.example/t?api-version=2.0&audience=aud%20a',
    'https://auth.example/token',
  ])
})

test('calls at the same time share one exchange, and later ones its token', async () => {
  const { account, requests, arrived } = setUp({ takes: 3 })
  const tokens = await Promise.all([account.token(), account.token(), account.token()])
  expect(new Set([...tokens, await account.token()]).size).toBe(1)
  expect(requests).toHaveLength(2)
  expect(arrived).toHaveLength(2)
})

test('no token is used after its end, whatever lives how long', async () => {
  const seconds = fc.integer({ min: 1, max: 4_000 })
  await fc.assert(
    fc.asyncProperty(
      seconds,
      fc.option(seconds),
      fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 20 }),
      async (jwt, access, pauses) => {
        const { account, clock } = setUp({ jwt, access })
        for (const pause of pauses) {
          await clock.sleep(pause * 1000)
          expect(endOf(await account.token())).toBeGreaterThan(clock.now())
        }
      },
    ),
  )
})

test('a token is kept until a minute before its end', async () => {
  const { account, clock, requests } = setUp({ jwt: 600 })
  await account.token()
  await clock.sleep(539_000)
  await account.token()
  expect(requests).toHaveLength(2)
  await clock.sleep(1_000)
  await account.token()
  expect(requests).toHaveLength(4)
})

test('a short token is kept for three quarters of its life', async () => {
  const { account, clock, requests } = setUp({ access: 100 })
  await account.token()
  await clock.sleep(74_000)
  await account.token()
  expect(requests).toHaveLength(2)
  await clock.sleep(1_000)
  await account.token()
  expect(requests).toHaveLength(4)
})

describe('a rejected token', () => {
  test('is replaced if there is none yet', () => {
    expect(setUp().account.reject('unknown')).toBe(true)
  })

  test('is replaced once; a replacement that is rejected, too, is final', async () => {
    const { account, requests } = setUp()
    const first = await account.token()
    expect(account.reject(first)).toBe(true)
    const second = await account.token()
    expect(second).not.toBe(first)
    // Another call that was sent with the first one.
    expect(account.reject(first)).toBe(true)
    expect(await account.token()).toBe(second)
    expect(account.reject(second)).toBe(false)
    expect(await account.token()).toBe(second)
    expect(requests).toHaveLength(4)
  })

  test('counts anew once its replacement has ended', async () => {
    const { account, clock } = setUp()
    account.reject(await account.token())
    await account.token()
    await clock.sleep(600_000)
    expect(account.reject(await account.token())).toBe(true)
  })
})

test.each([1, 2])('a failure of request %d is final, for calls of then and later', async at => {
  const error = new Error('No')
  const { account, requests } = setUp({ takes: 1, fails: { at, error } })
  const first = account.token()
  await expect(account.token()).rejects.toBe(error)
  await expect(first).rejects.toBe(error)
  await expect(account.token()).rejects.toBe(error)
  expect(requests).toHaveLength(at)
})
