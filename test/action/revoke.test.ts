import { describe, expect, test } from 'vitest'
import { organizationSharing, REVOKE } from './revoke-setup.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  organization,
  permissionIds,
  rowsOf,
  share,
  statusList,
} from './setup.ts'

test('only the requested projects lose access, and a rerun has nothing to do', async () => {
  await using api = await organizationSharing(3)
  const inputs = { ...REVOKE, 'project-ids': ['proj_2', 'proj_0', 'proj_none'] }
  const gone = permissionIds(api, ['proj_2', 'proj_0'])
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expect(step.requests.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'DELETE'])
  expect(step.deletes).toEqual(gone)
  expect(holders(api)).toEqual(['proj_1', 'proj_stranger'])
  expect(statusList(step)).toEqual(['revoked', 'revoked', 'not-shared'])
  expect(
    rowsOf(step)
      .map(row => row.permission_id)
      .slice(0, 3),
  ).toEqual([...gone, null])
  expect(step.outputs).toMatchObject({ result: 'ok', changed: 'true', 'permission-ids': '[]' })
  expect(step.outputs).toMatchObject({ 'revoked-count': '2', 'extra-count': '2' })
  expect(step.summary).toContain('2 permissions revoked')
  expect(step.log).toContain(`for proj_2: ${gone[0]} (request ${step.requests[1]?.requestId})`)

  await using again = await share(api, inputs)
  expectMatchesServer(again, api)
  expect(again.requests.map(({ method }) => method)).toEqual(['GET'])
  expect(again.outputs).toMatchObject({ result: 'ok', changed: 'false', 'revoked-count': '0' })
  expect(again.summary).toContain('Nothing to revoke for 3 projects')
})

test("all of a project's permissions are revoked, each with a count and a row, except the owner's", async () => {
  const both = { shared: ['proj_0', 'proj_1', 'proj_0', 'proj_0', 'proj_2'] }
  await using api = await organization(3, { checkpoints: { [CHECKPOINT]: both } })
  const inputs = { 'project-ids': ['proj_0', 'proj_2'], 'owning-project-id': 'proj_2' }
  await using step = await share(api, { ...REVOKE, ...inputs })
  expectMatchesServer(step, api, { duplicates: true })
  expect(holders(api)).toEqual(['proj_1', 'proj_2'])
  expect(statusList(step)).toEqual(['revoked', 'revoked', 'revoked', 'owner'])
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': '3', 'extra-count': '1' })
})

// The other checkpoint's first DELETE may be in flight when one is rejected.
const UNSENT = /^(failed|skipped)$/

test("changes that weren't sent by the deadline are skipped", async () => {
  const [first, second] = checkpoints(2) as [string, string]
  const checkpoint = { shared: ids(2) }
  await using api = await organization(2, {
    checkpoints: { [first]: checkpoint, [second]: checkpoint },
  })
  api.fault({
    on: 'delete',
    skip: 1,
    times: 9,
    answer: { status: 429, headers: { 'retry-after': '60' } },
  })
  const inputs = {
    'checkpoint-id': [first, second],
    'project-ids': ids(2),
    'share-timeout-minutes': '0.5',
  }
  await using step = await share(api, { ...REVOKE, ...inputs })
  expectMatchesServer(step, api)
  expect(step.deletes.length).toBeLessThanOrEqual(3)
  expect(statusList(step)).toEqual(['revoked', 'failed', expect.stringMatching(UNSENT), 'skipped'])
  expect(rowsOf(step)[1]?.error).toContain('it requires a wait of 1 min')
})

test('a rate limit is waited out without a read', async () => {
  await using api = await organizationSharing(2)
  api.fault({ on: 'delete', times: 2, answer: { status: 429, headers: { 'retry-after': '3' } } })
  await using step = await share(api, { ...REVOKE, 'project-ids': ids(2) }, { speed: 100 })
  expectMatchesServer(step, api)
  expect(step.requests.map(({ status }) => status)).toEqual([200, 429, 429, 200, 200])
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': '2' })
})

describe('a rejected key stops all other writes', () => {
  const [first, second] = checkpoints(2) as [string, string]
  const checkpoint = { shared: ids(2) }
  const inputs = { ...REVOKE, 'checkpoint-id': [first, second], 'project-ids': ids(2) }
  const setup = { checkpoints: { [first]: checkpoint, [second]: checkpoint } }

  test('with a 401 midway', async () => {
    await using api = await organization(2, setup)
    api.fault({ on: 'delete', skip: 1, times: 9, answer: { status: 401 } })
    await using step = await share(api, inputs)
    expectMatchesServer(step, api)
    expect(step.deletes.length).toBeLessThanOrEqual(3)
    expect(statusList(step)).toEqual([
      'revoked',
      'failed',
      expect.stringMatching(UNSENT),
      'skipped',
    ])
    expect(step.outputs).toMatchObject({ changed: 'true', 'revoked-count': '1' })
  })

  test('with a missing scope, which is named', async () => {
    await using api = await organization(2, setup)
    await using step = await share(api, { ...inputs, 'admin-key': api.readOnlyAdminKey })
    expectMatchesServer(step, api)
    expect(step.deletes.length).toBeLessThanOrEqual(2)
    expect(statusList(step)).toEqual([
      'failed',
      'skipped',
      expect.stringMatching(UNSENT),
      'skipped',
    ])
    const reason = 'Create an admin key that has the scope api.fine_tuning.checkpoints.write'
    for (const { error } of rowsOf(step)) expect(error).toContain(reason)
    expect(step.allAnnotations[0]?.message).toContain(reason)
    expect(step.outputs).toMatchObject({ result: 'failed', changed: 'false' })
  })
})

test.each([
  ['before a DELETE is repeated', 'Retrying', 429, 'skipped'],
  ['before a lost one is read back', 'unknown outcome for', 500, 'failed'],
])('a step that is cancelled %s writes nothing more', async (_, said, status, left) => {
  await using api = await organizationSharing(3)
  api.fault({ on: 'delete', skip: 1, answer: { status, headers: { 'retry-after': '20' } } })
  await using step = await share(
    api,
    { ...REVOKE, 'project-ids': ids(3) },
    { onLine: (line, { kill }) => line.includes(said) && kill('SIGINT') },
  )
  expectMatchesServer(step, api)
  expect(statusList(step)).toEqual(['revoked', left, 'skipped'])
  const last = status === 500 ? { method: 'GET' } : { method: 'DELETE', status }
  expect(step.requests.at(-1)).toMatchObject(last)
  expect(step.outputs).toMatchObject({ result: 'cancelled', changed: 'true', 'revoked-count': '1' })
})
