import { expect, test } from 'vitest'
import { planOf, rejection } from '../../support/fixtures.ts'
import { NO_SCOPE, projectsOf, rejectBatchesWith } from './letter-projects.ts'
import { rowsToGrant, type StubResult, setUp } from './setup.ts'

const OWNING = 'Cannot modify checkpoint permissions for the owning project: b'

/** A plan that grants projects with letters as IDs at a checkpoint. */
const planFor = (checkpointId: string, ids: string) =>
  planOf(...rowsToGrant(...ids).map(row => ({ ...row, checkpointId })))
const callsAt = (calls: readonly string[], checkpointId: string) =>
  calls.filter(call => call.startsWith('grant') && call.endsWith(` of ${checkpointId}`))

test('a project that failed alone at one checkpoint is sent last and alone at the next', async () => {
  const { run, calls } = setUp({
    otherPosts: rejectBatchesWith('b', false),
    projects: projectsOf('abcd'),
  })
  const rows = await run(planFor('ft:1', 'ab'), planFor('ft:2', 'bcd'))
  expect(callsAt(calls, 'ft:1')).toEqual([
    'grant a b of ft:1',
    'grant a of ft:1',
    'grant b of ft:1',
  ])
  expect(callsAt(calls, 'ft:2')).toEqual(['grant c d of ft:2', 'grant b of ft:2'])
  expect(calls.filter(call => call === 'list projects')).toHaveLength(1)
  expect(rows.map(({ status }) => status)).toEqual([
    ...['granted', 'failed'],
    ...['failed', 'granted', 'granted'],
  ])
})

test('a project that was rejected where nothing was accepted is sent with the others', async () => {
  const results = { otherPosts: rejectBatchesWith('b'), projects: NO_SCOPE }
  const { run, calls } = setUp(results)
  await run(planFor('ft:1', 'b'), planFor('ft:2', 'bc'))
  expect(callsAt(calls, 'ft:2')).toEqual(['grant b c of ft:2', 'grant c of ft:2'])
})

test('an owner of one checkpoint is sent last and alone at the next', async () => {
  const otherPosts = (ids: readonly string[]): StubResult =>
    ids.includes('b') ? { error: rejection(OWNING) } : {}
  const { run, calls } = setUp({ otherPosts })
  const rows = await run(planFor('ft:1', 'ab'), planFor('ft:2', 'bc'))
  expect(callsAt(calls, 'ft:2')).toEqual(['grant c of ft:2', 'grant b of ft:2'])
  expect(rows.map(({ status }) => status)).toEqual(['granted', 'owner', 'owner', 'granted'])
  expect(calls).not.toContain('list projects')
})

test("a project that the organization doesn't have isn't sent again", async () => {
  const { run, calls } = setUp({
    otherPosts: rejectBatchesWith('b', false),
    projects: projectsOf('acd', 'd'),
  })
  const rows = await run(planFor('ft:1', 'b'), planFor('ft:2', 'abd'))
  expect(callsAt(calls, 'ft:2')).toEqual(['grant a of ft:2'])
  const hint =
    "Check the project ID. Only active projects in the admin key's organization can be granted access."
  const unsent = (why: string) => ({
    status: 'failed',
    problem: { message: `Not sent (${why})`, hint, requestId: null },
  })
  expect(rows.slice(1)).toMatchObject([
    { status: 'granted' },
    unsent('no project in the organization has this ID'),
    unsent('the project is archived'),
  ])
})

test('it fails with the rejection of the checkpoint that accepted others', async () => {
  const { run, calls } = setUp({
    otherPosts: rejectBatchesWith('b', false),
    projects: projectsOf('ac'),
  })
  const rows = await run(planFor('ft:1', 'ab'), planFor('ft:2', 'bc'))
  expect(callsAt(calls, 'ft:2')).toEqual(['grant c of ft:2'])
  expect(rows[2]?.problem).toMatchObject({ requestId: 'req_1' })
  expect(rows[2]?.problem).toEqual(rows[1]?.problem)
})

test('a project that was named at one checkpoint is looked up before the next', async () => {
  const { run, calls } = setUp({
    otherPosts: rejectBatchesWith('b'),
    projects: projectsOf('acd', 'd'),
  })
  const rows = await run(planFor('ft:1', 'ab'), planFor('ft:2', 'bcd'))
  expect(callsAt(calls, 'ft:2')).toEqual(['grant c of ft:2'])
  expect(calls.filter(call => call === 'list projects')).toHaveLength(1)
  expect(rows.map(({ problem }) => problem?.message)).toEqual([
    undefined,
    'Project "b" is unknown',
    'Project "b" is unknown',
    undefined,
    'Not sent (the project is archived)',
  ])
})

test('after a rejected key, projects that failed before are not sent', async () => {
  const error = rejection('No', { status: 401, reason: 'no key' })
  const rule = rejectBatchesWith('b')
  const { run, calls } = setUp({
    otherPosts: ids => (ids.includes('c') ? { error } : rule(ids)),
    projects: projectsOf('abc'),
  })
  const rows = await run(planFor('ft:1', 'ab'), planFor('ft:2', 'bc'))
  expect(callsAt(calls, 'ft:2')).toEqual(['grant c of ft:2'])
  expect(rows.slice(2)).toMatchObject([
    { status: 'skipped', problem: { message: 'no key' } },
    { status: 'failed', problem: { message: 'no key' } },
  ])
})
