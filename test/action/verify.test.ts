import { expect, test } from 'vitest'
import type { Answer, ModelSetup } from '../support/api.ts'
import { startGitHub } from '../support/github.ts'
import { shareWithStatus } from './commit-status-setup.ts'
import { decodeEntities } from './injection-assertions.ts'
import {
  countLines,
  modelRequests,
  organizationWithJob,
  organizationWithKeys,
  SPEED,
  shareJob,
  verifyKeysFor,
} from './job-setup.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  rowsOf,
  share,
  statusList,
} from './setup.ts'

const DAY = 86_400_000

/** The day this many days from now, as a date. */
const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

test('a model that the key can retrieve only at the fourth attempt is waited for', async () => {
  await using api = await organizationWithJob(['running', 'succeeded'], {
    projectKeys: ['proj_0'],
    models: { [CHECKPOINT]: { projects: ['proj_0'], visibleFromTry: 4 } },
  })
  const inputs = { 'verify-keys': verifyKeysFor(api, ['proj_0']) }
  await using step = await shareJob(api, inputs, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  const routes = step.requests.map(({ route }) => route)
  expect(routes.slice(routes.indexOf('create') + 1)).toEqual(Array(4).fill('model'))
  expect(modelRequests(step).map(({ status }) => status)).toEqual([404, 404, 404, 200])
  for (const { projectId } of modelRequests(step)) expect(projectId).toBe('proj_0')
  expect(countLines(step, `proj_0 can use ${CHECKPOINT} (owned by acme)`)).toBe(1)
  expect(step.summary).toContain('can use it')
  expect(step.allAnnotations).toEqual([])
})

test('a model that the key can never retrieve fails the step, and the grant is still reported', async () => {
  await using api = await organizationWithKeys({ [CHECKPOINT]: { projects: ['proj_1'] } })
  const inputs = {
    'project-ids': ids(3),
    'verify-keys': verifyKeysFor(api, ids(2)),
    'share-timeout-minutes': '2',
  }
  await using step = await share(api, inputs, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'true', 'granted-count': '3' })
  expect(step.outputs['failed-count']).toBe('0')
  expect(statusList(step)).toEqual(['granted', 'granted', 'granted'])
  expect(holders(api)).toEqual(ids(3))
  expect(step.summary).toContain("3 of 3 projects have access; 1 project can't use the model")
  const [annotation, ...others] = step.allAnnotations
  expect(others).toEqual([])
  expect(annotation?.title).toBe("A project can't use a model")
  expect(annotation?.message).toMatch(new RegExp(`^proj_0 on ${CHECKPOINT}: `))
  const last = modelRequests(step).findLast(({ projectId }) => projectId === 'proj_0')
  const causes = [
    'key or service account belongs to this project',
    "project's limits allow the model",
  ]
  for (const part of [...causes, '404', last?.requestId ?? 'no request']) {
    expect(annotation?.message).toContain(part)
  }
  for (const cause of causes) {
    expect(decodeEntities(step.summary)).toContain(cause)
    // After a minute, at the end, and as the annotation.
    expect(step.log.split(cause)).toHaveLength(4)
  }
  const attempts = Object.groupBy(modelRequests(step), ({ projectId = '' }) => projectId)
  expect(Object.keys(attempts).sort()).toEqual(ids(2))
  expect(attempts.proj_1).toHaveLength(1)
  expect(attempts.proj_0?.length).toBeGreaterThan(4)
})

test("a project whose grant failed isn't waited for", async () => {
  await using api = await organizationWithKeys({ [CHECKPOINT]: { projects: ['proj_0'] } })
  const projects = ['proj_gone', 'proj_0']
  const inputs = { 'project-ids': projects, 'verify-keys': verifyKeysFor(api, projects) }
  await using step = await share(api, inputs, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(statusList(step)).toEqual(['failed', 'granted'])
  expect(step.outputs.result).toBe('failed')
  expect(modelRequests(step).map(({ projectId }) => projectId)).toEqual(['proj_0'])
  expect(step.allAnnotations.map(({ title }) => title)).toEqual([
    "Couldn't grant access to 1 project",
  ])
})

test.each([
  ['check', 'mismatch', 'not-shared'],
  ['sync', 'ok', 'granted'],
])(
  '%s verifies the keys of projects with access, including the owner',
  async (mode, result, status) => {
    await using api = await organizationWithKeys(
      {},
      {
        checkpoints: { [CHECKPOINT]: { owner: 'proj_2', shared: ['proj_0'] } },
        modelsFollowPermissions: true,
      },
    )
    const owner = { 'owning-project-id': 'proj_2', 'verify-keys': verifyKeysFor(api, ids(3)) }
    await using step = await share(api, { ...owner, mode, 'project-ids': ids(3) })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe(result)
    expect(statusList(step)).toEqual(['shared', status, 'owner'])
    const requested = modelRequests(step).map(({ projectId }) => projectId)
    expect(requested.sort()).toEqual(mode === 'check' ? ['proj_0', 'proj_2'] : ids(3))
  },
)

test("a check fails if a key can't use a model that its project has access to", async () => {
  const both = checkpoints(2)
  await using api = await organizationWithKeys(
    {},
    { checkpoints: Object.fromEntries(both.map(id => [id, { shared: ['proj_0'] }])) },
  )
  const inputs = { mode: 'check', 'checkpoint-id': both, 'project-ids': 'proj_0' }
  await using step = await share(
    api,
    { ...inputs, 'share-timeout-minutes': '1', 'verify-keys': verifyKeysFor(api, ['proj_0']) },
    { speed: SPEED },
  )
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'failed', 'failed-count': '0', changed: 'false' })
  expect(step.allAnnotations.filter(({ level }) => level === 'error')).toHaveLength(2)
  expect(step.summary).toContain("; 1 project can't use every model")
})

test('an API error leaves it unknown whether a key can use a model', async () => {
  await using api = await organizationWithKeys({})
  await using github = await startGitHub()
  api.fault({ on: 'model', times: Number.POSITIVE_INFINITY, answer: { status: 500 } })
  const inputs = { 'share-timeout-minutes': '1', 'verify-keys': verifyKeysFor(api, ['proj_0']) }
  await using step = await shareWithStatus(api, github, inputs, { speed: SPEED })
  expect(statusList(step)).toEqual(['granted'])
  expect(step.outputs).toMatchObject({ result: 'failed', 'failed-count': '0', changed: 'true' })
  expect(step.log).toContain("1 of 1 project has access; 1 project couldn't be verified.")
  expect(step.summary).toContain('not verified')
  expect(step.allAnnotations).toMatchObject([
    {
      level: 'error',
      title: "A project couldn't be verified",
      message: expect.stringContaining(`proj_0 on ${CHECKPOINT}: `),
    },
  ])
  expect(github.statuses).toMatchObject([{ state: 'error' }])
})

test('owners and shutdown dates are shown, with a warning for each within 90 days', async () => {
  const dates = [dayIn(89), undefined, dayIn(92), dayIn(10)]
  const all = checkpoints(dates.length)
  const model = (i: number): ModelSetup => {
    const shutdownDate = dates[i]
    const end = shutdownDate === undefined ? {} : { shutdownDate }
    return { projects: ids(2), ownedBy: `owner-${i}`, ...end }
  }
  await using api = await organizationWithKeys(
    Object.fromEntries(all.map((id, i) => [id, model(i)])),
    {
      checkpoints: Object.fromEntries(all.map(id => [id, {}])),
    },
  )
  const inSeconds = (normal: Answer): Answer => {
    const body = normal.body as { shutdown_date: string }
    return { ...normal, body: { ...body, shutdown_date: Date.parse(body.shutdown_date) / 1000 } }
  }
  const last = all.at(-1)
  api.fault({ on: ({ model }) => model === last, acts: true, times: 2, answer: inSeconds })
  const inputs = {
    'checkpoint-id': all,
    'project-ids': ids(2),
    'verify-keys': verifyKeysFor(api, ids(2)),
  }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(rowsOf(step)).toHaveLength(8)
  const requested = modelRequests(step).map(request => `${request.projectId} ${request.model}`)
  expect(requested.sort()).toEqual(
    all.flatMap(id => ids(2).map(project => `${project} ${id}`)).sort(),
  )
  for (const [i, date] of dates.entries()) {
    const end = date === undefined ? ')' : `, shuts down on ${date})`
    expect(countLines(step, `can use ${all[i]} (owned by owner-${i}${end}`)).toBeGreaterThanOrEqual(
      2,
    )
    expect(decodeEntities(step.summary)).toContain(`owner-${i}`)
    if (date !== undefined) expect(decodeEntities(step.summary)).toContain(date)
  }
  expect(step.allAnnotations).toMatchObject(
    [0, 3].map(i => ({
      level: 'warning',
      title: 'A model will be shut down',
      message: `${all[i]} will be shut down on ${dates[i]}.`,
    })),
  )
})
