import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiError, type ApiErrorDetails } from '../../src/api/errors.ts'
import type { Model, ModelsApi } from '../../src/api/models.ts'
import type { Row } from '../../src/sharing/types.ts'
import { type Verification, verifyKeys } from '../../src/sharing/verify.ts'
import { ROW } from '../blanks.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const MODEL: Model = { ownedBy: 'acme', shutdownDate: null }
const NEVER = Number.POSITIVE_INFINITY
const no = (details: Partial<ApiErrorDetails> = {}) =>
  new ApiError({
    kind: 'refused',
    what: 'retrieve the model',
    reason: 'the API answered 404: no such model',
    status: 404,
    requestId: 'req_1',
    ...details,
  })
const row = (projectId: string, checkpointId = 'ft:0', more: Partial<Row> = {}): Row => ({
  ...ROW,
  projectId,
  checkpointId,
  status: 'granted',
  ...more,
})

/**
 * Keys of projects, and for each model the second from which on the key sees it.
 *
 * @param failure what a key gets that does not see the model
 */
function setUp(
  keys: Record<string, Record<string, number>>,
  { seconds = 600, random = (): number => 0.5, failure = no() as Error } = {},
) {
  const clock = new VirtualClock()
  const start = clock.now()
  const second = () => (clock.now() - start) / 1000
  const step = new AbortController()
  const asked: { projectId: string; modelId: string; at: number }[] = []
  const told: Verification[] = []
  const modelsOf = (projectId: string, models: Record<string, number>): ModelsApi => ({
    async get(modelId) {
      asked.push({ projectId, modelId, at: second() })
      if (second() >= (models[modelId] ?? NEVER)) return MODEL
      throw failure
    },
  })
  const entries = Object.entries(keys).map(([id, models]) => [id, modelsOf(id, models)] as const)
  const verifying = {
    models: new Map(entries),
    allowance: { clock, cancelled: step.signal, deadline: start + seconds * 1000 },
    random,
    report: (verification: Verification) => void told.push(verification),
    waiting: () => {},
  }
  const run = (rows: Row[]) => verifyKeys(verifying, rows)
  return { clock, second, run, asked, told, cancel: () => step.abort() }
}

test('only what was asked for and stands is verified, where there is a key', async () => {
  const { run, asked } = setUp({ proj_a: { 'ft:0': 0 } })
  const statuses = [
    'granted',
    'shared',
    'owner',
    'revoked',
    'not-shared',
    'to-grant',
    'to-revoke',
    'failed',
    'not-tried',
    'unknown',
  ] as const
  for (const status of statuses) {
    const verified = await run([row('proj_a', 'ft:0', { status }), row('proj_b', 'ft:0')])
    expect(verified, status).toHaveLength(statuses.indexOf(status) < 3 ? 1 : 0)
  }
  expect(await run([row('proj_a', 'ft:0', { requested: false })])).toEqual([])
  expect(asked).toHaveLength(3)
})

test('the verifications come in the order of the rows, each told once, as it is known', async () => {
  const { run, told } = setUp({
    proj_a: { 'ft:0': 9, 'ft:1': 0 },
    proj_b: { 'ft:0': 0, 'ft:1': 0 },
  })
  const rows = [
    row('proj_a', 'ft:0'),
    row('proj_b', 'ft:0'),
    row('proj_a', 'ft:1'),
    row('proj_b', 'ft:1'),
  ]
  const verified = await run(rows)
  const seen = { model: MODEL, problem: null, isCertain: true }
  expect(verified).toEqual(
    rows.map(({ projectId, checkpointId }) => ({ projectId, checkpointId, ...seen })),
  )
  expect(told).toHaveLength(4)
  expect(new Set(told)).toEqual(new Set(verified))
  // What is visible at once is not held up by what is not: not even by a model of the same key.
  expect(told.at(-1)).toBe(verified[0])
})

test('a model that a key sees only after a while is waited for', async () => {
  const { run, asked } = setUp({ proj_a: { 'ft:0': 6 } })
  expect(await run([row('proj_a')])).toMatchObject([{ model: MODEL, problem: null }])
  expect(asked.map(({ at }) => at)).toEqual([0, 2, 4, 6])
})

test('one that it never sees ends when time is up, with what the API said and the causes', async () => {
  const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  await fc.assert(
    fc.asyncProperty(draw, fc.nat(600), async (value, seconds) => {
      const { run, asked, second } = setUp({ proj_a: {} }, { seconds, random: () => value })
      const [verification] = await run([row('proj_a')])
      expect(verification?.model).toBeNull()
      expect(verification?.problem?.message).toMatch(
        /^the key of proj_a can't retrieve the model after .*: the API answered 404: no such model$/,
      )
      expect(verification?.problem?.hint).toMatch(/another project .* restricts which models/)
      expect(verification?.problem?.requestId).toBe('req_1')
      expect(second()).toBeLessThanOrEqual(seconds)
      const times = asked.map(({ at }) => at)
      expect(times.at(-1)).toBeGreaterThanOrEqual(seconds - 30)
      for (const [index, time] of times.slice(1).entries()) {
        const pause = time - (times[index] ?? 0)
        expect(pause).toBeGreaterThanOrEqual(1.999)
        expect(pause).toBeLessThanOrEqual(30.001)
      }
    }),
    { numRuns: 60 },
  )
})

test.each<[string, Partial<ApiErrorDetails>]>([
  ['a key that is none', { status: 401 }],
  [
    'a key without the scope',
    {
      status: 403,
      reason: 'the API answered 403: Missing scopes: api.model.read.',
      serverMessage:
        'You have insufficient permissions for this operation. Missing scopes: api.model.read.',
    },
  ],
  ['an answer that fits nothing', { kind: 'unreadable', status: 200 }],
  ['an API that could not be asked', { kind: 'unavailable', status: 500 }],
])('%s is told at once, with its own hint', async (_, details) => {
  const failure = no({ ...details, hint: 'its own' })
  const { run, asked } = setUp({ proj_a: {} }, { failure })
  const [verification] = await run([row('proj_a')])
  expect(verification?.problem).toMatchObject({ hint: 'its own', requestId: 'req_1' })
  expect(verification?.isCertain).toBe(failure.kind === 'refused')
  expect(verification?.problem?.message).toContain(failure.reason)
  expect(asked).toHaveLength(1)
})

test('a project that may not use the model yet is waited for, as one that does not see it', async () => {
  const failure = no({ status: 403, reason: 'the project may not use this model' })
  const { run, second } = setUp({ proj_a: { 'ft:0': 60 } }, { failure })
  expect(await run([row('proj_a')])).toMatchObject([{ model: MODEL, problem: null }])
  expect(second()).toBeGreaterThanOrEqual(60)
})

test('projects are waited for side by side, and no model takes the time of another', async () => {
  const { run, second } = setUp({
    proj_a: { 'ft:1': 60 },
    proj_b: { 'ft:0': 550 },
    proj_c: { 'ft:0': 550 },
  })
  const rows = [row('proj_a', 'ft:0'), row('proj_a', 'ft:1'), row('proj_b'), row('proj_c')]
  const seen = (await run(rows)).map(({ problem }) => problem === null)
  expect(seen).toEqual([false, true, true, true])
  expect(second()).toBeLessThanOrEqual(600)
})

test('a cancelled step ends it at once, and no more is asked', async () => {
  const { clock, second, run, asked, cancel } = setUp({ proj_a: {}, proj_b: {} })
  const end = run([row('proj_a'), row('proj_b')])
  void clock.sleep(60_001).then(cancel)
  for (const { projectId, problem } of await end) {
    expect(problem?.message).toBe(
      `the step was cancelled before the key of ${projectId} could retrieve the model`,
    )
  }
  expect(second()).toBe(60.001)
  expect(Math.max(...asked.map(({ at }) => at))).toBeLessThanOrEqual(60)
})

test('a bug is not taken for a key that can not', async () => {
  const { run } = setUp({ proj_a: {} }, { failure: new TypeError('a bug') })
  await expect(run([row('proj_a')])).rejects.toThrow(TypeError)
})
