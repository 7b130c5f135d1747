import { describe, expect, test } from 'vitest'
import {
  countLines,
  modelRequests,
  organizationWithJob,
  organizationWithKeys,
  SPEED,
  shareJob,
  verifyKeysFor,
  WAIT,
} from './job-setup.ts'
import { CHECKPOINT, expectMatchesServer, ids, share } from './setup.ts'

const WRONG_KEY = `sk-proj-${'wR0nGkEy'.repeat(8)}z_-x`

test("a rejected key isn't retried, and a transient fault is", async () => {
  await using api = await organizationWithKeys({ [CHECKPOINT]: { projects: ids(3) } })
  const keys = [
    `proj_0=${WRONG_KEY}`,
    `proj_1=${api.readOnlyAdminKey}`,
    ...verifyKeysFor(api, ['proj_2']),
  ]
  api.fault({
    on: ({ route, projectId }) => route === 'model' && projectId === 'proj_2',
    answer: 'reset',
  })
  const inputs = { 'project-ids': ids(3), 'verify-keys': keys }
  await using step = await share(api, inputs, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'failed', 'granted-count': '3' })
  const counts = ['wrong', 'read-only', 'project'].map(
    kind => modelRequests(step).filter(({ key }) => key === kind).length,
  )
  expect(counts).toEqual([1, 1, 2])
  const messages = step.allAnnotations.map(({ message }) => message)
  expect(messages).toHaveLength(2)
  expect(messages[0]).toContain('Store a new key in the secret for verify-keys')
  expect(messages[1]).toContain('verify-keys holds an admin key')
  expect(step.masks).toEqual(expect.arrayContaining([WRONG_KEY, api.readOnlyAdminKey]))
})

describe("keys of projects that weren't requested", () => {
  test.each(['grant', 'sync', 'check'])('are an issue in %s', async mode => {
    await using api = await organizationWithKeys({})
    const inputs = { mode, 'project-ids': 'proj_0', 'verify-keys': verifyKeysFor(api, ids(3)) }
    await using step = await share(api, inputs)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('invalid')
    expect(api.requests).toEqual([])
    expect(step.allAnnotations.map(({ title, message }) => `${title}: ${message}`)).toEqual(
      [2, 3].map(
        line =>
          `Input verify-keys: Line ${line} of verify-keys has a key for a project that isn't requested. Remove the line, or request the project.`,
      ),
    )
  })

  test('are an issue after names are looked up, before anything is written', async () => {
    await using api = await organizationWithKeys({})
    const requested = { 'project-names': 'Name proj_1', 'project-ids': 'proj_0' }
    await using step = await share(api, { ...requested, 'verify-keys': verifyKeysFor(api, ids(3)) })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('invalid')
    expect(step.requests.map(({ route }) => route)).toEqual(['projects'])
    expect(step.allAnnotations.map(({ message }) => message)).toEqual([
      "Line 3 of verify-keys has a key for a project that isn't requested. Remove the line, or request the project.",
    ])
  })
})

test.each<[string, Record<string, string>]>([
  ['mode list', { mode: 'list' }],
  ['mode revoke', { mode: 'revoke' }],
  ['a dry run', { 'dry-run': 'true' }],
  ['mode wait', WAIT],
])('keys are ignored in %s, which the log reports', async (name, given) => {
  await using api = await organizationWithJob(['succeeded'], {
    projectKeys: ['proj_0'],
    models: { [CHECKPOINT]: { projects: ['proj_0'] } },
  })
  await using step = await shareJob(
    api,
    { 'verify-keys': verifyKeysFor(api, ['proj_0']), ...given },
    {},
  )
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(countLines(step, `Ignoring verify-keys in ${name}`)).toBe(1)
  expect(api.count('model')).toBe(0)
})

test('lines without a project or a key are issues that show no part of a key', async () => {
  await using api = await organizationWithKeys({})
  const key = api.projectKeys.proj_0 ?? ''
  const lines = [key, `${key}=`, `=${key}`, `proj 0=${key}`, 'proj_0=', '# a comment', 'proj_1']
  const twice = [...verifyKeysFor(api, ['proj_0']), `proj_0=${WRONG_KEY}`]
  const inputs = { 'project-ids': ids(2), 'verify-keys': [...lines, ...twice] }
  await using step = await share(api, inputs, { secrets: [key] })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect(api.requests).toEqual([])
  expect(step.allAnnotations.map(({ message }) => message)).toEqual([
    ...[1, 2, 3, 4].map(
      i =>
        `Line ${i} of verify-keys isn't PROJECT_ID=API_KEY. Write one project and its key per line.`,
    ),
    expect.stringContaining('Line 5 of verify-keys has no key. Check that the secret exists'),
    "Line 7 of verify-keys isn't PROJECT_ID=API_KEY. Write one project and its key per line.",
    'Line 9 of verify-keys has a second key for its project. Specify one key per project.',
  ])
})
