import { expect, test } from 'vitest'
import { INPUT_DEFAULTS } from '../../src/inputs/defaults.ts'
import type { Env } from '../../src/inputs/raw-inputs.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { MODES, type Mode } from '../../src/sharing/types.ts'
import { API_KEY, envOf, issuesOf, KEY } from '../support/input-env.ts'

/** The inputs of a step with a sharing file, without those that it replaces. */
const FILE = { 'sharing-file': 'sharing.yml', 'checkpoint-id': '', 'project-ids': '' }
const modeWith = (mode: Mode) => ({ ...FILE, mode, 'admin-key': mode === 'wait' ? '' : KEY })
const on = (event: string, inputs: Record<string, string>): Env => ({
  ...envOf(inputs),
  GITHUB_EVENT_NAME: event,
})

test('a sharing file replaces all inputs that say what is shared with whom, in every mode', () => {
  for (const mode of MODES) {
    const inputs = readInputs(envOf({ ...modeWith(mode), 'sharing-file': ' a b.yml\n' }))
    expect(inputs).toMatchObject({
      mode,
      sharingFile: 'a b.yml',
      checkpointIds: [],
      jobIds: [],
      projectIds: [],
      projectNames: [],
      owningProjectId: null,
    })
  }
})

test('without a sharing file, the inputs it replaces are required', () => {
  const inputs = issuesOf(envOf({ ...FILE, 'sharing-file': ' ' }))
  expect(inputs.map(({ input }) => input)).toEqual(['checkpoint-id', 'project-ids'])
})

test.each([
  ['checkpoint-id', 'ft:a'],
  ['fine-tuning-job-id', 'ftjob-a'],
  ['project-ids', 'proj_a'],
  ['project-names', 'prod-*'],
  ['owning-project-id', 'proj_a'],
  ['job-checkpoints', 'best'],
  ['job-checkpoints', '100'],
])('%s beside a sharing file is an issue in every mode', (input, value) => {
  for (const mode of MODES) {
    const env = envOf({ ...modeWith(mode), 'api-key': API_KEY, [input]: value })
    const message = `${input} can't be combined with sharing-file. Remove ${input}, and set it in the file.`
    expect([mode, ...issuesOf(env)]).toEqual([mode, { input, message }])
  }
})

test('all inputs that conflict with a sharing file are reported together', () => {
  const beside = {
    'checkpoint-id': 'ft:a',
    'fine-tuning-job-id': 'ftjob-a',
    'project-ids': 'proj_a',
    'project-names': 'n',
    'owning-project-id': 'proj_b',
    'job-checkpoints': 'all',
  }
  const inputs = issuesOf(envOf({ ...FILE, 'api-key': API_KEY, ...beside }))
  expect(inputs.map(({ input }) => input)).toEqual(Object.keys(beside))
})

test('keys, limits, and modes can be combined with a sharing file', () => {
  const inputs = {
    'api-key': API_KEY,
    'verify-keys': `proj_a=${API_KEY}`,
    'max-revocations': 'none',
    exact: 'true',
    'wait-timeout-minutes': '5',
    'commit-status': 'x',
    'github-token': 'token',
  }
  expect(issuesOf(envOf({ ...FILE, mode: 'check', ...inputs }))).toEqual([])
})

const CHANGING = ['grant', 'sync', 'revoke']

test('on pull_request, modes that change access require a dry run', () => {
  for (const mode of MODES) {
    const issues = issuesOf(on('pull_request', modeWith(mode)))
    const message = expect.stringMatching(
      new RegExp(`isn't allowed in mode ${mode} on pull_request, .*Set dry-run: true`),
    )
    expect([mode, ...issues]).toEqual([
      mode,
      ...(CHANGING.includes(mode) ? [{ input: 'sharing-file', message }] : []),
    ])
    expect(issuesOf(on('pull_request', { ...modeWith(mode), 'dry-run': 'true' }))).toEqual([])
  }
})

test.each(['pull_request_review', 'pull_request_review_comment'])(
  'on %s, which checks out the pull request, a grant requires a dry run',
  event => {
    expect(issuesOf(on(event, FILE))).toMatchObject([{ input: 'sharing-file' }])
    expect(issuesOf(on(event, { ...FILE, 'dry-run': 'true' }))).toEqual([])
  },
)

test('on pull_request_target every mode is rejected, even a dry run', () => {
  const message = expect.stringMatching(
    /isn't allowed on pull_request_target, .*Use pull_request with/,
  )
  for (const mode of MODES) {
    for (const dryRun of ['true', 'false']) {
      const env = on('pull_request_target', { ...modeWith(mode), 'dry-run': dryRun })
      expect([mode, ...issuesOf(env)]).toEqual([mode, { input: 'sharing-file', message }])
    }
  }
})

test('on other events, and without a sharing file, nothing is rejected', () => {
  for (const event of ['push', 'schedule', 'workflow_dispatch', 'merge_group', '']) {
    for (const mode of MODES) expect(issuesOf(on(event, modeWith(mode)))).toEqual([])
  }
  for (const event of ['pull_request', 'pull_request_target']) {
    expect(issuesOf(on(event, { 'sharing-file': INPUT_DEFAULTS['sharing-file'] }))).toEqual([])
  }
})
