import { describe, expect, it, test } from 'vitest'
import type { Answer, Api, Route } from '../support/api.ts'
import {
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  type SharedStep,
  share,
  statusesOf,
} from './setup.ts'
import { runWithSignals } from './signals.ts'

type Kill = (signal: NodeJS.Signals) => void

const BOTH = checkpoints(2)
const INPUTS = { 'project-ids': ids(3), 'checkpoint-id': BOTH }
// The runner waits 7.5 s after SIGINT and 2.5 s after SIGTERM before it kills.
const QUICKLY = 7_500

const organizationOfTwo = () =>
  organization(3, { checkpoints: Object.fromEntries(BOTH.map(id => [id, {}])) })

/** Checks what holds for every canceled step, and that it ended soon after the signal. */
function expectCancelled(step: SharedStep, api: Api, tookMs: number): void {
  expectMatchesServer(step, api)
  expect(step).toMatchObject({ exitCode: 1, signal: null, stderr: '' })
  expect(step.outputs.result).toBe('cancelled')
  expect(step.summary).toContain('Cancelled: ')
  expect(tookMs).toBeLessThan(QUICKLY)
}

/** Runs the step, sends it the signals once `isTime`, and checks that it ends correctly. */
async function cancelled(
  api: Api,
  signals: NodeJS.Signals[],
  isTime: (log: string) => boolean,
  speed = 1,
): Promise<SharedStep> {
  const { step, tookMs } = await runWithSignals({ isTime, signals }, onLine =>
    share(api, INPUTS, { speed, onLine }),
  )
  expectCancelled(step, api, tookMs)
  return step
}

const received = (api: Api, route: Route) => () => api.count(route) > 0
const tooMany: Answer = { status: 429, headers: { 'retry-after': '600' } }

describe.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])('%s', signal => {
  it.each<Route>(['list', 'create'])('ends a wait for the route %s', async route => {
    await using api = await organizationOfTwo()
    api.fault({ on: route, answer: tooMany })
    await using step = await cancelled(api, [signal], log => log.includes('Retrying in 10 min'))
    expect(statusesOf(step)).toEqual({ skipped: 6 })
    expect(api.count('create')).toBe(route === 'list' ? 0 : 1)
    expect(step.requests.at(-1)?.status).toBe(429)
  })

  test('ends a hanging GET', async () => {
    await using api = await organizationOfTwo()
    api.fault({ on: 'list', answer: 'hang' })
    await using step = await cancelled(api, [signal], received(api, 'list'))
    expect(statusesOf(step)).toEqual({ skipped: 6 })
    expect(step.requests).toHaveLength(1)
  })

  it.each([true, false])(
    'ends a POST that hangs, and then reads whether it was applied (applied: %s)',
    async acts => {
      await using api = await organizationOfTwo()
      api.fault({ on: 'create', acts, answer: 'hang' })
      // Its minute takes 6 s, so a timeout can't be mistaken for the signal's effect.
      await using step = await cancelled(api, [signal], received(api, 'create'), 10)
      expect(statusesOf(step)).toEqual({ [acts ? 'granted' : 'failed']: 3, skipped: 3 })
      expect(step.requests.map(({ route }) => route)).toEqual(['list', 'list', 'create', 'list'])
      expect(step.outputs).toMatchObject({ changed: `${acts}` })
      // A cancelled step doesn't have the time until its deadline.
      expect(step.log).toMatch(/Checking permissions in \d+\.\d s\.$/m)
    },
  )
})

it.each([true, false])(
  'a write is read back after a cancellation, too (applied: %s)',
  async acts => {
    await using api = await organizationOfTwo()
    // A long pause, which the cancellation cuts short.
    const answer = { status: 503, headers: { 'retry-after': '600' } }
    api.fault({ on: 'create', acts, times: 2, answer })
    await using step = await cancelled(
      api,
      ['SIGINT'],
      log => (log.match(/unknown outcome/g) ?? []).length > 1,
    )
    expect(statusesOf(step)).toEqual({ [acts ? 'granted' : 'failed']: 6 })
    expect(step.requests.map(({ route }) => route)).toEqual([
      'list',
      'list',
      'create',
      'create',
      'list',
      'list',
    ])
  },
)

test("what can't be read in the seconds after a cancellation stays unknown", async () => {
  await using api = await organizationOfTwo()
  api.fault({ on: 'create', acts: true, answer: 'hang' })
  api.fault({ on: 'list', skip: 2, times: 99, answer: 'hang' })
  await using step = await cancelled(api, ['SIGINT'], received(api, 'create'), 10)
  expect(statusesOf(step)).toEqual({ unknown: 3, skipped: 3 })
})

test("a SIGTERM after the SIGINT doesn't change the report", async () => {
  await using api = await organizationOfTwo()
  api.fault({ on: 'create', acts: true, answer: 'hang' })
  await using step = await cancelled(api, ['SIGINT', 'SIGTERM'], received(api, 'create'), 10)
  expect(statusesOf(step)).toEqual({ granted: 3, skipped: 3 })
})

test('a response shortly after the signal still counts, and no further write starts', async () => {
  await using api = await organizationOfTwo()
  let kill: Kill | undefined
  let signaledAt = 0
  const answerLate = (normal: Answer) => {
    signaledAt = performance.now()
    kill?.('SIGINT')
    // The signal must arrive before the response: the server blocks everything else meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    return normal
  }
  api.fault({ on: 'create', acts: true, answer: answerLate })
  const onLine = (_: string, step: { kill: Kill }) => {
    kill = step.kill
  }
  await using step = await share(api, INPUTS, { onLine })
  expectCancelled(step, api, performance.now() - signaledAt)
  expect(statusesOf(step)).toEqual({ granted: 3, skipped: 3 })
  expect(step.outputs).toMatchObject({ changed: 'true', 'granted-count': '3' })
  expect(step.posts).toHaveLength(1)
})
