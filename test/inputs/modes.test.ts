import { expect, test } from 'vitest'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { commitStatusInput, isSummaryEnabled } from '../../src/inputs/report-inputs.ts'
import { MODES } from '../../src/sharing/types.ts'
import { CHECKPOINT } from '../support/fixtures.ts'
import { envOf, inputsOf, issuesOf } from '../support/input-env.ts'

const TOKEN = 'ghs_0123456789'
const STATUS = { 'commit-status': 'Model access', 'github-token': TOKEN }

test.each<[Record<string, string>, Partial<Inputs>]>([
  ...MODES.map((mode): [Record<string, string>, Partial<Inputs>] => [inputsOf(mode), { mode }]),
  [{ mode: ' sync\n' }, { mode: 'sync' }],
  [
    { 'project-names': 'Research, EU\n# not this one\n Prod #2 \nprod-*\nProd #2' },
    { projectNames: ['Research, EU', 'Prod #2', 'prod-*'] },
  ],
  [
    { 'project-ids': '', 'project-names': 'Prod' },
    { projectIds: [], projectNames: ['Prod'] },
  ],
  [{ exact: 'TRUE', mode: 'check' }, { exact: true }],
  [{ exact: 'true', mode: 'check' }, { exact: true }],
  [{ exact: '' }, { exact: false }],
  [{ 'max-revocations': 'none' }, { maxRevocations: null }],
  [{ 'max-revocations': ' none\n' }, { maxRevocations: null }],
  [{ 'max-revocations': '0' }, { maxRevocations: 0 }],
  [{ 'max-revocations': '25' }, { maxRevocations: 25 }],
  [{ 'max-revocations': '999999999' }, { maxRevocations: 999_999_999 }],
  [STATUS, { commitStatus: 'Model access', githubToken: TOKEN }],
  [{ ...STATUS, 'commit-status': '' }, { commitStatus: null }],
])('accepts %j', (inputs, expected) => {
  expect(readInputs(envOf(inputs))).toMatchObject(expected)
})

test("an empty max-revocations is an issue, so a missing variable can't remove the limit", () => {
  for (const value of ['', ' \n']) {
    expect(issuesOf(envOf({ 'max-revocations': value }))).toEqual([
      {
        input: 'max-revocations',
        message: expect.stringContaining(
          'max-revocations is empty. Check the variable that sets it,',
        ),
      },
    ])
  }
})

test.each([
  'None',
  'NONE',
  'all',
  'null',
  '-1',
  '1.5',
  '1e3',
  '+1',
  '0x10',
  '1,000',
  '1 0',
  '1000000000',
  'Infinity',
  'true',
])(`max-revocations doesn't accept "%s"`, value => {
  expect(issuesOf(envOf({ 'max-revocations': value }))).toEqual([
    {
      input: 'max-revocations',
      message: `max-revocations: "${value}" isn't a valid limit. Use a whole number from 0 to 999999999, or none for no limit.`,
    },
  ])
})

test('exact accepts only a boolean', () => {
  expect(issuesOf(envOf({ exact: 'yes' }))).toEqual([
    { input: 'exact', message: 'exact: "yes" isn\'t a boolean. Use true or false.' },
  ])
})

test('exact: true outside check is an issue, as it would look like a check and write', () => {
  for (const mode of MODES) {
    const message = `exact can be true only in mode check, but mode is ${mode}. Remove exact, or set mode to check.`
    const issues = issuesOf(envOf({ ...inputsOf(mode), exact: 'true' }))
    expect(issues).toEqual(mode === 'check' ? [] : [{ input: 'exact', message }])
    expect(issuesOf(envOf({ ...inputsOf(mode), exact: 'False' }))).toEqual([])
  }
  expect(issuesOf(envOf({ mode: 'chek', exact: 'true' }))).toMatchObject([{ input: 'mode' }])
})

test('every mode except list and wait needs a project, by ID or by name', () => {
  for (const mode of MODES) {
    for (const names of ['', '# Prod\n\n']) {
      const issues = issuesOf(
        envOf({ ...inputsOf(mode), 'project-ids': '', 'project-names': names }),
      )
      const message = expect.stringContaining('project-ids and project-names are empty.')
      expect([mode, ...issues]).toEqual([
        mode,
        ...(mode === 'list' || mode === 'wait' ? [] : [{ input: 'project-ids', message }]),
      ])
    }
  }
})

test('every mode except wait needs a checkpoint or a job, and an admin key; wait needs a job', () => {
  for (const mode of MODES) {
    const issues = issuesOf(envOf({ mode, 'checkpoint-id': '', 'admin-key': '' }))
    expect([mode, ...issues.map(({ input }) => input)]).toEqual([
      mode,
      ...(mode === 'wait' ? ['fine-tuning-job-id'] : ['admin-key', 'checkpoint-id']),
    ])
  }
})

const OWNER = { 'owning-project-id': 'proj_a' }

test('a sync with only the owner is an issue', () => {
  const message = expect.stringContaining('mode sync would revoke all other access')
  expect(issuesOf(envOf({ ...OWNER, mode: 'sync' }))).toEqual([{ input: 'project-ids', message }])
  for (const mode of MODES.filter(one => one !== 'sync')) {
    expect(issuesOf(envOf({ ...OWNER, ...inputsOf(mode) }))).toEqual([])
  }
})

test.each([
  ['another project', { 'project-ids': 'proj_a,proj_b' }],
  ['a name, which may be of another', { 'project-names': 'prod-*' }],
  ['both', { 'project-ids': 'proj_a,proj_b', 'project-names': 'prod-*' }],
  ['nothing but names', { 'project-ids': '', 'project-names': 'prod-*' }],
])("a sync with the owner and %s isn't an issue", (_, inputs) => {
  expect(issuesOf(envOf({ ...OWNER, ...inputs, mode: 'sync' }))).toEqual([])
})

test('a commit status is allowed in the modes that compare access with the request', () => {
  for (const mode of MODES) {
    const message = expect.stringContaining(
      `isn't supported in mode ${mode}. Remove it, or use mode grant, sync, or check.`,
    )
    expect([mode, ...issuesOf(envOf({ ...STATUS, ...inputsOf(mode) }))]).toEqual([
      mode,
      ...(['grant', 'sync', 'check'].includes(mode) ? [] : [{ input: 'commit-status', message }]),
    ])
  }
})

test('a commit status needs a token, and without a status nothing does', () => {
  const message = expect.stringContaining('commit-status needs it. Remove github-token')
  expect(issuesOf(envOf({ 'commit-status': 'x' }))).toEqual([{ input: 'github-token', message }])
  expect(issuesOf(envOf({ 'github-token': '' }))).toEqual([])
})

test.each([
  ['like all of them', 'sk-proj-0123456789', {}],
  ['that is given as such', 'my-own-key', { 'admin-key': 'my-own-key' }],
  ['that reads jobs', 'my-own-key', { 'api-key': ' my-own-key\n' }],
])('a key %s is reported among projects', (_, key, inputs) => {
  expect(issuesOf(envOf({ ...inputs, 'project-ids': `proj_a\n${key}` }))).toEqual([
    { input: 'project-ids', message: expect.stringContaining('looks like an API key') },
  ])
})

const WANTED = { name: 'Model access', token: TOKEN }
test.each<[Record<string, string>, typeof WANTED | null]>([
  [{}, WANTED],
  [{ mode: 'grant' }, WANTED],
  [{ mode: 'sync' }, WANTED],
  [{ mode: 'check' }, WANTED],
  [{ mode: 'revoke' }, null],
  [{ mode: ' list ' }, null],
  [{ mode: 'wait' }, null],
  [{ 'commit-status': ' ' }, null],
  [{ 'github-token': '' }, null],
  [{ 'dry-run': 'true' }, null],
  [{ 'dry-run': 'True\n' }, null],
  [{ 'dry-run': 'TRUE' }, null],
  // Invalid inputs also set a commit status.
  [{ mode: '' }, WANTED],
  [{ mode: 'Sync' }, WANTED],
  [{ 'dry-run': '' }, WANTED],
  [{ 'dry-run': 'yes' }, WANTED],
  [{ 'dry-run': 'untrue' }, WANTED],
  [{ 'dry-run': 'true1' }, WANTED],
  [{ 'admin-key': '', 'checkpoint-id': '', 'project-ids': 'a b' }, WANTED],
  [{ 'max-revocations': 'many', 'base-url': 'x' }, WANTED],
])('with %j, the commit status input is %j', (inputs, wanted) => {
  expect(commitStatusInput(envOf({ ...STATUS, ...inputs }))).toEqual(wanted)
})

test("there's no commit status if the runner sets nothing", () => {
  expect(commitStatusInput({})).toBeNull()
  expect(commitStatusInput({ 'INPUT_CHECKPOINT-ID': CHECKPOINT })).toBeNull()
  expect(commitStatusInput({ 'INPUT_COMMIT-STATUS': 'Model access' })).toBeNull()
  expect(commitStatusInput({ 'INPUT_GITHUB-TOKEN': TOKEN })).toBeNull()
})

test.each([
  ['false', false],
  [' False\n', false],
  ['FALSE', false],
  ['true', true],
  ['', true],
  // Invalid inputs are shown in the summary, too.
  ['no', true],
  ['xfalse', true],
  ['false1', true],
])('with show-summary: %j, there is a summary: %s', (value, isEnabled) => {
  expect(isSummaryEnabled(envOf({ 'show-summary': value }))).toBe(isEnabled)
  expect(isSummaryEnabled({})).toBe(true)
})
