import { expect, test } from 'vitest'
import { type Limit, SlidingWindow, TokenBucket } from '../api/limits.ts'
import type { Api } from '../support/api.ts'
import { UndiciActivity } from '../support/undici-activity.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  organization,
  share,
  suggestedSteps,
} from './setup.ts'

const MINUTE_MS = 60_000

/** An API on a virtual clock, which limits the rate once `limit.current` is set. */
async function limitedOrganization(shared: string[], all: string[]) {
  const activity = new UndiciActivity()
  const clock = new VirtualClock(undefined, () => activity.isBusy)
  const limit: { current: Limit | null } = { current: null }
  const api = await organization(300, {
    checkpoints: Object.fromEntries(all.map(id => [id, { shared }])),
    now: () => clock.now(),
    interfere: (_, normal) =>
      limit.current === null || limit.current.admit(clock.now(), '') === 'ok'
        ? normal()
        : { status: 429, body: { error: { message: 'Slow down.' } } },
  })
  return {
    api,
    clock,
    limit,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]()
      activity[Symbol.dispose]()
    },
  }
}

const access = (api: Api, all: string[]) => all.map(id => holders(api, id))

test.each([
  ['a bucket of 8 per minute', () => new TokenBucket(8)],
  ['a window of 7 per minute', () => new SlidingWindow(7)],
])('the printed steps have enough time under %s', async (_, limitOf) => {
  const all = checkpoints(2)
  await using setting = await limitedOrganization(ids(100, 200), all)
  const { api, clock, limit } = setting
  const before = access(api, all)
  const inputs = { mode: 'sync', 'checkpoint-id': all, 'project-ids': ids(150) }
  await using step = await share(api, { ...inputs, 'max-revocations': 'none' }, { clock })
  expect(step.outputs).toMatchObject({ 'granted-count': '300', 'revoked-count': '200' })

  limit.current = limitOf()
  const steps = suggestedSteps(step.summary, 'Undo')
  expect(steps.map(one => [one.with.mode, one.with['share-timeout-minutes']])).toEqual([
    ['grant', undefined],
    ['revoke', expect.stringMatching(/^\d+$/)],
  ])
  for (const { with: printed } of steps) {
    const started = clock.now()
    await using undone = await share(api, { ...printed, 'admin-key': api.adminKey }, { clock })
    expectMatchesServer(undone, api)
    expect(undone.outputs).toMatchObject({ result: 'ok', changed: 'true' })
    // It would not fit into the default.
    if (printed.mode === 'revoke') expect(clock.now() - started).toBeGreaterThan(30 * MINUTE_MS)
  }
  expect(access(api, all)).toEqual(before)
})

test('the printed fix of a check has enough time, too', async () => {
  await using setting = await limitedOrganization(ids(250), [CHECKPOINT])
  const { api, clock, limit } = setting
  const inputs = { mode: 'check', exact: 'true', 'project-ids': ['proj_0', 'proj_299'] }
  await using step = await share(api, inputs, { clock })
  expect(step.outputs.result).toBe('mismatch')
  limit.current = new TokenBucket(8)
  for (const { with: printed } of suggestedSteps(step.summary, 'Fix')) {
    await using fixed = await share(api, { ...printed, 'admin-key': api.adminKey }, { clock })
    expect(fixed.outputs).toMatchObject({ result: 'ok', changed: 'true' })
  }
  await using again = await share(api, inputs, { clock })
  expect(again.outputs.result).toBe('ok')
})
