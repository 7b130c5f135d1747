import { expect, test } from 'vitest'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  organization,
  rowsOf,
  share,
  statusesOf,
} from './setup.ts'

const SYNC = { mode: 'sync' }
const WANTED = { ...SYNC, 'project-ids': ['proj_0', 'proj_1', 'proj_2'] }
/** An organization in which a sync to WANTED adds two projects and drops three. */
const drifted = () =>
  organization(6, { checkpoints: { [CHECKPOINT]: { shared: ['proj_0', ...ids(3, 3)] } } })

test('a sync that adds 2 and drops 3 sends 1 POST, then 3 DELETEs, and a rerun does nothing', async () => {
  await using api = await drifted()
  const before = api.permissions(CHECKPOINT)
  await using step = await share(api, WANTED)
  expectMatchesServer(step, api)
  const routes = step.requests.map(({ route }) => route)
  expect(routes).toEqual(['list', 'create', 'delete', 'delete', 'delete'])
  expect(step.posts).toEqual([['proj_1', 'proj_2']])
  expect(holders(api)).toEqual(ids(3))
  expect(api.permissions(CHECKPOINT)[0]).toEqual(before[0])
  expect(step.outputs).toMatchObject({ 'granted-count': '2', 'revoked-count': '3' })
  const revoked = rowsOf(step).filter(({ status }) => status === 'revoked')
  expect(revoked.map(row => row.permission_id).sort()).toEqual([...step.deletes].sort())
  // The projects that lose access weren't named, so there's a warning.
  const [warning] = step.allAnnotations
  expect(warning).toMatchObject({ level: 'warning', title: '3 permissions revoked' })
  for (const id of ids(3, 3)) expect(warning?.message).toContain(id)
  expect(step.summary).toContain('3 of 3 projects have access; 3 permissions revoked')
  for (const { requestId } of step.requests.slice(2)) expect(step.log).toContain(requestId)
  expect(step.log).toMatch(/Plan: 4 requests.*2 to grant, 3 to revoke, 1 with access/s)

  await using again = await share(api, WANTED)
  expectMatchesServer(again, api)
  expect(again.requests.map(({ method }) => method)).toEqual(['GET'])
  expect(again.outputs).toMatchObject({ result: 'ok', changed: 'false', 'extra-count': '0' })
  expect(again.allAnnotations).toEqual([])
})

test.each([
  ['is unknown', ['proj_0', 'proj_1', 'proj_typo'], { shared: 1, granted: 1, failed: 1 }],
  ['is archived', ['proj_0', 'proj_1', 'proj_old'], { shared: 1, granted: 1, failed: 1 }],
  ['is the only project', ['proj_typo'], { failed: 1 }],
])('if a replacement %s, no one is locked out', async (_, projects, statuses) => {
  const old = { id: 'proj_old', status: 'archived' }
  const shared = ['proj_0', ...ids(3, 3)]
  await using api = await organization(6, {
    projects: [old],
    checkpoints: { [CHECKPOINT]: { shared } },
  })
  await using step = await share(api, { ...SYNC, 'project-ids': projects }, { speed: 50 })
  expectMatchesServer(step, api)
  expect(step.deletes).toEqual([])
  expect(step.outputs).toMatchObject({ result: 'failed', 'revoked-count': '0' })
  expect(holders(api)).toEqual(expect.arrayContaining(shared))
  expect(statusesOf(step)).toEqual(statuses)
  const held = rowsOf(step).filter(({ requested }) => !requested)
  expect(held.map(({ status }) => status)).toEqual(Array<string>(held.length).fill('skipped'))
  expect(held.length).toBeGreaterThanOrEqual(3)
  expect(held[0]?.error).toMatch(
    /^Not revoked, because some grants for this checkpoint didn't succeed\. .*Resolve the failed grants, then run again/,
  )
})

test("a failed grant at one checkpoint doesn't stop revocations at another", async () => {
  const [first, second, third] = checkpoints(3) as [string, string, string]
  const shared = ['proj_1', 'proj_2']
  await using api = await organization(3, {
    checkpoints: { [first]: { shared }, [second]: { shared }, [third]: { shared } },
  })
  api.fault({
    on: ({ route, checkpointId }) => route === 'create' && checkpointId === second,
    answer: { status: 403, body: { error: { message: 'Not this one.' } } },
  })
  const inputs = { 'checkpoint-id': [first, second, third], 'project-ids': 'proj_0' }
  await using step = await share(api, { ...SYNC, ...inputs })
  expectMatchesServer(step, api)
  expect([first, second, third].map(id => holders(api, id))).toEqual([
    ['proj_0'],
    shared,
    ['proj_0'],
  ])
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'true', 'revoked-count': '4' })
  expect(step.outputs['failed-count']).toBe('3')
})

test("a checkpoint that can't be listed loses no access", async () => {
  const [first, second] = checkpoints(2) as [string, string]
  const shared = ['proj_1']
  await using api = await organization(2, {
    checkpoints: { [first]: { shared }, [second]: { shared } },
  })
  api.fault({
    on: ({ route, checkpointId }) => route === 'list' && checkpointId === first,
    answer: { status: 200, body: { object: 'list', data: [], has_more: true } },
    times: 99,
  })
  const inputs = { 'checkpoint-id': [first, second], 'project-ids': 'proj_0' }
  await using step = await share(api, { ...SYNC, ...inputs }, { speed: 100 })
  expectMatchesServer(step, api)
  expect([first, second].map(id => holders(api, id))).toEqual([shared, ['proj_0']])
  expect(step.exitCode).toBe(1)
})

test('nothing is revoked while a grant is unknown, and all is once a read shows it', async () => {
  await using api = await drifted()
  api.fault({ on: 'create', answer: { status: 502 } })
  await using doubtful = await share(api, { ...WANTED, 'share-timeout-minutes': '0.03' })
  expectMatchesServer(doubtful, api)
  expect(statusesOf(doubtful)).toEqual({ shared: 1, unknown: 2 })
  expect(doubtful.deletes).toEqual([])
  expect(doubtful.outputs['failed-count']).toBe('5')

  api.fault({ on: 'create', acts: true, answer: { status: 502 } })
  await using step = await share(api, WANTED, { speed: 50 })
  expectMatchesServer(step, api)
  const routes = step.requests.map(({ route }) => route)
  expect(routes).toEqual(['list', 'create', 'list', 'delete', 'delete', 'delete'])
  expect(step.outputs.result).toBe('ok')
  expect(holders(api)).toEqual(ids(3))
})

test("an owner that only the write recognizes doesn't stop revocations", async () => {
  const checkpoint = { owner: 'proj_1', shared: ['proj_3'] }
  await using api = await organization(4, { checkpoints: { [CHECKPOINT]: checkpoint } })
  await using step = await share(api, WANTED, { speed: 50 })
  expectMatchesServer(step, api)
  expect(statusesOf(step)).toEqual({ granted: 2, owner: 1 })
  expect(holders(api)).toEqual(['proj_0', 'proj_2'])
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': '1' })
})

test('the owner never loses a permission, requested or not', async () => {
  const checkpoint = { shared: ['proj_3', 'proj_1'] }
  await using api = await organization(4, { checkpoints: { [CHECKPOINT]: checkpoint } })
  const owner = { 'owning-project-id': 'proj_3' }
  await using step = await share(api, { ...SYNC, 'project-ids': 'proj_0', ...owner })
  expectMatchesServer(step, api)
  expect(holders(api)).toEqual(['proj_0', 'proj_3'])
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': '1' })
})

test('an unrequested project loses all its permissions, and a requested one keeps all', async () => {
  const shared = ['proj_0', 'proj_3', 'proj_0', 'proj_3', 'proj_3']
  await using api = await organization(4, { checkpoints: { [CHECKPOINT]: { shared } } })
  await using step = await share(api, { ...SYNC, 'project-ids': 'proj_0' })
  expectMatchesServer(step, api, { duplicates: true })
  expect(holders(api)).toEqual(['proj_0', 'proj_0'])
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': '3', 'granted-count': '0' })
  expect(step.log).toContain(
    `proj_0 has 2 permissions for ${CHECKPOINT}. Only the oldest is reported.`,
  )
})

test('with several checkpoints, the summary shows where an unrequested project lost access', async () => {
  const [first = '', second = ''] = checkpoints(2)
  await using api = await organization(2, {
    checkpoints: { [first]: { shared: ids(2) }, [second]: { shared: [...ids(2), 'proj_old'] } },
  })
  await using step = await share(api, {
    ...SYNC,
    'checkpoint-id': [first, second],
    'project-ids': ids(2),
  })
  expectMatchesServer(step, api)
  const cells = `<td><code>${second}</code></td><td><code>proj_old</code></td><td>🔴&nbsp;revoked</td>`
  expect(step.summary).toContain(cells)
})
