import { expect, test } from 'vitest'
import type { Answer, JobState } from '../support/api.ts'
import { decodeEntities } from './injection-assertions.ts'
import { JOB, organizationWithJob, SPEED, shareJob, WAIT } from './job-setup.ts'
import {
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  type SharedStep,
  share,
} from './setup.ts'

const FOREVER = Number.POSITIVE_INFINITY
const WRONG_KEY = `sk-admin-${'wR0nGkEy'.repeat(8)}z_-x`
const SHORT = { 'share-timeout-minutes': '1' }

/** The headline, as the summary shows it. */
const headlineOf = ({ summary }: SharedStep) =>
  decodeEntities(summary)
    .split('\n')[0]
    ?.replace(/^### \S+ /u, '')

/** The summary and the log of a step that changed nothing have this headline. */
function expectHeadline(step: SharedStep, cause: string): void {
  expect(headlineOf(step)).toBe(`${cause}; nothing was changed`)
  expect(step.log).toContain(`\n${cause}; nothing was changed. `)
  expect(step.posts).toEqual([])
}

const failed = (status: number, message: string, code: string | null = null): Answer => ({
  status,
  body: { error: { message, code } },
})

test.each([
  ['a mistyped key', WRONG_KEY, 'OpenAI rejected admin-key (401)'],
  ['a key of another project', '', "admin-key isn't an admin key"],
])('%s as admin-key is named in the headline, in every mode', async (_, key, cause) => {
  await using api = await organization(2)
  for (const mode of ['grant', 'sync', 'revoke', 'check', 'list']) {
    const inputs = { mode, 'project-ids': ids(2), 'admin-key': key || api.projectKey }
    await using step = await share(api, inputs)
    expectMatchesServer(step, api)
    expectHeadline(step, cause)
    expect(step.requests).toHaveLength(1)
  }
})

test.each<[string, Answer, string]>([
  ['a rate limit', failed(429, 'Slow down.'), 'Rate limited'],
  ['no credit', failed(429, 'No.', 'insufficient_quota'), 'The organization is out of credit'],
  ['a fault', failed(503, 'Overloaded.'), 'The API returned 503'],
  [
    'another host',
    failed(401, 'Use eu.api.openai.com.', 'incorrect_hostname'),
    "base-url isn't the host of the project's region",
  ],
  [
    'a missing scope',
    failed(403, 'Missing scopes: api.fine_tuning.checkpoints.read.'),
    'admin-key lacks a scope',
  ],
])('%s is named in the headline', async (_, answer, cause) => {
  await using api = await organization(1)
  api.fault({ on: 'list', times: FOREVER, answer })
  await using step = await share(api, { ...SHORT, 'project-ids': 'proj_0' }, { speed: 50 })
  expectMatchesServer(step, api)
  expectHeadline(step, cause)
})

test("an API that can't be reached is named so only if nothing was read", async () => {
  await using api = await organization(1)
  const dead = { ...SHORT, 'project-ids': 'proj_0', 'base-url': 'http://127.0.0.1:9/v1' }
  await using none = await share(api, dead, { speed: 50 })
  expectHeadline(none, "Couldn't reach the API")

  // The names are read, and then the connection is lost.
  api.fault({ on: 'list', times: FOREVER, answer: 'reset' })
  const names = { ...SHORT, 'project-names': 'Name proj_0' }
  await using some = await share(api, names, { speed: 50 })
  expectHeadline(some, 'Lost the connection to the API')

  const all = checkpoints(2)
  await using other = await organization(1, {
    checkpoints: Object.fromEntries(all.map(id => [id, { shared: ['proj_0'] }])),
  })
  other.fault({
    on: ({ checkpointId }) => checkpointId === all[1],
    times: FOREVER,
    answer: 'reset',
  })
  const inputs = { ...SHORT, mode: 'check', 'checkpoint-id': all, 'project-ids': 'proj_0' }
  await using part = await share(other, inputs, { speed: 50 })
  expectMatchesServer(part, other)
  expect(part.outputs.result).toBe('unavailable')
  expect(headlineOf(part)).toBe(
    "1 of 2 pairs (2 checkpoints × 1 project) has access, 1 unknown; couldn't read access to 1 of 2 checkpoints",
  )
})

test('a key that is rejected after something was read is still named', async () => {
  const all = checkpoints(2)
  await using api = await organization(1, {
    checkpoints: Object.fromEntries(all.map(id => [id, {}])),
  })
  const answer = failed(401, 'Incorrect API key provided.', 'invalid_api_key')
  api.fault({ on: ({ checkpointId }) => checkpointId === all[1], times: FOREVER, answer })
  await using step = await share(api, { 'checkpoint-id': all, 'project-ids': 'proj_0' })
  expectMatchesServer(step, api)
  expectHeadline(step, 'OpenAI rejected admin-key (401)')
})

test.each<[string, JobState, Record<string, string>, string]>([
  ['failed', 'failed', {}, 'failed'],
  ['was cancelled', 'cancelled', WAIT, 'was cancelled'],
  ['is running', 'running', { 'wait-timeout-minutes': '0' }, 'is still running'],
  ['is queued', 'queued', { mode: 'check' }, 'is still queued'],
  ['does something new', { status: 'a_b *c*' }, { mode: 'check' }, "hasn't finished"],
  ['made nothing', { status: 'succeeded', fine_tuned_model: null }, {}, 'returned no model'],
])('a job that %s is named in the headline', async (_, state, inputs, outcome) => {
  await using api = await organizationWithJob([state])
  await using step = await shareJob(api, inputs, { speed: SPEED })
  expectMatchesServer(step, api)
  expectHeadline(step, `Fine-tuning job ${JOB} ${outcome}`)
  expect(step.allAnnotations).toMatchObject([
    { title: `Fine-tuning job ${JOB} ${outcome}; nothing was changed` },
  ])
})

test("a job's ID isn't Markdown in the headline", async () => {
  const id = 'ftjob-_a_@b'
  await using api = await organizationWithJob(['running'], {
    jobs: { [id]: { states: ['failed'] } },
  })
  await using step = await shareJob(api, { 'fine-tuning-job-id': id }, {})
  expect(headlineOf(step)).toBe(`Fine-tuning job ${id} failed; nothing was changed`)
  expect(step.summary).not.toContain(id)
})

test('a wrong api-key is named, and the admin key is not', async () => {
  await using api = await organizationWithJob(['succeeded'])
  const key = `sk-proj-${'wR0nGkEy'.repeat(8)}z_-x`
  await using wrong = await shareJob(api, { 'api-key': key }, {})
  expectHeadline(wrong, 'OpenAI rejected api-key (401)')
  await using admin = await shareJob(api, { 'api-key': api.readOnlyAdminKey }, {})
  expectHeadline(admin, "api-key isn't a project key")
})
