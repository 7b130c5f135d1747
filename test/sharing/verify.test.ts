import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration } from '../../src/common/format.ts'
import { MODEL, notVisible, row, setUp } from './verify-setup.ts'

test('only requested projects with access and a key are verified', async () => {
  const { run, requests } = setUp({ proj_a: { 'ft:0': 0 } })
  const statuses = [
    'granted',
    'shared',
    'owner',
    'revoked',
    'not-shared',
    'to-grant',
    'to-revoke',
    'failed',
    'skipped',
    'unknown',
  ] as const
  for (const status of statuses) {
    const verified = await run([row('proj_a', 'ft:0', { status }), row('proj_b', 'ft:0')])
    expect(verified, status).toHaveLength(statuses.indexOf(status) < 3 ? 1 : 0)
  }
  expect(await run([row('proj_a', 'ft:0', { requested: false })])).toEqual([])
  expect(requests).toHaveLength(3)
})

test('verifications are in the order of the rows, each reported once, when it is known', async () => {
  const { run, verifications } = setUp({
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
  expect(verifications).toHaveLength(4)
  expect(new Set(verifications)).toEqual(new Set(verified))
  // A visible model isn't delayed by another, not even by one with the same key.
  expect(verifications.at(-1)).toBe(verified[0])
})

test('a model that a key sees only after a while is waited for', async () => {
  const { run, requests } = setUp({ proj_a: { 'ft:0': 6 } })
  expect(await run([row('proj_a')])).toMatchObject([{ model: MODEL, problem: null }])
  expect(requests.map(({ at }) => at)).toEqual([0, 2, 4, 6])
})

test('pauses grow up to 30 s, and each is reported with what is missing and the time left', async () => {
  const { run, pauses } = setUp({ proj_a: { 'ft:1': 0 } }, { seconds: 90, random: () => 1 })
  await run([row('proj_a', 'ft:0'), row('proj_a', 'ft:1'), row('proj_a', 'ft:2')])
  // The last pause is shortened, so the models are requested a second before the end.
  const verifications = [
    [2, 90],
    [2, 88],
    [4, 86],
    [8, 82],
    [16, 74],
    [30, 58],
    [27, 28],
  ]
  expect(pauses).toEqual(
    verifications.map(([pause = 0, left = 0], i) => ({
      projectId: 'proj_a',
      models: 2,
      pause: pause * 1000,
      left: left * 1000,
      isFirst: i === 0,
      hint: i === 6 ? expect.stringContaining('belongs to this project') : null,
    })),
  )
})

test("a model that is never visible ends at the deadline, with the API's message and the causes", async () => {
  const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  await fc.assert(
    fc.asyncProperty(draw, fc.nat(600), async (value, seconds) => {
      const { run, requests, second } = setUp({ proj_a: {} }, { seconds, random: () => value })
      const [verification] = await run([row('proj_a')])
      expect(verification?.model).toBeNull()
      const time = second() === 0 ? '' : ` after ${formatDuration(second() * 1000)}`
      expect(verification?.problem?.message).toBe(
        `Couldn't retrieve the model${time}: the API answered 404: no such model`,
      )
      expect(verification?.isCertain).toBe(true)
      expect(verification?.problem?.hint).toMatch(
        /belongs to this project, .* limits allow the model/,
      )
      expect(verification?.problem?.requestId).toBe('req_1')
      expect(second()).toBeLessThanOrEqual(seconds)
      const times = requests.map(({ at }) => at)
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

test('if no time is left for the last check, the answer to the one before it is reported', async () => {
  const { run, second } = setUp({ proj_a: {} }, { seconds: 20, unsentFrom: 15 })
  expect(await run([row('proj_a', 'ft:0'), row('proj_a', 'ft:1')])).toMatchObject(
    ['ft:0', 'ft:1'].map(checkpointId => ({
      checkpointId,
      isCertain: true,
      problem: {
        message: expect.stringContaining('the API answered 404: no such model'),
        hint: expect.stringContaining('belongs to this project'),
        requestId: 'req_1',
      },
    })),
  )
  expect(second()).toBeLessThanOrEqual(20)
})

test('if no time is left for the first check, it is unknown whether a project can use a model', async () => {
  const { run } = setUp({ proj_a: {} }, { unsentFrom: 0 })
  expect(await run([row('proj_a')])).toMatchObject([
    { isCertain: false, problem: { message: "Couldn't retrieve the model: no time left" } },
  ])
})

test("a project that can't use the model yet is waited for, like one that doesn't see it", async () => {
  const failure = notVisible({ status: 403, reason: 'the project may not use this model' })
  const { run, second } = setUp({ proj_a: { 'ft:0': 60 } }, { failure })
  expect(await run([row('proj_a')])).toMatchObject([{ model: MODEL, problem: null }])
  expect(second()).toBeGreaterThanOrEqual(60)
})

test("a fault at a project's first check doesn't hold up its others", async () => {
  const keys = { proj_a: { 'ft:0': 0, 'ft:1': 0, 'ft:2': 0 } }
  const { run, requests } = setUp(keys, { firstTakes: 60 })
  expect(await run([row('proj_a', 'ft:0'), row('proj_a', 'ft:1'), row('proj_a', 'ft:2')])).toEqual(
    Array(3).fill(expect.objectContaining({ model: MODEL })),
  )
  expect(requests.map(({ at }) => at)).toEqual([0, 0, 0])
})

test("projects are verified concurrently, and no model takes another's time", async () => {
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

test('canceling the step ends it at once, without further requests', async () => {
  const { clock, second, run, requests, cancel } = setUp({ proj_a: {}, proj_b: {} })
  const end = run([row('proj_a'), row('proj_b')])
  void clock.sleep(60_001).then(cancel)
  const verifications = await end
  expect(verifications).toHaveLength(2)
  for (const { problem, isCertain } of verifications) {
    expect(isCertain).toBe(false)
    expect(problem?.message).toBe(
      'The step was cancelled before the project could retrieve the model',
    )
  }
  expect(second()).toBe(60.001)
  expect(Math.max(...requests.map(({ at }) => at))).toBeLessThanOrEqual(60)
})
