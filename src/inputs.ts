import type { ProxySettings } from './api/transport.ts'
import { type Environment, given, InputReader, type Mistake } from './input-reader.ts'
import { proxyPasswords, readBaseUrl, readProxy } from './network.ts'
import { MODES, type Mode } from './sharing/types.ts'

/** The inputs of the step, checked. Lists are without repeats, in the order given. */
export interface Inputs {
  adminKey: string
  /** At least one. */
  checkpointIds: string[]
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

/**
 * Reads and checks every input.
 *
 * @throws InvalidInputs with all mistakes together
 */
export function readInputs(env: Environment): Inputs {
  const read = new InputReader(env)
  const wrong = (input: string) => (message: string) => read.wrong(input, message)
  const owners = read.ids('owning-project-id')
  const inputs: Inputs = {
    adminKey: read.key('admin-key'),
    checkpointIds: read.ids('checkpoint-id'),
    projectIds: read.ids('project-ids'),
    projectNames: read.names('project-names'),
    owningProjectId: owners[0] ?? null,
    mode: read.choice('mode', MODES),
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
  const { mode, checkpointIds, projectIds, projectNames, owningProjectId } = inputs
  if (checkpointIds.length === 0) {
    read.wrong('checkpoint-id', 'checkpoint-id names nothing: give at least one checkpoint ID')
  }
  if (projectIds.length + projectNames.length === 0 && mode !== 'list') {
    read.wrong(
      'project-ids',
      'project-ids and project-names name nobody: give at least one project',
    )
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
  const key = given(env, 'admin-key') ?? ''
  const token = given(env, 'github-token') ?? ''
  const parts = [key, ...key.split(/[\r\n]+/), token, ...proxyPasswords(env)]
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
