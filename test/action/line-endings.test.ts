import { expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { JOB, verifyKeysFor } from './job-setup.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'
import {
  createWorkspace,
  driftedOrganization,
  expectIssues,
  HOLDERS_AFTER,
  holdersPerCheckpoint,
  parseMarkers,
  THREE_ENTRIES,
} from './sharing-file-workspace.ts'

const MODELS = checkpoints(4)
const JOB_MODEL = MODELS.slice(2).map((model, i) => ({ step: 100 * (i + 1), model }))

/** An API with a job of two checkpoints and two more, all of which three projects use. */
const used = () =>
  organization(4, {
    checkpoints: Object.fromEntries(MODELS.map(id => [id, { shared: ids(3) }])),
    modelsFollowPermissions: true,
    projectKeys: ids(3),
    jobs: { [JOB]: { states: ['succeeded'], fineTunedModel: CHECKPOINT, checkpoints: JOB_MODEL } },
  })

/** Every input that takes lines, with comments and blank lines in between. */
const listsOf = (api: Api) => ({
  'checkpoint-id': ['# the first two', ...MODELS.slice(0, 2), ''],
  'fine-tuning-job-id': ['', JOB],
  'job-checkpoints': ['# not the last', '100', '200'],
  'project-ids': ['proj_0', '# proj_9', 'proj_1,proj_3'],
  'project-names': ['Name proj_2', '# Name proj_9', 'Name proj_1'],
  'owning-project-id': ['# the owner', 'proj_3', ''],
  'verify-keys': ['# a key each', ...verifyKeysFor(api, ids(2)), ''],
})

test('lists with CRLF or CR line endings are read like any others', async () => {
  await using api = await used()
  const lists = Object.entries(listsOf(api))
  const run = (lineEnd: string) =>
    share(api, {
      ...Object.fromEntries(lists.map(([name, lines]) => [name, lines.join(lineEnd)])),
      'api-key': `${api.projectKey}${lineEnd}`,
      'admin-key': `${api.adminKey}${lineEnd}`,
      mode: `check${lineEnd}`,
    })
  // The keys are verified concurrently.
  const sent = ({ requests }: SharedStep) =>
    requests
      .map(({ method, path, query, projectId }) => JSON.stringify([method, path, query, projectId]))
      .sort()
  await using usual = await run('\n')
  expectMatchesServer(usual, api)
  expect(rowsOf(usual)).toHaveLength(4 * 4)
  for (const lineEnd of ['\r\n', '\r']) {
    await using step = await run(lineEnd)
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    expect(rowsOf(step)).toEqual(rowsOf(usual))
    expect(sent(step)).toEqual(sent(usual))
  }
})

test('a sharing file with CRLF line endings is read like any other', async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES.replaceAll('\n', '\r\n'))
  await using step = await repository.share(api, { mode: 'sync' })
  expect(step.outputs.result).toBe('ok')
  expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_AFTER)
})

test('issues in a sharing file with CRLF line endings are reported at their lines', async () => {
  const { content, locations } = parseMarkers(`checkpoints:
  - checkpoint-id: ft:a
    project-ids: [proj_0, ‸a/b]
    ‸project_names: x
`)
  await using api = await organization(1)
  await using repository = await createWorkspace(content.replaceAll('\n', '\r\n'))
  await using step = await repository.share(api)
  expectIssues(step, api, locations, [
    '"a/b" isn\'t a valid ID',
    '"project_names" isn\'t a valid key here',
  ])
})

test('a bare carriage return, which can hide a line in a comment, is an issue', async () => {
  const { content, locations } = parseMarkers(`checkpoints:
  - checkpoint-id: ft:a
    project-ids: [] # nobody‸\r    project-names: '*'
`)
  await using api = await organization(1)
  await using repository = await createWorkspace(content)
  await using step = await repository.share(api)
  const message = "A carriage return isn't followed by a line feed. Save the file with LF or CR"
  expectIssues(step, api, locations, [message])
  expect(api.requests).toEqual([])
})

test('a path with backslashes works as on Windows', async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES)
  const path = '.github\\sharing.yml'
  await using step = await repository.share(api, { mode: 'sync', 'sharing-file': path })
  expect(step.outputs.result).toBe('ok')
  expect(holdersPerCheckpoint(api)).toEqual(HOLDERS_AFTER)
  await repository.write('checkpoints: 1')
  await using wrong = await repository.share(api, { 'sharing-file': path })
  expect(wrong.allAnnotations).toMatchObject([{ file: '.github/sharing.yml', line: 1 }])
})

test('a path on a Windows drive is reported as outside the repository', async () => {
  const path = 'D:\\a\\repo\\sharing.yml'
  await using api = await organization(1)
  await using repository = await createWorkspace(THREE_ENTRIES)
  await using step = await repository.share(api, { 'sharing-file': path })
  expectMatchesServer(step, api)
  const message = `sharing-file: "${path}" isn't a relative path in the workspace. Use the path of a file in the repository, without "..".`
  expect(step.allAnnotations).toMatchObject([{ title: 'Input sharing-file', message }])
  expect(api.requests).toEqual([])
})
