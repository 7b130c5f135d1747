import { expect, test } from 'vitest'
import { decodeEntities } from '../action/injection-assertions.ts'
import { expectMatchesServer, organization, type SharedStep, share } from '../action/setup.ts'
import type { Api } from '../support/api.ts'
import type { StepOptions } from '../support/runner.ts'

const PROJECTS = { 'project-ids': 'proj_0' }
const KEY = 'sk-admin-8fT2kQ9ZxW4mLr7VbN1cHs6JdPg3Y_-a'

/** A step with invalid inputs, which sent nothing and reports that everywhere. */
function expectInvalid(step: SharedStep, api: Api, count: number): void {
  expect(api.requests).toEqual([])
  expect(step.exitCode).toBe(1)
  const none = ['changed', 'granted-count', 'revoked-count', 'failed-count', 'extra-count']
  expect(step.outputs).toMatchObject({
    result: 'invalid',
    permissions: '[]',
    'permission-ids': '[]',
    'checkpoint-ids': '[]',
    ...Object.fromEntries(none.map(name => [name, ''])),
  })
  expectMatchesServer(step, api)
  const headline = `${count} invalid ${count === 1 ? 'input' : 'inputs'}; no requests were sent`
  expect(step.log).toContain(headline)
  expect(step.summary).toContain(headline)
  expect(step.summary?.match(/<li>/g)).toHaveLength(count)
}

test.each<[title: string, inputs: Record<string, string>, name: string, message: string]>([
  [
    'no key',
    { 'admin-key': '' },
    'admin-key',
    'admin-key is empty. Check that the secret exists and that this job sets the environment',
  ],
  ['a key of blanks', { 'admin-key': ' \n ' }, 'admin-key', '`secrets: inherit`'],
  ['a key over two lines', { 'admin-key': `${KEY}\n${KEY}` }, 'admin-key', 'contains line breaks'],
  [
    'a key with a blank',
    { 'admin-key': `${KEY} x` },
    'admin-key',
    'contains whitespace or an invalid',
  ],
  [
    'no checkpoint',
    { 'checkpoint-id': '' },
    'checkpoint-id',
    'checkpoint-id and fine-tuning-job-id are empty.',
  ],
  [
    'no project',
    { 'project-ids': '# none\n,' },
    'project-ids',
    'project-ids and project-names are empty.',
  ],
  [
    'a checkpoint object',
    { 'checkpoint-id': 'ftckpt_x1' },
    'checkpoint-id',
    '"ftckpt_x1" is the ID of a checkpoint object. Use the object\'s fine_tuned_model_checkpoint',
  ],
  ['a job', { 'checkpoint-id': 'ftjob-x1' }, 'checkpoint-id', '"ftjob-x1" is a fine-tuning job'],
  ['a job as a project', { 'project-ids': 'ftjob-x1' }, 'project-ids', 'is a fine-tuning job'],
  [
    'a project',
    { 'checkpoint-id': 'proj_0' },
    'checkpoint-id',
    'is a project. Move it to project-ids.',
  ],
  [
    'a checkpoint',
    { 'project-ids': 'ft:x' },
    'project-ids',
    'is a checkpoint. Move it to checkpoint-id.',
  ],
  ['an ID with a slash', { 'project-ids': 'a/b' }, 'project-ids', '"a/b" isn\'t a valid ID'],
  ['dots for an ID', { 'checkpoint-id': '..' }, 'checkpoint-id', '".." isn\'t a valid ID'],
  ['a long ID', { 'project-ids': 'p'.repeat(257) }, 'project-ids', 'has 257 characters'],
  [
    'two owners',
    { 'owning-project-id': 'a,b' },
    'owning-project-id',
    'has 2 IDs. Specify only one.',
  ],
  [
    'an unknown mode',
    { mode: 'share' },
    'mode',
    'mode: "share" isn\'t a valid mode. Valid modes are grant, sync',
  ],
  ['an empty mode', { mode: '' }, 'mode', 'mode is empty. Check the variable that sets it,'],
  ['an empty dry-run', { 'dry-run': '' }, 'dry-run', 'dry-run is empty'],
  [
    'an empty max-revocations',
    { 'max-revocations': '' },
    'max-revocations',
    'remove max-revocations to use',
  ],
  [
    'a negative limit',
    { 'max-revocations': '-1' },
    'max-revocations',
    '"-1" isn\'t a valid limit. Use a whole',
  ],
  ['a dry-run of yes', { 'dry-run': 'yes' }, 'dry-run', '"yes" isn\'t a boolean'],
  ['no boolean', { 'show-summary': '1' }, 'show-summary', '"1" isn\'t a boolean'],
  [
    'no number',
    { 'share-timeout-minutes': '1h' },
    'share-timeout-minutes',
    '"1h" isn\'t a valid number of minutes',
  ],
  [
    'no minutes',
    { 'share-timeout-minutes': '0' },
    'share-timeout-minutes',
    '"0" isn\'t a valid number of minutes',
  ],
  [
    'a hex number',
    { 'share-timeout-minutes': '0x10' },
    'share-timeout-minutes',
    '"0x10" isn\'t a valid number',
  ],
  ['no URL', { 'base-url': 'api.openai.com' }, 'base-url', '"api.openai.com" isn\'t a valid URL'],
  [
    'plain http to a host',
    { 'base-url': 'http://127.0.0.1.example/v1' },
    'base-url',
    'would send keys unencrypted. Use https',
  ],
  ['another scheme', { 'base-url': 'file:///v1' }, 'base-url', 'Use https'],
  [
    'user info',
    { 'base-url': 'https://me:pw@h/v1' },
    'base-url',
    'contains a user name or password',
  ],
  ['a user alone', { 'base-url': 'https://me@h/v1' }, 'base-url', 'contains a user name'],
  ['a query', { 'base-url': 'https://h/v1?a=b' }, 'base-url', 'contains a query or fragment'],
  [
    'dry_run',
    { dry_run: 'true' },
    'dry_run',
    "dry_run isn't an input of this action. Use dry-run instead.",
  ],
  ['Project-Id', { 'Project-Id': 'proj_1' }, 'project-id', 'Use project-ids instead'],
  ['letters too many', { 'checkpoint-idss': 'ft:x' }, 'checkpoint-idss', 'Use checkpoint-id'],
  ['two letters swapped', { mdoe: 'sync' }, 'mdoe', 'Use mode instead'],
  ['another name', { 'owner-project-id': 'proj_1' }, 'owner-project-id', 'Use owning-project-id'],
  ['exact in a grant', { exact: 'true' }, 'exact', 'exact can be true only in mode check, but'],
])('%s is an issue that is reported before any request', async (_, inputs, name, message) => {
  await using api = await organization(1)
  await using step = await share(api, { ...PROJECTS, ...inputs }, { secrets: [KEY] })
  expectInvalid(step, api, 1)
  expect(step.allAnnotations).toMatchObject([
    { level: 'error', title: `Input ${name}`, message: expect.stringContaining(message) },
  ])
  expect(step.log).toContain(message)
  expect(decodeEntities(step.summary)).toContain(message)
})

test('all issues are reported together', async () => {
  await using api = await organization(1)
  const inputs = {
    'admin-key': '',
    'checkpoint-id': 'ftckpt_x1, ok',
    'project-ids': 'a/b',
    mode: 'share',
    'dry-run': '',
    'share-timeout-minutes': 'soon',
    'base-url': 'http://example.com',
    Dry_Run: 'true',
  }
  await using step = await share(api, inputs)
  expectInvalid(step, api, 8)
  const titles = step.annotations.map(({ title }) => title).sort()
  const named = Object.keys(inputs).map(name => `Input ${name.toLowerCase()}`)
  expect(titles).toEqual(named.sort())
})

test('with fifteen issues, nine are annotated, one counts the rest, and log and summary have all', async () => {
  await using api = await organization(1)
  const wrong = Array.from({ length: 15 }, (_, i) => `wrong/${i}.`)
  await using step = await share(api, { 'project-ids': wrong })
  expectInvalid(step, api, 15)
  expect(step.allAnnotations).toHaveLength(10)
  for (const [at, id] of wrong.entries()) {
    expect(step.allAnnotations.some(({ message }) => message.includes(id))).toBe(at < 9)
    expect(step.stdout.split('\n')).toContainEqual(
      expect.stringMatching(`^project-ids: "${id}" isn't a valid ID`),
    )
    expect(decodeEntities(step.summary)).toContain(`project-ids: "${id}" isn't a valid ID`)
  }
  expect(step.allAnnotations.at(-1)).toEqual({
    level: 'error',
    title: '6 more errors',
    message: 'See the log or the job summary.',
  })
})

test('ten issues are ten annotations', async () => {
  await using api = await organization(1)
  const wrong = Array.from({ length: 10 }, (_, i) => `wrong/${i}.`)
  await using step = await share(api, { 'project-ids': wrong })
  expect(step.allAnnotations.map(({ title }) => title)).toEqual(
    Array<string>(10).fill('Input project-ids'),
  )
})

test('an issue with a long value still says what is wrong with it', async () => {
  await using api = await organization(1)
  await using step = await share(api, { 'project-ids': 'p'.repeat(5_000), mode: 'm'.repeat(5_000) })
  expectInvalid(step, api, 2)
  const messages = step.allAnnotations.map(({ message }) => message).join('\n')
  expect(messages).toContain('but an ID has at most 256')
  expect(messages).toContain("isn't a valid mode. Valid modes are grant")
})

test("a base URL that can contain a secret isn't shown", async () => {
  const password = 'hunter2hunter2'
  const options: StepOptions = { secrets: [password] }
  await using api = await organization(1)
  for (const url of [`https://me:${password}@h/v1`, `https://h/v1?key=${password}`]) {
    await using step = await share(api, { ...PROJECTS, 'base-url': url }, options)
    expectInvalid(step, api, 1)
  }
})

test.each(['checkpoint-id', 'project-ids', 'owning-project-id'])(
  'the key in %s is an issue, and is neither sent in a path nor shown',
  async input => {
    await using api = await organization(1)
    await using step = await share(api, { ...PROJECTS, [input]: api.adminKey })
    expectInvalid(step, api, 1)
    expect(step.allAnnotations).toMatchObject([{ title: `Input ${input}` }])
  },
)

test.each([
  ['model', 'gpt-x'],
  ['code', 'import os'],
])(
  "a wrapper's input %s, leaked by an act-based runner, is only a warning",
  async (name, value) => {
    await using api = await organization(1)
    await using step = await share(api, { ...PROJECTS, [name]: value })
    expectMatchesServer(step, api)
    expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
    const message = `Ignoring ${name}, which isn't an input of this action. If you mean mode, rename it.`
    expect(step.allAnnotations).toEqual([{ level: 'warning', title: `Input ${name}`, message }])
  },
)

test("inputs of other actions and surrounding whitespace aren't issues", async () => {
  await using api = await organization(1)
  const inputs = { 'dry-run': ' False ', mode: 'grant\n', 'fetch-depth': '0', token: 'x' }
  await using step = await share(api, { ...PROJECTS, ...inputs, 'share-timeout-minutes': ' 1.5 ' })
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': '1' })
  expect(step.allAnnotations).toEqual([])
})
