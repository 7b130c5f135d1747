import { expect, test } from 'vitest'
import { decodeEntities } from './injection-assertions.ts'
import { checkpoints, expectMatchesServer, organization } from './setup.ts'
import { createWorkspace, expectIssues, parseMarkers } from './sharing-file-workspace.ts'

const KEY = 'sk-proj-8fT2kQ9ZxW4mLr7VbN1cHs6JdPg3Y_-a'
const [ONE, TWO, THREE] = checkpoints(3) as [string, string, string]
const JOB = 'ftjob-abc123'

test('twelve different issues in a file are reported, nine of them in place and three counted', async () => {
  const { content, locations } = parseMarkers(`‸owner: me
checkpoints:
  - checkpoint-id: ‸12
    project-ids: [proj_0]
  - checkpoint-id: ft:a
    ‸project_ids: [proj_0]
    project-names: [a, ‸true, b]
  - fine-tuning-job-id: ftjob-a
    job-checkpoints: ‸last
    project-ids: [proj_0, proj_1, proj_2,
      ‸a/b]
  - checkpoint-id: [ft:c, ‸ftjob-b, ft:d]
    project-ids: proj_0
  - ‸project-ids: [proj_0]
  - ‸checkpoint-id: ft:e
  - checkpoint-id: ft:f
    project-ids: [proj_0, ‸${KEY}]
    owning-project-id: ‸[proj_1]
  - checkpoint-id: ‸ft:c
    project-ids: []
`)
  await using api = await organization(2)
  await using repository = await createWorkspace(content)
  const options = { secrets: [KEY, KEY.slice(8)] }
  await using step = await repository.share(api, {}, options)
  expectIssues(step, api, locations, [
    '"owner" isn\'t a valid key here. Remove it, or use checkpoints.',
    "checkpoint-id: 12 isn't text or a list. Write a list, such as [a, b], or put one item in quotes.",
    '"project_ids" isn\'t a valid key here. Use project-ids instead.',
    "project-names: true isn't text. Put it in quotes, or remove it.",
    'job-checkpoints: "last" isn\'t a valid selection. Use final, all, best, or step numbers without quotes.',
    'project-ids: "a/b" isn\'t a valid ID',
    'checkpoint-id: "ftjob-b" is a fine-tuning job. Move it to fine-tuning-job-id.',
    'The entry has no checkpoint-id or fine-tuning-job-id. Add one of them.',
    'The entry has no projects. Add project-ids or project-names. For no projects, write project-ids: [].',
    'looks like an API key. Remove it from the file, and revoke the key.',
    'owning-project-id is a list. Write one ID, without brackets.',
    '"ft:c" is listed twice, on lines 12 and 19. Keep it in one entry.',
  ])
  expect(api.requests).toEqual([])
  // The first in the file; the tenth counts the rest.
  expect(step.annotations.map(({ line }) => line)).toEqual([
    ...[1, 3, 6, 7, 9, 11, 12, 14, 15],
    undefined,
  ])
})

test('all syntax errors are reported in place, too', async () => {
  const { content, locations } = parseMarkers(`checkpoints:
  - checkpoint-id: ft:a
    project-ids: [proj_0]
    ‸project-ids: [proj_1]
  - checkpoint-id: ft:b
‸\tproject-ids: [proj_0]
`)
  await using api = await organization(2)
  await using repository = await createWorkspace(content)
  await using step = await repository.share(api)
  expectIssues(step, api, locations, ['is a duplicate key', 'Tabs are not allowed as indentation'])
  expect(api.requests).toEqual([])
})

test('names that match no project, or several, all point at their lines', async () => {
  const { content, locations } = parseMarkers(`checkpoints:
  - checkpoint-id: ${ONE}
    project-names: [Name proj_0, ‸Name prj_1,
      ‸Twin]
  - checkpoint-id: ${TWO}
    project-ids: [proj_0]
    project-names: ‸"none-*"
  - checkpoint-id: ${THREE}
    project-names:
      - ‸Old
`)
  const projects = [
    { id: 'proj_a', name: 'Twin' },
    { id: 'proj_b', name: 'Twin' },
    { id: 'proj_c', name: 'Old', status: 'archived' },
  ]
  await using api = await organization(2, { projects })
  await using repository = await createWorkspace(content)
  await using step = await repository.share(api)
  expectIssues(step, api, locations, [
    'No project is named "Name prj_1". Did you mean "Name proj_1"',
    '2 projects are named "Twin". Use one of their IDs in project-ids instead (proj_a and',
    'No project name matches "none-*"',
    '"Old" is archived (proj_c)',
  ])
  expect(step.requests.map(({ route }) => route)).toEqual(['projects'])
})

test('a sync of an entry whose names match only the owner points at the entry', async () => {
  const { content, locations } = parseMarkers(`checkpoints:
  - {checkpoint-id: '${ONE}', project-ids: []}
  - ‸checkpoint-id: ${TWO}
    project-names: Name proj_1
    owning-project-id: proj_1
`)
  const shared = { shared: ['proj_0'] }
  await using api = await organization(2, { checkpoints: { [ONE]: shared, [TWO]: shared } })
  await using repository = await createWorkspace(content)
  await using step = await repository.share(api, { mode: 'sync' })
  expectIssues(step, api, locations, ['include only the owning project'])
  expect(step.requests.map(({ route }) => route)).toEqual(['projects'])
})

test('every input that the file replaces is an issue next to it', async () => {
  const inputs = {
    'checkpoint-id': ONE,
    'fine-tuning-job-id': JOB,
    'project-ids': 'proj_0',
    'project-names': 'Name proj_0',
    'owning-project-id': 'proj_1',
    'job-checkpoints': 'best',
  }
  await using api = await organization(2)
  await using repository = await createWorkspace(
    `checkpoints: [{checkpoint-id: '${ONE}', project-ids: []}]`,
  )
  await using step = await repository.share(api, { ...inputs, 'api-key': api.projectKey })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect(api.requests).toEqual([])
  expect(step.allAnnotations).toEqual(
    Object.keys(inputs).map(input => ({
      level: 'error',
      title: `Input ${input}`,
      message: `${input} can't be combined with sharing-file. Remove ${input}, and set it in the file.`,
    })),
  )
})

test('inputs that the file needs are checked before any request', async () => {
  await using api = await organization(2, { projectKeys: ['proj_1'] })
  const job = `checkpoints: [{fine-tuning-job-id: ${JOB}, project-ids: proj_0}]`
  await using repository = await createWorkspace(job)
  await using step = await repository.share(api)
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect(step.allAnnotations).toMatchObject([{ title: 'Input api-key' }])
  expect(decodeEntities(step.summary)).toContain(
    'Check that the secret exists and that this job sets the environment',
  )

  await repository.write(`checkpoints: [{checkpoint-id: '${ONE}', project-ids: proj_0}]`)
  const key = { 'verify-keys': `proj_1=${api.projectKeys.proj_1}` }
  await using unasked = await repository.share(api, key)
  expectMatchesServer(unasked, api)
  expect(unasked.outputs.result).toBe('invalid')
  const message =
    "Line 1 of verify-keys has a key for a project that isn't requested. Remove the line, or request the project."
  expect(unasked.allAnnotations).toMatchObject([{ title: 'Input verify-keys', message }])
  expect(api.requests).toEqual([])
})
