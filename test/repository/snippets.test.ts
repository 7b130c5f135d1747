import { expect, test } from 'vitest'
import * as yaml from 'yaml'
import { parse } from 'yaml'
import { codeBlocks, replaceBlocks } from '../../scripts/markdown.ts'
import { InvalidInputsError } from '../../src/common/validation.ts'
import { INPUT_DEFAULTS } from '../../src/inputs/defaults.ts'
import { readInputs } from '../../src/inputs/read-inputs.ts'
import { SharingDocument } from '../../src/sharing-file/document.ts'
import { readEntries } from '../../src/sharing-file/entries.ts'
import { actionlintFindings } from './actionlint.ts'
import { githubFindings, OWN_ACTION } from './github-parser.ts'
import { OWN_NAME } from './own-name.ts'
import { PAGES } from './pages.ts'
import { ruleFindings } from './rules.ts'
import { readText, type Step } from './workflow.ts'

/** The YAML of a page that isn't generated from a file in examples/. */
function snippetsOf(page: string): string[] {
  return codeBlocks(replaceBlocks(page, 'example', () => ''))
    .filter(({ language }) => language === 'yaml' || language === 'yml')
    .map(({ text }) => text)
}

/** What is wrong with a snippet: steps of a job, or a sharing file. */
async function snippetFindings(snippet: string): Promise<string[]> {
  const value: unknown = parse(snippet)
  if (Array.isArray(value)) return stepFindings(snippet, value)
  if (typeof value === 'object' && value !== null && 'checkpoints' in value) {
    return issuesOf(() => readEntries(new SharingDocument('sharing.yml', snippet, yaml)))
  }
  return ['is neither steps nor a sharing file. Show a workflow with <!-- example: … -->']
}

async function stepFindings(snippet: string, steps: readonly Step[]): Promise<string[]> {
  const workflow = `on: push
permissions: {}
concurrency: share-checkpoint
jobs:
  share:
    runs-on: ubuntu-latest
    environment: openai-admin
    timeout-minutes: 350
    permissions:
      statuses: write # posts the commit status
    steps:
${snippet.replace(/^(?=.)/gm, '      ')}`
  return [
    ...(await githubFindings('.github/workflows/snippet.yml', workflow)),
    ...(await actionlintFindings('.github/workflows/snippet.yml', workflow)),
    ...ruleFindings(workflow),
    ...steps.flatMap(inputFindings),
  ]
}

/** What the runner sets for a job with `id-token: write`. */
const ID_TOKENS = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/token?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'token',
}

/** What the action itself finds wrong with the inputs of a step. */
function inputFindings({ uses = '', with: inputs = {} }: Step): string[] {
  if (!OWN_ACTION.includes(uses)) return []
  const given = { ...INPUT_DEFAULTS, 'github-token': 'token', ...inputs }
  const env = Object.entries(given).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    String(value)
      .replaceAll(/\$\{\{ *secrets\.(\w+) *\}\}/g, 'sk-$1')
      .replaceAll(/\$\{\{ *vars\.(\w+) *\}\}/g, '$1'),
  ])
  return issuesOf(() => readInputs({ ...Object.fromEntries(env), ...ID_TOKENS }))
}

function issuesOf(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    return error.issues.map(({ message }) => message)
  }
}

const SNIPPETS = PAGES.flatMap(path =>
  snippetsOf(readText(path)).map((snippet, index) => ({ path, index: index + 1, snippet })),
)

test.each(SNIPPETS)('snippet $index of $path works', async ({ snippet }) => {
  expect(await snippetFindings(snippet)).toEqual([])
})

test('snippets are found, also in lists', () => {
  const indented = SNIPPETS.filter(({ snippet }) => snippet.startsWith('- uses: '))
  expect(SNIPPETS.length).toBeGreaterThan(2)
  expect(indented.map(({ path }) => path)).toContain('README.md')
  expect(snippetsOf('1. A\n\n   ```yaml\n   - a: 1\n     b: 2\n   ```\n')).toEqual([
    '- a: 1\n  b: 2\n',
  ])
})

const STEP = `- uses: ${OWN_NAME}@v1
  with:
    admin-key: \${{ secrets.OPENAI_ADMIN_KEY }}
    checkpoint-id: ft:model
    project-ids: proj_abc
`

test.each([
  ['an unknown input', STEP.replace('project-ids', 'projects'), 'projects'],
  ['a missing key', STEP.replace(/.*admin-key.*\n/, ''), 'admin-key is empty'],
  ['inputs that exclude each other', `${STEP}    exact: true\n`, 'exact'],
  ['an unknown mode', `${STEP}    mode: grants\n`, 'grants'],
  ['an action that is not pinned', '- uses: actions/checkout@v7\n', 'not pinned'],
  ['an unknown key of a sharing file', 'checkpoints:\n  - checkpoint: ft:a\n', 'checkpoint'],
  ['a workflow', 'on: push\njobs: {}\n', '<!-- example'],
])('a snippet with %s is found', async (_, snippet, finding) => {
  expect((await snippetFindings(snippet)).join('\n')).toContain(finding)
})
