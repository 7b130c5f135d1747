import { ID_MAX_LENGTH, ID_PATTERN } from './api/schemas.ts'
import type { ProxySettings } from './api/transport.ts'
import { distance } from './distance.ts'
import { proxyPasswords, readBaseUrl, readProxy } from './network.ts'

/** What the step is to do. */
export const MODES = ['grant'] as const
export type Mode = (typeof MODES)[number]

/** The inputs of the step, checked. */
export interface Inputs {
  adminKey: string
  /** At least one, without repeats, in the order given. */
  checkpointIds: string[]
  /** At least one, without repeats, in the order given. */
  projectIds: string[]
  owningProjectId: string | null
  mode: Mode
  dryRun: boolean
  /** More than 0. */
  shareMinutes: number
  /** `https`, or `http` to loopback; without user info, query and fragment. */
  baseUrl: URL
  showSummary: boolean
  proxy: ProxySettings
}

/** Every input that action.yml declares, with the default it names there. */
export const DECLARED = {
  'admin-key': '',
  'checkpoint-id': '',
  'project-ids': '',
  'owning-project-id': '',
  mode: 'grant',
  'dry-run': 'false',
  'share-minutes': '30',
  'base-url': 'https://api.openai.com/v1',
  'show-summary': 'true',
} as const
export type InputName = keyof typeof DECLARED

/** A mistake in the inputs. `message` names the input, the value and the fix, and is raw. */
export interface Mistake {
  input: string
  message: string
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

/** The environment of the step, in which the runner puts inputs as `INPUT_NAME`. */
export type Environment = Readonly<Record<string, string | undefined>>

// The longest that a self-hosted job may run is five days.
const MAX_MINUTES = 7_200
const QUOTED_LENGTH = 80
// Set in a workflow from a variable that does not exist, these would mean the wrong thing.
const NEVER_EMPTY: readonly InputName[] = ['mode', 'dry-run']

/**
 * Reads and checks every input.
 *
 * @throws InvalidInputs with all mistakes together
 */
export function readInputs(env: Environment): Inputs {
  const mistakes: Mistake[] = [...misspelled(env)]
  const wrong = (input: InputName, message: string) => mistakes.push({ input, message })
  for (const input of NEVER_EMPTY) {
    if (given(env, input) === '') {
      wrong(
        input,
        `${input} is empty: is the variable behind it set? Leave ${input} out for "${DECLARED[input]}"`,
      )
    }
  }

  const inputs: Inputs = {
    adminKey: readKey(env, wrong),
    checkpointIds: readIds(env, 'checkpoint-id', wrong),
    projectIds: readIds(env, 'project-ids', wrong),
    owningProjectId: readIds(env, 'owning-project-id', wrong)[0] ?? null,
    mode: readMode(env, wrong),
    dryRun: readBoolean(env, 'dry-run', wrong),
    shareMinutes: readMinutes(env, 'share-minutes', wrong),
    baseUrl: readBaseUrl(text(env, 'base-url'), message => wrong('base-url', message)),
    showSummary: readBoolean(env, 'show-summary', wrong),
    proxy: readProxy(env, message => mistakes.push({ input: 'HTTPS_PROXY', message })),
  }
  if (mistakes.length > 0) throw new InvalidInputs(mistakes)
  return inputs
}

/** Keys and passwords in the environment of the step, valid or not: to be masked before all else. */
export function secretsOf(env: Environment): string[] {
  const key = given(env, 'admin-key') ?? ''
  const secrets = [key, ...key.split(/[\r\n]+/), ...proxyPasswords(env)].map(part => part.trim())
  // Masking a word of three letters would blot out half the log.
  return [...new Set(secrets)].filter(secret => secret.length > 3)
}

type Wrong = (input: InputName, message: string) => void

/** The value of an input without blanks around it; undefined where the runner did not set it. */
function given(env: Environment, input: InputName): string | undefined {
  return env[`INPUT_${input.toUpperCase()}`]?.trim()
}

function text(env: Environment, input: InputName): string {
  return given(env, input) || DECLARED[input]
}

/** Inputs that the workflow surely meant as another: the runner only warns, and passes them on. */
function misspelled(env: Environment): Mistake[] {
  const names = Object.keys(DECLARED) as InputName[]
  const declared = new Set(names.map(name => `INPUT_${name.toUpperCase()}`))
  return Object.keys(env)
    .filter(key => /^INPUT_/i.test(key) && !declared.has(key))
    .flatMap(key => {
      const input = key.slice('INPUT_'.length).toLowerCase()
      const meant = names.find(
        name => distance(input.replaceAll('_', '-'), name) <= (name.length > 5 ? 2 : 1),
      )
      if (meant === undefined) return []
      return [{ input, message: `"${input}" is no input of this action: write ${meant}` }]
    })
}

function readKey(env: Environment, wrong: Wrong): string {
  const key = text(env, 'admin-key')
  if (key === '') {
    wrong(
      'admin-key',
      'admin-key is empty: is the secret set? Pull requests from forks and from Dependabot get no secrets, and a reusable workflow needs `secrets: inherit`',
    )
  } else if (/[\r\n]/.test(key)) {
    wrong('admin-key', 'admin-key spans several lines: store the key alone in the secret')
  } else if (!/^[!-~]+$/.test(key)) {
    wrong('admin-key', 'admin-key has a blank or a character that no key has: store it anew')
  }
  return key
}

/** The items of a list: one a line, or separated by commas; a line that starts with # is none. */
export function listItems(value: string): string[] {
  const items = value
    .split('\n')
    .filter(line => !line.trimStart().startsWith('#'))
    .flatMap(line => line.split(','))
    .map(item => item.trim())
    .filter(item => item !== '')
  return [...new Set(items)]
}

function readIds(env: Environment, input: InputName, wrong: Wrong): string[] {
  const ids = listItems(text(env, input))
  if (ids.length === 0 && input !== 'owning-project-id') {
    wrong(input, `${input} names nothing: give at least one ID`)
  }
  if (ids.length > 1 && input === 'owning-project-id') {
    wrong(input, `${input} takes one project ID, and has ${ids.length}`)
  }
  for (const id of ids) {
    const isKey = id.startsWith('sk-') || id === given(env, 'admin-key')
    const fault = isKey ? 'is a key: it belongs in admin-key, from a secret' : faultOf(id, input)
    if (fault !== null) wrong(input, `${input}: ${quoted(id)} ${fault}`)
  }
  return ids
}

/** What is wrong with an ID, null where nothing is. */
function faultOf(id: string, input: InputName): string | null {
  if (id.length > ID_MAX_LENGTH) {
    return `has ${id.length} characters, and no ID has more than ${ID_MAX_LENGTH}`
  }
  if (!ID_PATTERN.test(id)) {
    return 'is no ID: IDs have letters, digits and . _ : @ + = - and start with a letter or digit'
  }
  if (/^ftckpt_/.test(id)) {
    return "is the ID of a checkpoint object: use that object's fine_tuned_model_checkpoint (ft:…)"
  }
  if (/^ftjob-/.test(id)) {
    return "is a fine-tuning job: use that job's fine_tuned_model (ft:…) in checkpoint-id"
  }
  if (input === 'checkpoint-id' ? /^proj_/.test(id) : /^ft:/.test(id)) {
    return input === 'checkpoint-id'
      ? 'is a project: it belongs in project-ids'
      : 'is a checkpoint: it belongs in checkpoint-id'
  }
  return null
}

/** A value as a message quotes it: no more of it than it takes to find it. */
export function quoted(value: string): string {
  return value.length > QUOTED_LENGTH ? `"${value.slice(0, QUOTED_LENGTH)}…"` : `"${value}"`
}

function readMode(env: Environment, wrong: Wrong): Mode {
  const value = text(env, 'mode')
  const mode = MODES.find(known => known === value)
  if (mode === undefined) wrong('mode', `mode: ${quoted(value)} is none of ${MODES.join(', ')}`)
  return mode ?? 'grant'
}

function readBoolean(env: Environment, input: InputName, wrong: Wrong): boolean {
  const value = text(env, input)
  if (/^(true|True|TRUE)$/.test(value)) return true
  if (!/^(false|False|FALSE)$/.test(value)) {
    wrong(input, `${input}: ${quoted(value)} is neither true nor false`)
  }
  return false
}

function readMinutes(env: Environment, input: InputName, wrong: Wrong): number {
  const value = text(env, input)
  const minutes = /^\d+(\.\d+)?$/.test(value) ? Number(value) : 0
  if (minutes <= 0 || minutes > MAX_MINUTES) {
    wrong(
      input,
      `${input}: ${quoted(value)} is no number of minutes above 0 and up to ${MAX_MINUTES}`,
    )
  }
  return minutes
}
