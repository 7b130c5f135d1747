import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { OWN_NAME } from '../repository/own-name.ts'
import type { Api } from '../support/api.ts'
import { expectMode } from '../support/machine.ts'
import { expectNoInjection } from './injection-assertions.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  type SharedStep,
  share,
} from './setup.ts'
import { createWorkspace, ONE, THREE, TWO } from './sharing-file-workspace.ts'

const LIST = { mode: 'list' }
const TOP = `# yaml-language-server: $schema=https://raw.githubusercontent.com/${OWN_NAME}/v1/sharing.schema.json`
const fileOf = ({ outputs }: SharedStep) => readFileSync(outputs['sharing-file'] ?? '', 'utf8')

/** Checks that a file declares the access that exists: nothing differs, and nothing would change. */
async function expectDeclared(yaml: string, api: Api, emptyCheckpoints: string[] = []) {
  await using repository = await createWorkspace(yaml)
  await using check = await repository.share(api, { mode: 'check', exact: 'true' })
  expectMatchesServer(check, api, { emptyCheckpoints })
  expect(check.outputs).toMatchObject({ result: 'ok', 'extra-count': '0' })
  await using sync = await repository.share(api, { mode: 'sync', 'dry-run': 'true' })
  expectMatchesServer(sync, api, { emptyCheckpoints })
  expect(sync.outputs).toMatchObject({ result: 'ok', changed: 'false' })
}

test('a list outputs a sharing file with all checkpoints, in request order', async () => {
  await using api = await organization(4, {
    checkpoints: {
      [ONE]: { shared: ['proj_2', 'proj_0'] },
      [TWO]: {},
      [THREE]: { shared: ['proj_3'] },
    },
  })
  await using step = await share(api, { ...LIST, 'checkpoint-id': [THREE, TWO, ONE] })
  expectMatchesServer(step, api)
  expect(step.requests.map(({ route }) => route)).toEqual(['list', 'list', 'list'])
  const yaml = fileOf(step)
  expect(yaml).toBe(`${TOP}
checkpoints:
  - checkpoint-id: ${THREE}
    project-ids:
      - proj_3

  - checkpoint-id: ${TWO}
    project-ids: []

  - checkpoint-id: ${ONE}
    project-ids:
      - proj_0
      - proj_2
`)
  const { 'sharing-file': path = '', 'permissions-file': other = '' } = step.outputs
  expect(dirname(path)).toBe(dirname(other))
  expectMode(path, 0o600)
  expect(step.summary).toContain(
    `<details><summary>Sharing file</summary>\n\n\`\`\`yaml\n${yaml}\`\`\`\n\n</details>`,
  )
  expect(step.allAnnotations).toEqual([])
  await expectDeclared(yaml, api, [TWO])
})

test('names are comments, if the list of projects was read', async () => {
  const named = { id: 'true', name: 'Odd # "name"\n- ```' }
  await using api = await organization(2, {
    projects: [named],
    checkpoints: { [CHECKPOINT]: { shared: ['proj_gone', 'true', 'proj_0', 'proj_1', 'true'] } },
  })
  const inputs = { 'project-names': 'Name proj_1', 'owning-project-id': 'proj_0' }
  await using step = await share(api, { ...LIST, ...inputs })
  expectMatchesServer(step, api, { duplicates: true })
  expectNoInjection(step)
  const yaml = fileOf(step)
  expect(yaml).toBe(`${TOP}
checkpoints:
  - checkpoint-id: ${CHECKPOINT}
    owning-project-id: proj_0 # Name proj_0
    project-ids:
      - proj_1 # Name proj_1
      - "true" # Odd # "name" - \`\`\`
      - proj_gone
`)
  await using without = await share(api, { ...LIST, 'owning-project-id': 'proj_0' })
  expect(without.requests.map(({ route }) => route)).toEqual(['list'])
  expect(fileOf(without)).not.toContain(' # ')
})

test('owners come from the request, each from its entry of a file', async () => {
  await using api = await organization(3, {
    checkpoints: { [ONE]: { shared: ids(3) }, [TWO]: { shared: ['proj_1'] }, [THREE]: {} },
  })
  const listed = `checkpoints:
  - { checkpoint-id: ${ONE}, owning-project-id: proj_0, project-ids: [proj_2, proj_0] }
  - { checkpoint-id: ${TWO}, owning-project-id: proj_1, project-ids: [proj_1, proj_2] }
  - { checkpoint-id: ${THREE}, owning-project-id: proj_9, project-ids: [] }
`
  await using repository = await createWorkspace(listed)
  await using step = await repository.share(api, LIST)
  expectMatchesServer(step, api)
  const yaml = fileOf(step)
  expect(yaml).toBe(`${TOP}
checkpoints:
  - checkpoint-id: ${ONE}
    owning-project-id: proj_0
    project-ids:
      - proj_2
      - proj_1

  - checkpoint-id: ${TWO}
    owning-project-id: proj_1
    project-ids: []

  - checkpoint-id: ${THREE}
    owning-project-id: proj_9
    project-ids: []
`)
  await expectDeclared(yaml, api, [TWO, THREE])
})

test("checkpoints that couldn't be read are left out, with a comment and a log line", async () => {
  await using api = await organization(1, {
    checkpoints: { [ONE]: {}, [TWO]: { shared: ['proj_0'] }, [THREE]: { shared: ['ft:project'] } },
  })
  const answer = { status: 403, body: { error: { message: 'Not for you.' } } }
  const times = Number.POSITIVE_INFINITY
  const refuse = (id: string) =>
    api.fault({ on: ({ checkpointId }) => checkpointId === id, times, answer })
  refuse(ONE)
  await using step = await share(api, { ...LIST, 'checkpoint-id': [ONE, TWO, THREE] })
  expectMatchesServer(step, api, { unread: 1 })
  expect(step.outputs.result).toBe('failed')
  expect(fileOf(step)).toBe(`${TOP}
checkpoints:
  - checkpoint-id: ${TWO}
    project-ids:
      - proj_0

# Left out because permissions couldn't be read:
# ${ONE}
# Left out because a sharing file doesn't accept one of the IDs:
# ${THREE}
`)
  expect(step.log).toContain(
    `Left out of sharing-file because permissions couldn't be read: ${ONE}`,
  )
  expect(step.log).toContain(
    `Left out of sharing-file because a sharing file doesn't accept one of the IDs: ${THREE}`,
  )
  refuse(TWO)
  await using none = await share(api, { ...LIST, 'checkpoint-id': [ONE, TWO] })
  expectMatchesServer(none, api, { unread: 2 })
  expect(none.outputs).toMatchObject({ result: 'failed', 'sharing-file': '' })
  expect(none.summary).not.toContain('haring file')
})

test('a file that is too long for the summary is only named there', async () => {
  const requested = checkpoints(3)
  const shared = ids(400)
  await using api = await organization(0, {
    checkpoints: Object.fromEntries(requested.map(id => [id, { shared }])),
  })
  await using step = await share(api, { ...LIST, 'checkpoint-id': requested })
  expectMatchesServer(step, api)
  expect(fileOf(step).match(/^ {6}- proj_\d+$/gm)).toHaveLength(1_200)
  expect(step.summary).toContain(
    '<p>The sharing file is too long to show here. See the output <code>sharing-file</code>.</p>',
  )
  expect(step.summary).not.toContain('```yaml')
  expect(step.allAnnotations).toMatchObject([{ title: 'The output permissions is empty' }])
})

test('no part of a key that a name contains is in the file', async () => {
  const key = 'sk-proj-QWERTZUIOPasdfghjkl0987654321'
  await using api = await organization(1, {
    projects: [{ id: 'proj_key', name: `Key ${key} ${key.slice(-12)}` }],
    checkpoints: { [CHECKPOINT]: { shared: ['proj_key'] } },
  })
  const inputs = { 'project-names': 'Name*', 'fine-tuning-job-id': '', 'api-key': key }
  await using step = await share(api, { ...LIST, ...inputs }, { secrets: [key] })
  expectMatchesServer(step, api)
  expect(fileOf(step)).toContain('      - proj_key # Key *** ***\n')
})

test.each([
  ['an invalid input', { 'share-timeout-minutes': 'x' }, undefined],
  ['a rejected key', { 'admin-key': 'sk-admin-wrong-key-0123456789' }, ''],
])('with %s, there is no file', async (_, inputs, output) => {
  await using api = await organization(1)
  await using step = await share(api, { ...LIST, ...inputs })
  expect(step.exitCode).toBe(1)
  expect(step.outputs['sharing-file']).toBe(output)
})

test('without a temporary folder, there is no file, and the result stays', async () => {
  await using api = await organization(1)
  await using step = await share(api, LIST, { env: { RUNNER_TEMP: '/missing/folder' } })
  expect(step.outputs).toMatchObject({ result: 'ok', 'sharing-file': '' })
  expect(step.allAnnotations).toMatchObject([{ level: 'warning', title: 'No files' }])
})

test.each(['grant', 'sync', 'revoke', 'check'])('mode %s has no such output', async mode => {
  await using api = await organization(1, { checkpoints: { [ONE]: { shared: ['proj_0'] } } })
  await using repository = await createWorkspace(
    `checkpoints: [{ checkpoint-id: "${ONE}", project-ids: proj_0 }]`,
  )
  await using step = await repository.share(api, { mode })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(Object.keys(step.outputs)).not.toContain('sharing-file')
  expect(step.summary).not.toContain('Sharing file')
})
