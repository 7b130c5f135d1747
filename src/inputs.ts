import type { ProxySettings } from './api/transport.ts'
import { type Environment, given, InputReader, type Mistake } from './input-reader.ts'
import { keyLines, listItems } from './input-values.ts'
import { proxyPasswords, readBaseUrl, readProxy } from './network.ts'
import type { Choice } from './sharing/training.ts'
import { MODES, type Mode } from './sharing/types.ts'

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

/** All that is wrong with the inputs. */
export class InvalidInputs extends Error {
  override readonly name = 'InvalidInputs'
  readonly mistakes: readonly Mistake[]
  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(({ message }) => message).join('\n'))
    this.mistakes = mistakes
  }
}

/** Modes that say whether access is as it should be, and so can set a commit's status. */
const STATUS_MODES: ReadonlySet<Mode> = new Set(['grant', 'sync', 'check'])
/** Modes after which it makes sense to ask whether keys can use what is shared. */
export const VERIFYING_MODES: ReadonlySet<Mode> = STATUS_MODES

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
  checkTogether(inputs, read)
  if (read.mistakes.length > 0) throw new InvalidInputs(read.mistakes)
  return inputs
}

/** What only several inputs together show to be wrong. */
function checkTogether(inputs: Inputs, read: InputReader): void {
  const { mode, checkpointIds, jobIds, projectIds, projectNames, owningProjectId } = inputs
  if (mode === 'wait' && jobIds.length === 0) {
    read.wrong('fine-tuning-job-id', 'fine-tuning-job-id names nothing to wait for: give a job')
  } else if (checkpointIds.length + jobIds.length === 0) {
    read.wrong(
      'checkpoint-id',
      'checkpoint-id and fine-tuning-job-id name nothing: give at least one checkpoint ID or job',
    )
  }
  if (mode === 'wait' && inputs.adminKey !== '') {
    read.wrong(
      'admin-key',
      'admin-key is of no use in wait, which reads jobs with api-key: take it out, so that the key is not where it need not be',
    )
  }
  if (projectIds.length + projectNames.length === 0 && mode !== 'list' && mode !== 'wait') {
    read.wrong(
      'project-ids',
      'project-ids and project-names name nobody: give at least one project',
    )
  }
  for (const projectId of inputs.verifyKeys.keys()) {
    const isAsked = projectIds.includes(projectId) || projectNames.length > 0
    if (VERIFYING_MODES.has(mode) && !isAsked) {
      read.wrong(
        'verify-keys',
        `verify-keys has a key for ${projectId}, which is not among the requested projects`,
      )
    }
  }
  const others = projectIds.filter(id => id !== owningProjectId)
  if (mode === 'sync' && projectIds.length > 0 && others.length + projectNames.length === 0) {
    read.wrong(
      'project-ids',
      'project-ids names nobody but the owning project, so that sync would take access from all others: give at least one other project, or use revoke',
    )
  }
  if (inputs.commitStatus !== null && !STATUS_MODES.has(mode)) {
    read.wrong(
      'commit-status',
      `commit-status says whether access is as asked, which ${mode} does not: use it with ${[...STATUS_MODES].join(', ')}`,
    )
  }
  if (inputs.commitStatus !== null && inputs.githubToken === '') {
    read.wrong('github-token', 'github-token is empty, and commit-status needs it to post')
  }
}

/** Keys and passwords in the environment of the step, valid or not: to be masked before all else. */
export function secretsOf(env: Environment): string[] {
  const lines = (given(env, 'verify-keys') ?? '').split(/[\r\n]+/)
  const asked = new Set(listItems(given(env, 'project-ids') ?? ''))
  const sides = keyLines(lines.map(line => line.replace(/^\s*#/, '')).join('\n')).flatMap(
    ({ projectId, key }) => {
      // Where the two were swapped, it is the left one that must not be shown.
      const isProject = projectId.startsWith('proj_') || asked.has(projectId)
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
