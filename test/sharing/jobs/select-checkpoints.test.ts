import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Job, JobCheckpoint, Losses } from '../../../src/api/jobs.ts'
import { formatFloat } from '../../../src/common/format.ts'
import {
  type CheckpointSelector,
  NoSuchCheckpointError,
  selectCheckpoints,
} from '../../../src/sharing/jobs/select-checkpoints.ts'

const FINAL = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'
const JOB: Job = {
  id: 'ftjob-a',
  status: 'succeeded',
  fineTunedModel: FINAL,
  error: null,
  estimatedFinish: null,
}
const UNMEASURED: Losses = { trainLoss: null, validLoss: null, fullValidLoss: null }
const idOf = (step: number) => `${FINAL}:ckpt-step-${step}`
const at = (step: number, losses: Partial<Losses> = {}): JobCheckpoint => ({
  checkpointId: idOf(step),
  step,
  ...UNMEASURED,
  ...losses,
})
const chosen = (choice: CheckpointSelector, checkpoints: JobCheckpoint[], job: Partial<Job> = {}) =>
  selectCheckpoints(choice, { job: { ...JOB, ...job }, checkpoints, losses: [] })

test("final is the job's model, whatever its checkpoints", () => {
  const final = { checkpointIds: [FINAL], reason: null }
  expect(chosen('final', [])).toEqual(final)
  expect(chosen('final', [at(10), at(20)])).toEqual(final)
})

test('all are the checkpoints by their steps and the final model, without duplicates', () => {
  const ids = [idOf(10), idOf(20), FINAL]
  expect(chosen('all', [at(10), at(20)])).toEqual({ checkpointIds: ids, reason: null })
  const last = { ...at(30), checkpointId: FINAL }
  expect(chosen('all', [at(10), at(20), last]).checkpointIds).toEqual(ids)
  expect(chosen('all', []).checkpointIds).toEqual([FINAL])
})

const METRICS = [
  ['full_valid_loss', 'fullValidLoss'],
  ['valid_loss', 'validLoss'],
  ['train_loss', 'trainLoss'],
] as const

/** Losses of few values, so there are many ties and gaps. */
const jobResults = (() => {
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -1, max: 2 }) },
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  const loss = fc.oneof({ weight: 12, arbitrary: value }, fc.constant(null))
  const steps = fc.uniqueArray(fc.nat(50_000), { minLength: 1, maxLength: 12 })
  return steps.chain(some =>
    fc.tuple(
      ...some
        .toSorted((a, b) => a - b)
        .map(step =>
          fc
            .record({ trainLoss: loss, validLoss: loss, fullValidLoss: loss })
            .map(losses => at(step, losses)),
        ),
    ),
  )
})()

test('best has the lowest of the first loss that all have, and the latest of equals', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(jobResults, checkpoints => {
      const metric = METRICS.find(([, key]) => checkpoints.every(one => one[key] !== null))
      if (metric === undefined) {
        seen.add('none')
        expect(() => chosen('best', checkpoints)).toThrow(NoSuchCheckpointError)
        return
      }
      const [name, key] = metric
      seen.add(name)
      const { checkpointIds, reason } = chosen('best', checkpoints)
      const best = checkpoints.find(({ checkpointId }) => checkpointId === checkpointIds[0])
      if (best === undefined) throw new Error('none of the checkpoints')
      for (const other of checkpoints) {
        const margin = Number(other[key]) - Number(best[key])
        expect(margin).toBeGreaterThanOrEqual(0)
        if (margin === 0) expect(other.step).toBeLessThanOrEqual(best.step)
      }
      expect(checkpointIds).toHaveLength(1)
      expect(reason).toContain(
        `step ${best.step} has the lowest ${name}, ${formatFloat(Number(best[key]))}, of`,
      )
    }),
    { numRuns: 500 },
  )
  // The property is meaningful only if every case came up.
  expect(seen).toEqual(new Set(['full_valid_loss', 'valid_loss', 'train_loss', 'none']))
})

test('one gap excludes a loss from the comparison', () => {
  const checkpoints = [
    at(10, { fullValidLoss: 0.1, validLoss: 0.9, trainLoss: 0.2 }),
    at(20, { validLoss: 0.5, trainLoss: 0.3 }),
    at(30, { fullValidLoss: 0.2, validLoss: 0.5, trainLoss: 0.1 }),
  ]
  expect(chosen('best', checkpoints)).toEqual({
    checkpointIds: [idOf(30)],
    reason: 'step 30 has the lowest valid_loss, 0.5, of 3 checkpoints',
  })
})

test.each([
  ['one that all have', [at(10, { trainLoss: 1 }), at(20, { validLoss: 1 })]],
  ['any', [at(10)]],
])('without %s there is no best', (_, checkpoints) => {
  const message =
    /^job-checkpoints: can't select the best checkpoint of ftjob-a, .* Use step numbers or final\.$/
  expect(() => chosen('best', checkpoints)).toThrow(message)
})

test('without a checkpoint there is no best', () => {
  expect(() => chosen('best', [])).toThrow(
    'ftjob-a has no checkpoints to select the best from. Use final.',
  )
})

test('steps are returned in the requested order', () => {
  const checkpoints = [at(10), at(20), at(30)]
  expect(chosen([30, 10], checkpoints)).toEqual({
    checkpointIds: [idOf(30), idOf(10)],
    reason: null,
  })
})

test.each<[number[], number[], string]>([
  [[20], [10, 30], 'ftjob-a has no checkpoint at step 20. Select from its steps (10 and 30).'],
  [
    [5, 10, 7],
    [10, 30, 40],
    'ftjob-a has no checkpoints at steps 5 and 7. Select from its steps (10, 30, and 40).',
  ],
  [[1], [], 'ftjob-a has no checkpoint at step 1. It has no checkpoints. Use final.'],
])('steps %j of %j: %s', (polledAt, there, message) => {
  const call = () =>
    chosen(
      polledAt,
      there.map(step => at(step)),
    )
  expect(call).toThrow(new NoSuchCheckpointError(`job-checkpoints: ${message}`))
})

test('steps are found, or a missing one is reported with a short list of available steps', () => {
  const steps = Array.from({ length: 60 }, (_, index) => index * 10)
  const there = steps.map(step => at(step))
  expect(() => chosen([5], there)).toThrow(/its steps \(0, 10, .*480, and 11 more\)\.$/)
  fc.assert(
    fc.property(fc.shuffledSubarray(steps), fc.nat(595), (some, other) => {
      expect(chosen(some, there).checkpointIds).toEqual(some.map(idOf))
      if (other % 10 === 0) return
      expect(() => chosen([...some, other], there)).toThrow(
        `at step ${other}. Select from its steps (0, 10,`,
      )
    }),
  )
})

test.each<CheckpointSelector>(['final', 'all', 'best', [10]])(
  'a job that names no model gives none, whether %j is selected',
  choice => {
    const call = () => chosen(choice, [at(10, { trainLoss: 1 })], { fineTunedModel: null })
    const message = 'ftjob-a succeeded but returned no model'
    expect(call).toThrow(message)
  },
)
