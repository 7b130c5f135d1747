import { expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors.ts'
import type { JobCheckpoint, JobsApi } from '../../../src/api/jobs.ts'
import type { Allowance } from '../../../src/common/clock.ts'
import { InvalidInputs } from '../../../src/common/validation.ts'
import { type JobWanted, trainedCheckpoints } from '../../../src/sharing/jobs/resolve-jobs.ts'
import { BRIEFLY_MS, type JobReport } from '../../../src/sharing/jobs/poll-jobs.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const at = (id: string, step: number): JobCheckpoint => ({
  checkpointId: `ft:${id}:${step}`,
  step,
  trainLoss: 1 / step,
  validLoss: null,
  fullValidLoss: null,
})
const no = new ApiError({ kind: 'unavailable', what: 'list', reason: 'no' })

/** Jobs that are done and have kept checkpoints at steps 10 and 20, unless they can't be listed. */
async function train(wanted: JobWanted[], { fault = null as Error | null, takes = 0 } = {}) {
  const clock = new VirtualClock()
  const calls: string[] = []
  const reports: JobReport[] = []
  const brief: Allowance = { clock, cancelled: new AbortController().signal, deadline: 0 }
  const jobsOf = (name: string): JobsApi => ({
    async get(id) {
      calls.push(`${name}: ${id}`)
      const job = { id, status: 'succeeded', fineTunedModel: `ft:${id}`, error: null }
      return { ...job, estimatedFinish: null }
    },
    events: async () => [],
    async checkpoints(id) {
      const left = name === 'brief' ? ` ${brief.deadline - clock.now()}` : ''
      calls.push(`${name}: checkpoints of ${id}${left}`)
      if (takes > 0) await clock.sleep(takes)
      if (fault !== null) throw fault
      return [at(id, 10), at(id, 20)]
    },
  })
  const trained = trainedCheckpoints(
    {
      jobs: jobsOf('jobs'),
      allowance: { ...brief, deadline: clock.now() + 60_000 },
      stop: new AbortController(),
      brief: { jobs: jobsOf('brief'), allowance: brief },
      report: report => void reports.push(report),
    },
    wanted,
  )
  return { calls, reports, trained: await trained.catch((error: unknown) => error) }
}

test('every choice of a job is made, of a job that is waited for once', async () => {
  const steps = [20, 10]
  const { trained, calls, reports } = await train([
    { jobId: 'b', choice: 'all', where: null },
    { jobId: 'a', choice: 'best', where: null },
    { jobId: 'b', choice: steps, where: null },
  ])
  expect(trained).toMatchObject([
    { job: { id: 'b' }, choice: 'all', checkpointIds: ['ft:b:10', 'ft:b:20', 'ft:b'] },
    { job: { id: 'a' }, choice: 'best', checkpointIds: ['ft:a:20'] },
    { job: { id: 'b' }, choice: steps, checkpointIds: ['ft:b:20', 'ft:b:10'] },
  ])
  expect(trained).toMatchObject([{ checkpoints: [at('b', 10), at('b', 20)], losses: [] }, {}, {}])
  expect(calls).toEqual([
    'jobs: b',
    'jobs: a',
    'jobs: checkpoints of b',
    'jobs: checkpoints of a',
    'jobs: checkpoints of b',
  ])
  expect(reports.filter(({ type }) => type === 'chosen')).toEqual([
    { type: 'chosen', jobId: 'b', checkpointIds: ['ft:b:10', 'ft:b:20', 'ft:b'], why: null },
    {
      type: 'chosen',
      jobId: 'a',
      checkpointIds: ['ft:a:20'],
      why: 'step 20 of a has the lowest train_loss, 0.05, of 2',
    },
    { type: 'chosen', jobId: 'b', checkpointIds: ['ft:b:20', 'ft:b:10'], why: null },
  ])
})

test('for the final model the checkpoints are but a picture, which gets little time', async () => {
  const { trained, calls } = await train([{ jobId: 'a', choice: 'final', where: null }])
  expect(trained).toMatchObject([{ checkpointIds: ['ft:a'], checkpoints: [{}, {}] }])
  expect(calls).toEqual(['jobs: a', `brief: checkpoints of a ${BRIEFLY_MS}`])
})

test('the pictures of all jobs get their little time together', async () => {
  const wanted = ['a', 'b', 'c'].map(jobId => ({ jobId, choice: 'final' as const, where: null }))
  const { calls } = await train(wanted, { takes: 4_000 })
  expect(calls.filter(call => call.startsWith('brief'))).toEqual([
    `brief: checkpoints of a ${BRIEFLY_MS}`,
    `brief: checkpoints of b ${BRIEFLY_MS - 4_000}`,
    `brief: checkpoints of c ${BRIEFLY_MS - 8_000}`,
  ])
})

test('checkpoints that can not be listed matter only where one of them is meant', async () => {
  const final = await train([{ jobId: 'a', choice: 'final', where: null }], { fault: no })
  expect(final.trained).toMatchObject([{ checkpointIds: ['ft:a'], checkpoints: [] }])
  expect((await train([{ jobId: 'a', choice: 'all', where: null }], { fault: no })).trained).toBe(
    no,
  )
  const bug = new TypeError('a bug')
  expect(
    (await train([{ jobId: 'a', choice: 'final', where: null }], { fault: bug })).trained,
  ).toBe(bug)
})

test('all choices that can not be made are told together, where the file has them', async () => {
  const where = { file: 'sharing.yml', line: 7, column: 5 }
  const { trained, reports } = await train([
    { jobId: 'a', choice: [30], where },
    { jobId: 'b', choice: 'final', where: null },
    { jobId: 'b', choice: [40, 10], where: null },
  ])
  expect(trained).toBeInstanceOf(InvalidInputs)
  const lacks = (job: string, step: number) =>
    `job-checkpoints: ${job} has no checkpoint at step ${step}; there are 10 and 20`
  expect(trained).toMatchObject({
    mistakes: [
      { input: 'job-checkpoints', message: lacks('a', 30), where },
      { input: 'job-checkpoints', message: lacks('b', 40) },
    ],
  })
  expect(reports.filter(({ type }) => type === 'chosen')).toHaveLength(1)
})
