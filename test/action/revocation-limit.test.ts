import { describe, expect, test } from 'vitest'
import { decodeEntities } from './injection-assertions.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  organization,
  type SharedStep,
  share,
} from './setup.ts'

const ONLY = { 'project-ids': 'proj_0' }
const REAL_OR_DRY = ['false', 'true']

/** Two checkpoints requested for proj_0, each shared with this many others. */
const organizationWithExtra = (first: number, second: number) => {
  const [one, two] = checkpoints(2) as [string, string]
  return organization(20, {
    checkpoints: { [one]: { shared: ids(first, 1) }, [two]: { shared: ids(second, 1) } },
  })
}

const BOTH = { ...ONLY, mode: 'sync', 'checkpoint-id': checkpoints(2) }

/** The run stopped before any write, and the log, annotation, and summary say so. */
function expectRefused(step: SharedStep, expected: string[]): void {
  expect(step.exitCode).toBe(1)
  expect(step.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  const errors = step.allAnnotations.filter(({ level }) => level === 'error')
  expect(errors).toHaveLength(1)
  for (const part of expected) {
    expect(errors[0]?.message).toContain(part)
    expect(step.stdout.replaceAll(/^::error.*$/gm, '')).toContain(part)
    expect(decodeEntities(step.summary)).toContain(part)
  }
}

describe.each(REAL_OR_DRY)('with dry-run: %s', dryRun => {
  const dry = { 'dry-run': dryRun }
  const isDry = dryRun === 'true'

  test.each(['sync', 'revoke'])('a %s of more permissions than allowed is rejected', async mode => {
    await using api = await organization(5, {
      checkpoints: { [CHECKPOINT]: { shared: ['proj_1', 'proj_2', 'proj_3'] } },
    })
    const projects = mode === 'sync' ? ['proj_0', 'proj_4'] : ids(5)
    const inputs = { ...dry, mode, 'project-ids': projects, 'max-revocations': '2' }
    await using step = await share(api, inputs)
    expectMatchesServer(step, api)
    const which = ids(3, 1).map(id => `${id} on ${CHECKPOINT}`)
    expectRefused(step, ['3 permissions', 'max-revocations is 2', ...which, 'set it to none'])
    expect(step.outputs).toMatchObject({ result: 'failed' })
    expect(step.summary).toContain('Stopped: the plan exceeds max-revocations')
    if (!isDry) expect(step.outputs).toMatchObject({ changed: 'false', 'revoked-count': '0' })
    expect(holders(api)).toEqual(ids(3, 1))
  })

  test('the default of ten covers all checkpoints together', async () => {
    await using api = await organizationWithExtra(6, 5)
    await using step = await share(api, { ...BOTH, ...dry })
    expectMatchesServer(step, api)
    expectRefused(step, ['11 permissions', 'max-revocations is 10', `proj_6 on ${CHECKPOINT}`])
    await using lifted = await share(api, { ...BOTH, ...dry, 'max-revocations': 'none' })
    expectMatchesServer(lifted, api)
    expect(lifted.outputs).toMatchObject({ result: 'ok', 'revoked-count': '11' })
    expect(lifted.deletes).toHaveLength(isDry ? 0 : 11)
  })

  test('ten is within the limit of ten', async () => {
    await using api = await organizationWithExtra(5, 5)
    await using step = await share(api, { ...BOTH, ...dry })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': '10' })
  })

  test('with a limit of 0, a sync still grants and revokes nothing', async () => {
    await using api = await organizationWithExtra(1, 0)
    const none = { ...BOTH, ...dry, 'max-revocations': '0' }
    await using refused = await share(api, none)
    expectMatchesServer(refused, api)
    expectRefused(refused, ['1 permission,', `proj_1 on ${CHECKPOINT}`])
    await using step = await share(api, { ...none, 'project-ids': ids(2) })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '3' })
  })

  test("each of a project's duplicate permissions counts", async () => {
    const shared = ['proj_0', 'proj_0', 'proj_0']
    await using api = await organization(1, { checkpoints: { [CHECKPOINT]: { shared } } })
    const inputs = { ...ONLY, ...dry, mode: 'revoke' }
    await using step = await share(api, { ...inputs, 'max-revocations': '2' })
    expectMatchesServer(step, api, { duplicates: true })
    expectRefused(step, ['3 permissions'])
    await using enough = await share(api, { ...inputs, 'max-revocations': '3' })
    expect(enough.outputs).toMatchObject({ result: 'ok', 'revoked-count': '3' })
  })

  test.each<[string, Record<string, string>, expected: string]>([
    ['no projects', { 'project-ids': '' }, 'project-ids and project-names are empty.'],
    [
      'only the owner',
      { 'owning-project-id': 'proj_0' },
      'project-ids has only the owning project',
    ],
    ['an empty limit', { 'max-revocations': '' }, 'max-revocations is empty'],
    ['an empty mode', { mode: '' }, 'mode is empty'],
  ])(
    'a sync with %s is an issue that is reported before any request',
    async (_, inputs, expected) => {
      await using api = await organizationWithExtra(1, 1)
      await using step = await share(api, { ...BOTH, ...dry, ...inputs })
      expectMatchesServer(step, api)
      expectRefused(step, [expected])
      expect(step.requests).toEqual([])
      expect(step.outputs).toMatchObject({ result: 'invalid', changed: '' })
    },
  )

  test.each([
    ['a pattern that matches nothing', { 'project-names': 'prod-*' }, '"prod-*"'],
    ['a name that no project has', { 'project-names': 'Name proj_99' }, '"Name proj_99"'],
    [
      'a name of the owner alone',
      { 'project-ids': '', 'project-names': 'Name proj_1', 'owning-project-id': 'proj_1' },
      'include only the owning project',
    ],
  ])('a sync with %s is rejected after one request', async (_, inputs, expected) => {
    await using api = await organizationWithExtra(1, 1)
    await using step = await share(api, { ...BOTH, ...dry, ...inputs })
    expectMatchesServer(step, api)
    expectRefused(step, [expected])
    expect(step.requests.map(({ route }) => route)).toEqual(['projects'])
    expect(step.outputs.result).toBe('invalid')
  })
})

test("a failed list doesn't hide that the rest exceeds the limit", async () => {
  await using api = await organizationWithExtra(11, 0)
  api.fault({
    on: ({ checkpointId }) => checkpointId !== CHECKPOINT,
    answer: { status: 403 },
  })
  await using step = await share(api, BOTH)
  expectMatchesServer(step, api)
  expect(step.deletes).toEqual([])
  expect(step.posts).toEqual([])
  expect(step.log).toContain('11 permissions, but max-revocations is 10')
})
