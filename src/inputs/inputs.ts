import type { ProxySettings } from '../api/transport.ts'
import { type Environment, given, InputReader } from './input-reader.ts'
import { keyLines, listItems } from './lists.ts'
import { checkTogether } from './validate-inputs.ts'
import { InvalidInputs } from '../common/validation.ts'
import { proxyPasswords, readBaseUrl, readProxy } from './network.ts'
import type { Choice } from '../sharing/jobs/select-checkpoints.ts'
import { MODES, type Mode, STATUS_MODES } from '../sharing/types.ts'

/** The inputs of the step, checked. Lists are without repeats, in the order given. */
export interface Inputs {
  /** Empty in `wait`. */
  adminKey: string
  /** With no fine-tuning jobs there is at least one. */
  checkpointIds: string[]
  jobIds: string[]
  jobCheckpoints: Choice
  /** 0 or more; 0 asks once. */
  waitMinutes: number
  /** Empty where there are no jobs to read. */
  apiKey: string
  /** API keys by the project that they should belong to. */
  verifyKeys: ReadonlyMap<string, string>
  projectIds: string[]
  /** Exact names and patterns. With no project IDs there is at least one, but in `list`. */
  projectNames: string[]
  owningProjectId: string | null
  /** Path from the workspace; stands in for all that says what is shared with whom. */
  sharingFile: string | null
  mode: Mode
  dryRun: boolean
  exact: boolean
  /** Null where there is no limit. */
  maxRevocations: number | null
  /** More than 0. */
  shareMinutes: number
  /** `https`, or `http` to loopback; without user info, query and fragment. */
  baseUrl: URL
  commitStatus: string | null
  githubToken: string
  showSummary: boolean
  proxy: ProxySettings
}

/**
 * Reads and checks every input.
 *
 * @throws InvalidInputs with all mistakes together
 */
export function readInputs(env: Environment): Inputs {
  const read = new InputReader(env)
  const wrong = (input: string) => (message: string) => read.wrong(input, message)
  const owners = read.ids('owning-project-id')
  const mode = read.choice('mode', MODES)
  const jobIds = read.ids('fine-tuning-job-id')
  const inputs: Inputs = {
    adminKey: read.key('admin-key', mode !== 'wait'),
    checkpointIds: read.ids('checkpoint-id'),
    jobIds,
    jobCheckpoints: read.jobCheckpoints('job-checkpoints'),
    waitMinutes: read.minutes('wait-minutes', true),
    apiKey: read.key('api-key', jobIds.length > 0),
    verifyKeys: read.keysByProject('verify-keys'),
    projectIds: read.ids('project-ids'),
    projectNames: read.names('project-names'),
    owningProjectId: owners[0] ?? null,
    sharingFile: read.text('sharing-file') || null,
    mode,
    dryRun: read.boolean('dry-run', read.deliberate('dry-run')),
    exact: read.boolean('exact'),
    maxRevocations: read.limit('max-revocations'),
    shareMinutes: read.minutes('share-minutes'),
    baseUrl: readBaseUrl(read.text('base-url'), wrong('base-url')),
    commitStatus: read.text('commit-status') || null,
    githubToken: read.text('github-token'),
    showSummary: read.boolean('show-summary'),
    proxy: readProxy(env, wrong('HTTPS_PROXY')),
  }
  if (owners.length > 1) {
    read.wrong(
      'owning-project-id',
      `owning-project-id takes one project ID, and has ${owners.length}`,
    )
  }
  checkTogether(inputs, read, env.GITHUB_EVENT_NAME)
  if (read.mistakes.length > 0) throw new InvalidInputs(read.mistakes)
  return inputs
}

/** Keys and passwords in the environment of the step, valid or not: to be masked before all else. */
export function secretsOf(env: Environment): string[] {
  const lines = (given(env, 'verify-keys') ?? '').split(/[\r\n]+/)
  const asked = new Set(listItems(given(env, 'project-ids') ?? ''))
  const sides = keyLines(lines.map(line => line.replace(/^\s*#/, '')).join('\n')).flatMap(
    ({ projectId, key }) => {
      // Where the two were swapped, it is the left one that must not be shown.
      const isOrdered = key.startsWith('sk-') && !projectId.startsWith('sk-')
      const isProject = projectId.startsWith('proj_') || asked.has(projectId) || isOrdered
      return isProject || projectId === '' ? [key] : [projectId, key]
    },
  )
  const parts = [
    ...[given(env, 'admin-key') ?? '', given(env, 'api-key') ?? ''].flatMap(key => [
      key,
      ...key.split(/[\r\n]+/),
    ]),
    ...sides.flatMap(side => [side, ...side.split(',')]),
    given(env, 'github-token') ?? '',
    ...proxyPasswords(env),
  ]
  const secrets = new Set(parts.map(part => part.trim()))
  // Masking a word of three letters would blot out half the log.
  return [...secrets].filter(secret => secret.length > 3)
}

/** Whether the workflow wants a summary, also where other inputs are wrong. */
export function summaryWanted(env: Environment): boolean {
  return !/^false$/i.test(given(env, 'show-summary') ?? '')
}

/**
 * The commit status that the workflow wants, null where it wants none. Read by itself, because
 * it is posted where other inputs are wrong, too.
 */
export function statusWanted(env: Environment): { name: string; token: string } | null {
  const name = given(env, 'commit-status') ?? ''
  const token = given(env, 'github-token') ?? ''
  const mode = MODES.find(known => known === given(env, 'mode'))
  const isDryRun = /^true$/i.test(given(env, 'dry-run') ?? '')
  const isUnfit = mode !== undefined && !STATUS_MODES.has(mode)
  return name === '' || token === '' || isDryRun || isUnfit ? null : { name, token }
}
