import { describe, expect, it, test } from 'vitest'
import type { Api, Route } from '../support/api.ts'
import { JOB, organizationWithJob, shareJob, verifyKeysFor, WAIT } from './job-setup.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  holders,
  type SharedStep,
  statusList,
} from './setup.ts'
import { runWithSignals } from './signals.ts'

const [, OTHER] = checkpoints(2) as [string, string]
const FOREVER = Number.POSITIVE_INFINITY
const WITHIN = 2_500

/** Whether the last request was answered a while ago: a pause takes at least two seconds. */
const isAtRest = ({ requests }: Api) => performance.now() - (requests.at(-1)?.at ?? 0) > 100

/** Runs the step, sends it the signal once `isTime`, and checks that it ends correctly. */
async function cancelled(
  api: Api,
  inputs: Record<string, string | readonly string[]>,
  isTime: (log: string) => boolean,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<SharedStep> {
  const { step, tookMs } = await runWithSignals({ isTime, signals: [signal] }, onLine =>
    shareJob(api, inputs, { timeoutMs: 20_000, onLine }),
  )
  expect(tookMs).toBeLessThan(WITHIN)
  expectMatchesServer(step, api)
  expect(step).toMatchObject({ exitCode: 1, signal: null, stderr: '' })
  expect(step.outputs.result).toBe('cancelled')
  expect(step.summary).toContain('Cancelled: ')
  expect(step.log).toMatch(/the step was cancelled/i)
  return step
}

/** An API with JOB and another, both running, and two checkpoints, one of which is given. */
const running = () =>
  organizationWithJob(['running'], {
    jobs: { 'ftjob-2': { states: ['queued'] } },
    checkpoints: { [CHECKPOINT]: {}, [OTHER]: {} },
  })
const MIXED = { 'checkpoint-id': OTHER, 'fine-tuning-job-id': [JOB, 'ftjob-2'] }

function expectNothingWritten(step: SharedStep, api: Api): void {
  expect(step.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  expect(holders(api)).toEqual([])
  expect(step.summary).toContain('nothing was changed')
  expect(step.outputs).toMatchObject({ 'permission-ids': '[]', 'checkpoint-ids': '[]' })
}

describe('a canceled wait for jobs ends soon and has written nothing', () => {
  it.each([
    ['SIGINT', MIXED],
    ['SIGTERM', MIXED],
    ['SIGINT', { ...MIXED, ...WAIT }],
  ] as const)('by %s in a pause', async (signal, inputs) => {
    await using api = await running()
    const isTime = () => api.count('job-events') === 2 && isAtRest(api)
    await using step = await cancelled(api, inputs, isTime, signal)
    expectNothingWritten(step, api)
    expect(api.count('job')).toBe(2)
  })

  it.each<Route>(['job', 'job-events'])('while the route %s hangs', async route => {
    await using api = await running()
    api.fault({ on: route, times: FOREVER, answer: 'hang' })
    await using step = await cancelled(api, MIXED, () => api.count(route) === 2)
    expectNothingWritten(step, api)
  })

  it.each<Route>(['job-events', 'job-checkpoints'])(
    'while the route %s of a completed job hangs, in mode wait',
    async route => {
      await using api = await organizationWithJob(['succeeded'])
      api.fault({ on: route, times: FOREVER, answer: 'hang' })
      const { step } = await runWithSignals(
        { isTime: () => api.count(route) === 1, signals: ['SIGINT'] },
        onLine => shareJob(api, WAIT, { timeoutMs: 20_000, onLine }),
      )
      await using _ = step
      expectMatchesServer(step, api)
      expect(step).toMatchObject({ exitCode: 1, signal: null, stderr: '' })
      expect(step.outputs.result).toBe('cancelled')
    },
  )

  test('during a rate limit', async () => {
    await using api = await running()
    const answer = { status: 429, headers: { 'retry-after': '600' } }
    api.fault({ on: 'job', times: FOREVER, answer })
    await using step = await cancelled(api, MIXED, log => log.includes('Retrying in 10 min'))
    expectNothingWritten(step, api)
  })

  test('after the job has produced its model', async () => {
    await using api = await organizationWithJob(['succeeded'])
    api.fault({ on: 'job-checkpoints', answer: 'hang' })
    await using step = await cancelled(api, {}, () => api.count('job-checkpoints') === 1)
    expect(step.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(statusList(step)).toEqual(['skipped'])
    expect(step.summary).toContain('Cancelled: nothing was changed')
  })
})

describe('a canceled wait for a key ends soon and still reports the grant', () => {
  it.each(['pauses', 'hangs'])('while it %s', async how => {
    await using api = await organizationWithJob(['succeeded'], { projectKeys: ['proj_0'] })
    if (how === 'hangs') api.fault({ on: 'model', times: FOREVER, answer: 'hang' })
    const inputs = { 'verify-keys': verifyKeysFor(api, ['proj_0']) }
    await using step = await cancelled(api, inputs, () => api.count('model') === 1 && isAtRest(api))
    expect(statusList(step)).toEqual(['granted'])
    expect(holders(api)).toEqual(['proj_0'])
    expect(step.outputs).toMatchObject({ changed: 'true', 'granted-count': '1' })
    const [annotation] = step.allAnnotations
    expect(annotation?.title).toBe("A project couldn't be verified")
    expect(annotation?.message).toContain(`proj_0 on ${CHECKPOINT}: `)
  })
})
