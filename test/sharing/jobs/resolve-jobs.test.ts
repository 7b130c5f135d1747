import { expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors.ts'
import type { JobCheckpoint, JobsApi } from '../../../src/api/jobs.ts'
import { InvalidInputsError } from '../../../src/common/validation.ts'
import { BEST_EFFORT_MS, type JobProgress } from '../../../src/sharing/jobs/poll-jobs.ts'
import { type JobRequest, resolveJobs } from '../../../src/sharing/jobs/resolve-jobs.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const at = (id: string, step: number): JobCheckpoint => ({
  checkpointId: `ft:${id}:${step}`,
  step,
  trainLoss: 1 / step,
  validLoss: null,
  fullValidLoss: null,
})
const listError = new ApiError({ kind: 'unavailable', operation: 'list', reason: 'no' })

/** Completed jobs with checkpoints at steps 10 and 20, unless they can't be listed. */
async function resolveStubJobs(
  wanted: JobRequest[],
  { fault = null as Error | null, takes = 0 } = {},
) {
  const clock = new VirtualClock()
  const calls: string[] = []
  const reports: JobProgress[] = []
  const jobs: JobsApi = {
    async get(id) {
      calls.push(`job ${id}`)
      const job = { id, status: 'succeeded', fineTunedModel: `ft:${id}`, error: null }
      return { ...job, estimatedFinish: null }
    },
    events: async () => [],
    async checkpoints(id, { deadline } = {}) {
      const left = deadline === undefined ? '' : `, within ${deadline - clock.now()}`
      calls.push(`checkpoints of ${id}${left}`)
      if (takes > 0) await clock.sleep(takes)
      if (fault !== null) throw fault
      return [at(id, 10), at(id, 20)]
    },
  }
  const cancelled = new AbortController().signal
  const resolvedJobs = resolveJobs(
    {
      jobs,
      budget: { clock, cancelled, deadline: clock.now() + 60_000 },
      stop: new AbortController(),
      readsEvents: true,
      report: report => void reports.push(report),
    },
    wanted,
  )
  return { calls, reports, trained: await resolvedJobs.catch((error: unknown) => error) }
}

test('every selection of a job is made, with one wait for the job', async () => {
  const steps = [20, 10]
  const {
    trained: resolvedJobs,
    calls,
    reports,
  } = await resolveStubJobs([
    { jobId: 'b', selector: 'all', location: null },
    { jobId: 'a', selector: 'best', location: null },
    { jobId: 'b', selector: steps, location: null },
  ])
  expect(resolvedJobs).toMatchObject([
    { job: { id: 'b' }, selector: 'all', checkpointIds: ['ft:b:10', 'ft:b:20', 'ft:b'] },
    { job: { id: 'a' }, selector: 'best', checkpointIds: ['ft:a:20'] },
    { job: { id: 'b' }, selector: steps, checkpointIds: ['ft:b:20', 'ft:b:10'] },
  ])
  expect(resolvedJobs).toMatchObject([
    { checkpoints: [at('b', 10), at('b', 20)], losses: [] },
    {},
    {},
  ])
  expect(calls).toEqual(['job b', 'job a', 'checkpoints of b', 'checkpoints of a'])
  expect(reports.filter(({ type }) => type === 'selected')).toEqual([
    { type: 'selected', jobId: 'b', checkpointIds: ['ft:b:10', 'ft:b:20', 'ft:b'], reason: null },
    {
      type: 'selected',
      jobId: 'a',
      checkpointIds: ['ft:a:20'],
      reason: 'step 20 has the lowest train_loss, 0.05, of 2 checkpoints',
    },
    { type: 'selected', jobId: 'b', checkpointIds: ['ft:b:20', 'ft:b:10'], reason: null },
  ])
})

test('for the final model, checkpoints are optional and get little time', async () => {
  const { trained: resolvedJobs, calls } = await resolveStubJobs([
    { jobId: 'a', selector: 'final', location: null },
    { jobId: 'b', selector: 'best', location: null },
  ])
  expect(resolvedJobs).toMatchObject([{ checkpointIds: ['ft:a'], checkpoints: [{}, {}] }, {}])
  expect(calls.slice(2)).toEqual([`checkpoints of a, within ${BEST_EFFORT_MS}`, 'checkpoints of b'])
})

test('checkpoints are listed with all time if one of several selections needs them', async () => {
  const { trained: resolvedJobs, calls } = await resolveStubJobs([
    { jobId: 'a', selector: 'final', location: null },
    { jobId: 'a', selector: 'best', location: null },
  ])
  expect(resolvedJobs).toMatchObject([{ checkpointIds: ['ft:a'] }, { checkpointIds: ['ft:a:20'] }])
  expect(calls).toEqual(['job a', 'checkpoints of a'])
})

test('the optional checkpoints of all jobs share one time limit', async () => {
  const wanted = ['a', 'b', 'c'].map(jobId => ({
    jobId,
    selector: 'final' as const,
    location: null,
  }))
  const { calls } = await resolveStubJobs(wanted, { takes: 4_000 })
  expect(calls.slice(3)).toEqual([
    `checkpoints of a, within ${BEST_EFFORT_MS}`,
    `checkpoints of b, within ${BEST_EFFORT_MS - 4_000}`,
    `checkpoints of c, within ${BEST_EFFORT_MS - 8_000}`,
  ])
})

test("checkpoints that can't be listed matter only if one of them is selected", async () => {
  const final = await resolveStubJobs([{ jobId: 'a', selector: 'final', location: null }], {
    fault: listError,
  })
  expect(final.trained).toMatchObject([{ checkpointIds: ['ft:a'], checkpoints: [] }])
  expect(
    (await resolveStubJobs([{ jobId: 'a', selector: 'all', location: null }], { fault: listError }))
      .trained,
  ).toBe(listError)
  const bug = new TypeError('a bug')
  expect(
    (await resolveStubJobs([{ jobId: 'a', selector: 'final', location: null }], { fault: bug }))
      .trained,
  ).toBe(bug)
})

test('all impossible selections are reported together, at their locations', async () => {
  const location = { file: 'sharing.yml', line: 7, column: 5 }
  const { trained: resolvedJobs, reports } = await resolveStubJobs([
    { jobId: 'a', selector: [30], location },
    { jobId: 'b', selector: 'final', location: null },
    { jobId: 'b', selector: [40, 10], location: null },
  ])
  expect(resolvedJobs).toBeInstanceOf(InvalidInputsError)
  const lacks = (job: string, step: number) =>
    `job-checkpoints: ${job} has no checkpoint at step ${step}. Select from its steps (10 and 20).`
  expect(resolvedJobs).toMatchObject({
    issues: [
      { input: 'job-checkpoints', message: lacks('a', 30), location },
      { input: 'job-checkpoints', message: lacks('b', 40) },
    ],
  })
  expect(reports.filter(({ type }) => type === 'selected')).toHaveLength(1)
})
