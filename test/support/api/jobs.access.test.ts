import { expect, test } from 'vitest'
import { type ApiSetup, startApi } from '../api.ts'
import { connect, connectProject, send } from './clients.ts'

const JOB = 'ftjob-abc123'

const start = (project: string | undefined, others: Omit<ApiSetup, 'jobs'> = {}) =>
  startApi({ ...others, jobs: { [JOB]: { states: ['running'], ...(project && { project }) } } })

test("a job is visible only to its project's key", async () => {
  await using api = await start('proj_b', { projectKeys: ['proj_a', 'proj_b'] })
  const { proj_a = '', proj_b = '' } = api.projectKeys
  expect(proj_a).toMatch(/^sk-proj-/)
  expect(await connectProject(api, proj_b).job(JOB)).toMatchObject({ id: JOB })
  const { job, checkpoints, events } = connectProject(api, proj_a)
  for (const call of [job, checkpoints, events]) {
    await expect(call(JOB)).rejects.toMatchObject({
      status: 404,
      code: 'fine_tune_not_found',
      message: expect.stringContaining(`Could not find fine tune: ${JOB}`),
    })
  }
  await expect(job('ftjob-x')).rejects.toThrow('Could not find fine tune: ftjob-x')
  expect(api.requests[0]).toMatchObject({ route: 'job', jobId: JOB, projectId: 'proj_b' })
})

test("by default, a job belongs to the API's project key", async () => {
  await using api = await start(undefined, {
    projectKeyOf: 'proj_a',
    projectKeys: ['proj_a', 'proj_b'],
  })
  const { proj_a, proj_b } = api.projectKeys
  expect([api.projectKey, Object.keys(api.projectKeys)]).toEqual([proj_a, ['proj_a', 'proj_b']])
  expect(await connectProject(api).job(JOB)).toMatchObject({ id: JOB })
  await expect(connectProject(api, proj_b).job(JOB)).rejects.toMatchObject({ status: 404 })
  await using plain = await start(undefined)
  expect(plain.projectKeys).toEqual({ proj_training: plain.projectKey })
})

test("a job isn't visible to an admin key or an unknown one; a request has its key's owner", async () => {
  await using api = await start(undefined)
  for (const key of [api.adminKey, api.readOnlyAdminKey]) {
    const { job, checkpoints, events } = connectProject(api, key)
    for (const call of [job, checkpoints, events]) {
      await expect(call(JOB)).rejects.toMatchObject({
        status: 401,
        message: expect.stringContaining('Missing scopes: api.fine_tuning.jobs.read.'),
      })
    }
  }
  const wrong = connectProject(api, 'sk-proj-wrong').job(JOB)
  await expect(wrong).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' })
  await fetch(`${api.baseUrl}/fine_tuning/jobs/${JOB}`)
  await connectProject(api).job(JOB)
  const keys = api.requests.map(({ key }) => key)
  expect(new Set(keys.splice(0, 3))).toEqual(new Set(['admin']))
  expect(keys).toEqual(['read-only', 'read-only', 'read-only', 'wrong', 'none', 'project'])
  const owners = api.requests.map(({ projectId }) => projectId)
  expect(owners.filter(Boolean)).toEqual(['proj_training'])
})

test('jobs and models are read-only', async () => {
  await using api = await start(undefined, { models: { m: { projects: ['proj_training'] } } })
  for (const path of [`/fine_tuning/jobs/${JOB}`, '/models/m']) {
    expect((await send(api, 'POST', path, '{}')).status).toBe(404)
    expect(api.requests.at(-1)?.route).toBe('other')
  }
  await connect(api).projects()
  expect(api.requests.at(-1)).toMatchObject({ key: 'admin', route: 'projects' })
})
