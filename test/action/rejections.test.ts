import { describe, expect, test } from 'vitest'
import type { Answer, ReceivedRequest } from '../support/api.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  type SharedStep,
  share,
  statusesOf,
} from './setup.ts'

// Only that waits end matters here.
const FAST = { speed: 50 }

/** Ends with another valid ID, so a substring search would go wrong. */
const UNKNOWN = 'gone-proj_1'
const ARCHIVED = { id: 'proj_old', status: 'archived' }

/** Forty projects, with another one at the position. */
const among40 = (bad: string, position: number) => ids(39).toSpliced(position, 0, bad)

const routes = ({ requests }: SharedStep) => requests.map(({ route }) => route)
const failedOf = (step: SharedStep) => rowsOf(step).filter(({ status }) => status === 'failed')

describe('one bad project among forty', () => {
  test.each([400, 404, 422])('is removed if the message names it, status %i', async status => {
    await using api = await organization(39, { rules: { unknownProjectStatus: status } })
    await using step = await share(api, { 'project-ids': among40(UNKNOWN, 17) }, FAST)
    expectMatchesServer(step, api)
    expect(routes(step)).toEqual(['list', 'create', 'list', 'create'])
    expect(statusesOf(step)).toEqual({ granted: 39, failed: 1 })
    expect(step.outputs).toMatchObject({ result: 'failed', changed: 'true', 'failed-count': '1' })
    const reason = `Project ${UNKNOWN} not found in this organization`
    expect(failedOf(step)).toMatchObject([
      { project_id: UNKNOWN, error: expect.stringContaining(reason) },
    ])
    expect(failedOf(step)[0]?.error).toContain(step.requests[1]?.requestId)
    expect(step.annotations).toMatchObject([
      { level: 'error', message: expect.stringContaining(reason) },
    ])
    expect(step.log).toContain(
      `${CHECKPOINT}: the API rejected the grant for 40 projects with ${status}. Checking`,
    )
    // Once in the list of failures, and once in the annotation.
    const lines = step.log.split('\n').filter(line => line.includes(reason))
    expect(lines).toEqual([
      `Couldn't grant access to 1 project on ${CHECKPOINT}: ${failedOf(step)[0]?.error}`,
      `Error: ${UNKNOWN} on ${CHECKPOINT}: ${failedOf(step)[0]?.error}`,
    ])
  })

  test.each([
    [UNKNOWN, 'no project in the organization has this ID'],
    [ARCHIVED.id, 'the project is archived'],
  ])("is looked up if it isn't named: %s", async (bad, reason) => {
    await using api = await organization(39, {
      projects: [ARCHIVED],
      rules: { namesBadProject: false },
    })
    await using step = await share(api, { 'project-ids': among40(bad, 17) }, FAST)
    expectMatchesServer(step, api)
    expect(routes(step)).toEqual(['list', 'create', 'list', 'projects', 'create'])
    expect(statusesOf(step)).toEqual({ granted: 39, failed: 1 })
    expect(failedOf(step)).toMatchObject([
      { project_id: bad, error: expect.stringContaining(reason) },
    ])
  })

  test.each([0, 17, 39])(
    'is found by bisecting if nothing identifies it, at %i',
    async position => {
      await using api = await organization(39, {
        rules: { namesBadProject: false, projectsReadable: false },
      })
      await using step = await share(api, { 'project-ids': among40(UNKNOWN, position) }, FAST)
      expectMatchesServer(step, api)
      expect(step.posts.length).toBeLessThanOrEqual(4 * Math.ceil(Math.log2(40)))
      expect(api.count('projects')).toBe(1)
      expect(statusesOf(step)).toEqual({ granted: 39, failed: 1 })
      expect(failedOf(step)).toMatchObject([
        { project_id: UNKNOWN, error: expect.stringContaining('One or more of the project IDs') },
      ])
    },
  )
})

test('bisecting ends after its maximum of rejected POSTs, and the rest is failed', async () => {
  await using api = await organization(40, {
    rules: { namesBadProject: false, projectsReadable: false },
  })
  const projects = ids(40).flatMap((id, i) => (i % 2 === 0 ? [id, `gone-${id}`] : []))
  await using step = await share(api, { 'project-ids': projects }, FAST)
  expectMatchesServer(step, api)
  const rejected = step.requests.filter(({ method, status }) => method === 'POST' && status === 400)
  expect(rejected).toHaveLength(4 * Math.ceil(Math.log2(40)))
  const { granted = 0, ...others } = statusesOf(step)
  expect(others).toEqual({ failed: 40 - granted })
  for (const { error } of failedOf(step)) expect(error).toContain('One or more of the project IDs')
})

test('forty unknown projects take one POST and one look at the project list', async () => {
  await using api = await organization(3, { rules: { namesBadProject: false } })
  await using step = await share(api, { 'project-ids': ids(40, 3) }, FAST)
  expectMatchesServer(step, api)
  expect(routes(step)).toEqual(['list', 'create', 'list', 'projects'])
  expect(statusesOf(step)).toEqual({ failed: 40 })
  expect(step.outputs.changed).toBe('false')
})

test('a message that repeats several projects blames none of them', async () => {
  await using api = await organization(39)
  api.fault({ on: 'create', answer: namesAll })
  await using step = await share(api, { 'project-ids': among40(UNKNOWN, 17) }, FAST)
  expectMatchesServer(step, api)
  expect(statusesOf(step)).toEqual({ granted: 39, failed: 1 })
  expect(failedOf(step)[0]?.project_id).toBe(UNKNOWN)
})

function namesAll(_: Answer, { body }: ReceivedRequest): Answer {
  return { status: 400, body: { error: { message: `Invalid: ${JSON.stringify(body)}` } } }
}

test("a bad project in the first hundred doesn't affect the second hundred", async () => {
  await using api = await organization(250)
  const projects = ids(250).with(30, 'gone-a').with(140, 'gone-b')
  await using step = await share(api, { 'project-ids': projects }, FAST)
  expectMatchesServer(step, api)
  expect(statusesOf(step)).toEqual({ granted: 248, failed: 2 })
  expect(failedOf(step).map(row => row.project_id)).toEqual(['gone-a', 'gone-b'])
})

describe('a rejection of the whole call is never bisected', () => {
  test('a missing scope takes one POST, and none at the next checkpoint', async () => {
    const requested = checkpoints(2)
    await using api = await organization(40, {
      checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
    })
    const inputs = { 'admin-key': api.readOnlyAdminKey, 'checkpoint-id': requested }
    await using step = await share(api, { ...inputs, 'project-ids': ids(40) })
    expectMatchesServer(step, api)
    expect(routes(step)).toEqual(['list', 'list', 'create'])
    expect(statusesOf(step)).toEqual({ failed: 40, skipped: 40 })
    expect(failedOf(step)[0]?.error).toContain('api.fine_tuning.checkpoints.write')
  })

  test.each([401, 403])('%i, even if the message names a project', async status => {
    await using api = await organization(40)
    const error = { message: 'Missing scopes for project proj_3.' }
    api.fault({ on: 'create', answer: { status, body: { error } } })
    await using step = await share(api, { 'project-ids': ids(40) })
    expectMatchesServer(step, api)
    expect(routes(step)).toEqual(['list', 'create'])
    expect(statusesOf(step)).toEqual({ failed: 40 })
  })
})

test('a project that the organization does not have is not sent to the next checkpoint', async () => {
  const requested = checkpoints(2)
  await using api = await organization(3, {
    checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
  })
  const projects = [...ids(3), UNKNOWN]
  await using step = await share(api, { 'checkpoint-id': requested, 'project-ids': projects }, FAST)
  expectMatchesServer(step, api)
  const [planning, first, second] = [
    ['list', 'list'],
    ['create', 'list', 'create'],
    ['projects', 'create'],
  ] as const
  expect(routes(step)).toEqual([...planning, ...first, ...second])
  expect(statusesOf(step)).toEqual({ granted: 6, failed: 2 })
})
