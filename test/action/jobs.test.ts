import { expect, test } from 'vitest'
import type { Answer, EventSetup, JobSetup } from '../support/api.ts'
import {
  countLines,
  JOB,
  organizationWithJob,
  pollIntervals,
  pollsOf,
  SPEED,
  shareJob,
} from './job-setup.ts'
import { CHECKPOINT, checkpoints, expectMatchesServer, permissionIds, rowsOf } from './setup.ts'

const [, OTHER, THIRD] = checkpoints(3) as [string, string, string]
const FOREVER = Number.POSITIVE_INFINITY

test("transient errors don't end the wait for a job, and its model is shared in the same step", async () => {
  await using api = await organizationWithJob([
    'validating_files',
    'queued',
    { status: 'running', estimated_finish: Math.round(Date.now() / 1000) + 7_200 },
    'running',
    'succeeded',
  ])
  const oops = { status: 500, body: { error: { message: 'Oops.' } } }
  api.fault({ on: 'job', skip: 1, answer: oops })
  api.fault({ on: 'job', skip: 2, answer: 'reset' })
  api.fault({ on: 'job', skip: 3, answer: oops })
  await using step = await shareJob(api)
  expectMatchesServer(step, api)
  expect(pollsOf(step).map(({ status }) => status)).toEqual([
    200,
    500,
    200,
    'reset',
    200,
    500,
    200,
    200,
  ])
  const held = JSON.stringify(permissionIds(api, ['proj_0']))
  expect(step.outputs).toMatchObject({ result: 'ok', 'permission-ids': held, changed: 'true' })
  expect(step.outputs['checkpoint-id']).toBe(CHECKPOINT)
  expect(rowsOf(step)).toMatchObject([{ project_id: 'proj_0', status: 'granted' }])

  const statusLines = step.log.matchAll(/^ftjob-abc123: (\w+) \(waited ([\d.]+) ?(?:s|min)/gm)
  const statuses = [...statusLines].map(([, status]) => status)
  expect(statuses).toEqual(['validating_files', 'queued', 'running', 'succeeded'])
  expect(step.log).toMatch(/: running \(waited .*, expected to finish in 1 h 5\d min\)\n/)
  const failed = pollsOf(step).filter(({ status }) => status === 500)
  for (const { requestId } of failed)
    expect(step.log).toMatch(
      new RegExp(`500: Oops\\)\\. .* left\\. \\(request ${requestId}\\)$`, 'm'),
    )
  expect(step.log).toMatch(/Retrying in .*: read the fine-tuning job ftjob-abc123 \(no complete/)

  // Each key is sent only where it belongs, and the admin key is checked first.
  const keys = step.requests.map(({ route, key }) => `${key} ${route}`)
  expect(keys[0]).toBe('admin projects')
  expect(keys.slice(-2)).toEqual(['admin list', 'admin create'])
  expect(new Set(keys.slice(1, -2))).toEqual(
    new Set(['project job', 'project job-events', 'project job-checkpoints']),
  )
  expect(step.summary).toContain('1 of 1 project has access')
  expect(step.summary).toContain(`${step.requests.length} requests`)
})

test('jobs are polled concurrently and reported in the given order', async () => {
  const long: JobSetup = {
    states: ['queued', 'running', 'running', 'succeeded'],
    fineTunedModel: OTHER,
  }
  const twin: JobSetup = { states: ['succeeded'], fineTunedModel: CHECKPOINT }
  await using api = await organizationWithJob(['queued', 'running', 'succeeded'], {
    jobs: { 'ftjob-long': long, 'ftjob-twin': twin },
    checkpoints: { [CHECKPOINT]: {}, [OTHER]: {} },
  })
  const requested = ['ftjob-long', JOB, 'ftjob-long', 'ftjob-twin']
  await using step = await shareJob(api, { 'fine-tuning-job-id': requested })
  expectMatchesServer(step, api)
  const polls = step.requests.filter(({ route }) => route === 'job').map(({ jobId }) => jobId)
  expect(polls.slice(0, 3).sort()).toEqual([JOB, 'ftjob-long', 'ftjob-twin'])
  expect(polls.slice(3, 5).sort()).toEqual([JOB, 'ftjob-long'])
  expect(polls.slice(5, 7).sort()).toEqual([JOB, 'ftjob-long'])
  expect(polls.slice(7)).toEqual(['ftjob-long'])
  expect(step.outputs['checkpoint-ids']).toBe(JSON.stringify([OTHER, CHECKPOINT]))
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '2', 'checkpoint-id': '' })
})

test('a paused job and an unknown status are shown, and polled less and less often', async () => {
  const speed = 2 * SPEED
  const states = ['running', 'pausing', 'paused', 'paused', 'hibernating', 'paused', 'running']
  await using api = await organizationWithJob([...states.map(status => ({ status })), 'succeeded'])
  await using step = await shareJob(api, {}, { speed })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  const statusLines = [...step.log.matchAll(/^ftjob-abc123: (\w+) \(waited /gm)].map(
    ([, status]) => status,
  )
  expect(statusLines.join()).toBe('running,pausing,paused,hibernating,paused,running,succeeded')
  const pauses = pollIntervals(step, speed)
  const expected = [10, 15, 22.5, 33.75, 50.6, 60, 60]
  expect(pauses).toHaveLength(expected.length)
  for (const [i, pause] of pauses.entries()) {
    // A timer can end a real millisecond early, and a busy machine polls late.
    expect(pause).toBeGreaterThan((expected[i] ?? 0) - 0.4)
    expect(pause).toBeLessThan((expected[i] ?? 0) + 40)
  }
})

test('a job is polled by its estimated finish at the latest', async () => {
  await using api = await organizationWithJob(['running', 'running', 'succeeded'])
  const speed = SPEED / 5
  const started = Date.now()
  let finish = 0
  const answer = (normal: Answer): Answer => {
    // The step's own clock now, plus 13 s.
    finish ||= (started + (Date.now() - started) * speed) / 1000 + 13
    return { ...normal, body: { ...(normal.body as object), estimated_finish: Math.round(finish) } }
  }
  api.fault({ on: 'job', acts: true, times: FOREVER, answer })
  await using step = await shareJob(api, {}, { speed })
  expectMatchesServer(step, api)
  const left = Number(/running \(waited .*, expected to finish in ([\d.]+) s/.exec(step.log)?.[1])
  const [first = 0, second = 0] = pollIntervals(step, speed)
  expect(first + second).toBeGreaterThan(left - 1)
  // Without an estimate the second pause would be 15 s long.
  expect(second).toBeLessThan(12)
  expect(step.outputs.result).toBe('ok')
})

test('each event is reported once, and of many losses only the latest', async () => {
  const losses = (from: number, fromPoll: number): EventSetup[] =>
    Array.from({ length: 50 }, (_, i) => {
      const data = { step: from + i, train_loss: 1 / (from + i), valid_loss: null }
      return { message: `Step ${from + i}`, type: 'metrics', data, fromPoll }
    })
  const events: EventSetup[] = [
    { message: 'Created fine-tuning job' },
    { message: 'Files validated', fromPoll: 1 },
    ...losses(1, 1),
    { message: 'Training is slow', level: 'warn', fromPoll: 2 },
    { message: 'A worker was lost', level: 'error', fromPoll: 2 },
    ...losses(51, 3),
    { message: 'The job has completed', fromPoll: 4 },
  ]
  await using api = await organizationWithJob(
    ['queued', 'running', 'running', 'succeeded'],
    {},
    { events },
  )
  await using step = await shareJob(api)
  expectMatchesServer(step, api)
  for (const { message, type } of events) {
    if (type !== 'metrics') expect(countLines(step, message), message).toBe(1)
  }
  expect(countLines(step, 'warn: Training is slow')).toBe(1)
  expect(countLines(step, 'error: A worker was lost')).toBe(1)
  const lines = step.log.split('\n').filter(line => /\bstep \d+/i.test(line))
  expect(lines).toEqual([
    '  ftjob-abc123: step 50, train loss 0.02',
    '  ftjob-abc123: step 100, train loss 0.01',
  ])
  expect(step.allAnnotations).toEqual([])
})

test("unreadable events and checkpoints don't keep a model from being shared", async () => {
  await using api = await organizationWithJob(['queued', 'running', 'succeeded'])
  const broken = { status: 500, body: { error: { message: 'No lists today.' } } }
  api.fault({ on: 'job-events', answer: { status: 404 } })
  api.fault({ on: 'job-events', answer: { status: 200, body: { object: 'page' } } })
  for (const on of ['job-events', 'job-checkpoints'] as const)
    api.fault({ on, times: FOREVER, answer: broken })
  await using step = await shareJob(api)
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(countLines(step, "Couldn't list the events of ")).toBe(1)
  expect(pollsOf(step)).toHaveLength(3)
  expect(step.allAnnotations).toEqual([])
})

test('checkpoints by ID and by job can be combined, without duplicates', async () => {
  const jobs = { 'ftjob-2': { states: ['succeeded'], fineTunedModel: THIRD } satisfies JobSetup }
  await using api = await organizationWithJob(['succeeded'], {
    jobs,
    checkpoints: { [CHECKPOINT]: {}, [OTHER]: { shared: ['proj_1'] }, [THIRD]: {} },
  })
  const inputs = { 'checkpoint-id': [OTHER, CHECKPOINT], 'fine-tuning-job-id': ['ftjob-2', JOB] }
  await using step = await shareJob(api, { ...inputs, 'project-ids': ['proj_1', 'proj_0'] }, {})
  expectMatchesServer(step, api)
  expect(step.outputs['checkpoint-ids']).toBe(JSON.stringify([OTHER, CHECKPOINT, THIRD]))
  const lists = step.requests.filter(({ route }) => route === 'list')
  expect(lists.map(({ checkpointId }) => checkpointId)).toEqual([OTHER, CHECKPOINT, THIRD])
  expect(step.posts).toEqual([['proj_0'], ['proj_1', 'proj_0'], ['proj_1', 'proj_0']])
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '5' })
})

test('a list from before a wait of more than a minute is refreshed after it', async () => {
  await using api = await organizationWithJob(
    ['queued', 'running', 'running', 'running', 'succeeded'],
    {
      checkpoints: { [CHECKPOINT]: {}, [OTHER]: {} },
    },
  )
  const grantMeanwhile = (normal: Answer) => {
    api.grant(OTHER, 'proj_0')
    return normal
  }
  api.fault({ on: 'job', skip: 1, acts: true, answer: grantMeanwhile })
  await using step = await shareJob(api, { 'checkpoint-id': OTHER })
  expectMatchesServer(step, api)
  expect(step.requests.slice(0, 2).map(({ route }) => route)).toEqual(['list', 'job'])
  expect(rowsOf(step).map(({ status }) => status)).toEqual(['shared', 'granted'])
  expect(step.posts).toEqual([['proj_0']])
})
