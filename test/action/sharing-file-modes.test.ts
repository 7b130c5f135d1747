import { expect, test } from 'vitest'
import {
  CHECKPOINT,
  expectMatchesServer,
  holders,
  organization,
  rowsOf,
  statusList,
} from './setup.ts'
import { createWorkspace, ONE, PATH, THREE, TWO } from './sharing-file-workspace.ts'

const JOB = 'ftjob-abc123'
const BEST = `${CHECKPOINT}:ckpt-step-20`
const JOB_SETUP = {
  states: ['succeeded' as const],
  fineTunedModel: `${CHECKPOINT}:final`,
  checkpoints: [
    { step: 10, model: `${CHECKPOINT}:ckpt-step-10`, metrics: { valid_loss: 0.7 } },
    { step: 20, model: BEST, metrics: { valid_loss: 0.5 } },
  ],
}
const FILE = `checkpoints:
  - fine-tuning-job-id: ${JOB}
    job-checkpoints: best
    project-ids: [lone, held]
    owning-project-id: own
  - checkpoint-id: [${ONE}, ${TWO}]
    project-ids: [held, own]
    project-names: Name l*
    owning-project-id: own
  - checkpoint-id: ${THREE}
    project-ids: []
`
const ALL = [BEST, ONE, TWO, THREE]
/** `held` and `lone` have access to some, `own` is the owner, and the others aren't requested. */
const organizationWithJob = () =>
  organization(0, {
    projects: ['held', 'lone', 'own', 'twin', 'other'].map(id => ({ id, name: `Name ${id}` })),
    checkpoints: {
      [BEST]: { owner: 'own', shared: ['other', 'held'] },
      [ONE]: { owner: 'own', shared: ['twin', 'held', 'twin'] },
      [TWO]: { owner: 'own', shared: ['lone', 'other'] },
      [THREE]: { shared: ['other'] },
    },
    jobs: { [JOB]: JOB_SETUP },
  })
const BEFORE = ['held other', 'held twin twin', 'lone other', 'other']

const TABLE: [
  mode: string,
  dryRun: boolean,
  outcome: { result: string; granted: number; revoked: number; failed: number },
  requested: string,
  after: string[],
][] = [
  [
    'grant',
    false,
    { result: 'ok', granted: 3, revoked: 0, failed: 0 },
    'granted shared shared owner granted granted owner shared',
    ['held lone other', 'held lone twin twin', 'held lone other', 'other'],
  ],
  [
    'sync',
    false,
    { result: 'ok', granted: 3, revoked: 5, failed: 0 },
    'granted shared shared owner granted granted owner shared',
    ['held lone', 'held lone', 'held lone', ''],
  ],
  [
    'revoke',
    false,
    { result: 'ok', granted: 0, revoked: 3, failed: 0 },
    'not-shared revoked revoked owner not-shared not-shared owner revoked',
    ['other', 'twin twin', 'other', 'other'],
  ],
  [
    'check',
    false,
    { result: 'mismatch', granted: 0, revoked: 0, failed: 3 },
    'not-shared shared shared owner not-shared not-shared owner shared',
    BEFORE,
  ],
  [
    'list',
    false,
    { result: 'ok', granted: 0, revoked: 0, failed: 0 },
    'not-shared shared shared owner not-shared not-shared owner shared',
    BEFORE,
  ],
  [
    'grant',
    true,
    { result: 'ok', granted: 3, revoked: 0, failed: 0 },
    'to-grant shared shared owner to-grant to-grant owner shared',
    BEFORE,
  ],
  [
    'sync',
    true,
    { result: 'ok', granted: 3, revoked: 5, failed: 0 },
    'to-grant shared shared owner to-grant to-grant owner shared',
    BEFORE,
  ],
  [
    'revoke',
    true,
    { result: 'ok', granted: 0, revoked: 3, failed: 0 },
    'not-shared to-revoke to-revoke owner not-shared not-shared owner to-revoke',
    BEFORE,
  ],
]

test.each(TABLE)('%s (dry run: %s) applies a file as it should', async (...row) => {
  const [mode, dryRun, { result, granted, revoked, failed }, requested, after] = row
  await using api = await organizationWithJob()
  await using repository = await createWorkspace(FILE)
  const inputs = { mode, 'dry-run': String(dryRun), 'api-key': api.projectKey }
  await using step = await repository.share(api, inputs)
  expectMatchesServer(step, api, { duplicates: true, emptyCheckpoints: [THREE] })
  expect(step.outputs).toMatchObject({
    result,
    'granted-count': `${granted}`,
    'revoked-count': `${revoked}`,
    'failed-count': `${failed}`,
    'extra-count': mode === 'sync' ? '0' : '5',
    'checkpoint-ids': JSON.stringify(ALL),
  })
  expect(statusList(step).join(' ')).toBe(requested)
  expect(ALL.map(id => holders(api, id).join(' '))).toEqual(after)
  for (const { route, key } of step.requests) {
    expect(key).toBe(route.startsWith('job') ? 'project' : 'admin')
  }
  const routes = step.requests.map(({ route }) => route)
  const reads = routes.filter(route => route === 'list' || route === 'projects')
  expect(reads.sort()).toEqual(['list', 'list', 'list', 'list', 'projects'])
  // A bad key is reported before the wait for the job, which can take hours.
  expect(routes.indexOf('list')).toBeLessThan(routes.indexOf('job'))
})

test("a wait returns all checkpoints in the file's order, without an admin key", async () => {
  await using api = await organizationWithJob()
  await using repository = await createWorkspace(FILE)
  const inputs = { mode: 'wait', 'admin-key': '', 'api-key': api.projectKey }
  await using step = await repository.share(api, inputs)
  expectMatchesServer(step, api, { duplicates: true })
  expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-ids': JSON.stringify(ALL) })
  expect(step.requests.filter(({ route }) => !route.startsWith('job'))).toEqual([])
  expect(new Set(step.requests.map(({ key }) => key))).toEqual(new Set(['project']))
  expect(ALL.map(id => holders(api, id).join(' '))).toEqual(BEFORE)
})

test('a wait with a file without jobs is an error with a fix, and sends nothing', async () => {
  await using api = await organizationWithJob()
  await using repository = await createWorkspace(
    `checkpoints: [{checkpoint-id: '${ONE}', project-ids: []}]`,
  )
  await using step = await repository.share(api, { mode: 'wait', 'admin-key': '' })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect(step.allAnnotations).toMatchObject([
    { message: expect.stringContaining('Add fine-tuning-job-id to an entry.') },
  ])
  expect(step.requests).toEqual([])
})

test("a job's checkpoint that fails points at its entry's line", async () => {
  await using api = await organizationWithJob()
  await using repository = await createWorkspace(FILE)
  api.fault({
    on: ({ route, checkpointId }) => route === 'create' && checkpointId === BEST,
    answer: { status: 403, body: { error: { message: 'Not this one.' } } },
  })
  await using step = await repository.share(api, { mode: 'sync', 'api-key': api.projectKey })
  expectMatchesServer(step, api, { duplicates: true, emptyCheckpoints: [THREE] })
  expect(ALL.map(id => holders(api, id).join(' '))).toEqual([
    'held other',
    'held lone',
    'held lone',
    '',
  ])
  const held = rowsOf(step).filter(({ status }) => status === 'skipped')
  expect(held.map(row => row.project_id)).toEqual(['other'])
  const errors = step.allAnnotations.filter(({ level }) => level === 'error')
  expect(errors.map(({ file, line, column }) => [file, line, column])).toEqual([
    [PATH, 2, 5],
    [PATH, 2, 5],
  ])
})
