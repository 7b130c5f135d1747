import { expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  organization,
  type SharedStep,
  share,
  suggestedSteps,
} from './setup.ts'

const [ONE, TWO, THREE] = checkpoints(3) as [string, string, string]

/** Who has access to each checkpoint; the number of a project's permissions doesn't matter. */
const access = (api: Api) => [ONE, TWO, THREE].map(id => [...new Set(holders(api, id))])

/** Runs the steps that the summary suggests to undo the run, unchanged. */
async function undo(api: Api, { summary }: SharedStep): Promise<string[]> {
  const steps = suggestedSteps(summary, 'Undo')
  for (const { with: inputs } of steps) {
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(['checkpoint-id', 'project-ids']))
    await using step = await share(api, { ...inputs, 'admin-key': api.adminKey })
    expectMatchesServer(step, api, { duplicates: true })
    expect(step.outputs).toMatchObject({ result: 'ok', changed: 'true' })
  }
  return steps.map(({ with: { mode = '' } }) => mode)
}

/** Three checkpoints with different holders. */
const organizationFor = () =>
  organization(40, {
    checkpoints: {
      [ONE]: { shared: ['proj_0', 'proj_30'] },
      [TWO]: { shared: ['proj_30', 'proj_31', 'proj_30'] },
      [THREE]: { shared: ids(14, 20) },
    },
  })

test.each<[mode: string, inputs: Record<string, string | string[]>, undone: string[]]>([
  // One step for the two with the same projects, with more than ten revocations at once.
  ['grant', { 'project-ids': ids(13, 1) }, ['revoke']],
  ['grant', { 'project-ids': ids(2) }, ['revoke', 'revoke']],
  ['revoke', { 'project-ids': ['proj_30', 'proj_0'] }, ['grant', 'grant']],
  ['sync', { 'project-ids': ids(12, 20) }, ['grant', 'grant', 'revoke', 'revoke']],
])('%s is undone by the steps in its summary: %j', async (mode, inputs, undone) => {
  await using api = await organizationFor()
  const before = access(api)
  const requested = {
    ...inputs,
    mode,
    'checkpoint-id': [ONE, TWO, THREE],
    'max-revocations': 'none',
  }
  await using step = await share(api, requested)
  expectMatchesServer(step, api, { duplicates: true })
  expect(step.outputs).toMatchObject({ result: 'ok', changed: 'true' })
  expect(access(api)).not.toEqual(before)
  expect(await undo(api, step)).toEqual(undone)
  expect(access(api)).toEqual(before)
})

test('if one project loses and one gains access, no step leaves all without access', async () => {
  await using api = await organization(2, { checkpoints: { [ONE]: { shared: ['proj_0'] } } })
  const inputs = { mode: 'sync', 'checkpoint-id': ONE, 'project-ids': 'proj_1' }
  await using step = await share(api, inputs)
  const [first, second] = suggestedSteps(step.summary, 'Undo')
  expect([first?.with.mode, second?.with.mode]).toEqual(['grant', 'revoke'])
  // A workflow goes on only if the first succeeded.
  api.fault({ on: 'create', answer: { status: 403, body: { error: { message: 'No.' } } } })
  await using failed = await share(api, { ...first?.with, 'admin-key': api.adminKey })
  expect(failed.exitCode).toBe(1)
  expect(holders(api, ONE)).toEqual(['proj_1'])
})

test('the owning project of a run is in the steps of its undo', async () => {
  await using api = await organization(2, {
    projects: [{ id: '1e3' }],
    checkpoints: { [ONE]: { owner: '1e3' } },
  })
  const owner = { 'owning-project-id': '1e3' }
  await using step = await share(api, {
    ...owner,
    'checkpoint-id': ONE,
    'project-ids': ['1e3', 'proj_0'],
  })
  expect(suggestedSteps(step.summary, 'Undo').map(one => one.with)).toMatchObject([owner])
  expect(await undo(api, step)).toEqual(['revoke'])
  expect(holders(api, ONE)).toEqual([])
})

test("the undo doesn't include failures", async () => {
  await using api = await organizationFor()
  const before = access(api)
  const inputs = { 'checkpoint-id': [ONE, TWO], 'project-ids': ['proj_5', 'proj_typo'] }
  await using step = await share(api, inputs, { speed: 50 })
  expectMatchesServer(step, api, { duplicates: true })
  expect(step.outputs).toMatchObject({ result: 'failed', 'granted-count': '2' })
  const [offered] = suggestedSteps(step.summary, 'Undo')
  expect(offered?.with).toMatchObject({ 'project-ids': 'proj_5\n', mode: 'revoke' })
  expect(await undo(api, step)).toEqual(['revoke'])
  expect(access(api)).toEqual(before)
})

test('a run that changed nothing and a dry run offer no undo', async () => {
  await using api = await organizationFor()
  for (const inputs of [
    { 'project-ids': 'proj_0' },
    { 'project-ids': ids(3), 'dry-run': 'true' },
  ]) {
    await using step = await share(api, { ...inputs, 'checkpoint-id': CHECKPOINT })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    expect(step.summary).not.toContain('Undo')
  }
})

test('IDs with every valid character are unchanged in the undo', async () => {
  const checkpoint = 'ft:a.b_c:d@e+f=g-h'
  // Outside a block, YAML would read these as a number, a boolean, and a mapping.
  const projects = ['1e3', 'true', 'a:', 'proj.a_b:c@d+e=f-g', '0']
  await using api = await organization(0, {
    projects: projects.map(id => ({ id })),
    checkpoints: { [checkpoint]: {} },
  })
  await using step = await share(api, { 'checkpoint-id': checkpoint, 'project-ids': projects })
  expectMatchesServer(step, api)
  const [offered] = suggestedSteps(step.summary, 'Undo')
  expect(offered?.with['project-ids']?.trim().split('\n')).toEqual(projects)
  expect(await undo(api, step)).toEqual(['revoke'])
  expect(holders(api, checkpoint)).toEqual([])
})
