import { describe, expect, test } from 'vitest'
import { ERROR_FORMS } from './error-forms.ts'
import {
  CHECKPOINT,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  type SharedStep,
  share,
  statusesOf,
} from './setup.ts'

// Only that waits end matters here.
const FAST = { speed: 100 }
const ONE = { 'project-ids': 'proj_0' }
const FOREVER = Number.POSITIVE_INFINITY

const routes = ({ requests }: SharedStep) => requests.map(({ route }) => route)

describe.each(Object.entries(ERROR_FORMS))('an error in the form of %s', (_, form) => {
  test('names the missing scope, after one request', async () => {
    const message =
      'You have insufficient permissions for this operation. Missing scopes: api.management.read. Check your role.'
    await using api = await organization(1)
    api.fault({ on: 'projects', times: FOREVER, answer: { status: 403, body: form(message) } })
    await using step = await share(api, { 'project-names': 'Name proj_0' })
    expectMatchesServer(step, api)
    expect(step.requests).toHaveLength(1)
    expect(step.outputs.result).toBe('unavailable')
    const [error] = step.allAnnotations
    expect(error?.message).toContain(`returned 403: ${message.slice(0, -1)}`)
    expect(error?.message).toContain('Create an admin key that has the scope api.management.read.')
  })

  test('names the owner, which then has its status', async () => {
    await using api = await organization(3, { checkpoints: { [CHECKPOINT]: { owner: 'proj_1' } } })
    const message = 'Cannot modify checkpoint permissions for the owning project: proj_1'
    api.fault({ on: 'create', answer: { status: 400, body: form(message) } })
    await using step = await share(api, { 'project-ids': ids(3) }, FAST)
    expectMatchesServer(step, api)
    expect(routes(step)).toEqual(['list', 'create', 'list', 'create'])
    expect(statusesOf(step)).toEqual({ granted: 2, owner: 1 })
    expect(step.outputs.result).toBe('ok')
  })

  test('names the missing project, and the others are granted access', async () => {
    await using api = await organization(2)
    const message = 'No project gone in this organization'
    api.fault({ on: 'create', answer: { status: 404, body: form(message) } })
    await using step = await share(api, { 'project-ids': ['proj_0', 'gone', 'proj_1'] }, FAST)
    expectMatchesServer(step, api)
    expect(routes(step)).toEqual(['list', 'create', 'list', 'create'])
    expect(statusesOf(step)).toEqual({ granted: 2, failed: 1 })
    expect(rowsOf(step)[1]?.error).toContain(`returned 404: ${message}. Check the pro`)
  })

  test('is shown in its own words if its status is 200', async () => {
    await using api = await organization(1)
    const answer = { status: 200, body: form('The upstream is asleep') }
    api.fault({ on: 'list', times: FOREVER, answer })
    await using step = await share(api, ONE, { speed: 100 })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('unavailable')
    const words = 'the API returned 200 with an error: The upstream is asleep; gave up after'
    expect(rowsOf(step)[0]?.error).toContain(words)
  })
})

test.each<[string, string]>([
  ['plain text', 'upstream connect error or disconnect/reset before headers. '.repeat(20)],
  [
    'JSON of another form',
    JSON.stringify({ errors: Array(40).fill({ text: 'The pool is dry.' }) }),
  ],
])('%s is quoted for some hundred characters', async (_, body) => {
  await using api = await organization(1)
  api.fault({ on: 'list', answer: { status: 400, body } })
  await using step = await share(api, ONE)
  expectMatchesServer(step, api)
  const [, quoted = ''] = /starts with "(.*)" \(request/.exec(rowsOf(step)[0]?.error ?? '') ?? []
  expect(quoted.length).toBeGreaterThan(200)
  expect(quoted.length).toBeLessThanOrEqual(300)
  expect(body).toContain(quoted)
})

test('the words of an error are shown whole up to a thousand characters', async () => {
  const message = `${'The model that you named is in another region. '.repeat(20)}End`
  await using api = await organization(1)
  api.fault({ on: 'list', answer: { status: 400, body: { detail: message } } })
  await using step = await share(api, ONE)
  expect(rowsOf(step)[0]?.error).toContain(message)
})
