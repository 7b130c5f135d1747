import { describe, expect, test } from 'vitest'
import type { Answer } from '../support/api.ts'
import { decodeEntities } from './injection-assertions.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  share,
  statusesOf,
  suggestedSteps,
} from './setup.ts'

const CHECK = { mode: 'check' }
const EXACT = { ...CHECK, exact: 'true' }
const ACTION = { GITHUB_ACTION_REPOSITORY: 'acme/share-checkpoint', GITHUB_ACTION_REF: 'v1.2.3' }

/** An organization whose first projects share CHECKPOINT. */
const shared = (count: number, projects = 5) =>
  organization(projects, { checkpoints: { [CHECKPOINT]: { shared: ids(count) } } })

test('a check succeeds if every requested project has access', async () => {
  await using api = await shared(3)
  await using step = await share(api, { ...EXACT, 'project-ids': ids(3) })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', changed: 'false', 'failed-count': '0' })
  expect(step.requests.map(({ method }) => method)).toEqual(['GET'])
  expect(step.allAnnotations).toEqual([])
  expect(step.summary).toContain('3 of 3 projects have access')
  expect(suggestedSteps(step.summary, 'Fix')).toEqual([])
})

test('a check fails if projects lack access, lists them, and shows the step that fixes it', async () => {
  await using api = await shared(1, 3)
  const inputs = { 'project-ids': ['proj_2', 'proj_0', 'proj_1'] }
  await using step = await share(api, { ...CHECK, ...inputs }, { env: ACTION })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'mismatch', changed: 'false', 'failed-count': '2' })
  expect(rowsOf(step).map(({ status }) => status)).toEqual(['not-shared', 'shared', 'not-shared'])
  expect(step.summary).toContain('1 of 3 projects has access')
  expect(step.allAnnotations).toMatchObject([
    { level: 'error', title: '2 projects have no access' },
  ])
  const [annotation] = step.allAnnotations
  for (const text of [annotation?.message, step.log, decodeEntities(step.summary)]) {
    expect(text).toContain('Grant access, or set owning-project-id if')
    expect(text).toContain('proj_2')
    expect(text).toContain('proj_1')
  }

  const [fix, ...others] = suggestedSteps(step.summary, 'Fix')
  expect(others).toEqual([])
  expect(fix).toEqual({
    uses: 'acme/share-checkpoint@v1.2.3',
    with: {
      'admin-key': expect.stringMatching(/^\$\{\{ secrets\.\w+ \}\}$/),
      mode: 'grant',
      'checkpoint-id': `${CHECKPOINT}\n`,
      'project-ids': 'proj_2\nproj_1\n',
      'base-url': api.baseUrl,
    },
  })
  const lines = step.log.split('\n').map(line => line.trim())
  expect(lines).toEqual(expect.arrayContaining(['mode: grant', 'project-ids: |', 'proj_2']))

  await using mended = await share(api, { ...fix?.with, 'admin-key': api.adminKey })
  expect(mended.outputs.result).toBe('ok')
  await using again = await share(api, { ...EXACT, ...inputs })
  expectMatchesServer(again, api)
  expect(again.outputs.result).toBe('ok')
})

test('the owner always has access, and no owner is guessed once it is named', async () => {
  await using api = await shared(1)
  const owner = { 'owning-project-id': 'proj_1' }
  await using step = await share(api, { ...EXACT, ...owner, 'project-ids': ids(2) })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'failed-count': '0' })
  expect(statusesOf(step)).toEqual({ shared: 1, owner: 1 })
  await using missing = await share(api, { ...CHECK, ...owner, 'project-ids': ids(3) })
  expectMatchesServer(missing, api)
  expect(missing.outputs.result).toBe('mismatch')
  const [fix] = suggestedSteps(missing.summary, 'Fix')
  expect(fix?.with).toMatchObject(owner)
  expect(missing.log).not.toContain('set owning-project-id')
})

describe('unrequested access', () => {
  const inputs = { 'project-ids': 'proj_0' }

  test('is a warning and is counted', async () => {
    await using api = await shared(3)
    await using step = await share(api, { ...CHECK, ...inputs })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'extra-count': '2' })
    expect(step.allAnnotations).toMatchObject([
      { level: 'warning', message: expect.stringMatching(/proj_[12] and proj_[12]/) },
    ])
    expect(step.summary).toContain('2 other permissions')
  })

  test('fails an exact check, which shows the step that revokes it', async () => {
    await using api = await shared(3)
    await using step = await share(api, { ...EXACT, ...inputs })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'mismatch', 'failed-count': '0' })
    expect(step.outputs).toMatchObject({ 'extra-count': '2', changed: 'false' })
    expect(step.allAnnotations).toMatchObject([
      { level: 'error', message: expect.stringMatching(/proj_[12] and proj_[12]/) },
    ])
    expect(step.summary).toContain('2 unexpected permissions')
    expect(step.log).toContain('mode: revoke')
    const [fix] = suggestedSteps(step.summary, 'Fix')
    expect(fix?.with).toMatchObject({ mode: 'revoke' })
    await using mended = await share(api, { ...fix?.with, 'admin-key': api.adminKey })
    expect(mended.outputs.result).toBe('ok')
    await using again = await share(api, { ...EXACT, ...inputs })
    expectMatchesServer(again, api)
    expect(again.outputs).toMatchObject({ result: 'ok', 'extra-count': '0' })
  })

  test("isn't extra if the owner holds it", async () => {
    await using api = await shared(2)
    await using step = await share(api, { ...EXACT, ...inputs, 'owning-project-id': 'proj_1' })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'extra-count': '0' })
    expect(step.summary).not.toContain('other permission')
    await using grant = await share(api, { ...inputs, 'owning-project-id': 'proj_1' })
    expect(grant.outputs).toMatchObject({ result: 'ok', 'extra-count': '0' })
    expect(grant.summary).not.toContain('other permission')
  })
})

test("duplicate permissions of a project aren't a failure, and the log reports them", async () => {
  const twice = ['proj_0', 'proj_1', 'proj_0']
  await using api = await organization(2, { checkpoints: { [CHECKPOINT]: { shared: twice } } })
  await using step = await share(api, { ...EXACT, 'project-ids': ids(2) })
  expectMatchesServer(step, api, { duplicates: true })
  expect(step.outputs).toMatchObject({ result: 'ok', 'extra-count': '0' })
  expect(step.log).toContain(
    `proj_0 has 2 permissions for ${CHECKPOINT}. Only the oldest is reported.`,
  )
})

describe("if a checkpoint can't be read", () => {
  const [first, second] = checkpoints(2) as [string, string]
  const inputs = { ...CHECK, 'checkpoint-id': [first, second], 'project-ids': 'proj_0' }
  const [has, lacks] = [{ shared: ids(1) }, {}]
  const down = { status: 503, body: 'down' }
  // A checkpoint that isn't retried leaves the other its time.
  const downAtOnce = { ...down, headers: { 'x-should-retry': 'false' } }
  const no = { status: 403, body: { error: { message: 'Not this one.' } } }

  test.each<[string, Answer, first: object, second: object, result: string]>([
    ['a 503 to the end', down, has, has, 'unavailable'],
    ['a 401', { status: 401 }, has, has, 'unavailable'],
    [
      'a page that leads nowhere',
      { status: 200, body: { has_more: true } },
      has,
      has,
      'unavailable',
    ],
    ['a 403', no, has, has, 'failed'],
    ['a 503, while another lacks access', downAtOnce, has, lacks, 'mismatch'],
  ])('the result reports it: %s', async (_, answer, one, two, result) => {
    await using api = await organization(1, { checkpoints: { [first]: one, [second]: two } })
    const on = ({ checkpointId = '' }) => checkpointId === first
    api.fault({ on, times: Number.POSITIVE_INFINITY, answer })
    await using step = await share(api, { ...inputs, 'share-timeout-minutes': '1' }, { speed: 60 })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe(result)
    expect(rowsOf(step)[0]).toMatchObject({ status: 'failed', checkpoint_id: first })
    expect(step.summary).not.toContain('2 of 2')
    // An unreachable API doesn't mean that access is missing.
    const steps = suggestedSteps(step.summary, 'Fix')
    expect(steps).toHaveLength(result === 'mismatch' ? 1 : 0)
  })

  test('an unknown checkpoint is failed, not missing', async () => {
    await using api = await shared(1)
    await using step = await share(api, { ...inputs, 'checkpoint-id': [CHECKPOINT, 'ft:nowhere'] })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'failed', 'failed-count': '1' })
    expect(rowsOf(step)[1]?.error).toContain(
      'Check the checkpoint ID. It contains the organization name',
    )
  })
})
