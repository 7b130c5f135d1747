import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cutsVariables, expectMode } from '../support/machine.ts'
import { testUnless } from '../support/unless.ts'
import { JOB, organizationWithJob, shareJob, WAIT } from './job-setup.ts'
import { CHECKPOINT, expectMatchesServer, share } from './setup.ts'
import { createWorkspace } from './sharing-file-workspace.ts'

const many = (count: number) => Array.from({ length: count }, (_, i) => `${CHECKPOINT}:number-${i}`)

testUnless(cutsVariables)(
  'checkpoint-ids over 100 kB are in a file that the warning names',
  async () => {
    await using api = await organizationWithJob(['succeeded'])
    const given = many(1_700)
    await using step = await shareJob(api, { ...WAIT, 'checkpoint-id': given }, {})
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-ids': '' })
    const [warning, ...others] = step.allAnnotations
    expect(others).toEqual([])
    const pattern =
      /^checkpoint-ids exceeds 100 kB and was left empty\. Read (\S+), next to permissions-file, instead\.$/
    const [, path = ''] = pattern.exec(warning?.message ?? '') ?? []
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([...given, CHECKPOINT])
    expectMode(path, 0o600)
  },
)

testUnless(cutsVariables)('a list of many checkpoints without rows has the same file', async () => {
  const given = many(1_700)
  await using api = await organizationWithJob(['succeeded'], {
    checkpoints: Object.fromEntries(given.map(id => [id, {}])),
  })
  await using step = await share(api, { mode: 'list', 'checkpoint-id': given })
  expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-ids': '', permissions: '[]' })
  const [, path = ''] = / Read (\S+), /.exec(step.allAnnotations[0]?.message ?? '') ?? []
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(given)
})

test('a wait announces no reads of permissions, and other modes do', async () => {
  const given = many(20)
  await using api = await organizationWithJob(['succeeded'], {
    checkpoints: Object.fromEntries([CHECKPOINT, ...given].map(id => [id, {}])),
  })
  const note = 'Listing permissions takes about 3 minutes (8 requests per minute)'
  await using waiting = await shareJob(api, { ...WAIT, 'checkpoint-id': given }, {})
  expect(waiting.log).not.toContain('Listing permissions')
  await using check = await shareJob(api, { mode: 'list', 'checkpoint-id': given }, {})
  expect(check.log).toContain(note)
})

test('a job that two entries name is counted and drawn once', async () => {
  const steps = [10, 20].map(step => ({
    step,
    model: `${CHECKPOINT}:ckpt-step-${step}`,
    metrics: { train_loss: 1 / step },
  }))
  await using api = await organizationWithJob(['succeeded'], {}, { checkpoints: steps })
  await using repository = await createWorkspace(`checkpoints:
  - fine-tuning-job-id: ${JOB}
    job-checkpoints: [10]
    project-ids: [proj_0]
  - fine-tuning-job-id: ${JOB}
    job-checkpoints: [20]
    project-ids: [proj_1]
`)
  const inputs = { mode: 'wait', 'admin-key': '', 'api-key': api.projectKey }
  await using step = await repository.share(api, inputs)
  expectMatchesServer(step, api)
  expect(JSON.parse(step.outputs['checkpoint-ids'] ?? '')).toEqual(steps.map(({ model }) => model))
  expect(step.summary).toContain('1 fine-tuning job finished; selected 2 checkpoints')
  expect(step.summary?.match(/<h4>Fine-tuning job/g)).toHaveLength(1)
  expect(step.summary?.match(/```mermaid/g)).toHaveLength(1)
  expect(step.summary?.match(/selected<\/td>/g)).toHaveLength(2)
})
