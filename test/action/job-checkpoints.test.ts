import { expect, test } from 'vitest'
import type { Api, CheckpointSetup } from '../support/api.ts'
import { countLines, JOB, organizationWithJob, shareJob, truncatedList, WAIT } from './job-setup.ts'
import { CHECKPOINT, expectMatchesServer, statusesOf } from './setup.ts'

const idOf = (step: number) => (step === 1200 ? CHECKPOINT : `${CHECKPOINT}:ckpt-step-${step}`)

const LOSSES: CheckpointSetup['metrics'][] = Array.from({ length: 12 }, (_, i) => ({
  train_loss: 1 / (i + 1),
  valid_loss: Math.abs(i - 7.5),
  full_valid_loss: i === 3 ? null : 2 - i / 10,
}))

/** JOB with twelve checkpoints over two pages, the last of which is its model. */
async function twelve(losses = LOSSES): Promise<Api> {
  const checkpoints = losses.map((metrics = {}, i) => {
    const step = (i + 1) * 100
    return { step, model: idOf(step), metrics }
  })
  const existing = Object.fromEntries(checkpoints.map(({ model }) => [model, {}]))
  const api = await organizationWithJob(['succeeded'], { checkpoints: existing }, { checkpoints })
  // A server can return less than requested.
  const answer = (normal: Parameters<typeof truncatedList>[0]) => truncatedList(normal, 10)
  const times = Number.POSITIVE_INFINITY
  api.fault({ on: 'job-checkpoints', acts: true, times, answer })
  return api
}

const ALL = Array.from({ length: 12 }, (_, i) => idOf((i + 1) * 100))

test('twelve checkpoints over two pages are all shared, the final one once', async () => {
  await using api = await twelve()
  await using step = await shareJob(api, { 'job-checkpoints': 'all' }, {})
  expectMatchesServer(step, api)
  expect(api.count('job-checkpoints')).toBe(2)
  expect(step.outputs['checkpoint-ids']).toBe(JSON.stringify(ALL))
  expect(statusesOf(step)).toEqual({ granted: 12 })
  expect(step.summary?.match(/✅&nbsp;shared/g)).toHaveLength(12)
})

test("all includes the final model even if it isn't one of the checkpoints", async () => {
  await using api = await organizationWithJob(
    ['succeeded'],
    {},
    {
      checkpoints: [
        { step: 200, model: idOf(200) },
        { step: 100, model: idOf(100) },
      ],
    },
  )
  await using step = await shareJob(api, { ...WAIT, 'job-checkpoints': 'all' }, {})
  expectMatchesServer(step, api)
  expect(step.outputs['checkpoint-ids']).toBe(JSON.stringify([idOf(100), idOf(200), CHECKPOINT]))
})

test.each([
  ['full_valid_loss with gaps', LOSSES, 900, 'lowest valid_loss, 0.5, of 12'],
  [
    'full_valid_loss',
    LOSSES.map((losses, i) => ({ ...losses, full_valid_loss: i === 1 ? 2e-7 : 3 })),
    200,
    'lowest full_valid_loss, 2e-7, of 12 checkpoints',
  ],
  [
    'train_loss',
    LOSSES.map((_, i) => ({ train_loss: i % 5, valid_loss: i === 11 ? undefined : 0 })),
    1100,
    'lowest train_loss, 0, of 12 checkpoints',
  ],
])('the best checkpoint by %s is the later of two equals', async (_, losses, best, reason) => {
  await using api = await twelve(losses)
  await using step = await shareJob(api, { 'job-checkpoints': 'best' }, {})
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-id': idOf(best) })
  expect(countLines(step, `step ${best} has the ${reason}`)).toBe(1)
  expect(step.requests.filter(({ route }) => route === 'create')).toMatchObject([
    { checkpointId: idOf(best) },
  ])
  // The table below the chart lists all and marks the selected one.
  expect(step.summary).toMatch(new RegExp(`<code>${idOf(best)}</code>.*shared</td></tr>`))
  expect(step.summary?.match(/✅&nbsp;shared/g)).toHaveLength(1)
  for (const id of ALL) expect(step.summary).toContain(`<code>${id}</code>`)
})

test("there's no best checkpoint if no loss was measured for all", async () => {
  const gaps = LOSSES.map((_, i) => (i === 5 ? { full_valid_loss: 1 } : { valid_loss: 1 }))
  await using api = await twelve(gaps)
  await using step = await shareJob(api, { 'job-checkpoints': 'best' }, {})
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  const [annotation] = step.allAnnotations
  expect(annotation?.message).toContain(`can't select the best checkpoint of ${JOB}`)
  expect(step.posts).toEqual([])
})

test('steps are shared in the requested order', async () => {
  await using api = await twelve()
  await using step = await shareJob(api, { 'job-checkpoints': '1100, 100\n# 500\n1100' }, {})
  expectMatchesServer(step, api)
  expect(step.outputs['checkpoint-ids']).toBe(JSON.stringify([idOf(1100), idOf(100)]))
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '2' })
})

test('unknown steps of all jobs are reported together, with the available steps', async () => {
  await using api = await organizationWithJob(
    ['succeeded'],
    { jobs: { 'ftjob-2': { states: ['succeeded'], fineTunedModel: idOf(900) } } },
    { checkpoints: [300, 100, 200].map(step => ({ step, model: idOf(step) })) },
  )
  const inputs = { 'fine-tuning-job-id': ['ftjob-2', JOB], 'job-checkpoints': '100, 101, 7' }
  await using step = await shareJob(api, { ...inputs, 'checkpoint-id': CHECKPOINT }, {})
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'invalid', 'granted-count': '' })
  expect(step.posts).toEqual([])
  expect(step.allAnnotations.map(({ title, message }) => [title, message])).toEqual([
    [
      'Input job-checkpoints',
      'job-checkpoints: ftjob-2 has no checkpoints at steps 100, 101, and 7. It has no checkpoints. Use final.',
    ],
    [
      'Input job-checkpoints',
      `job-checkpoints: ${JOB} has no checkpoints at steps 101 and 7. Select from its steps (100, 200, and 300).`,
    ],
  ])
})
