import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Folders, REPOSITORY } from './folders.ts'
import type { StepOptions } from './types.ts'

/** The value of a `${{ github.token }}` default; its end never occurs by chance. */
export const RUN_TOKEN = 'ghs_Zk3vWq8RtYb1LmXc6NdPf0HsJg5UaEo2T_-r'

/** The inputs in `action.yml` and their defaults. */
const DEFAULTS = readDefaults()

function readDefaults(): [name: string, value: string][] {
  const manifest = parse(readFileSync(join(REPOSITORY, 'action.yml'), 'utf8')) as {
    inputs?: Record<string, { default?: unknown } | null>
  }
  return Object.entries(manifest.inputs ?? {}).map(([name, input]) => {
    const text = String(input?.default ?? '').replace(/\$\{\{ *github\.token *\}\}/, RUN_TOKEN)
    if (text.includes('${{')) throw new Error(`The default of ${name} has an unknown expression`)
    return [name, text]
  })
}

/** Variables of the inputs, by the rules of the runner's ActionRunner and Handler. */
function inputVariables(inputs: Record<string, string>): NodeJS.ProcessEnv {
  return Object.fromEntries(
    [...DEFAULTS, ...Object.entries(inputs)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
}

/** On a busy machine, a process starts and sends its first requests in this time. */
const LEAST_REAL_MS = 500

/**
 * @throws Error if a time limit of the step is so short in real time that a busy machine could
 *   change the outcome
 */
function expectRealTime({ inputs = {}, speed = 1, clock }: StepOptions): void {
  for (const name of ['share-timeout-minutes', 'wait-timeout-minutes']) {
    const realMs = (Number(inputs[name] ?? 0) * 60_000) / speed
    if (clock === undefined && realMs > 0 && realMs < LEAST_REAL_MS) {
      throw new Error(`${name} is only ${realMs} ms of real time. Use ${LEAST_REAL_MS} ms or more`)
    }
  }
}

/** Whether the step's clocks run faster than real ones. */
export function isFast({ speed = 1 }: StepOptions): boolean {
  return speed > 1
}

/**
 * Whether a step can run from its sources in this process. A step that depends on what Node reads
 * at its start, or on what GitHub's client caches when it is loaded, needs its own process.
 */
export function runsFromSource({ inputs = {}, env = {}, entry, clock }: StepOptions): boolean {
  if (clock === undefined && process.env.TEST_ACTION !== 'source') return false
  const isOwnProcess =
    Object.keys(env).some(name => /^(NODE_|TMPDIR$|TEMP$|TMP$)/.test(name)) || entry !== undefined
  return !isOwnProcess && !('commit-status' in inputs)
}

/** The variables that name the system's temporary folder: on POSIX systems the first. */
export const systemFolder = (folder: string) => ({ TMPDIR: folder, TEMP: folder, TMP: folder })

/** A step's environment: a clean one like on GitHub's Linux runners, with the step's variables. */
export function stepEnv(options: StepOptions, folders: Folders): NodeJS.ProcessEnv {
  expectRealTime(options)
  const { root, workspace, temp, home, system, files } = folders
  const variables: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: home,
    // Runners on Linux don't set this: it is where to look for a step's temporary files.
    ...systemFolder(system),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_JOB: 'share',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_REPOSITORY_OWNER: 'octo-org',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_WORKFLOW: 'Share',
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 2',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(root, '_tool'),
    ...files,
    ...inputVariables(options.inputs ?? {}),
    ...(isFast(options) && { TEST_CLOCK_SPEED: String(options.speed) }),
    ...options.env,
  }
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined))
}
