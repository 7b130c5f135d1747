import { ID_MAX_LENGTH, ID_PATTERN } from './api/schemas.ts'
import { distance } from './distance.ts'

/** Every input that action.yml declares, with the default it names there. */
export const DECLARED = {
  'admin-key': '',
  'checkpoint-id': '',
  'project-ids': '',
  'project-names': '',
  'owning-project-id': '',
  mode: 'grant',
  'dry-run': 'false',
  exact: 'false',
  'max-revocations': '10',
  'share-minutes': '30',
  'base-url': 'https://api.openai.com/v1',
  'commit-status': '',
  'github-token': '',
  'show-summary': 'true',
} as const
export type InputName = keyof typeof DECLARED

/** The environment of the step, in which the runner puts inputs as `INPUT_NAME`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A mistake in the inputs. `message` names the input, the value and the fix, and is raw. */
export interface Mistake {
  input: string
  message: string
}

// The longest that a self-hosted job may run is five days.
const MAX_MINUTES = 7_200
const QUOTED_LENGTH = 80

/** Reads inputs one by one and collects what is wrong with them. */
export class InputReader {
  readonly mistakes: Mistake[] = []
  readonly #env: Environment

  constructor(env: Environment) {
    this.#env = env
    this.#findMisspelled()
  }

  /** Notes a mistake. */
  wrong(input: string, message: string): void {
    this.mistakes.push({ input, message })
  }

  /** The value without blanks around it; the default where the workflow gives none. */
  text(input: InputName): string {
    return given(this.#env, input) || DECLARED[input]
  }

  /** As `text`, for an input whose default must not stand in for a variable that is not set. */
  deliberate(input: InputName): string {
    if (given(this.#env, input) === '') {
      this.wrong(
        input,
        `${input} is empty: is the variable behind it set? Leave ${input} out for "${DECLARED[input]}"`,
      )
    }
    return this.text(input)
  }

  /** A key, which no mistake ever shows. */
  key(input: InputName): string {
    const key = this.text(input)
    if (key === '') {
      this.wrong(
        input,
        `${input} is empty: is the secret set? Pull requests from forks and from Dependabot get no secrets, and a reusable workflow needs \`secrets: inherit\``,
      )
    } else if (/[\r\n]/.test(key)) {
      this.wrong(input, `${input} spans several lines: store the key alone in the secret`)
    } else if (!/^[!-~]+$/.test(key)) {
      this.wrong(input, `${input} has a blank or a character that no key has: store it anew`)
    }
    return key
  }

  /** IDs, one a line or separated by commas, without repeats. */
  ids(input: InputName): string[] {
    const ids = listItems(this.text(input))
    for (const id of ids) {
      const isKey = id.startsWith('sk-') || id === given(this.#env, 'admin-key')
      const fault = isKey ? 'is a key: it belongs in admin-key, from a secret' : faultOf(id, input)
      if (fault !== null) this.wrong(input, `${input}: ${quoted(id)} ${fault}`)
    }
    return ids
  }

  /** Names, one a line, without repeats. */
  names(input: InputName): string[] {
    return lineItems(this.text(input))
  }

  /** One of several words. */
  choice<T extends string>(input: InputName, choices: readonly [T, ...T[]]): T {
    const value = this.deliberate(input)
    const choice = choices.find(known => known === value)
    if (choice === undefined) {
      this.wrong(input, `${input}: ${quoted(value)} is none of ${choices.join(', ')}`)
    }
    return choice ?? choices[0]
  }

  /** A boolean, in the spellings of YAML 1.2. */
  boolean(input: InputName, value: string = this.text(input)): boolean {
    if (/^(true|True|TRUE)$/.test(value)) return true
    if (!/^(false|False|FALSE)$/.test(value)) {
      this.wrong(input, `${input}: ${quoted(value)} is neither true nor false`)
    }
    return false
  }

  /** A number of minutes above 0, which may have decimals. */
  minutes(input: InputName): number {
    const value = this.text(input)
    const minutes = /^\d+(\.\d+)?$/.test(value) ? Number(value) : 0
    if (minutes <= 0 || minutes > MAX_MINUTES) {
      this.wrong(
        input,
        `${input}: ${quoted(value)} is no number of minutes above 0 and up to ${MAX_MINUTES}`,
      )
    }
    return minutes
  }

  /** A whole number from 0 on; null for `none`. */
  limit(input: InputName): number | null {
    const value = this.deliberate(input)
    if (value === 'none') return null
    if (!/^\d{1,9}$/.test(value)) {
      this.wrong(input, `${input}: ${quoted(value)} is neither a whole number nor none`)
    }
    return Number(value)
  }

  /** Inputs that the workflow surely meant as another: the runner only warns, and passes them on. */
  #findMisspelled(): void {
    const names = Object.keys(DECLARED) as InputName[]
    const declared = new Set(names.map(variableOf))
    for (const key of Object.keys(this.#env)) {
      if (!/^INPUT_/i.test(key) || declared.has(key)) continue
      const input = key.slice('INPUT_'.length).toLowerCase()
      const meant = names.find(
        name => distance(input.replaceAll('_', '-'), name) <= (name.length > 5 ? 2 : 1),
      )
      if (meant !== undefined) {
        this.wrong(input, `"${input}" is no input of this action: write ${meant}`)
      }
    }
  }
}

/** The value of an input without blanks around it; undefined where the runner did not set it. */
export function given(env: Environment, input: InputName): string | undefined {
  return env[variableOf(input)]?.trim()
}

/** A value as a message quotes it: no more of it than it takes to find it. */
export function quoted(value: string): string {
  return value.length > QUOTED_LENGTH ? `"${value.slice(0, QUOTED_LENGTH)}…"` : `"${value}"`
}

function variableOf(input: InputName): string {
  return `INPUT_${input.toUpperCase()}`
}

/** The items of a list: one a line, or separated by commas; a line that starts with # is none. */
export function listItems(value: string): string[] {
  return unique(linesOf(value).flatMap(line => line.split(',')))
}

/** The items of a list, one a line; a line that starts with # is none. */
export function lineItems(value: string): string[] {
  return unique(linesOf(value))
}

function linesOf(value: string): string[] {
  return value.split(/[\r\n]+/).filter(line => !line.trimStart().startsWith('#'))
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items.map(item => item.trim()).filter(item => item !== ''))]
}

/** What is wrong with an ID, null where nothing is. */
function faultOf(id: string, input: InputName): string | null {
  if (id.length > ID_MAX_LENGTH) {
    return `has ${id.length} characters, and no ID has more than ${ID_MAX_LENGTH}`
  }
  if (!ID_PATTERN.test(id)) {
    return 'is no ID: IDs have letters, digits and . _ : @ + = - and start with a letter or digit'
  }
  if (id.startsWith('ftckpt_')) {
    return "is the ID of a checkpoint object: use that object's fine_tuned_model_checkpoint (ft:…) in checkpoint-id"
  }
  if (id.startsWith('ftjob-')) {
    return "is a fine-tuning job: use that job's fine_tuned_model (ft:…) in checkpoint-id"
  }
  const isForCheckpoints = input === 'checkpoint-id'
  if (isForCheckpoints && id.startsWith('proj_')) return 'is a project: put it into project-ids'
  if (!isForCheckpoints && id.startsWith('ft:')) return 'is a checkpoint: put it into checkpoint-id'
  return null
}
