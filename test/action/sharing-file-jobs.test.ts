import { expect, test } from 'vitest'
import { CHECKPOINT, expectMatchesServer, holders, ids, organization } from './setup.ts'
import { createWorkspace, expectIssues, ONE, parseMarkers, TWO } from './sharing-file-workspace.ts'

const JOB = 'ftjob-abc123'

test('a grant waits for the jobs of a file, and a dry run polls them once', async () => {
  const states = ['queued' as const, 'running' as const, 'succeeded' as const]
  await using api = await organization(2, {
    jobs: { [JOB]: { states, fineTunedModel: CHECKPOINT } },
  })
  await using repository = await createWorkspace(
    `checkpoints: [{fine-tuning-job-id: [${JOB}], project-ids: proj_0}]`,
  )
  const key = { 'api-key': api.projectKey }
  await using plan = await repository.share(api, { ...key, 'dry-run': 'true' })
  expectMatchesServer(plan, api)
  expect(plan.outputs.result).toBe('failed')
  expect(plan.requests.filter(({ route }) => route === 'job')).toHaveLength(1)
  await using step = await repository.share(api, key, { speed: 100 })
  expectMatchesServer(step, api)
  expect(step.requests.filter(({ route }) => route === 'job')).toHaveLength(2)
  expect(holders(api)).toEqual(['proj_0'])
})

test('a job of a file needs id-token: write to be read as a service account', async () => {
  await using api = await organization(1)
  await using repository = await createWorkspace(
    `checkpoints: [{fine-tuning-job-id: ${JOB}, project-ids: proj_0}]`,
  )
  await using step = await repository.share(api, {
    'service-account-id': 'svcacct_train',
    'identity-provider-id': 'idp_acme',
    'identity-token-url': `${api.baseUrl}/token`,
  })
  expect(step.outputs.result).toBe('invalid')
  expect(step.log).toContain('Add `permissions: id-token: write` to the job.')
  expect(api.requests).toEqual([])
})

test.each([
  ['failed', 'failed', { states: ['failed' as const] }],
  ['kept no such checkpoint', 'invalid', { states: ['succeeded' as const], fineTunedModel: ONE }],
])('a job of a file that %s stops the run before any write', async (_, result, job) => {
  await using api = await organization(2, { jobs: { [JOB]: job } })
  await using repository = await createWorkspace(`checkpoints:
  - checkpoint-id: ${CHECKPOINT}
    project-ids: proj_0
  - fine-tuning-job-id: ${JOB}
    job-checkpoints: best
    project-ids: [proj_1]
`)
  await using step = await repository.share(api, { 'api-key': api.projectKey, mode: 'sync' })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result, permissions: '[]' })
  expect(step.posts).toEqual([])
  expect(step.allAnnotations[0]?.message).toContain(JOB)
  if (result === 'invalid') expect(step.allAnnotations).toMatchObject([{ line: 4, column: 5 }])
})

test('a duplicate checkpoint through jobs names both lines, and nothing is written', async () => {
  const { content, locations } = parseMarkers(`checkpoints:
  - fine-tuning-job-id: ${JOB}
    project-ids: [proj_0]
  - ‸checkpoint-id: [${TWO}, ${ONE}]
    project-ids: [proj_1]
  - ‸fine-tuning-job-id: ${JOB}
    job-checkpoints: [10, 20]
    project-ids: [proj_1]
`)
  const steps = [
    { step: 10, model: `${CHECKPOINT}:ckpt-step-10` },
    { step: 20, model: ONE },
  ]
  const models = Object.fromEntries([ONE, TWO, `${CHECKPOINT}:ckpt-step-10`].map(id => [id, {}]))
  await using api = await organization(2, {
    checkpoints: models,
    jobs: { [JOB]: { states: ['succeeded'], fineTunedModel: ONE, checkpoints: steps } },
  })
  await using repository = await createWorkspace(content)
  const key = { 'api-key': api.projectKey }
  await using step = await repository.share(api, key)
  expectIssues(step, api, locations, [
    `${ONE} twice, directly or through a job, on lines 2 and 4`,
    `${ONE} twice, directly or through a job, on lines 2 and 6`,
  ])
  expect(step.posts).toEqual([])
  expect(step.requests.filter(({ route }) => route === 'job')).toHaveLength(1)
})

test.each([
  ['[1, 2]', '[2]', `Step 2 of "${JOB}" is listed twice, on lines 2 and 5`],
  ['3', 'all', `"${JOB}" is listed twice, on lines 2 and 5`],
])(
  'steps of one job that overlap, %s and %s, are found before the wait',
  async (one, two, words) => {
    const { content, locations } = parseMarkers(`checkpoints:
  - fine-tuning-job-id: ${JOB}
    job-checkpoints: ${one}
    project-ids: [proj_0]
  - fine-tuning-job-id: ‸${JOB}
    job-checkpoints: ${two}
    project-ids: [proj_1]
`)
    await using api = await organization(2, { jobs: { [JOB]: { states: ['running'] } } })
    await using repository = await createWorkspace(content)
    await using step = await repository.share(api, { 'api-key': api.projectKey })
    expectIssues(step, api, locations, [words])
    expect(api.requests).toEqual([])
  },
)

test('one job can be in two entries that select different checkpoints', async () => {
  const model = (step: number) => `${CHECKPOINT}:ckpt-step-${step}`
  const steps = [10, 20].map(step => ({ step, model: model(step) }))
  await using api = await organization(3, {
    checkpoints: { [ONE]: {}, [model(10)]: {}, [model(20)]: {} },
    jobs: { [JOB]: { states: ['succeeded'], fineTunedModel: ONE, checkpoints: steps } },
  })
  await using repository = await createWorkspace(`checkpoints:
  - {fine-tuning-job-id: ${JOB}, job-checkpoints: [20], project-ids: proj_0}
  - {fine-tuning-job-id: ${JOB}, project-ids: proj_1}
  - {fine-tuning-job-id: [${JOB}], job-checkpoints: 10, project-ids: proj_2}
`)
  await using step = await repository.share(api, { 'api-key': api.projectKey })
  expectMatchesServer(step, api)
  const models = [model(20), ONE, model(10)]
  expect(JSON.parse(step.outputs['checkpoint-ids'] ?? '')).toEqual(models)
  const holding = models.map(id => api.permissions(id).map(one => one.project_id))
  expect(holding).toEqual(ids(3).map(id => [id]))
})

test('each key is verified only for the models that the file requests for its project', async () => {
  await using api = await organization(2, {
    checkpoints: { [ONE]: {}, [TWO]: {} },
    projectKeys: ['proj_0', 'proj_1'],
    modelsFollowPermissions: true,
  })
  await using repository = await createWorkspace(`checkpoints:
  - {checkpoint-id: '${ONE}', project-ids: [proj_0]}
  - {checkpoint-id: '${TWO}', project-ids: [proj_0, proj_1]}
`)
  const keys = ['proj_0', 'proj_1'].map(id => `${id}=${api.projectKeys[id]}`)
  await using step = await repository.share(api, { 'verify-keys': keys })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  const requested = step.requests.flatMap(one =>
    one.model ? [`${one.projectId} ${one.model}`] : [],
  )
  expect(requested.sort()).toEqual([`proj_0 ${ONE}`, `proj_0 ${TWO}`, `proj_1 ${TWO}`].sort())
})
