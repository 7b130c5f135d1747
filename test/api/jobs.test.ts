import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { jobsApi } from '../../src/api/jobs.ts'
import { modelsApi } from '../../src/api/models.ts'
import { list, stubClient } from './stub-client.ts'

/** Jobs and models with these responses, one after another, and their requests. */
function answers(...given: unknown[]) {
  const { client, requests, operations } = stubClient(...given)
  return { requests, operations, jobs: jobsApi(client), models: modelsApi(client) }
}

const RUNNING = { id: 'ftjob-a', object: 'fine_tuning.job', status: 'running' }
const MAPPED = {
  id: 'ftjob-a',
  status: 'running',
  fineTunedModel: null,
  error: null,
  estimatedFinish: null,
}
const parts = (code: unknown, message: unknown) => ({ error: { code, message, param: null } })

test.each<[string, object, object]>([
  ['one that runs', {}, {}],
  [
    'one whose nulls are written out',
    { fine_tuned_model: null, error: null, estimated_finish: null },
    {},
  ],
  ['one without an error, whose parts are null', parts(null, null), {}],
  ['one whose error is empty', { error: {} }, {}],
  [
    'one that failed',
    { status: 'failed', ...parts('bad', 'Bad.') },
    { status: 'failed', error: { code: 'bad', message: 'Bad.' } },
  ],
  ['one with a code alone', parts('bad', null), { error: { code: 'bad', message: null } }],
  ['one with a message alone', parts(null, 'Bad.'), { error: { code: null, message: 'Bad.' } }],
  [
    'one that succeeded',
    { status: 'succeeded', fine_tuned_model: 'ft:gpt-4o:acme::1', estimated_finish: 7 },
    { status: 'succeeded', fineTunedModel: 'ft:gpt-4o:acme::1', estimatedFinish: 7 },
  ],
  ['one of a status never seen', { status: 'reticulating' }, { status: 'reticulating' }],
])('reads a job: %s', async (_, more, mapped) => {
  const { jobs, requests } = answers({ ...RUNNING, ...more })
  expect(await jobs.get('ftjob-a')).toEqual({ ...MAPPED, ...mapped })
  expect(requests).toEqual(['GET /fine_tuning/jobs/ftjob-a'])
})

test.each<[string, object]>([
  ['without a status', { status: undefined }],
  ['of a model that could end up anywhere', { fine_tuned_model: 'ft:a\n::error::b' }],
  ['of an empty model', { fine_tuned_model: '' }],
  ["whose end isn't a time", { estimated_finish: 'soon' }],
  ['whose end is out of time', { estimated_finish: 1e300 }],
])('rejects a job %s', async (_, more) => {
  const { jobs } = answers({ ...RUNNING, ...more })
  await expect(jobs.get('ftjob-a')).rejects.toThrow(v.ValiError)
})

test('a response about another job is rejected', async () => {
  const { jobs } = answers({ ...RUNNING, id: 'ftjob-b' })
  await expect(jobs.get('ftjob-a')).rejects.toThrow('it describes another job')
})

const checkpoint = (step: number, metrics?: unknown) => ({
  id: `ftckpt_${step}`,
  fine_tuned_model_checkpoint: `ft:model:ckpt-step-${step}`,
  step_number: step,
  metrics,
})
const read = (step: number, losses: object = {}) => ({
  checkpointId: `ft:model:ckpt-step-${step}`,
  step,
  trainLoss: null,
  validLoss: null,
  fullValidLoss: null,
  ...losses,
})

test('reads the checkpoints of all pages by their steps, each with its losses', async () => {
  const { jobs, requests } = answers(
    list([checkpoint(30, { step: 30, train_loss: 0, valid_loss: null }), checkpoint(20)], true),
    list([checkpoint(100, { full_valid_loss: -1.5, valid_loss: 2e-7 }), checkpoint(9, null)]),
  )
  expect(await jobs.checkpoints('ftjob-a')).toEqual([
    read(9),
    read(20),
    read(30, { trainLoss: 0 }),
    read(100, { validLoss: 2e-7, fullValidLoss: -1.5 }),
  ])
  expect(requests).toEqual([
    'GET /fine_tuning/jobs/ftjob-a/checkpoints?limit=100',
    'GET /fine_tuning/jobs/ftjob-a/checkpoints?limit=100&after=ftckpt_20',
  ])
})

test.each<[string, object]>([
  ['with half a step', { step_number: 0.5 }],
  ['without a model', { fine_tuned_model_checkpoint: null }],
  ["with a loss that isn't a number", { metrics: { train_loss: '1' } }],
])('rejects a checkpoint %s', async (_, more) => {
  const { jobs } = answers(list([{ ...checkpoint(1), ...more }]))
  await expect(jobs.checkpoints('ftjob-a')).rejects.toThrow(v.ValiError)
})

const event = (id: string, more: object = {}) => ({ id, level: 'info', message: id, ...more })
const METRICS = { step: 5, train_loss: 0.5, full_valid_loss: 0.25, train_accuracy: 1 }
const LOSSES = { step: 5, trainLoss: 0.5, validLoss: null, fullValidLoss: 0.25 }
const nothing = () => false

test.each<[string, object, object | null]>([
  ['a message', {}, null],
  ['an event with the type message', { type: 'message', data: {} }, null],
  ['losses', { type: 'metrics', data: METRICS }, LOSSES],
  ['losses that it does not call so', { data: METRICS }, null],
  ['losses without a step', { type: 'metrics', data: { train_loss: 1 } }, null],
  ['losses of another form', { type: 'metrics', data: { step: 5, train_loss: '0.5' } }, null],
  ['no losses', { type: 'metrics', data: { step: 5, reward: 1 } }, null],
  ['no data', { type: 'metrics', data: null }, null],
])('reads an event: %s', async (_, more, metrics) => {
  const { jobs } = answers(list([event('e', more)]))
  const expected = [{ id: 'e', level: 'info', message: 'e', metrics }]
  expect(await jobs.events('ftjob-a', nothing)).toEqual(expected)
})

test('reads events until a known one, and returns the others, oldest first', async () => {
  const { jobs, requests } = answers(
    list([event('e5'), event('e4')], true),
    list([event('e3'), event('e2')], true),
    list([event('e1')]),
  )
  const known = new Set(['e2', 'e1'])
  const events = await jobs.events('ftjob-a', id => known.has(id))
  expect(events.map(({ id }) => id)).toEqual(['e3', 'e4', 'e5'])
  expect(requests).toEqual([
    'GET /fine_tuning/jobs/ftjob-a/events?limit=100',
    'GET /fine_tuning/jobs/ftjob-a/events?limit=100&after=e4',
  ])
})

test('reads no more than the maximum number of event pages', async () => {
  const pages = Array.from({ length: 25 }, (_, page) => list([event(`e${page}`)], true))
  const { jobs, requests } = answers(...pages)
  const events = await jobs.events('ftjob-a', nothing)
  expect(events.map(({ id }) => id)).toEqual(pages.slice(0, 20).map((_, page) => `e${19 - page}`))
  expect(requests).toHaveLength(20)
})

test('an ID is one segment of a path, whatever it contains', async () => {
  const odd = 'ft:a/../b?c#d'
  const { jobs, models, requests, operations } = answers(RUNNING, list([]), list([]), { id: 'x' })
  await expect(jobs.get(odd)).rejects.toThrow('it describes another job')
  await jobs.checkpoints(odd)
  await jobs.events(odd, nothing)
  await expect(models.get(odd)).rejects.toThrow('it describes another model')
  const part = 'ft%3Aa%2F..%2Fb%3Fc%23d'
  expect(requests).toEqual([
    `GET /fine_tuning/jobs/${part}`,
    `GET /fine_tuning/jobs/${part}/checkpoints?limit=100`,
    `GET /fine_tuning/jobs/${part}/events?limit=100`,
    `GET /models/${part}`,
  ])
  expect(operations).toEqual([
    `read the fine-tuning job ${odd}`,
    `list the checkpoints of ${odd}`,
    `list the events of ${odd}`,
    `retrieve the model ${odd}`,
  ])
})

test.each<[object, object]>([
  [{}, { ownedBy: null, shutdownDate: null }],
  [
    { owned_by: null, shutdown_date: null },
    { ownedBy: null, shutdownDate: null },
  ],
  [{ owned_by: 'acme' }, { ownedBy: 'acme', shutdownDate: null }],
  [{ shutdown_date: '2027-01-06' }, { ownedBy: null, shutdownDate: '2027-01-06' }],
  [{ shutdown_date: 1_799_193_600 }, { ownedBy: null, shutdownDate: '2027-01-06' }],
  [{ shutdown_date: 1e300 }, { ownedBy: null, shutdownDate: '1e+300' }],
])('reads a model: %j', async (more, model) => {
  const { models } = answers({ id: 'ft:model', object: 'model', created: 1, ...more })
  expect(await models.get('ft:model')).toEqual(model)
})

test('the shutdown date is text for any number', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ noNaN: true }), async shutdown_date => {
      const { models } = answers({ id: 'ft:model', shutdown_date })
      expect(typeof (await models.get('ft:model')).shutdownDate).toBe('string')
    }),
  )
})
