import { describe, expect, test } from 'vitest'
import { CHECKPOINT, connect, granted, ids, SHARED_CHECKPOINT, send, start } from './api/clients.ts'
import { startApi } from './api.ts'

describe('with the official client', () => {
  test('a grant gives each project a permission, and the response lists them', async () => {
    await using api = await start()
    const answer = await connect(api).grant(['proj_1', 'proj_2', 'proj_3'])
    expect(answer).toEqual(api.permissions(CHECKPOINT))
    expect(granted(api)).toEqual(['proj_1', 'proj_2', 'proj_3'])
    expect(answer[0]?.id).toMatch(/^cp_[A-Za-z0-9]{24}$/)
    expect(api.requests).toMatchObject([
      { method: 'POST', route: 'create', status: 200, checkpointId: CHECKPOINT },
    ])
  })

  test('a list of 25 has three pages, newest first', async () => {
    await using api = await start()
    const items = await connect(api).list({ limit: 10 })
    expect(items).toEqual(api.permissions(SHARED_CHECKPOINT).reverse())
    expect(api.count('list')).toBe(3)
    expect(api.requests[1]?.query).toEqual({ limit: '10', after: items[9]?.id })
  })

  test('a list can be reversed and limited to one project', async () => {
    await using api = await start()
    const { list } = connect(api)
    expect(await list({ order: 'ascending', limit: 100 })).toEqual(
      api.permissions(SHARED_CHECKPOINT),
    )
    expect(await list({ project_id: 'proj_7' })).toEqual([api.permissions(SHARED_CHECKPOINT)[7]])
  })

  test('the older form of the list returns one page, and the next after its last ID', async () => {
    await using api = await start()
    const { retrieve } = connect(api)
    const first = await retrieve({ limit: 20, order: 'ascending' })
    const second = await retrieve({ limit: 20, order: 'ascending', after: first.last_id ?? '' })
    expect([...first.data, ...second.data]).toEqual(api.permissions(SHARED_CHECKPOINT))
    expect([first.has_more, second.has_more]).toEqual([true, false])
    expect(second).toMatchObject({ first_id: second.data[0]?.id, last_id: second.data[4]?.id })
  })

  test('a permission can be revoked once', async () => {
    await using api = await start()
    const { id = '' } = api.permissions(SHARED_CHECKPOINT)[3] ?? {}
    const { revoke } = connect(api)
    await expect(revoke(id, CHECKPOINT)).rejects.toMatchObject({ status: 404 })
    expect(await revoke(id)).toEqual({ id, object: 'checkpoint.permission', deleted: true })
    expect(api.permissions(SHARED_CHECKPOINT)).toHaveLength(24)
    await expect(revoke(id)).rejects.toMatchObject({ status: 404 })
    expect(api.requests.at(-1)).toMatchObject({ permissionId: id, route: 'delete', status: 404 })
  })

  test('projects are paginated, the archived ones only on request', async () => {
    await using api = await start()
    const { projects } = connect(api)
    expect((await projects()).map(({ id }) => id)).toEqual([...ids(25), 'proj_owner'])
    expect(api.count('projects')).toBe(2)
    const all = await projects({ include_archived: true, limit: 100 })
    expect(all).toHaveLength(27)
    expect(all[25]).toMatchObject({
      name: null,
      status: 'archived',
      object: 'organization.project',
    })
    await expect(projects({ limit: 101 })).rejects.toMatchObject({ status: 400, param: 'limit' })
  })
})

describe('what a grant rejects', () => {
  test('the owning project fails the whole batch', async () => {
    await using api = await start({ namesBadProject: false })
    await expect(connect(api).grant(['proj_1', 'proj_owner'])).rejects.toThrow(
      'Cannot modify checkpoint permissions for the owning project: proj_owner',
    )
    expect(granted(api)).toEqual([])
  })

  test.each([
    ['proj_x', true, 'Project proj_x not found in this organization.'],
    ['proj_old', true, 'Project proj_old is archived.'],
    ['proj_x', false, 'One or more of the project IDs are invalid.'],
    ['proj_old', false, 'One or more of the project IDs are invalid.'],
  ])('%s fails the whole batch, and is named: %s', async (bad, namesBadProject, message) => {
    await using api = await start({ namesBadProject, unknownProjectStatus: 404 })
    const grant = connect(api).grant(['proj_1', bad, 'proj_owner'])
    await expect(grant).rejects.toMatchObject({ status: 404, error: { message } })
    expect(granted(api)).toEqual([])
  })

  test.each([
    ['none', []],
    ['before-bad', ['proj_1']],
    ['all-good', ['proj_1', 'proj_2']],
  ] as const)('a rejected batch applies %s: %j', async (partialBatches, expected) => {
    await using api = await start({ partialBatches })
    await expect(connect(api).grant(['proj_1', 'proj_x', 'proj_2'])).rejects.toThrow('proj_x')
    expect(granted(api)).toEqual(expected)
  })

  test('a batch above the limit is rejected, and the message names no project', async () => {
    await using api = await start({ maxProjectIds: 2 })
    const { grant } = connect(api)
    const error = { message: 'Too many project_ids.' }
    await expect(grant(ids(3))).rejects.toMatchObject({ status: 400, error })
    expect(granted(api)).toEqual([])
    expect(await grant(ids(2))).toHaveLength(2)
  })

  test('granting a granted project adds nothing, fails, or adds a second permission', async () => {
    await using api = await start({ regrant: 'no-op' })
    const { grant } = connect(api)
    await grant(['proj_1', 'proj_1'])
    expect(await grant(['proj_1', 'proj_2'])).toMatchObject([{ project_id: 'proj_2' }])
    api.rules.regrant = 'error'
    await expect(grant(['proj_1'])).rejects.toMatchObject({ status: 409 })
    expect(granted(api)).toEqual(['proj_1', 'proj_2'])
    api.rules.regrant = 'duplicate'
    await grant(['proj_1'])
    expect(granted(api)).toEqual(['proj_1', 'proj_2', 'proj_1'])
  })

  test('a response can list only the first of the granted permissions', async () => {
    await using api = await start({ createdAnswerPageSize: 2 })
    expect(await connect(api).grant(ids(3))).toEqual(api.permissions(CHECKPOINT).slice(0, 2))
  })
})

test.each([
  ['GET', 'permissions?order=desc', undefined, 400, { param: 'order' }],
  ['GET', 'permissions?limit=101', undefined, 400, { param: 'limit' }],
  ['GET', 'permissions?limit=0', undefined, 400, { param: 'limit' }],
  ['GET', 'permissions?after=cp_x', undefined, 400, { param: 'after' }],
  ['POST', 'permissions', '{"project_ids":[]}', 400, { param: 'project_ids' }],
  ['POST', 'permissions', '{"project_ids":["proj_1"],"x":1}', 400, { param: 'x' }],
  ['POST', 'permissions', 'project_ids', 400, { type: 'invalid_request_error' }],
  ['PUT', 'permissions', '{}', 404, { message: expect.stringContaining('Invalid URL') }],
])('%s %s with the body %s is an error', async (method, call, body, status, error) => {
  await using api = await start()
  const path = `/fine_tuning/checkpoints/${encodeURIComponent(CHECKPOINT)}/${call}`
  const response = await send(api, method, path, body)
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ error })
  expect(response.headers.get('x-request-id')).toBe(api.requests[0]?.requestId)
})

test('a body without a JSON content type is rejected', async () => {
  await using api = await start()
  const path = `/fine_tuning/checkpoints/${CHECKPOINT}/permissions`
  const response = await send(api, 'POST', path, '{"project_ids":["proj_1"]}', 'text/plain')
  expect(response.status).toBe(415)
  expect(granted(api)).toEqual([])
})

test('an ID with encoded slashes is one segment, and an empty list has no cursors', async () => {
  await using api = await startApi({ checkpoints: { 'a/b?c': {} } })
  const response = await send(api, 'GET', '/fine_tuning/checkpoints/a%2Fb%3fc/permissions')
  const empty = { object: 'list', data: [], has_more: false, first_id: null, last_id: null }
  expect(await response.json()).toEqual(empty)
  const path = '/fine_tuning/checkpoints/a/b?c/permissions'
  expect(api.requests).toMatchObject([{ path, checkpointId: 'a/b?c' }])
})

test("an unknown checkpoint is an error, and a checkpoint object's ID a server error", async () => {
  await using api = await start({ unknownCheckpointStatus: 403 })
  const { list } = connect(api)
  await expect(list({}, 'ft:x')).rejects.toMatchObject({ status: 403, code: 'not_found' })
  await expect(list({}, 'ftckpt_1')).rejects.toMatchObject({ status: 500, type: 'server_error' })
})

test('grants and revocations from outside the client show in its lists', async () => {
  await using api = await start()
  const newest = api.grant(SHARED_CHECKPOINT, 'proj_new')
  const oldest = api.grant(SHARED_CHECKPOINT, 'proj_past', 1_700_000_000)
  api.revoke(SHARED_CHECKPOINT, api.permissions(SHARED_CHECKPOINT)[1]?.id ?? '')
  const items = await connect(api).list({ limit: 100 })
  expect([items[0], items.at(-1), items.length]).toEqual([newest, oldest, 26])
  expect(() => api.revoke(SHARED_CHECKPOINT, 'cp_x')).toThrow('cp_x')
  expect(() => api.permissions('ft:x')).toThrow('ft:x')
})
