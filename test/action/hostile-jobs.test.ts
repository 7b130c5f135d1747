import { expect, test } from 'vitest'
import type { EventSetup, ModelSetup } from '../support/api.ts'
import { decodeEntities, expectNoInjection, HOSTILE } from './injection-assertions.ts'
import {
  countLines,
  modelRequests,
  organizationWithJob,
  organizationWithKeys,
  shareJob,
  verifyKeysFor,
} from './job-setup.ts'
import { CHECKPOINT, checkpoints, expectMatchesServer, rowsOf, share } from './setup.ts'

const all = Object.values(HOSTILE)
const KEYS = 3

// The number of events shown before a text is truncated.
const groups = [all.slice(0, 4), all.slice(4, 8), all.slice(8)]

test.each(groups.map(texts => ({ texts })))(
  'a job with hostile text injects nothing',
  async ({ texts }) => {
    const joined = texts.join(' ')
    const events: EventSetup[] = texts.flatMap(text => [
      { message: text },
      { message: text, level: text as 'warn' },
      { message: text, type: 'metrics', data: { step: text, train_loss: 1 } },
    ])
    const states = [
      { status: joined },
      { status: 'failed', error: { message: joined, code: texts[0] ?? '', param: null } },
    ]
    await using api = await organizationWithJob(states, {}, { events })
    await using step = await shareJob(api)
    expectMatchesServer(step, api)
    expectNoInjection(step, 4, KEYS)
    expect(step.outputs.result).toBe('failed')
    expect(step.posts).toEqual([])
    expect(step.allAnnotations[0]?.message).toMatch(/^ftjob-abc123 failed: \S/)
    // A line for every event, and one for each status.
    expect(countLines(step, '  ftjob-abc123: ')).toBe(events.length)
  },
)

test('a job with a hostile model or hostile checkpoints is unreadable', async () => {
  const text = all.join(' ')
  const metrics = { step: 1, train_loss: 1 }
  await using api = await organizationWithJob([{ status: 'succeeded', fine_tuned_model: text }])
  await using other = await organizationWithJob(
    ['succeeded'],
    {},
    { checkpoints: [{ step: 1, model: text, metrics }] },
  )
  for (const one of [api, other]) {
    await using step = await shareJob(one, { 'job-checkpoints': 'all' })
    expectMatchesServer(step, one)
    expectNoInjection(step, 4, KEYS)
    expect(step.outputs.result).toBe('unavailable')
    expect(step.posts).toEqual([])
  }
})

test('a model with hostile owners and dates, and hostile rejections, inject nothing', async () => {
  const ids = checkpoints(3 * all.length)
  const model = (text: string, shutdownDate: string): ModelSetup => ({
    projects: ['proj_0'],
    ownedBy: text,
    shutdownDate,
  })
  // Most parsers ignore what is in parentheses in a date.
  const models = [
    ...all.map(text => model(text, text)),
    ...all.map(text => model(text, `Dec 1 2026 (${text})`)),
  ]
  await using api = await organizationWithKeys(
    Object.fromEntries(models.map((setup, i) => [ids[i] ?? '', setup])),
    { checkpoints: Object.fromEntries(ids.map(id => [id, {}])) },
  )
  for (const [i, message] of all.entries()) {
    const on = ids[2 * all.length + i]
    const answer = { status: 400, body: { error: { message } } }
    api.fault({ on: ({ route, model }) => route === 'model' && model === on, answer })
  }
  const inputs = { 'checkpoint-id': ids, 'project-ids': 'proj_0' }
  await using step = await share(api, { ...inputs, 'verify-keys': verifyKeysFor(api, ['proj_0']) })
  expectMatchesServer(step, api)
  expectNoInjection(step, 5, KEYS)
  expect(step.outputs).toMatchObject({ result: 'failed', 'granted-count': `${ids.length}` })
  expect(rowsOf(step).every(({ status }) => status === 'granted')).toBe(true)
  expect(modelRequests(step)).toHaveLength(ids.length)
  expect(countLines(step, ', shuts down on ')).toBe(models.length)
  expect(decodeEntities(step.summary).match(/can't use it<br>/g)).toHaveLength(all.length)
  const titles = step.allAnnotations.map(({ title }) => title)
  expect(titles).toContain("A project can't use a model")
  const messages = step.allAnnotations.map(({ message }) => message)
  const start = `proj_0 on ${ids[2 * all.length]}: Couldn't retrieve the model`
  expect(messages.some(message => message.startsWith(start))).toBe(true)
  expect(titles).toContain('A model will be shut down')
  expect(step.outputs['checkpoint-ids']).toContain(CHECKPOINT)
})
