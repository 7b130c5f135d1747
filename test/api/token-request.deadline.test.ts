import { expect, test } from 'vitest'
import { startTokenService, TOKEN, type TokenReply } from './token-setup.ts'

const FAULT: TokenReply = { status: 503, headers: { 'x-request-id': 'req_1' } }
const after = (seconds: number): TokenReply => ({
  status: 429,
  headers: { 'retry-after': `${seconds}` },
})

test('retries end after two minutes', async () => {
  await using service = await startTokenService(Array(20).fill(FAULT))
  expect(await service.errorOf()).toMatchObject({
    kind: 'unavailable',
    message: "Couldn't get a token: The service returned 503; gave up after 8 tries in 1 min 31 s",
    requestId: 'req_1',
    attempts: 8,
    summary: "Couldn't get a token",
  })
  expect(service.times).toEqual([0, 1, 3, 7, 15, 31, 61, 91])
})

test('a pause up to the end of these two minutes is too long', async () => {
  await using tooLate = await startTokenService([after(119), FAULT], { random: 0.5 })
  expect(await tooLate.errorOf()).toMatchObject({
    reason: 'The service returned 503; gave up after 2 tries in 1 min 59 s',
  })
  await using inTime = await startTokenService([after(119), FAULT, TOKEN], { random: 0.499 })
  await inTime.ask()
  expect(inTime.times).toEqual([0, 119, 119.998])
})

test('a fault at the end of these two minutes is the last one', async () => {
  const service = await startTokenService([
    response => {
      service.pass(120_000)
      response.writeHead(503).end()
    },
  ])
  await using _ = service
  expect(await service.errorOf()).toMatchObject({
    reason: 'The service returned 503; gave up after 1 try in 2 min',
  })
})

test('a wait that the server requires and that exceeds two minutes is reported at once', async () => {
  await using service = await startTokenService([after(120)])
  expect(await service.errorOf()).toMatchObject({
    kind: 'unavailable',
    reason: 'The service returned 429; it requires a wait of 2 min, with only 2 min left',
    attempts: 1,
  })
})
