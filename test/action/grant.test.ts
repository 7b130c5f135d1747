import { expect, test } from 'vitest'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  permissionIds,
  rowsOf,
  share,
  statusesOf,
} from './setup.ts'

test('three projects take two requests, and a rerun takes one', async () => {
  await using api = await organization(3)
  const projects = ['proj_2', 'proj_0', 'proj_1']
  await using first = await share(api, { 'project-ids': projects })
  expectMatchesServer(first, api)
  expect(first.requests.map(({ method }) => method)).toEqual(['GET', 'POST'])
  expect(first.posts).toEqual([projects])
  const held = JSON.stringify(permissionIds(api, projects))
  expect(first.outputs).toMatchObject({ result: 'ok', changed: 'true', 'permission-ids': held })
  expect(first.outputs).toMatchObject({ 'granted-count': '3', 'checkpoint-id': CHECKPOINT })
  expect(first.summary).toContain('3 of 3 projects have access')
  expect(first.allAnnotations).toEqual([])

  await using again = await share(api, { 'project-ids': projects })
  expectMatchesServer(again, api)
  expect(again.requests.map(({ method }) => method)).toEqual(['GET'])
  expect(again.outputs).toMatchObject({ result: 'ok', changed: 'false', 'permission-ids': held })
  expect(statusesOf(again)).toEqual({ shared: 3 })
})

test('with 250 projects on each of three checkpoints, only those without access are sent', async () => {
  const [a, b, c] = checkpoints(3) as [string, string, string]
  const projects = ids(250)
  // Another 120 at each, so mixing up checkpoints would show.
  const shared = { [a]: ids(120), [b]: ids(120, 130), [c]: ids(240).filter((_, i) => i % 2 === 0) }
  await using api = await organization(250, {
    checkpoints: Object.fromEntries(Object.entries(shared).map(([id, s]) => [id, { shared: s }])),
  })
  await using step = await share(api, { 'checkpoint-id': [a, b, c], 'project-ids': projects })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '390' })
  expect(statusesOf(step)).toEqual({ shared: 360, granted: 390 })
  expect(step.posts.map(({ length }) => length).toSorted((x, y) => y - x)).toEqual([
    100, 100, 100, 30, 30, 30,
  ])
  // Two pages of each list, read before anything is written.
  expect(step.requests.map(({ route }) => route).lastIndexOf('list')).toBe(5)
  const held = [a, b, c].flatMap(id => permissionIds(api, projects, id))
  expect(held).toHaveLength(750)
  expect(JSON.parse(step.outputs['permission-ids'] ?? '')).toEqual(held)
  expect(step.outputs['checkpoint-id']).toBe('')

  await using again = await share(api, { 'checkpoint-id': [a, b, c], 'project-ids': projects })
  expectMatchesServer(again, api)
  expect(again.requests.map(({ route }) => route)).toEqual(Array(9).fill('list'))
  expect(again.outputs['permission-ids']).toBe(step.outputs['permission-ids'])
})

test("an unknown checkpoint and a rejected one don't keep others from being shared", async () => {
  const [first, refused, last] = checkpoints(3) as [string, string, string]
  await using api = await organization(3, {
    checkpoints: { [first]: {}, [refused]: {}, [last]: {} },
  })
  api.fault({
    on: ({ route, checkpointId }) => route === 'create' && checkpointId === refused,
    times: Number.POSITIVE_INFINITY,
    answer: { status: 403, body: { error: { message: 'Not this one.' } } },
  })
  const requested = [refused, first, 'ft:nowhere', last]
  await using step = await share(api, { 'checkpoint-id': requested, 'project-ids': ids(3) })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'true', 'granted-count': '6' })
  expect(JSON.parse(step.outputs['checkpoint-ids'] ?? '')).toEqual(requested)
  const failed = rowsOf(step).filter(({ status }) => status === 'failed')
  expect(failed.map(row => row.checkpoint_id)).toEqual(
    [refused, 'ft:nowhere'].flatMap(id => [id, id, id]),
  )
  expect(failed[0]?.error).toContain('Not this one')
  expect(failed[3]?.error).toContain('does not exist')
  expect(step.posts).toHaveLength(3)
  expect(step.summary).toContain('6 of 12 pairs (4 checkpoints × 3 projects) have access')
})

test('permissions of unrequested projects get rows, are counted, and stay', async () => {
  const shared = ['proj_3', 'proj_1', 'proj_4', 'proj_4']
  await using api = await organization(5, { checkpoints: { [CHECKPOINT]: { shared } } })
  const before = api.permissions(CHECKPOINT)
  await using step = await share(api, { 'project-ids': ['proj_0', 'proj_1'] })
  expectMatchesServer(step, api, { duplicates: true })
  expect(step.outputs).toMatchObject({ result: 'ok', 'extra-count': '3', 'granted-count': '1' })
  const others = rowsOf(step).filter(({ requested }) => !requested)
  expect(others.map(row => [row.project_id, row.permission_id]).sort()).toEqual(
    before
      .filter(({ project_id }) => project_id !== 'proj_1')
      .map(permission => [permission.project_id, permission.id])
      .sort(),
  )
  expect(others.map(({ status }) => status)).toEqual(['shared', 'shared', 'shared'])
  expect(api.permissions(CHECKPOINT)).toEqual([
    ...before,
    expect.objectContaining({ project_id: 'proj_0' }),
  ])
  expect(step.summary).toContain('3 other permissions')
})

test("the oldest of a project's duplicate permissions is reported, on whatever page it is", async () => {
  const shared = ['proj_0', ...ids(150, 1), 'proj_0']
  await using api = await organization(151, { checkpoints: { [CHECKPOINT]: { shared } } })
  const newest = api.grant(CHECKPOINT, 'proj_1')
  const oldest = api.grant(CHECKPOINT, 'proj_1', 1_700_000_000)
  await using step = await share(api, { 'project-ids': ['proj_0', 'proj_1'] })
  expectMatchesServer(step, api, { duplicates: true })
  expect(step.posts).toEqual([])
  const [first, second] = rowsOf(step)
  expect(first?.permission_id).toBe(permissionIds(api, ['proj_0'])[0])
  expect(second).toMatchObject({ permission_id: oldest.id, created_at: 1_700_000_000 })
  expect(step.outputs['permission-ids']).not.toContain(newest.id)
})

test('IDs with every valid character reach the API unchanged', async () => {
  const checkpoint = 'ft:a.b_c:d@e+f=g-h'
  const project = 'proj.a_b:c@d+e=f-g'
  await using api = await organization(0, {
    projects: [{ id: project }],
    checkpoints: { [checkpoint]: {} },
  })
  await using step = await share(api, { 'checkpoint-id': checkpoint, 'project-ids': project })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(api.permissions(checkpoint)).toMatchObject([{ project_id: project }])
})
