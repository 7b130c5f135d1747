import { expect, test } from 'vitest'
import { expectMatchesServer, organization, share } from '../action/setup.ts'
import { createWorkspace, PATH } from '../action/sharing-file-workspace.ts'
import type { StepOptions } from '../support/runner.ts'

const KEY = 'sk-admin-8fT2kQ9ZxW4mLr7VbN1cHs6JdPg3Y_-a'
const SECRET = KEY.slice(9)

/** Runs a step whose only issue is reported before any request, and returns its message. */
async function issueOf(inputs: Record<string, string>, options: StepOptions = {}): Promise<string> {
  await using api = await organization(1)
  const given = { 'project-ids': 'proj_0', ...inputs }
  await using step = await share(api, given, { ...options, secrets: [KEY, SECRET] })
  expectMatchesServer(step, api)
  expect(api.requests).toEqual([])
  expect(step.outputs.result).toBe('invalid')
  expect(step.allAnnotations).toHaveLength(1)
  return step.allAnnotations[0]?.message ?? ''
}

test.each([
  [
    { 'checkpoint-id': '["ft:a"]' },
    "checkpoint-id is a JSON list. Write one item per line, or convert it with join(fromJSON(…), ',').",
  ],
  [
    { 'project-ids': '[\n  "proj_0"\n]' },
    "project-ids is a JSON list. Write one item per line, or convert it with join(fromJSON(…), ',').",
  ],
  [{ 'project-names': '["A","B"]' }, 'project-names is a JSON list. Write one name per line.'],
  [
    { 'project-ids': '- proj_0' },
    'project-ids: "- proj_0" isn\'t a valid ID. Write one ID per line, without a dash.',
  ],
  [
    { 'project-ids': 'proj_0 # production' },
    'project-ids: "proj_0 # production" isn\'t a valid ID. Put the comment on its own line.',
  ],
  [
    { 'job-checkpoints': 'best' },
    'job-checkpoints is only for jobs, but fine-tuning-job-id is empty. Add a job, or remove job-checkpoints.',
  ],
])('%j is an issue that says what to write', async (inputs, message) => {
  expect(await issueOf(inputs)).toBe(message)
})

test.each([
  [`"${KEY}"`, 'is in quotes. Store only the key in the secret.'],
  [`OPENAI_ADMIN_KEY=${KEY}`, 'has a name before the key (NAME=KEY). Store only the key'],
  [`${KEY}\\n`, String.raw`contains a literal \n. Store only the key in the secret.`],
])('an admin key as %s is an issue that shows no part of it', async (key, message) => {
  expect(await issueOf({ 'admin-key': key })).toContain(`admin-key ${message}`)
  const lines = `# one\nproj_0=${key}`
  expect(await issueOf({ 'verify-keys': lines })).toContain(
    `The key on line 2 of verify-keys ${message}`,
  )
})

test.each(['?', '#', ':', `/${KEY}`, `/${SECRET}/v1`])(
  'a base-url that ends in %s is an issue, and shows no key',
  async end => {
    const message = await issueOf({ 'base-url': `https://h.example/v1${end}`, 'admin-key': KEY })
    expect(message).toMatch(/^base-url(:| contains)/)
  },
)

test('on Windows, a list that may have been cut off is refused before any request', async () => {
  const list = Array.from({ length: 4_000 }, (_, i) => `proj_${i}`)
    .join('\n')
    .slice(0, 32_766)
  const inputs = { 'project-ids': list, mode: 'sync' }
  expect(await issueOf(inputs, { env: { RUNNER_OS: 'Windows' } })).toBe(
    'project-ids has 32,766 or more characters, so Windows may have cut it off. Use sharing-file or a Linux runner.',
  )
})

test.each(['grant', 'sync', 'revoke', 'check', 'list', 'wait'])(
  'a sharing file without checkpoints is an error in %s',
  async mode => {
    await using api = await organization(1)
    await using repository = await createWorkspace('checkpoints: []\n')
    const key = mode === 'wait' ? { 'admin-key': '', 'api-key': api.projectKey } : {}
    await using step = await repository.share(api, { mode, ...key })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('invalid')
    const message = 'checkpoints is empty. Add an entry.'
    expect(step.allAnnotations).toMatchObject([{ file: PATH, message }])
    expect(api.requests).toEqual([])
  },
)

test('a cancellation while the file is parsed takes effect before any request', async () => {
  await using api = await organization(1)
  const entry = (i: number) => `  - {checkpoint-id: ft:${i}, project-ids: [proj_0]}\n`
  const content = `checkpoints:\n${Array.from({ length: 3_000 }, (_, i) => entry(i)).join('')}`
  await using repository = await createWorkspace(content)
  const onLine: StepOptions['onLine'] = (line, { kill }) => {
    // The first line is printed before the file is read: the signal arrives while it is parsed.
    if (line.startsWith('::add-mask::')) setTimeout(() => kill('SIGINT'), 0)
  }
  await using step = await repository.share(api, {}, { onLine })
  expect(step.outputs.result).toBe('cancelled')
  expect(api.requests).toEqual([])
})
