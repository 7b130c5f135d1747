import { expect, test } from 'vitest'
import { expectMatchesServer, organization, share } from './setup.ts'
import { createWorkspace } from './sharing-file-workspace.ts'

const CHECKPOINT = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'

test.each([
  ['with names', { 'project-names': 'Name proj_0\nteam-*' }],
  ['with a sharing file', { 'sharing-file': '.github/sharing.yml', 'checkpoint-id': '' }],
])(
  '%s, a project next to its key in verify-keys is neither masked nor dropped',
  async (_, inputs) => {
    const key = '0123456789abcdef-of-a-gateway_-x'
    await using api = await organization(1, {
      projects: [{ id: 'team-a', name: 'team-a' }],
      checkpoints: { [CHECKPOINT]: { shared: ['team-a'] } },
    })
    await using repository = await createWorkspace(
      `checkpoints: [{checkpoint-id: '${CHECKPOINT}', project-ids: [proj_0, team-a]}]`,
    )
    const env = { GITHUB_WORKSPACE: repository.folder }
    const keys = { 'verify-keys': `team-a=${key}`, mode: 'check' }
    await using step = await share(api, { ...inputs, ...keys }, { env, secrets: [key] })
    expectMatchesServer(step, api)
    expect(step.masks).toContain(key)
    expect(step.masks).not.toContain('team-a')
    expect(step.outputs.permissions).toContain('team-a')
  },
)

test('a project in the place of a key is shown, and errors show neither side', async () => {
  const key = 'sk-proj-Hq4Jw9Ke2Lr7Mt5Ny8Pu3Q_-6'
  await using api = await organization(1)
  const lines = `# keys\n${key}=team-a\nteam-b=other-key_-y\nteam-b=third-key_-z`
  const inputs = { 'project-ids': 'team-b', 'verify-keys': lines }
  await using step = await share(api, inputs, { secrets: [key] })
  expect(step.outputs.result).toBe('invalid')
  expect(step.masks).not.toContain('team-a')
  expect(step.allAnnotations.map(({ message }) => message)).toEqual([
    "Line 2 of verify-keys isn't PROJECT_ID=API_KEY. Write one project and its key per line.",
    'Line 4 of verify-keys has a second key for its project. Specify one key per project.',
  ])
})

test.each(['Summer2024', 'x4o-mini'])(
  'a proxy password %s alters no ID that it shares letters with',
  async password => {
    await using api = await organization(2, { checkpoints: { [CHECKPOINT]: {} } })
    const message = `No ${CHECKPOINT}, ${password} at 2024 or mini`
    api.fault({ on: 'create', answer: { status: 403, body: { error: { message } } } })
    const env = { HTTPS_PROXY: `http://me:${password}@proxy.example` }
    await using step = await share(api, { 'project-ids': 'proj_0' }, { env, secrets: [password] })
    expectMatchesServer(step, api)
    expect(step.masks).toContain(password)
    expect(step.allAnnotations[0]?.message).toContain(`No ${CHECKPOINT}, *** at 2024 or mini`)
  },
)

test('a key alters no checkpoint, project, or owner of a sharing file that ends like it', async () => {
  const key = 'a-key-of-a-gateway-that-ends-in-VjQd'
  await using api = await organization(0, {
    projects: ['team-VjQd', 'owner-VjQd'].map(id => ({ id, name: id.slice(0, 5) })),
    checkpoints: { [CHECKPOINT]: { owner: 'owner-VjQd' } },
  })
  await using repository = await createWorkspace(
    `checkpoints: [{checkpoint-id: '${CHECKPOINT}', project-ids: [team-VjQd], owning-project-id: owner-VjQd}]`,
  )
  const inputs = { 'verify-keys': `team-VjQd=${key}`, mode: 'check' }
  await using step = await repository.share(api, inputs, { secrets: [key] })
  expectMatchesServer(step, api)
  for (const id of [CHECKPOINT, 'team-VjQd', 'owner-VjQd']) expect(step.summary).toContain(id)
})

test('a key alters no project that ends like it, requested or found', async () => {
  const key = 'a-key-of-a-gateway-that-ends-in-VjQd'
  const found = ['team-VjQd', 'other-VjQd']
  await using api = await organization(1, {
    projects: found.map(id => ({ id, name: id.slice(0, 5) })),
    checkpoints: { [CHECKPOINT]: { shared: found } },
  })
  const inputs = { 'project-ids': 'proj_0\nteam-VjQd', 'verify-keys': `proj_0=${key}` }
  await using step = await share(api, { ...inputs, mode: 'check', exact: 'true' })
  expectMatchesServer(step, api)
  for (const id of found) expect(step.summary).toContain(`<code>${id}</code>`)
  expect(step.allAnnotations.map(({ message }) => message).join()).toContain('other-VjQd')
})
