import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ApiError } from '../../src/api/errors.ts'
import { permissionsApi } from '../../src/api/permissions.ts'
import { list, stubClient } from './stub-client.ts'

const CHECKPOINT = 'ft:a/b'
const PATH = '/fine_tuning/checkpoints/ft%3Aa%2Fb/permissions'
const item = (id: string, project_id: string, more: object = {}) => ({
  id,
  object: 'checkpoint.permission',
  created_at: 5,
  project_id,
  ...more,
})
const permission = (id: string, projectId: string) => ({ id, projectId, createdAt: 5 })
const refused = (status: number) =>
  new ApiError({ kind: 'refused', operation: 'list', reason: `the API returned ${status}`, status })

test('lists all permissions, a hundred per page', async () => {
  const { client, requests, operations } = stubClient(
    list([item('cp_1', 'proj_a')], true),
    list([item('cp_2', 'proj_b')]),
  )
  expect(await permissionsApi(client).list(CHECKPOINT)).toEqual([
    permission('cp_1', 'proj_a'),
    permission('cp_2', 'proj_b'),
  ])
  expect(requests).toEqual([`GET ${PATH}?limit=100`, `GET ${PATH}?limit=100&after=cp_1`])
  expect(new Set(operations)).toEqual(new Set([`list the permissions of ${CHECKPOINT}`]))
})

const tooLarge = new ApiError({
  kind: 'refused',
  operation: 'list',
  reason: 'the API returned 400',
  status: 400,
  serverMessage: "Invalid 'limit': integer above maximum value.",
})

test('a rejected limit is lowered from then on', async () => {
  const page = list([item('cp_1', 'proj_a')])
  const { client, requests } = stubClient(tooLarge, tooLarge, page, page)
  const api = permissionsApi(client)
  const listed = [permission('cp_1', 'proj_a')]
  expect(await api.list(CHECKPOINT)).toEqual(listed)
  expect(await api.list(CHECKPOINT)).toEqual(listed)
  expect(requests.map(request => request.split('limit=')[1])).toEqual(['100', '50', '20', '20'])
})

test('a page whose limit is rejected later is read again from the same position', async () => {
  const { client, requests } = stubClient(
    list([item('cp_1', 'proj_a')], true),
    tooLarge,
    list([item('cp_2', 'proj_b')]),
  )
  expect(await permissionsApi(client).list(CHECKPOINT)).toHaveLength(2)
  expect(requests).toEqual([
    `GET ${PATH}?limit=100`,
    `GET ${PATH}?limit=100&after=cp_1`,
    `GET ${PATH}?limit=50&after=cp_1`,
  ])
})

test("if two lists' limits are rejected, the second uses what the first has learned", async () => {
  const page = list([])
  const { client, requests } = stubClient(tooLarge, tooLarge, page, page)
  const api = permissionsApi(client)
  await Promise.all([api.list(CHECKPOINT), api.list(CHECKPOINT)])
  expect(requests.map(request => request.split('limit=')[1])).toEqual(['100', '100', '50', '50'])
})

test("the smallest limit isn't lowered any further", async () => {
  const { client, requests } = stubClient(...Array(5).fill(tooLarge))
  await expect(permissionsApi(client).list(CHECKPOINT)).rejects.toBe(tooLarge)
  expect(requests).toHaveLength(4)
})

test.each([
  ['a rejection of something else', refused(400)],
  ['a refusal', refused(403)],
  [
    'a refusal because of another limit',
    new ApiError({
      kind: 'refused',
      operation: 'list',
      reason: 'the API returned 403',
      status: 403,
      serverMessage: 'Over the spending limit',
    }),
  ],
  ['a bug', new TypeError('a bug')],
])('%s has nothing to do with the limit', async (_, error) => {
  const { client, requests } = stubClient(error, list([]))
  await expect(permissionsApi(client).list(CHECKPOINT)).rejects.toBe(error)
  expect(requests).toHaveLength(1)
})

test('grants exactly the given projects, and accepts a response with only its list', async () => {
  const { client, requests, operations } = stubClient({ data: [item('cp_1', 'proj_a')] })
  expect(await permissionsApi(client).create(CHECKPOINT, ['proj_b', 'proj_a'])).toEqual({
    permissions: [permission('cp_1', 'proj_a')],
    requestId: 'req_1',
  })
  expect(requests).toEqual([`POST ${PATH} {"project_ids":["proj_b","proj_a"]}`])
  expect(operations).toEqual([`grant access to ${CHECKPOINT}`])
})

test('revokes a permission by its ID, and returns whether it was deleted', async () => {
  const deleted = { id: 'cp_1', object: 'checkpoint.permission', deleted: true }
  const { client, requests, operations } = stubClient(
    { ...deleted, id: 'cp/1', deleted: false },
    deleted,
  )
  const api = permissionsApi(client)
  expect(await api.remove(CHECKPOINT, 'cp/1')).toEqual({ deleted: false, requestId: 'req_1' })
  expect(await api.remove(CHECKPOINT, 'cp_1')).toEqual({ deleted: true, requestId: 'req_2' })
  expect(requests).toEqual([`DELETE ${PATH}/cp%2F1`, `DELETE ${PATH}/cp_1`])
  expect(operations[1]).toBe(`revoke the permission cp_1 of ${CHECKPOINT}`)
})

test.each<[string, object]>([
  ['of another object', { object: 'model' }],
  ['that does not say so', { deleted: undefined }],
  ['without an ID', { id: undefined }],
  ['about another permission', { id: 'cp_2' }],
])("a response %s doesn't prove that a permission is gone", async (_, more) => {
  const answer = { id: 'cp_1', object: 'checkpoint.permission', deleted: true, ...more }
  const { client } = stubClient(answer)
  await expect(permissionsApi(client).remove(CHECKPOINT, 'cp_1')).rejects.toThrow(v.ValiError)
})
