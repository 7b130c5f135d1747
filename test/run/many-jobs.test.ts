import { expect, test } from 'vitest'
import { CHECKPOINT } from '../action/setup.ts'
import { startApi } from '../support/api.ts'
import { runStep } from '../support/runner.ts'
import { UndiciActivity } from '../support/undici-activity.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const JOBS = Array.from({ length: 20 }, (_, index) => `ftjob-${index}`)
const LIMIT = 10
const MINUTE_MS = 60_000

test('a gate over twenty jobs works within ten requests per minute', async () => {
  using activity = new UndiciActivity()
  const clock = new VirtualClock(undefined, () => activity.isBusy)
  const now = () => clock.now()
  const taken: number[] = []
  const modelOf = (index: number) => `${CHECKPOINT}:${index}`
  await using api = await startApi({
    now,
    projects: [{ id: 'proj_0' }],
    checkpoints: Object.fromEntries(
      JOBS.map((_, index) => [modelOf(index), { shared: ['proj_0'] }]),
    ),
    jobs: Object.fromEntries(
      JOBS.map((id, index) => [id, { states: ['succeeded'], fineTunedModel: modelOf(index) }]),
    ),
    interfere(request, respond) {
      if (request.key !== 'project') return respond()
      while ((taken[0] ?? now()) <= now() - MINUTE_MS) taken.shift()
      if (taken.length >= LIMIT) return { status: 429, body: { error: { message: 'slow down' } } }
      taken.push(now())
      return respond()
    },
  })
  const started = now()
  await using step = await runStep({
    clock,
    inputs: {
      mode: 'check',
      'base-url': api.baseUrl,
      'admin-key': api.adminKey,
      'api-key': api.projectKey,
      'project-ids': 'proj_0',
      'fine-tuning-job-id': JOBS.join('\n'),
    },
  })
  expect(step.outputs.result).toBe('ok')
  expect(JSON.parse(step.outputs['checkpoint-ids'] ?? '')).toHaveLength(JOBS.length)
  expect(now() - started).toBeLessThan(5 * MINUTE_MS)
})
