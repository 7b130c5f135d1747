import { expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { RUN_TOKEN } from '../support/runner/environment.ts'
import { decodeEntities } from './injection-assertions.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'

const PROJECTS = { 'project-ids': 'proj_0\nproj_1' }
const WRONG_KEY = `sk-admin-${'wR0nGkEy'.repeat(8)}z_-x`

/** The only failure is in the annotation, log, summary, and rows, each with all parts. */
function expectReported(step: SharedStep, api: Api, parts: string[]): void {
  expectMatchesServer(step, api)
  const summary = decodeEntities(step.summary)
  const [annotation] = step.allAnnotations
  expect(summary).toContain('Fix: ')
  for (const part of parts) {
    expect(annotation?.message).toContain(part)
    expect(step.log.replaceAll(`Error: ${annotation?.message}`, '')).toContain(part)
    expect(summary).toContain(part)
    for (const { error } of rowsOf(step)) expect(error).toContain(part)
  }
}

const lastId = (api: Api) => api.requests.at(-1)?.requestId ?? 'no request'

test('a project key is recognized, and its missing scope is reported', async () => {
  await using api = await organization(2)
  await using step = await share(api, { ...PROJECTS, 'admin-key': api.projectKey })
  expectReported(step, api, [
    'returned 401: You have insufficient permissions for this operation. Missing scopes: api.fine_tuning.checkpoints.read',
    'Use an admin key (sk-admin-…), which an organization owner can create. admin-key holds a project key.',
    lastId(api),
  ])
  expect(step.requests.map(({ method }) => method)).toEqual(['GET'])
  expect(step.outputs).toMatchObject({ result: 'unavailable', changed: 'false' })
})

test("a wrong key is reported, without the server's echo of it", async () => {
  await using api = await organization(2)
  await using step = await share(api, { ...PROJECTS, 'admin-key': WRONG_KEY })
  expectReported(step, api, [
    'returned 401: Incorrect API key provided: ***',
    'You can find your API key at https://platform.openai.com/account/api-keys',
    'Store a new key in the secret for admin-key. This one may be mistyped, revoked, or expired.',
    lastId(api),
  ])
  expect(step.masks).toEqual([WRONG_KEY, RUN_TOKEN])
  expect(step.outputs.result).toBe('unavailable')
})

test('a wrong key is rejected once, however many checkpoints there are', async () => {
  await using api = await organization(2)
  const inputs = { ...PROJECTS, 'checkpoint-id': checkpoints(3), 'admin-key': WRONG_KEY }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expect(step.requests).toHaveLength(1)
  expect(rowsOf(step).map(({ status }) => status)).toEqual([
    'failed',
    'failed',
    ...Array<string>(4).fill('skipped'),
  ])
  for (const { error } of rowsOf(step)) expect(error).toContain(lastId(api))
})

test.each([1, 3])(
  'a missing scope is reported after one POST, with %i checkpoints',
  async count => {
    const all = checkpoints(count)
    await using api = await organization(2, {
      checkpoints: Object.fromEntries(all.map(id => [id, {}])),
    })
    const inputs = { ...PROJECTS, 'checkpoint-id': all, 'admin-key': api.readOnlyAdminKey }
    await using step = await share(api, inputs)
    expectReported(step, api, [
      'returned 401',
      'Missing scopes: api.fine_tuning.checkpoints.write',
      'Create an admin key that has the scope api.fine_tuning.checkpoints.write. admin-key is valid but lacks it.',
      lastId(api),
    ])
    expect(step.posts).toEqual([['proj_0', 'proj_1']])
    expect(step.requests).toHaveLength(count + 1)
    expect(step.outputs).toMatchObject({ result: 'failed', 'failed-count': `${2 * count}` })
  },
)

/** The response to a key without a scope, with another status than the API's known one. */
const forbidden = (scope: string) => ({
  times: Infinity,
  answer: { status: 403, body: { error: { message: `Missing scopes: ${scope}.` } } },
})

test('a scope that is missing by 403 is never bisected and costs one request', async () => {
  await using api = await organization(2, {
    checkpoints: Object.fromEntries(checkpoints(3).map(id => [id, {}])),
  })
  api.fault({ on: 'create', ...forbidden('api.fine_tuning.checkpoints.write') })
  await using step = await share(api, { ...PROJECTS, 'checkpoint-id': checkpoints(3) })
  expectReported(step, api, [
    'returned 403',
    'that has the scope api.fine_tuning.checkpoints.write. ',
  ])
  expect(step.posts).toHaveLength(1)
})

test('a gate whose key lacks the scope to read, by 403 too, reports that access is unknown', async () => {
  await using api = await organization(2)
  api.fault({ on: 'list', ...forbidden('api.fine_tuning.checkpoints.read') })
  await using step = await share(api, { ...PROJECTS, mode: 'check' })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('unavailable')
  expect(step.requests).toHaveLength(1)
})

test.each([404, 403, 400])("an unknown checkpoint (%i) doesn't stop the others", async status => {
  await using api = await organization(2, { rules: { unknownCheckpointStatus: status } })
  const unknown = 'ft:gpt-4o-mini-2024-07-18:other:weather:x'
  await using step = await share(api, { ...PROJECTS, 'checkpoint-id': [unknown, CHECKPOINT] })
  expectMatchesServer(step, api)
  const [annotation] = step.allAnnotations
  expect(annotation?.title).toBe("Couldn't read access for 2 projects")
  const id = step.requests.findLast(({ checkpointId }) => checkpointId === unknown)?.requestId
  expect(annotation?.message).toContain(`returned ${status}: The checkpoint '${unknown}' does not`)
  expect(annotation?.message).toContain(`(request ${id})`)
  expect(annotation?.message).toContain(
    'Check the checkpoint ID. It contains the organization name',
  )
  expect(step.posts).toEqual([['proj_0', 'proj_1']])
  expect(rowsOf(step).map(row => row.status)).toEqual(['failed', 'failed', 'granted', 'granted'])
})
