import { describe, expect, test } from 'vitest'
import { type Answer, type ApiSetup, startApi } from '../api.ts'
import { CHECKPOINT, connectProject } from './clients.ts'

const JOB = 'ftjob-abc123'
const steps = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    step: (index + 1) * 100,
    model: `${CHECKPOINT}:ckpt-step-${(index + 1) * 100}`,
  }))
const messages = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ message: `Step ${index}` }))

const start = (
  job: Partial<NonNullable<ApiSetup['jobs']>[string]> = {},
  others: Omit<ApiSetup, 'jobs'> = {},
) => startApi({ ...others, jobs: { [JOB]: { states: ['running'], ...job } } })

describe('a job', () => {
  test('goes through its states and stays in the last', async () => {
    const error = { code: 'invalid', message: 'Bad line', param: 'training_file' }
    await using api = await start({
      states: ['queued', { status: 'running', estimated_finish: 1_800_000_000 }, 'succeeded'],
      fineTunedModel: CHECKPOINT,
    })
    const { job } = connectProject(api)
    const first = await job(JOB)
    expect(first).toMatchObject({
      id: JOB,
      object: 'fine_tuning.job',
      model: 'gpt-4o-mini-2024-07-18',
      status: 'queued',
      fine_tuned_model: null,
      finished_at: null,
      error: null,
    })
    expect(first).not.toHaveProperty('estimated_finish')
    expect(await job(JOB)).toMatchObject({ status: 'running', estimated_finish: 1_800_000_000 })
    const last = await job(JOB)
    expect(last).toMatchObject({ status: 'succeeded', fine_tuned_model: CHECKPOINT })
    expect(await job(JOB)).toEqual(last)
    expect(api.count('job')).toBe(4)

    const states = [
      { status: 'succeeded', fine_tuned_model: null },
      { status: 'failed', error },
    ]
    await using other = await start({ states, fineTunedModel: CHECKPOINT, model: 'gpt-4.1' })
    const { job: otherJob } = connectProject(other)
    expect(await otherJob(JOB)).toMatchObject({ model: 'gpt-4.1', fine_tuned_model: null })
    expect(await otherJob(JOB)).toMatchObject({ status: 'failed', fine_tuned_model: null, error })
  })

  test('needs a state', async () => {
    await expect(start({ states: [] })).rejects.toThrow(`'${JOB}' has no states`)
  })

  test("doesn't advance on a request that is rejected or not applied", async () => {
    await using api = await start({ states: ['queued', 'running', 'cancelled'] })
    const { job } = connectProject(api)
    await expect(connectProject(api, api.adminKey).job(JOB)).rejects.toThrow()
    api.fault({ on: 'job', answer: { status: 500 } })
    await expect(job(JOB)).rejects.toMatchObject({ status: 500 })
    expect(await job(JOB)).toMatchObject({ status: 'queued' })
    const answer = (normal: Answer) => ({ ...normal, status: 503 })
    api.fault({ on: 'job', acts: true, answer })
    await expect(job(JOB)).rejects.toMatchObject({ status: 503 })
    expect(await job(JOB)).toMatchObject({ status: 'cancelled' })
  })
})

describe('the lists of a job', () => {
  test('checkpoints are paginated, the newest step first', async () => {
    const metrics = { train_loss: 0.5, valid_loss: null, full_valid_loss: undefined }
    const [first, ...others] = steps(25).map(checkpoint => ({ ...checkpoint, metrics }))
    await using api = await start({ checkpoints: [...others, ...(first ? [first] : [])] })
    const { checkpoints } = connectProject(api)
    const items = await checkpoints(JOB)
    const expected = steps(25).reverse()
    expect(items.map(item => item.step_number)).toEqual(expected.map(({ step }) => step))
    expect(items.map(item => item.fine_tuned_model_checkpoint)).toEqual(
      expected.map(({ model }) => model),
    )
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^ftckpt_[A-Za-z0-9]{24}$/),
      object: 'fine_tuning.job.checkpoint',
      created_at: expect.any(Number),
      fine_tuned_model_checkpoint: `${CHECKPOINT}:ckpt-step-2500`,
      fine_tuning_job_id: JOB,
      metrics: { train_loss: 0.5, valid_loss: null },
      step_number: 2500,
    })
    expect(api.count('job-checkpoints')).toBe(3)
    expect(api.requests[1]?.query).toEqual({ after: items[9]?.id })
    expect(await checkpoints(JOB, { limit: 100 })).toEqual(items)
    expect(api.count()).toBe(4)
    const call = checkpoints(JOB, { limit: 101 })
    await expect(call).rejects.toMatchObject({ status: 400, param: 'limit' })
  })

  test('events are paginated, newest first, without first and last IDs', async () => {
    await using api = await start({ events: messages(45) })
    const items = await connectProject(api).events(JOB)
    expect(items.map(({ message }) => ({ message }))).toEqual(messages(45).reverse())
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^ftevent-[A-Za-z0-9]{24}$/),
      object: 'fine_tuning.job.event',
      created_at: expect.any(Number),
      level: 'info',
      message: 'Step 44',
    })
    expect(api.count('job-events')).toBe(3)
    const headers = { authorization: `Bearer ${api.projectKey}` }
    const page = await fetch(`${api.baseUrl}/fine_tuning/jobs/${JOB}/events`, { headers })
    expect(Object.keys((await page.json()) as object).sort()).toEqual([
      'data',
      'has_more',
      'object',
    ])
  })

  test('an event shows from its poll on, as the newest', async () => {
    const data = { step: 1, train_loss: 0.5 }
    await using api = await start({
      events: [
        { message: 'late', fromPoll: 2, level: 'warn' },
        { message: 'early', type: 'metrics', data },
        { message: 'polled', fromPoll: 1 },
      ],
    })
    const { job, events } = connectProject(api)
    const shown = async () => (await events(JOB)).map(({ message }) => message)
    expect(await events(JOB)).toMatchObject([{ message: 'early', type: 'metrics', data }])
    await job(JOB)
    expect(await shown()).toEqual(['polled', 'early'])
    await job(JOB)
    expect(await shown()).toEqual(['late', 'polled', 'early'])
    expect((await events(JOB))[0]).toMatchObject({ level: 'warn' })
  })

  test("can have faults, and changing a response doesn't change them", async () => {
    await using api = await start({ checkpoints: steps(1), events: messages(1) })
    const { checkpoints, events } = connectProject(api)
    const before = [await checkpoints(JOB), await events(JOB)]
    const answer = (normal: Answer) => {
      for (const item of (normal.body as { data: { id: string }[] }).data) item.id = ''
      return normal
    }
    for (const on of ['job-checkpoints', 'job-events'] as const)
      api.fault({ on, acts: true, answer })
    expect([await checkpoints(JOB), await events(JOB)]).toMatchObject([[{ id: '' }], [{ id: '' }]])
    expect([await checkpoints(JOB), await events(JOB)]).toEqual(before)
  })
})
