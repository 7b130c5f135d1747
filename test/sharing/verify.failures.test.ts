import { expect, test } from 'vitest'
import type { ErrorCause } from '../../src/api/cause.ts'
import { ApiError, type ApiErrorDetails, cancelledError } from '../../src/api/errors.ts'
import { notVisible, row, setUp } from './verify-setup.ts'

test.each<[string, Partial<ApiErrorDetails>]>([
  ['an invalid key', { status: 401 }],
  [
    'a key without the scope',
    {
      status: 403,
      about: 'scope',
      reason: 'the API answered 403: Missing scopes: api.model.read.',
      serverMessage:
        'You have insufficient permissions for this operation. Missing scopes: api.model.read.',
    },
  ],
  ['an invalid response', { kind: 'unreadable', status: 200 }],
  ['a rate limit or a quota that no wait fixes', { status: 429 }],
  ['an unavailable API', { kind: 'unavailable', status: 500 }],
  ['a model of which only a fault says that it is not there', { kind: 'unavailable' }],
  ['a request that the API rejects', { status: 400 }],
])('%s is reported at once, with its own hint', async (_, details) => {
  const failure = notVisible({ ...details, hint: 'its own' })
  const { run, requests } = setUp({ proj_a: {} }, { failure })
  const [verification] = await run([row('proj_a')])
  expect(verification?.problem).toMatchObject({ hint: 'its own', requestId: 'req_1' })
  expect(verification?.isCertain).toBe(failure.kind === 'refused' && failure.status !== 429)
  expect(verification?.problem?.message).toBe(`Couldn't retrieve the model: ${failure.reason}`)
  expect(requests).toHaveLength(1)
})

test.each<[ErrorCause | null, boolean]>([
  ['path', false],
  ['host', false],
  ['ip', false],
  ['region', false],
  ['firewall', false],
  ['compression', false],
  ['identity', false],
  ['key', true],
  ['scope', true],
  ['account', true],
  ['archived', true],
  ['quota', true],
])("a rejection whose cause is %s determines a project's access: %s", async (about, isCertain) => {
  const { run, requests } = setUp({ proj_a: {} }, { failure: notVisible({ status: 403, about }) })
  expect(await run([row('proj_a')])).toMatchObject([{ model: null, isCertain }])
  expect(requests).toHaveLength(1)
})

test('a service account without a token is not reported as a model that is missing', async () => {
  const failure = notVisible({ operation: 'get a token', about: 'identity', status: 400 })
  const { run } = setUp({ proj_a: {} }, { failure })
  const { message, hint, requestId } = failure
  expect(await run([row('proj_a')])).toMatchObject([{ problem: { message, hint, requestId } }])
})

test.each<[string, ApiError]>([
  [
    'an API that is unavailable',
    new ApiError({ kind: 'unavailable', operation: 'retrieve it', reason: 'reset', attempts: 3 }),
  ],
  ['a canceled check', cancelledError('retrieve it', 0)],
])('%s is reported as such, although the model was missing before', async (_, later) => {
  const failure = (_id: string, second: number) => (second === 0 ? notVisible() : later)
  const { run, requests } = setUp({ proj_a: {} }, { failure })
  expect(await run([row('proj_a')])).toMatchObject([
    {
      isCertain: false,
      problem: { message: `Couldn't retrieve the model after 2.0 s: ${later.reason}`, hint: null },
    },
  ])
  expect(requests).toHaveLength(2)
})

test('a 403 without a known cause has no advice, however long it lasts', async () => {
  const { run, pauses } = setUp({ proj_a: {} }, { failure: notVisible({ status: 403 }) })
  expect(await run([row('proj_a')])).toMatchObject([{ isCertain: true, problem: { hint: null } }])
  expect(pauses.filter(({ hint }) => hint !== null)).toEqual([])
})

test("a bug isn't reported as a key that can't use a model", async () => {
  const { run } = setUp({ proj_a: {} }, { failure: new TypeError('a bug') })
  await expect(run([row('proj_a')])).rejects.toThrow(TypeError)
})
