import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import {
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  organization,
  rowsOf,
  statusesOf,
  statusList,
} from './setup.ts'
import {
  createWorkspace,
  driftedOrganization,
  HOLDERS_AFTER,
  HOLDERS_BEFORE,
  holdersPerCheckpoint,
  ONE,
  PATH,
  THREE,
  THREE_ENTRIES,
  TWO,
} from './sharing-file-workspace.ts'

const FIFTY = checkpoints(50)
/** Twenty projects for each of fifty checkpoints, different ones for each. */
const wantedAt = (index: number) => ids(20, (index * 7) % 40)

test('fifty checkpoints with twenty projects each take two requests each, and a rerun takes one', async () => {
  // A third is shared already; every fifth entry names its projects.
  const entries = FIFTY.map((id, index) => ({
    'checkpoint-id': id,
    ...(index % 5 === 0
      ? { 'project-names': wantedAt(index).map(project => `Name ${project}`) }
      : { 'project-ids': wantedAt(index) }),
  }))
  const shared = FIFTY.map((id, index) => [id, { shared: wantedAt(index).slice(0, 7) }] as const)
  await using api = await organization(60, { checkpoints: Object.fromEntries(shared) })
  await using repository = await createWorkspace(stringify({ checkpoints: entries }))
  await using step = await repository.share(api)
  expectMatchesServer(step, api)
  for (const [index, id] of FIFTY.entries()) {
    expect(holders(api, id)).toEqual(wantedAt(index).sort())
    const routes = step.requests.filter(request => request.checkpointId === id)
    expect(routes.map(({ route }) => route)).toEqual(['list', 'create'])
  }
  expect(step.requests).toHaveLength(101)
  expect(api.count('projects')).toBe(1)
  expect(statusesOf(step)).toEqual({ shared: 350, granted: 650 })
  expect(JSON.parse(step.outputs['checkpoint-ids'] ?? '')).toEqual(FIFTY)
  const [plan, first] = ['Plan: 50 requests, about 7 minutes (8 per minute)', 'Granted 13 pro']
  expect(step.log).toContain(plan)
  expect(step.log.indexOf(plan)).toBeLessThan(step.log.indexOf(first))
  expect(step.log).toContain(`Using ${PATH} (50 entries)`)

  await using again = await repository.share(api)
  expectMatchesServer(again, api)
  const routes = again.requests.map(({ route }) => route)
  expect(routes.sort()).toEqual([...Array<string>(50).fill('list'), 'projects'])
  expect(again.outputs).toMatchObject({ result: 'ok', changed: 'false', 'granted-count': '0' })
})

test('a file without names reads no project list, and a sync can revoke everyone', async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES)
  await using granted = await repository.share(api, {})
  expectMatchesServer(granted, api, { emptyCheckpoints: [TWO] })
  expect(holdersPerCheckpoint(api)).toEqual([
    ['proj_0', 'proj_1', 'proj_2'],
    HOLDERS_BEFORE[1],
    ['proj_1'],
  ])
  await using step = await repository.share(api, { mode: 'sync' })
  expectMatchesServer(step, api, { emptyCheckpoints: [TWO] })
  expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_AFTER)
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': '3', 'granted-count': '0' })
  expect(api.count('projects')).toBe(0)
  await using again = await repository.share(api, { mode: 'sync' })
  expectMatchesServer(again, api, { emptyCheckpoints: [TWO] })
  expect(again.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
})

test('if all entries together exceed max-revocations, nothing is written', async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES)
  await using step = await repository.share(api, { mode: 'sync', 'max-revocations': '2' })
  expectMatchesServer(step, api, { emptyCheckpoints: [TWO] })
  expect(step.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
  expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_BEFORE)
  expect(statusList(step)).toEqual(['shared', 'skipped', 'skipped'])
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'false' })
  expect(step.allAnnotations).toMatchObject([
    { level: 'error', message: expect.stringContaining('max-revocations is 2') },
  ])
  await using enough = await repository.share(api, { mode: 'sync', 'max-revocations': '3' })
  expectMatchesServer(enough, api, { emptyCheckpoints: [TWO] })
  expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_AFTER)
})

test("deleting an entry doesn't change its access", async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES.replace(/ {2}- .*:step-1\n.*\n/, ''))
  await using step = await repository.share(api, { mode: 'sync' })
  expectMatchesServer(step, api)
  expect(holdersPerCheckpoint(api)).toEqual([HOLDERS_AFTER[0], HOLDERS_BEFORE[1], HOLDERS_AFTER[2]])
})

test("failures at some checkpoints don't affect the others, and point at their lines", async () => {
  const four = `${THREE_ENTRIES}  - {checkpoint-id: 'ft:nowhere', project-ids: [proj_0]}\n`
  const entries = `${four}  - checkpoint-id: ft:last\n    project-ids: [proj_0, proj_typo, proj_1]\n`
  const setups = { [ONE]: {}, [TWO]: {}, [THREE]: { shared: ['proj_2'] }, 'ft:last': {} }
  await using api = await organization(3, { checkpoints: setups })
  api.fault({
    on: ({ route, checkpointId }) => route === 'create' && checkpointId === ONE,
    answer: { status: 403, body: { error: { message: 'Not this one.' } } },
  })
  await using repository = await createWorkspace(entries)
  await using step = await repository.share(api, { mode: 'sync' }, { speed: 50 })
  expectMatchesServer(step, api, { emptyCheckpoints: [TWO] })
  expect(holdersPerCheckpoint(api)).toEqual([[], [], ['proj_1']])
  expect(holders(api, 'ft:last')).toEqual(['proj_0', 'proj_1'])
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'true', 'failed-count': '4' })
  const order = [ONE, TWO, THREE, 'ft:nowhere', 'ft:last']
  expect(JSON.parse(step.outputs['checkpoint-ids'] ?? '')).toEqual(order)
  const requested = rowsOf(step).filter(({ requested }) => requested)
  const shown = requested.map(
    row => `<code>${row.checkpoint_id}</code></td><td><code>${row.project_id}`,
  )
  const locations = shown.map(cells => step.summary?.indexOf(cells) ?? -1)
  expect(locations).not.toContain(-1)
  expect(locations).toEqual(locations.toSorted((a, b) => a - b))
  const errors = step.allAnnotations.filter(({ level }) => level === 'error')
  expect(errors).toMatchObject([
    { file: PATH, line: 2, column: 5, message: expect.stringContaining('Not this one') },
    { file: PATH, line: 8, column: 5, message: expect.stringContaining('ft:nowhere') },
    { file: PATH, line: 9, column: 5, message: expect.stringContaining('proj_typo') },
  ])
})
