import { expect, test } from 'vitest'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  share,
  statusesOf,
} from './setup.ts'

const DRY = { 'dry-run': 'true' }

test('a dry run sends only GETs, plans what is missing, and succeeds', async () => {
  const [first, second] = checkpoints(2) as [string, string]
  await using api = await organization(150, {
    checkpoints: { [first]: { shared: ids(2) }, [second]: { shared: ['proj_149'] } },
  })
  const before = [first, second].map(id => api.permissions(id))
  const inputs = { 'checkpoint-id': [first, second], 'project-ids': ids(120) }
  await using step = await share(api, { ...DRY, ...inputs })
  expectMatchesServer(step, api)
  expect(step.requests.map(({ method }) => method)).toEqual(['GET', 'GET'])
  expect([first, second].map(id => api.permissions(id))).toEqual(before)
  expect(statusesOf(step)).toEqual({ shared: 2, 'to-grant': 238 })
  expect(step.outputs).toMatchObject({
    result: 'ok',
    changed: 'true',
    'granted-count': '238',
    'revoked-count': '0',
    'failed-count': '0',
    'extra-count': '1',
    'permission-ids': JSON.stringify(before[0]?.map(({ id }) => id)),
  })
  // Two POSTs at the first checkpoint, which has 118 to grant, and two at the second.
  expect(step.log).toMatch(/Plan: 4 requests, .*Dry run/)
  expect(step.summary).toContain('(dry run, nothing was changed)')
  expect(step.summary).toContain('Dry run: would grant 238 permissions')
  expect(step.summary).not.toContain('have access')
})

test('the real run does what the dry run planned', async () => {
  await using api = await organization(5, { checkpoints: { [CHECKPOINT]: { shared: ['proj_1'] } } })
  await using plan = await share(api, { ...DRY, 'project-ids': ids(5) })
  await using real = await share(api, { 'project-ids': ids(5) })
  expectMatchesServer(real, api)
  expect(rowsOf(real).map(row => row.status.replace('granted', 'to-grant'))).toEqual(
    rowsOf(plan).map(row => row.status),
  )
  expect(real.outputs['granted-count']).toBe(plan.outputs['granted-count'])
})

test('a dry run with nothing to do reports it', async () => {
  await using api = await organization(3, { checkpoints: { [CHECKPOINT]: { shared: ids(3) } } })
  await using step = await share(api, { ...DRY, 'project-ids': ids(3) })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', changed: 'false', 'granted-count': '0' })
})

test('a dry run knows the owner only from the input', async () => {
  await using api = await organization(2, { checkpoints: { [CHECKPOINT]: { owner: 'proj_1' } } })
  await using blind = await share(api, { ...DRY, 'project-ids': ids(2) })
  expectMatchesServer(blind, api)
  expect(rowsOf(blind).map(({ status }) => status)).toEqual(['to-grant', 'to-grant'])
  const inputs = { 'project-ids': ids(2), 'owning-project-id': 'proj_1' }
  await using withOwner = await share(api, { ...DRY, ...inputs })
  expectMatchesServer(withOwner, api)
  expect(rowsOf(withOwner).map(({ status }) => status)).toEqual(['to-grant', 'owner'])
  expect(api.count('create')).toBe(0)
})

test('a dry run fails if the real one would be rejected, and plans the rest', async () => {
  await using api = await organization(3)
  const inputs = { 'checkpoint-id': ['ft:nowhere', CHECKPOINT], 'project-ids': ids(3) }
  await using step = await share(api, { ...DRY, ...inputs })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'true', 'granted-count': '3' })
  expect(statusesOf(step)).toEqual({ failed: 3, 'to-grant': 3 })
  expect(step.posts).toEqual([])
})

test("a dry run fails if the key can't list", async () => {
  await using api = await organization(3)
  await using step = await share(api, {
    ...DRY,
    'admin-key': api.projectKey,
    'project-ids': ids(3),
  })
  expectMatchesServer(step, api)
  expect(step.exitCode).toBe(1)
  expect(statusesOf(step)).toEqual({ failed: 3 })
  expect(step.posts).toEqual([])
})
