import { expect, test } from 'vitest'
import { startApi } from '../api.ts'
import { CHECKPOINT, connect, connectProject } from './clients.ts'
import type { ModelPolicy } from './setup-types.ts'

const missing = { status: 404, code: 'model_not_found', type: 'invalid_request_error' }
const projectKeys = ['proj_a', 'proj_b', 'proj_owner']
const projects = projectKeys.map(id => ({ id }))

test("a model is visible to its projects' keys, regardless of permissions", async () => {
  const model = { projects: ['proj_a'], ownedBy: 'acme-labs', shutdownDate: '2027-10-01' }
  await using api = await startApi({
    projects,
    projectKeys,
    checkpoints: { [CHECKPOINT]: { owner: 'proj_owner', shared: ['proj_b'] } },
    models: { [CHECKPOINT]: model, plain: { projects: ['proj_training'] } },
  })
  const { proj_a, proj_b, proj_owner } = api.projectKeys
  expect(await connectProject(api, proj_a).model(CHECKPOINT)).toEqual({
    id: CHECKPOINT,
    object: 'model',
    created: expect.any(Number),
    owned_by: 'acme-labs',
    shutdown_date: '2027-10-01',
  })
  for (const key of [proj_b, proj_owner]) {
    await expect(connectProject(api, key).model(CHECKPOINT)).rejects.toMatchObject(missing)
  }
  const { model: get } = connectProject(api)
  expect(await get('plain')).not.toHaveProperty('shutdown_date')
  await expect(get('no/such')).rejects.toThrow("The model 'no/such' does not exist")
  expect(api.count('model')).toBe(5)
  expect(api.requests[0]).toMatchObject({ model: CHECKPOINT, projectId: 'proj_a', status: 200 })
})

test('a model can become visible after some attempts of each key', async () => {
  const model = { projects: ['proj_a', 'proj_b'], visibleFromTry: 3 }
  await using api = await startApi({ projectKeys, models: { [CHECKPOINT]: model } })
  const { proj_a, proj_b } = api.projectKeys
  for (const key of [proj_a, proj_b]) {
    const { model: get } = connectProject(api, key)
    for (const _ of [1, 2]) await expect(get(CHECKPOINT)).rejects.toMatchObject(missing)
    for (const _ of [3, 4]) expect(await get(CHECKPOINT)).toMatchObject({ owned_by: 'acme' })
  }
})

test('a model can follow the permissions of its checkpoint', async () => {
  await using api = await startApi({
    projects,
    projectKeys,
    checkpoints: { [CHECKPOINT]: { owner: 'proj_owner' } },
    models: { [CHECKPOINT]: { projects: ['proj_a'] }, plain: { projects: ['proj_b'] } },
    modelsFollowPermissions: true,
  })
  const { proj_a, proj_b, proj_owner } = api.projectKeys
  const { model } = connectProject(api, proj_a)
  const { grant, revoke } = connect(api)
  expect(await connectProject(api, proj_owner).model(CHECKPOINT)).toMatchObject({ id: CHECKPOINT })
  await expect(model(CHECKPOINT)).rejects.toMatchObject(missing)
  const [permission] = await grant(['proj_a'])
  expect(await model(CHECKPOINT)).toMatchObject({ id: CHECKPOINT })
  await revoke(permission?.id ?? '', CHECKPOINT)
  await expect(model(CHECKPOINT)).rejects.toMatchObject(missing)
  expect(await connectProject(api, proj_b).model('plain')).toMatchObject({ id: 'plain' })
})

test('an admin key sees no model, and a model can have faults', async () => {
  await using api = await startApi({ models: { [CHECKPOINT]: { projects: ['proj_training'] } } })
  const asAdmin = connectProject(api, api.adminKey).model(CHECKPOINT)
  await expect(asAdmin).rejects.toMatchObject({
    status: 401,
    message: expect.stringContaining('Missing scopes: api.model.read.'),
  })
  const { model } = connectProject(api)
  api.fault({ on: 'model', answer: { status: 503 } })
  await expect(model(CHECKPOINT)).rejects.toMatchObject({ status: 503 })
  expect(await model(CHECKPOINT)).toMatchObject({ object: 'model' })
})

test("the policy of a project's models is for admin keys, and 404 without one", async () => {
  const policy: ModelPolicy = { mode: 'deny_list', model_ids: ['gpt-4o-mini-2024-07-18'] }
  await using api = await startApi({ projects, projectKeys, modelPolicies: { proj_a: policy } })
  const { modelPolicy } = connect(api, api.readOnlyAdminKey)
  expect(await modelPolicy('proj_a')).toEqual({ object: 'project.model_permissions', ...policy })
  await expect(modelPolicy('proj_b')).rejects.toMatchObject({ status: 404 })
  const asProject = connect(api, api.projectKeys.proj_a).modelPolicy('proj_a')
  await expect(asProject).rejects.toMatchObject({ status: 401 })
  expect(api.requests[0]).toMatchObject({ route: 'model-policy', policyOf: 'proj_a' })
})
