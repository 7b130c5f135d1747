import { expect, test } from 'vitest'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  organization,
  share,
  suggestedSteps,
} from './setup.ts'

const CHECK = { mode: 'check' }

test('a partly read check promises a fix for only that part', async () => {
  const [one, two] = checkpoints(2) as [string, string]
  await using api = await organization(1, { checkpoints: { [one]: {}, [two]: {} } })
  const answer = { status: 403, body: { error: { message: 'Not for you.' } } }
  api.fault({ on: ({ checkpointId }) => checkpointId === two, answer })
  const inputs = { ...CHECK, 'checkpoint-id': [one, two], 'project-ids': 'proj_0' }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  for (const text of [step.summary, step.log]) {
    expect(text).toContain('Fix part of this check')
    expect(text).toContain("# Not included: 1 checkpoint whose permissions couldn't be read.")
  }
  expect(suggestedSteps(step.summary, 'Fix').map(fix => fix.with['checkpoint-id'])).toEqual([
    `${one}\n`,
  ])
})

test("a fix that can't help an owner names the one that does", async () => {
  await using api = await organization(1, { checkpoints: { [CHECKPOINT]: { owner: 'proj_0' } } })
  await using step = await share(api, { ...CHECK, 'project-ids': 'proj_0' })
  expectMatchesServer(step, api)
  const note =
    '# If one of these projects owns the checkpoint, set owning-project-id in the check instead.'
  expect(step.summary).toContain(note)
  expect(step.log).toContain(note)
  await using again = await share(api, {
    ...CHECK,
    'project-ids': 'proj_0',
    'owning-project-id': 'proj_0',
  })
  expect(again.outputs.result).toBe('ok')
})
