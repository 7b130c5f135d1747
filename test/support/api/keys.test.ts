import { expect, test } from 'vitest'
import { connect, granted, SHARED_CHECKPOINT, start } from './clients.ts'

const missing = 'Missing scopes: api.fine_tuning.checkpoints'

test('an unknown key is rejected with a message that shows part of it, and so is a missing one', async () => {
  await using api = await start()
  const key = `sk-admin-${'x'.repeat(100)}wxyz`
  await expect(connect(api, key).list()).rejects.toMatchObject({
    status: 401,
    code: 'invalid_api_key',
    message: expect.stringContaining(`provided: sk-admin${'*'.repeat(40)}wxyz.`),
  })
  const response = await fetch(`${api.baseUrl}/organization/projects`)
  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key' } })
})

test("a project's key has no scopes", async () => {
  await using api = await start()
  const { list, grant, projects } = connect(api, api.projectKey)
  await expect(list()).rejects.toMatchObject({ status: 401 })
  await expect(list()).rejects.toThrow(`${missing}.read.`)
  await expect(grant(['proj_1'])).rejects.toThrow(`${missing}.write.`)
  await expect(projects()).rejects.toMatchObject({ status: 401 })
})

test('a read-only admin key lists, but neither grants nor revokes', async () => {
  await using api = await start()
  const { list, grant, revoke, projects } = connect(api, api.readOnlyAdminKey)
  const [newest] = await list()
  expect(await projects()).toHaveLength(26)
  await expect(grant(['proj_1'])).rejects.toThrow(`${missing}.write.`)
  await expect(revoke(newest?.id ?? '')).rejects.toThrow(`${missing}.write.`)
  expect([granted(api), api.permissions(SHARED_CHECKPOINT).length]).toEqual([[], 25])
})

test('an admin key can lack access to the projects', async () => {
  await using api = await start({ projectsReadable: false })
  await expect(connect(api).projects()).rejects.toMatchObject({ status: 403 })
})
