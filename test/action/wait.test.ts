import { describe, expect, test } from 'vitest'
import { JOB, organizationWithJob, pollsOf, SPEED, shareJob, WAIT } from './job-setup.ts'
import { CHECKPOINT, checkpoints, expectMatchesServer, holders, share } from './setup.ts'

const [, OTHER] = checkpoints(2) as [string, string]
const FOREVER = Number.POSITIVE_INFINITY
const WRONG_KEY = `sk-admin-${'wR0nGkEy'.repeat(8)}z_-x`

test('a step that waits sends no admin request, and the next one splits its output', async () => {
  const jobs = { 'ftjob-2': { states: ['succeeded' as const], fineTunedModel: OTHER } }
  await using api = await organizationWithJob(['queued', 'running', 'succeeded'], {
    jobs,
    checkpoints: { [CHECKPOINT]: {}, [OTHER]: {} },
  })
  const inputs = { ...WAIT, 'fine-tuning-job-id': [JOB, 'ftjob-2'] }
  await using waiting = await shareJob(api, inputs)
  expectMatchesServer(waiting, api)
  expect(new Set(waiting.requests.map(({ key }) => key))).toEqual(new Set(['project']))
  for (const { method } of waiting.requests) expect(method).toBe('GET')
  expect(waiting.outputs).toMatchObject({
    result: 'ok',
    changed: 'false',
    permissions: '[]',
    'permission-ids': '[]',
    'checkpoint-ids': JSON.stringify([CHECKPOINT, OTHER]),
    'checkpoint-id': '',
    'granted-count': '0',
  })
  expect(waiting.summary).toContain('2 fine-tuning jobs finished; selected 2 checkpoints')
  expect(waiting.summary).toContain(`Fine-tuning job <code>${JOB}</code>`)

  // As a workflow does: ${{ join(fromJSON(needs.train.outputs.checkpoint-ids), ',') }}
  const joined = JSON.parse(waiting.outputs['checkpoint-ids'] ?? '').join(',')
  await using step = await share(api, { 'checkpoint-id': joined, 'project-ids': 'proj_0' })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '2' })
  expect([CHECKPOINT, OTHER].map(id => holders(api, id))).toEqual([['proj_0'], ['proj_0']])
})

test("a job's single checkpoint is returned after the given ones", async () => {
  await using api = await organizationWithJob(['succeeded'])
  await using one = await shareJob(api, WAIT, {})
  expectMatchesServer(one, api)
  expect(one.outputs).toMatchObject({ result: 'ok', 'checkpoint-id': CHECKPOINT })
  await using two = await shareJob(api, { ...WAIT, 'checkpoint-id': OTHER }, {})
  expectMatchesServer(two, api)
  expect(two.outputs['checkpoint-ids']).toBe(JSON.stringify([OTHER, CHECKPOINT]))
})

test('a step that waits rejects an admin key, and requires jobs and a key that reads them', async () => {
  await using api = await organizationWithJob(['succeeded'])
  const inputs = { mode: 'wait', 'fine-tuning-job-id': '', 'checkpoint-id': CHECKPOINT }
  await using none = await shareJob(api, { ...inputs, 'api-key': '' }, {})
  await using keyless = await shareJob(api, { ...WAIT, 'api-key': ' ' }, {})
  for (const step of [none, keyless]) {
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'invalid', 'checkpoint-ids': '[]' })
  }
  expect(none.masks).toContain(api.adminKey)
  expect(none.allAnnotations.map(({ title }) => title)).toEqual([
    'Input fine-tuning-job-id',
    'Input admin-key',
  ])
  expect(none.log).toContain("admin-key isn't used in mode wait")
  expect(keyless.allAnnotations.map(({ title }) => title)).toEqual(['Input api-key'])
  expect(api.requests).toEqual([])
})

describe('before the wait for a job', () => {
  const names = { 'project-ids': '', 'project-names': ['Name proj_?'] }

  test('names are looked up and given checkpoints are listed', async () => {
    await using api = await organizationWithJob(['succeeded'], {
      checkpoints: { [CHECKPOINT]: {}, [OTHER]: {} },
    })
    await using step = await shareJob(api, { ...names, 'checkpoint-id': OTHER }, {})
    expectMatchesServer(step, api)
    const routes = step.requests.map(({ route }) => route)
    expect(routes.slice(0, 3)).toEqual(['projects', 'list', 'job'])
    expect(routes.slice(-3)).toEqual(['list', 'create', 'create'])
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '6' })
  })

  test('an unknown name ends the step', async () => {
    await using api = await organizationWithJob(['running'])
    await using step = await shareJob(api, { ...names, 'project-names': 'Name proj_9' }, {})
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('invalid')
    expect(step.requests.map(({ route }) => route)).toEqual(['projects'])
  })

  test.each([
    ['with a given checkpoint', { 'checkpoint-id': CHECKPOINT }, 'list'],
    ['without one', {}, 'projects'],
    ['with names', names, 'projects'],
  ] as const)('a bad admin key is reported, %s', async (_, inputs, route) => {
    await using api = await organizationWithJob(['running'])
    await using wrong = await shareJob(api, { ...inputs, 'admin-key': WRONG_KEY }, {})
    await using project = await shareJob(api, { ...inputs, 'admin-key': api.projectKey }, {})
    for (const step of [wrong, project]) {
      expectMatchesServer(step, api)
      expect(step.outputs.result).toBe('unavailable')
      expect(step.requests.map(request => request.route)).toEqual([route])
    }
    expect(wrong.allAnnotations[0]?.message).toContain(
      'Store a new key in the secret for admin-key',
    )
    expect(project.allAnnotations[0]?.message).toContain('admin-key holds a project key')
  })

  test.each([401, 403])('an admin key can lack the scope to list projects (%i)', async status => {
    await using api = await organizationWithJob(['succeeded'])
    const message = 'You have insufficient permissions. Missing scopes: api.management.read.'
    const answer = { status, body: { error: { message } } }
    api.fault({ on: 'projects', times: FOREVER, answer })
    await using step = await shareJob(api, {}, {})
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
    expect(api.count('projects')).toBe(1)
    expect(step.allAnnotations).toEqual([])
  })

  test("an unavailable project list doesn't delay it for long", async () => {
    await using api = await organizationWithJob(['succeeded'])
    const answer = { status: 502, body: '<html>Bad Gateway</html>' }
    api.fault({ on: 'projects', times: FOREVER, answer })
    await using step = await shareJob(api, { 'share-timeout-minutes': '2' })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
    const seconds = (((pollsOf(step)[0]?.at ?? 0) - (step.requests[0]?.at ?? 0)) * SPEED) / 1000
    expect(seconds).toBeLessThan(60)
  })
})

test('the time for sharing starts after the wait', async () => {
  await using api = await organizationWithJob([
    'running',
    'running',
    'running',
    'running',
    'succeeded',
  ])
  await using step = await shareJob(api, { 'checkpoint-id': OTHER, 'share-timeout-minutes': '1' })
  expectMatchesServer(step, api)
  // OTHER doesn't exist, which doesn't prevent the wait for JOB.
  expect(step.outputs).toMatchObject({
    result: 'failed',
    'granted-count': '1',
    'failed-count': '1',
  })
  expect(holders(api)).toEqual(['proj_0'])
})
