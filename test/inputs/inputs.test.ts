import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { INPUT_DEFAULTS } from '../../src/inputs/defaults.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { CHECKPOINT } from '../support/fixtures.ts'
import { envOf, issuesOf, KEY, REQUIRED_INPUTS } from '../support/input-env.ts'

test('the inputs in action.yml are the ones that are read, with the same defaults', () => {
  const { inputs } = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'))
  const declared = Object.entries<{ default?: string }>(inputs)
  // The token's default is an expression, which only GitHub can evaluate.
  const token = `\${{ github.token }}`
  expect(
    Object.fromEntries(declared.map(([name, { default: value = '' }]) => [name, value])),
  ).toEqual({ ...INPUT_DEFAULTS, 'github-token': token })
})

test('reads given inputs and uses defaults for the rest', () => {
  expect(readInputs(envOf({}))).toEqual({
    adminKey: KEY,
    checkpointIds: [CHECKPOINT],
    jobIds: [],
    checkpointSelector: 'final',
    waitTimeoutMinutes: 60,
    apiKey: '',
    verifyKeys: new Map(),
    verificationLines: [],
    serviceAccountId: null,
    verifyServiceAccounts: new Map(),
    identityProvider: null,
    runnerTokens: null,
    projectIds: ['proj_a'],
    projectNames: [],
    owningProjectId: null,
    sharingFile: null,
    mode: 'grant',
    dryRun: false,
    exact: false,
    maxRevocations: 10,
    shareTimeoutMinutes: 30,
    baseUrl: new URL('https://api.openai.com/v1'),
    commitStatus: null,
    githubToken: '',
    showSummary: true,
    proxy: { url: '', exceptions: '' },
  })
})

test('reads the same if the runner sets only the given inputs', () => {
  const env = Object.entries(envOf({})).filter(([, value]) =>
    Object.values(REQUIRED_INPUTS).includes(value ?? ''),
  )
  expect(env).toHaveLength(3)
  expect(readInputs(Object.fromEntries(env))).toEqual(readInputs(envOf({})))
})

test.each<[Record<string, string>, Partial<Inputs>]>([
  [{ 'admin-key': `  ${KEY}\r\n` }, { adminKey: KEY }],
  [{ 'checkpoint-id': 'ft:b\nft:a,ft:b' }, { checkpointIds: ['ft:b', 'ft:a'] }],
  [{ 'project-ids': ' proj_b , proj_a ' }, { projectIds: ['proj_b', 'proj_a'] }],
  [{ 'owning-project-id': ' proj_c\n' }, { owningProjectId: 'proj_c' }],
  [{ 'dry-run': 'True' }, { dryRun: true }],
  [{ 'share-timeout-minutes': '0.5' }, { shareTimeoutMinutes: 0.5 }],
  [{ 'share-timeout-minutes': '7200' }, { shareTimeoutMinutes: 7_200 }],
  [
    { 'share-timeout-minutes': '', 'base-url': ' ', 'show-summary': '' },
    { shareTimeoutMinutes: 30, showSummary: true },
  ],
  [{ 'show-summary': 'false' }, { showSummary: false }],
  [{ 'base-url': 'http://127.0.0.1:8080/v1/' }, { baseUrl: new URL('http://127.0.0.1:8080/v1/') }],
])('accepts %j', (inputs, expected) => {
  expect(readInputs(envOf(inputs))).toMatchObject(expected)
})

test.each<[Record<string, string>, string, string]>([
  [{ 'admin-key': ' ' }, 'admin-key', 'secrets: inherit'],
  [{ 'admin-key': `${KEY}\nsecond` }, 'admin-key', 'contains line breaks'],
  [{ 'admin-key': `${KEY} x` }, 'admin-key', 'contains whitespace'],
  [{ 'admin-key': `${KEY}ä` }, 'admin-key', 'an invalid character. Store it again.'],
  [{ 'checkpoint-id': '' }, 'checkpoint-id', 'checkpoint-id and fine-tuning-job-id are empty.'],
  [{ 'checkpoint-id': 'ftckpt_abc' }, 'checkpoint-id', 'fine_tuned_model_checkpoint'],
  [{ 'checkpoint-id': 'ftjob-abc' }, 'checkpoint-id', 'Move it to fine-tuning-job-id'],
  [{ 'checkpoint-id': 'proj_a' }, 'checkpoint-id', 'Move it to project-ids'],
  [{ 'project-ids': '# none\n,\n' }, 'project-ids', 'project-ids and project-names are empty.'],
  [{ 'project-ids': CHECKPOINT }, 'project-ids', 'Move it to checkpoint-id'],
  [
    { 'project-ids': 'proj a' },
    'project-ids',
    `"proj a" isn't a valid ID. If it's a project name, use project-names.`,
  ],
  [{ 'project-ids': 'proj_a/../b' }, 'project-ids', "isn't a valid ID"],
  [{ 'project-ids': 'proj_a#1' }, 'project-ids', "isn't a valid ID"],
  [{ 'project-ids': '-proj' }, 'project-ids', 'start with a letter or digit'],
  [{ 'project-ids': 'x'.repeat(257) }, 'project-ids', '257 characters'],
  [{ 'owning-project-id': 'proj_a,proj_b' }, 'owning-project-id', 'has 2 IDs'],
  [{ mode: '' }, 'mode', 'is empty. Check the variable that sets it,'],
  [{ mode: 'Grant' }, 'mode', '"Grant" isn\'t a valid mode. Did you mean grant?'],
  [{ 'dry-run': '' }, 'dry-run', 'is empty. Check the variable that sets it,'],
  [{ 'dry-run': 'yes' }, 'dry-run', '"yes" isn\'t a boolean. Use true or false.'],
  [{ 'show-summary': '1' }, 'show-summary', "isn't a boolean. Use true or false."],
  [{ 'base-url': 'api.openai.com' }, 'base-url', "isn't a valid URL"],
])('%j is an issue in %s', (inputs, input, message) => {
  expect(issuesOf(envOf(inputs))).toEqual([{ input, message: expect.stringContaining(message) }])
})

test.each(['0', '-1', '1e3', '.5', '5.', '30m', 'NaN', 'Infinity', '7200.1', '1,5'])(
  `share-timeout-minutes doesn't accept "%s"`,
  minutes => {
    const message = expect.stringContaining(
      `"${minutes}" isn't a valid number of minutes. Use a number greater than 0, up to 7200.`,
    )
    expect(issuesOf(envOf({ 'share-timeout-minutes': minutes }))).toEqual([
      { input: 'share-timeout-minutes', message },
    ])
  },
)

test.each(['untrue', 'true1', 'xfalse', 'false1'])("%s isn't a boolean", value => {
  expect(issuesOf(envOf({ 'dry-run': value }))).toEqual([
    { input: 'dry-run', message: `dry-run: "${value}" isn't a boolean. Use true or false.` },
  ])
})

test('all issues are reported together', () => {
  const env = envOf({
    'admin-key': '',
    'project-ids': 'a b,c d',
    mode: 'x',
    dry_run: 'true',
  })
  const inputs = issuesOf(env).map(({ input }) => input)
  expect(inputs).toEqual(['dry_run', 'mode', 'admin-key', 'project-ids', 'project-ids'])
})
