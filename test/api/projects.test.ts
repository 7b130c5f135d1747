import { expect, test } from 'vitest'
import { ApiError } from '../../src/api/errors.ts'
import { projectsApi } from '../../src/api/projects.ts'
import { list, stubClient } from './stub-client.ts'

const project = (id: string, more: object = {}) => ({ id, object: 'organization.project', ...more })

test('lists all projects, and recognizes an archived one by its status or its time', async () => {
  const { client, requests, operations } = stubClient(
    list([project('proj_a', { name: 'A', status: 'active', archived_at: null })], true),
    list([
      project('proj_b', { name: null, status: 'archived' }),
      project('proj_c', { status: 'active', archived_at: 0 }),
    ]),
  )
  expect(await projectsApi(client).list()).toEqual([
    { id: 'proj_a', name: 'A', archived: false },
    { id: 'proj_b', name: null, archived: true },
    { id: 'proj_c', name: null, archived: true },
  ])
  const path = '/organization/projects?include_archived=true&limit=100'
  expect(requests).toEqual([`GET ${path}`, `GET ${path}&after=proj_a`])
  expect(operations[0]).toBe("list the organization's projects")
})

test('requests one project to check a key, whatever the response', async () => {
  const refused = new ApiError({ kind: 'refused', operation: 'ask', reason: 'no', status: 401 })
  const { client, requests, operations } = stubClient('anything', refused)
  const api = projectsApi(client)
  await api.probe()
  await expect(api.probe()).rejects.toBe(refused)
  expect(requests[0]).toBe('GET /organization/projects?limit=1')
  expect(operations[0]).toBe('check whether admin-key is accepted')
})
