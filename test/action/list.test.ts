import { expect, test } from 'vitest'
import type { Answer } from '../support/api.ts'
import { decodeEntities } from './injection-assertions.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  share,
  statusesOf,
} from './setup.ts'

const LIST = { mode: 'list' }

test('without projects, a list reports every permission over many pages', async () => {
  const [first, second] = checkpoints(2) as [string, string]
  await using api = await organization(250, {
    checkpoints: { [first]: { shared: [...ids(250), 'proj_7'] }, [second]: { shared: ['proj_3'] } },
  })
  const all = [first, second].flatMap(id => api.permissions(id))
  await using step = await share(api, { ...LIST, 'checkpoint-id': [first, second] })
  expectMatchesServer(step, api, { duplicates: true })
  expect(step.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET'])
  expect(step.outputs).toMatchObject({ result: 'ok', changed: 'false', 'extra-count': '252' })
  const rows = rowsOf(step)
  expect(rows.every(({ requested, status }) => !requested && status === 'shared')).toBe(true)
  const byId = (a: string, b: string) => a.localeCompare(b)
  const listed: string[] = JSON.parse(step.outputs['permission-ids'] ?? '')
  expect(listed.sort(byId)).toEqual(all.map(({ id }) => id).sort(byId))
  expect(step.summary).toContain('252 permissions on 2 checkpoints')
  for (const { id, project_id } of [all[0], all.at(-1)].filter(held => held !== undefined)) {
    expect(step.log).toMatch(new RegExp(`${project_id} +${id}`))
    expect(step.summary).toContain(id)
  }
  expect(step.allAnnotations).toEqual([])
})

test('requested projects come first, one row per permission, with or without access', async () => {
  const shared = ['proj_3', 'proj_0', 'proj_2', 'proj_0']
  await using api = await organization(4, { checkpoints: { [CHECKPOINT]: { shared } } })
  const inputs = { 'project-ids': ['proj_1', 'proj_0', 'proj_2'], 'owning-project-id': 'proj_2' }
  await using step = await share(api, { ...LIST, ...inputs })
  expectMatchesServer(step, api, { duplicates: true })
  expect(rowsOf(step).map(row => [row.project_id, row.status, row.requested])).toEqual([
    ['proj_1', 'not-shared', true],
    ['proj_0', 'shared', true],
    ['proj_0', 'shared', true],
    ['proj_2', 'owner', true],
    ['proj_3', 'shared', false],
  ])
  expect(step.outputs).toMatchObject({ result: 'ok', 'failed-count': '0', 'extra-count': '1' })
})

test('names are looked up and shown in the rows', async () => {
  await using api = await organization(3, { checkpoints: { [CHECKPOINT]: { shared: ids(2) } } })
  await using step = await share(api, { ...LIST, 'project-names': 'Name proj_1' })
  expectMatchesServer(step, api)
  expect(step.requests.map(({ route }) => route)).toEqual(['projects', 'list'])
  expect(rowsOf(step).map(row => [row.project_name, row.requested])).toEqual([
    ['Name proj_1', true],
    ['Name proj_0', false],
  ])
  expect(step.log).toContain('proj_1 (Name proj_1)')
})

test("a checkpoint that isn't shared gives an empty list, not a failure", async () => {
  await using api = await organization(1)
  await using step = await share(api, LIST)
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', permissions: '[]', 'permission-ids': '[]' })
  expect(step.outputs['checkpoint-id']).toBe(CHECKPOINT)
  expect(step.summary).toContain('0 permissions on 1 checkpoint')
})

const WRONG_KEY: Answer = { status: 401, body: { error: 'Incorrect API key provided.' } }

test.each<[string, Answer, result: string, message: string]>([
  ['rejected', { status: 403, body: { error: { message: 'Not for you.' } } }, 'failed', 'Not for'],
  [
    'rejected with the key',
    WRONG_KEY,
    'unavailable',
    'Store a new key in the secret for admin-key',
  ],
  [
    'cut short',
    { status: 200, body: { object: 'list', has_more: true } },
    'unavailable',
    'API schema',
  ],
])(
  'a list that is %s fails with a reason, with or without projects',
  async (_, answer, result, message) => {
    const [first, second] = checkpoints(2) as [string, string]
    await using api = await organization(2, {
      checkpoints: { [first]: { shared: ids(2) }, [second]: { shared: ids(1) } },
    })
    api.fault({
      on: ({ checkpointId }) => checkpointId === second,
      times: Number.POSITIVE_INFINITY,
      answer,
    })
    for (const inputs of [{ 'project-ids': ids(2) }, {}]) {
      await using step = await share(
        api,
        { ...LIST, ...inputs, 'checkpoint-id': [first, second] },
        { speed: 100 },
      )
      expectMatchesServer(step, api, { unread: 'project-ids' in inputs ? 0 : 1 })
      expect(step.outputs.result).toBe(result)
      expect(JSON.parse(step.outputs['permission-ids'] ?? '')).toHaveLength(2)
      expect(JSON.parse(step.outputs['checkpoint-ids'] ?? '')).toEqual([first, second])
      const errors = step.allAnnotations.filter(({ level }) => level === 'error')
      expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining(message)])
      expect(step.log.replaceAll(`Error: ${errors[0]?.message}`, '')).toContain(message)
      expect(decodeEntities(step.summary)).toContain(message)
    }
  },
)

test('a long list is truncated in the summary and complete in the file', async () => {
  await using api = await organization(0, {
    checkpoints: { [CHECKPOINT]: { shared: ids(9_000) } },
  })
  await using step = await share(api, LIST)
  expectMatchesServer(step, api)
  expect(rowsOf(step)).toHaveLength(9_000)
  expect(step.requests).toHaveLength(90)
  const lines = step.summary?.match(/<tr><td>/g)?.length ?? 0
  expect(step.summary).toContain(`${(9_000 - lines).toLocaleString('en-US')} rows omitted`)
  expect(statusesOf(step)).toEqual({})
})
