import { expect, test } from 'vitest'
import { actionlintFindings } from './actionlint.ts'
import { githubFindings } from './github-parser.ts'
import { OWN_NAME } from './own-name.ts'
import { ruleFindings } from './rules.ts'

const PATH = '.github/workflows/example.yml'
const GOOD = `on:
  workflow_dispatch:
    inputs:
      project:
        type: choice
        options: [proj_abc, proj_def]
permissions: {}
concurrency: share-checkpoint
jobs:
  share:
    runs-on: ubuntu-latest
    timeout-minutes: 45
    permissions:
      statuses: write # posts the commit status
    outputs:
      result: \${{ steps.share.outputs.result }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - id: share
        uses: ${OWN_NAME}@v1
        with:
          admin-key: \${{ secrets.OPENAI_ADMIN_KEY }}
          checkpoint-id: ft:model
          project-ids: \${{ inputs.project }}
      - run: echo "$IDS"
        env:
          IDS: \${{ steps.share.outputs.permission-ids }}
  after:
    needs: share
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - run: echo "$RESULT"
        env:
          RESULT: \${{ needs.share.outputs.result }}
`

const expression = (text: string) => `\${{ ${text} }}`

/** The workflow with one text replaced by another. */
function changed(from: string, to: string): string {
  expect(GOOD).toContain(from)
  return GOOD.replaceAll(from, to)
}

test('a good workflow has no findings', async () => {
  expect(await githubFindings(PATH, GOOD)).toEqual([])
  expect(await actionlintFindings(PATH, GOOD)).toEqual([])
  expect(ruleFindings(GOOD)).toEqual([])
})

test.each([
  ['a value with an unquoted colon', 'echo "$RESULT"', 'echo "so: $RESULT"', 'Nested mappings'],
  ['an unknown key', 'timeout-minutes: 5', 'timeout: 5', "Unexpected value 'timeout'"],
  ['an input that is misspelled', 'project-ids:', 'project-id:', "action input 'project-id'"],
  ['an unknown input of our action', 'checkpoint-id:', 'checkpoint:', "action input 'checkpoint'"],
  ['an unknown output', 'outputs.permission-ids', 'outputs.permissionids', 'permissionids'],
  ['an output a job lacks', 'needs.share.outputs.result', 'needs.share.outputs.out', ': out'],
  ['an unknown step', 'steps.share.outputs', 'steps.shares.outputs', ': shares'],
  ['an unknown job', 'needs: share', 'needs: shared', "unknown job 'shared'"],
  ['an unknown input of the run', 'inputs.project ', 'inputs.projects ', ': projects'],
  ['an input unknown to an action', 'persist-credentials', 'persist', "action input 'persist'"],
  ['an unknown permission', 'statuses: write', 'status: write', "Unexpected value 'status'"],
  ['an unknown action', 'actions/checkout@', 'actions/check-out@', 'Unable to resolve action'],
])("GitHub's parser finds %s", async (_, from, to, finding) => {
  const found = await githubFindings(PATH, changed(from, to))
  expect(found.join('\n')).toContain(finding)
})

test("GitHub's parser finds inputs missing from a called workflow", async () => {
  const call = (inputs: string) => `on: push
permissions: {}
jobs:
  access:
    uses: ${OWN_NAME}/.github/workflows/share-after-training.yml@v1
    with:
      ${inputs}
      project-ids: proj_prod
    secrets:
      OPENAI_TRAINING_KEY: \${{ secrets.OPENAI_TRAINING_KEY }}
      OPENAI_ADMIN_KEY: \${{ secrets.OPENAI_ADMIN_KEY }}
      OPENAI_READ_ONLY_ADMIN_KEY: \${{ secrets.OPENAI_READ_ONLY_ADMIN_KEY }}
`
  expect(await githubFindings(PATH, call('fine-tuning-job-id: ftjob-abc'))).toEqual([])
  const found = await githubFindings(PATH, call('job-id: ftjob-abc'))
  expect(found.join('\n')).toContain('job-id')
})

test.each([
  [
    'who wrote an issue in a script',
    '$RESULT',
    expression('github.event.issue.title'),
    'untrusted',
  ],
  ['an unknown shell', 'run: echo "$IDS"', 'run: echo "$IDS"\n        shell: zshell', 'zshell'],
  ['a pattern that can match nothing', 'on:\n', "on:\n  push:\n    branches: ['a b']\n", "' '"],
])('actionlint finds %s', async (_, from, to, finding) => {
  const found = await actionlintFindings(PATH, changed(from, to))
  expect(found.join('\n')).toContain(finding)
})

const COMMIT = '3d3c42e5aac5ba805825da76410c181273ba90b1'

test.each([
  ['no permissions at the top', 'permissions: {}\n', '', 'permissions: {}'],
  ['permissions at the top', 'permissions: {}', 'permissions: read-all', 'permissions: {}'],
  ['a permission at the top', 'permissions: {}', 'permissions: { contents: read }', 'start with'],
  ['a job without a time-out', '    timeout-minutes: 5\n', '', 'after: has no timeout-minutes'],
  [
    'a time-out before sharing must end',
    'timeout-minutes: 45',
    'timeout-minutes: 30',
    'share: may take 30 minutes and more, and has 30',
  ],
  [
    'a time-out before waiting and sharing must end',
    'checkpoint-id: ft:model',
    'fine-tuning-job-id: ftjob-a',
    'share: may take 90 minutes and more, and has 45',
  ],
  ['a write permission without a word', ' # posts the commit status', '', 'why statuses is write'],
  ['a grant in no group', 'concurrency: share-checkpoint\n', '', 'in no concurrency group'],
  ['a checkout that leaves its token', 'credentials: false', 'credentials: true', 'checks out'],
  ['a tag for a commit', `@${COMMIT} # v7.0.1`, '@v7.0.1', 'not pinned to a full commit'],
  ['a short commit', COMMIT, COMMIT.slice(0, 7), 'not pinned to a full commit'],
  ['another commit', COMMIT, COMMIT.replace('3d', '4d'), `not at ${COMMIT} # v7.0.1`],
  ['a commit without its version', ' # v7.0.1', '', `not at ${COMMIT} # v7.0.1`],
  ['a commit with another version', '# v7.0.1', '# v7', `not at ${COMMIT} # v7.0.1`],
  ['an unknown action', 'actions/checkout', 'acme/checkout', "isn't one of the actions"],
  ['another version of ours', `${OWN_NAME}@v1`, `${OWN_NAME}@main`, 'not pinned'],
  [
    'an output in a script',
    '$IDS',
    expression('steps.share.outputs.permission-ids'),
    'hand it over',
  ],
  [
    "a job's output in a script",
    '$RESULT',
    expression('needs.share.outputs.result'),
    'hand it over',
  ],
  [
    'the event in a script',
    '$RESULT',
    expression('github.event.head_commit.message'),
    'hand it over',
  ],
  ['an input in a script', '$RESULT', expression('inputs.project'), 'hand it over'],
  ['projects as free text', 'type: choice', 'type: string', 'project-ids is free text'],
  ['what forks start with secrets', 'workflow_dispatch:', 'pull_request_target:', 'pull_request_'],
])('the rules find %s', (_, from, to, finding) => {
  expect(ruleFindings(changed(from, to)).join('\n')).toContain(finding)
})

test.each([
  ['check', 'false', true],
  ['list', 'false', true],
  ['wait', 'false', true],
  ['grant', 'false', false],
  ['sync', 'false', false],
  ['revoke', 'false', false],
  ['sync', 'true', true],
  [expression('inputs.mode'), 'false', false],
  ['grant', expression('inputs.dry-run'), false],
])('mode %s with dry-run %s can be without a group: %s', (mode, dryRun, isFine) => {
  const inputs = `          mode: ${mode}\n          dry-run: ${dryRun}\n          admin-key:`
  const alone = changed('          admin-key:', inputs).replace(/^concurrency.*\n/m, '')
  expect(ruleFindings(alone)).toHaveLength(isFine ? 0 : 1)
})

test('the rules find a push without a group', () => {
  const pushing = changed('statuses: write # posts', 'contents: write # posts')
    .replace('          admin-key:', '          mode: check\n          admin-key:')
    .replace(/^concurrency.*\n/m, '')
  expect(ruleFindings(pushing)).toEqual(['share: writes, and is in no concurrency group'])
})

test('the rules find inherited secrets', () => {
  const uses = `uses: ${OWN_NAME}/.github/workflows/share-after-training.yml@v1`
  const call = `on: push\npermissions: {}\njobs:\n  a:\n    ${uses}\n    secrets: inherit\n`
  expect(ruleFindings(call)).toEqual(['a: passes all secrets'])
})
