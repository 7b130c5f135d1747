import { expect, test } from 'vitest'
import { INPUT_DEFAULTS } from '../../src/inputs/defaults.ts'
import { ignoredInputs } from '../../src/inputs/misspelled.ts'
import { OTHER_NAMES } from '../../src/inputs/other-names.ts'
import { envOf, issuesOf } from '../support/input-env.ts'

test.each([
  ['dry_run', 'dry-run'],
  ['dryrun', 'dry-run'],
  ['DRY_RUN', 'dry-run'],
  ['dry-runs', 'dry-run'],
  ['moed', 'mode'],
  ['modus', 'mode'],
  ['modes', 'mode'],
  ['exactly', 'exact'],
  ['project-id', 'project-ids'],
  ['checkpoint-ids', 'checkpoint-id'],
  ['checkpiont_ids', 'checkpoint-id'],
  ['admin_key', 'admin-key'],
  ['owning-projects-id', 'owning-project-id'],
  ['project-name', 'project-names'],
  ['project_names', 'project-names'],
  ['exakt', 'exact'],
  ['max_revocations', 'max-revocations'],
  ['max-revocation', 'max-revocations'],
  ['commit_status', 'commit-status'],
  ['github_token', 'github-token'],
  ['fine_tuning_job_id', 'fine-tuning-job-id'],
  ['fine-tuning-job-ids', 'fine-tuning-job-id'],
  ['finetuning-job-id', 'fine-tuning-job-id'],
  ['api_key', 'api-key'],
  ['api-keys', 'api-key'],
  ['job_checkpoints', 'job-checkpoints'],
  ['job-checkpoint', 'job-checkpoints'],
  ['wait_minutes', 'wait-timeout-minutes'],
  ['wait-timeout-minute', 'wait-timeout-minutes'],
  ['verify_keys', 'verify-keys'],
  ['verify-key', 'verify-keys'],
  ['sharing_file', 'sharing-file'],
  ['sharing-files', 'sharing-file'],
  ['SharingFile', 'sharing-file'],
  // The nearest one, not the first one that's near.
  ['apin-key', 'api-key'],
  // Three edits, for long names.
  ['sharing-filters', 'sharing-file'],
  ['checkpointers', 'checkpoint-id'],
  ['projects-namess', 'project-names'],
  // Names that people are likely to use.
  ['owner-project-id', 'owning-project-id'],
  ['Owner_Project_ID', 'owning-project-id'],
  ['owning-project', 'owning-project-id'],
  ['is-dry-run', 'dry-run'],
  ['plan-only', 'dry-run'],
  ['maximum-revocations', 'max-revocations'],
  ['revocation-limit', 'max-revocations'],
  ['checkpoint', 'checkpoint-id'],
  ['projects', 'project-ids'],
  ['share-minutes', 'share-timeout-minutes'],
  ['exact-match', 'exact'],
  ['service-account', 'service-account-id'],
  ['service_account_id', 'service-account-id'],
  ['workload-identity-provider', 'identity-provider-id'],
  ['identity-provider', 'identity-provider-id'],
  ['oidc-audience', 'identity-audience'],
  ['token-url', 'identity-token-url'],
  ['verify-accounts', 'verify-service-accounts'],
  ['verify-service-account', 'verify-service-accounts'],
  ['openai-admin-key', 'admin-key'],
  ['openai-api-key', 'api-key'],
  ['fine-tuned-model', 'checkpoint-id'],
  ['job-id', 'fine-tuning-job-id'],
  ['project-owner', 'owning-project-id'],
  ['sharing-config', 'sharing-file'],
  ['openai-service-account', 'service-account-id'],
  ['share-mode', 'mode'],
  ['which-checkpoints', 'job-checkpoints'],
  ['verify-api-keys', 'verify-keys'],
  ['openai-base-url', 'base-url'],
  ['commit-status-name', 'commit-status'],
])('an input %s is corrected to %s', (name, meant) => {
  const input = name.toLowerCase()
  const value = meant === 'mode' ? 'sync' : 'true'
  expect(issuesOf(envOf({ [name]: value }))).toEqual([
    { input, message: `${input} isn't an input of this action. Use ${meant} instead.` },
  ])
})

test.each([
  ['model', 'gpt-x', 'mode'],
  ['node', '22', 'mode'],
  ['code', 'print(1)', 'mode'],
  ['mod', '', 'mode'],
  ['exec', 'make', 'exact'],
  ['exec', 'untrue', 'exact'],
  ['exec', 'falsely', 'exact'],
])("a wrapper's %s: %s isn't an issue, because %s doesn't take it", (name, value, meant) => {
  const env = envOf({ [name]: value })
  expect(issuesOf(env)).toEqual([])
  expect(ignoredInputs(env)).toEqual([
    {
      input: name,
      message: `Ignoring ${name}, which isn't an input of this action. If you mean ${meant}, rename it.`,
    },
  ])
})

test.each([
  ['gant', 'grant'],
  ['SYNC', 'sync'],
  ['synch', 'sync'],
  ['wiat', 'wait'],
  ['gait', 'wait'],
  ['granted', 'grant'],
  ['remove', 'revoke'],
  ['share', null],
  ['write', null],
  ['test', null],
])('for mode: %s the message suggests %s', (mode, suggestion) => {
  const question = suggestion === null ? '' : ` Did you mean ${suggestion}?`
  const message = `mode: "${mode}" isn't a valid mode.${question} Valid modes are grant, sync, revoke, check, list, and wait.`
  expect(issuesOf(envOf({ mode }))).toEqual([{ input: 'mode', message }])
})

test.each([
  ['modes', ' SYNC\n'],
  ['exakt', 'FALSE '],
])('%s: %j is an issue, as its value would have an effect', (name, value) => {
  expect(issuesOf(envOf({ [name]: value }))).toMatchObject([{ input: name }])
  expect(ignoredInputs(envOf({ [name]: value }))).toEqual([])
})

test("what corrects an input isn't ignored as well, and other names aren't declared", () => {
  expect(ignoredInputs(envOf({ model: 'sync', dry_run: '' }))).toEqual([])
  expect(
    OTHER_NAMES.keys()
      .filter(name => name in INPUT_DEFAULTS)
      .toArray(),
  ).toEqual([])
})

test('unrelated unknown inputs are left to the runner, and other variables are ignored', () => {
  const others = {
    INPUT_VERSION: '1',
    'INPUT_DRY-RUNNER': '1',
    INPUT_: '',
    DRY_RUN: 'true',
    dry_run: 'true',
    MY_INPUT_DRY_RUN: 'true',
    XINPUT_DRY_RUN: 'true',
  }
  expect(issuesOf({ ...envOf({}), ...others })).toEqual([])
  expect(ignoredInputs({ ...envOf({}), ...others })).toEqual([])
})

test('an input in another case is an issue', () => {
  expect(issuesOf({ ...envOf({}), 'input_dry-run': 'true' })).toMatchObject([{ input: 'dry-run' }])
})
