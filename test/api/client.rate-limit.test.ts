import { expect, test } from 'vitest'
import { answer, errorBody, failure } from './exchanges.ts'
import { READ, scriptedClient, WRITE } from './scripted-transport.ts'

const OK = answer(200, '7')
const OFTEN = answer(429, errorBody('Slow down'))
const NO_CREDIT = answer(429, errorBody('No', 'insufficient_quota'))

test("used up credit isn't a rate limit, so it doesn't delay other calls", async () => {
  const { errorOf, client, times, limiter, clock } = scriptedClient([NO_CREDIT, OK])
  expect(await errorOf(READ)).toMatchObject({ kind: 'refused', status: 429 })
  expect(limiter.delayAt('GET /it', clock.now())).toBe(0)
  await client.call(READ)
  expect(times()).toEqual([0, 0])
})

// A success would end the search for the limit, and the next pause would be another.
test.each([
  ['a lost connection', failure(true, 'ECONNRESET')],
  ['a connection that failed', failure(false, 'ECONNREFUSED')],
])("%s doesn't show that the rate limit accepted a request", async (_, exchange) => {
  const { client, times } = scriptedClient([OFTEN, exchange, OFTEN, OK])
  await client.call(READ)
  // The pauses are 2 s for the first refusal, 2 s for the fault, and 4 s for the second refusal.
  expect(times()).toEqual([0, 2, 4, 8])
})

test("used up credit doesn't show that the rate limit accepted a request", async () => {
  const { client, errorOf, times } = scriptedClient([OFTEN, NO_CREDIT, OFTEN, OK])
  expect(await errorOf(READ)).toMatchObject({ status: 429 })
  await client.call(READ)
  expect(times()).toEqual([0, 2, 2, 6])
})

test('a fault of the server shows that the rate limit accepted a request', async () => {
  const { client, times } = scriptedClient([OFTEN, answer(500), OFTEN, OK])
  await client.call(READ)
  // One was accepted between two refusals 4 s apart; a bit more than that is tried next.
  expect(times()).toEqual([0, 2, 4, 9])
})

test('the time between requests is reported once a limit is known', async () => {
  const { client, retries } = scriptedClient([...Array(8).fill(OK), OFTEN, OFTEN, OK])
  for (let each = 1; each <= 9; each++) await client.call(READ)
  expect(retries.map(({ spacing }) => spacing)).toEqual([0, 7_500])
})

test('a retry-after is followed, however long, unless a call has its own patience', async () => {
  const later = answer(429, '', { 'retry-after': '150' })
  const { client, times } = scriptedClient([later, OK])
  await client.call(READ)
  expect(times()).toEqual([0, 150])
  const patient = scriptedClient([later, OK])
  await patient.client.call({ ...READ, patienceMs: 150_000 })
  expect(patient.times()).toEqual([0, 150])
  const hasty = scriptedClient([later])
  expect(await hasty.errorOf({ ...READ, patienceMs: 149_999 })).toMatchObject({
    reason: 'the API returned 429 with no message; gave up after 1 try in 0.0 s',
  })
})

test.each([
  [7_000, 7_000, [0, 1, 3, 7]],
  [6_999, 3_000, [0, 1, 3]],
])('with a patience of %i ms, faults are retried for %i ms', async (patienceMs, ms, times) => {
  const scripted = scriptedClient(Array(9).fill(answer(500)))
  expect(await scripted.errorOf({ ...READ, patienceMs })).toMatchObject({
    reason: expect.stringContaining(`in ${ms / 1000}.0 s`),
  })
  expect(scripted.times()).toEqual(times)
})

test('a fault at the deadline ends the call, without a wait that the server requires', async () => {
  const late = (method: typeof READ) => {
    const scripted = scriptedClient([() => scripted.clock.sleep(5_000).then(() => answer(500))], {
      seconds: 5,
    })
    return scripted.errorOf(method)
  }
  expect(await late(READ)).toMatchObject({
    kind: 'unavailable',
    reason: 'the API returned 500 with no message; gave up after 1 try in 5.0 s',
    retryable: true,
  })
  expect(await late(WRITE)).toMatchObject({
    kind: 'ambiguous',
    reason: 'the API returned 500 with no message',
    retryable: true,
    retryAfterMs: null,
  })
})

test('the headline of a lost connection depends on earlier responses', async () => {
  const lost = failure(true, 'ECONNRESET')
  const { client, errorOf } = scriptedClient([lost, answer(400), lost])
  expect(client.wasAnswered).toBe(false)
  expect(await errorOf(WRITE)).toMatchObject({ summary: "The API didn't respond" })
  expect(client.wasAnswered).toBe(false)
  expect(await errorOf(WRITE)).toMatchObject({ summary: 'The API rejected the request (400)' })
  expect(client.wasAnswered).toBe(true)
  expect(await errorOf(WRITE)).toMatchObject({ summary: 'Lost the connection to the API' })
})
