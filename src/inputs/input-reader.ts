import { DEFAULT_BASE_URL } from '../api/base-url.ts'
import { distance } from '../common/edit-distance.ts'
import { faultOf, keyLines, lineItems, listItems, quoted } from './lists.ts'
import type { Mistake } from '../common/validation.ts'
import type { Choice } from '../sharing/jobs/select-checkpoints.ts'

/** Every input that action.yml declares, with the default it names there. */
export const DECLARED = {
  'admin-key': '',
  'checkpoint-id': '',
  'fine-tuning-job-id': '',
  'project-ids': '',
  'project-names': '',
  'owning-project-id': '',
  'sharing-file': '',
  mode: 'grant',
  'dry-run': 'false',
  exact: 'false',
  'max-revocations': '10',
  'api-key': '',
  'job-checkpoints': 'final',
  'wait-minutes': '60',
  'verify-keys': '',
  'share-minutes': '30',
  'base-url': DEFAULT_BASE_URL,
  'commit-status': '',
  'github-token': '',
  'show-summary': 'true',
} as const
/** The name of a declared input. */
export type InputName = keyof typeof DECLARED

/** The environment of the step, in which the runner puts inputs as `INPUT_NAME`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What to say of a key that is empty. */
export const NO_SECRET =
  'is the secret set, and does the job name the environment that has it? Pull requests from forks and from Dependabot get no secrets, and a reusable workflow only those that its caller hands over, one by one or by `secrets: inherit`'
// The longest that a self-hosted job may run is five days.
const MAX_MINUTES = 7_200

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

  /** A key, which no mistake ever shows; empty where it is neither given nor needed. */
  key(input: InputName, isNeeded: boolean): string {
    const key = this.text(input)
    if (key === '' && isNeeded) {
      this.wrong(input, `${input} is empty: ${NO_SECRET}`)
    } else if (key === '') {
      return key
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
    const keys = new Set(keysOf(this.#env))
    for (const id of ids) {
      const isKey = id.startsWith('sk-') || keys.has(id)
      const fault = isKey ? 'is a key: take it out, and give keys as secrets' : faultOf(id, input)
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

  /** A number of minutes, which may have decimals; 0 only where that means something. */
  minutes(input: InputName, mayBeZero = false): number {
    const value = this.text(input)
    const minutes = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    const isEnough = mayBeZero ? minutes >= 0 : minutes > 0
    if (!isEnough || minutes > MAX_MINUTES) {
      const from = mayBeZero ? 'from 0' : 'above 0 and'
      this.wrong(
        input,
        `${input}: ${quoted(value)} is no number of minutes ${from} up to ${MAX_MINUTES}`,
      )
    }
    return minutes
  }

  /** `final`, `all`, `best`, or the numbers of steps. */
  jobCheckpoints(input: InputName): Choice {
    const value = lineItems(this.text(input)).join('\n') || DECLARED[input]
    if (value === 'final' || value === 'all' || value === 'best') return value
    const steps = listItems(value)
    if (steps.length === 0 || !steps.every(step => /^\d{1,9}$/.test(step))) {
      this.wrong(
        input,
        `${input}: ${quoted(value)} is neither final, all, best, nor a list of step numbers`,
      )
    }
    return [...new Set(steps.map(Number))]
  }

  /** Keys by project, from lines of `PROJECT_ID=API_KEY`; no mistake shows any part of a key. */
  keysByProject(input: InputName): Map<string, string> {
    const keys = new Map<string, string>()
    for (const [index, { projectId, key }] of keyLines(this.text(input)).entries()) {
      const where = `${input}: item ${index + 1}`
      const isProject = !projectId.startsWith('sk-') && faultOf(projectId, input) === null
      if (!isProject || !/^[!-+--~]*$/.test(key)) {
        this.wrong(input, `${where} is not PROJECT_ID=API_KEY`)
      } else if (key === '') {
        this.wrong(input, `${where} has no key: ${NO_SECRET}`)
      } else if (keys.has(projectId)) {
        this.wrong(input, `${where} is a second key for ${projectId}: give one key a project`)
      } else {
        keys.set(projectId, key)
      }
    }
    return keys
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
      const meant = names.find(name => distance(input.replaceAll('_', '-'), name) <= 2)
      if (meant !== undefined) {
        this.wrong(input, `"${input}" is no input of this action: write ${meant}`)
      }
    }
  }
}

/** The keys in the environment of the step, valid or not. */
function keysOf(env: Environment): string[] {
  const lines = keyLines(given(env, 'verify-keys') ?? '')
  const keys = [given(env, 'admin-key'), given(env, 'api-key'), ...lines.map(({ key }) => key)]
  return keys.flatMap(key => (key === undefined || key.startsWith('proj_') ? [] : [key]))
}

/** The value of an input without blanks around it; undefined where the runner did not set it. */
export function given(env: Environment, input: InputName): string | undefined {
  return env[variableOf(input)]?.trim()
}

function variableOf(input: InputName): string {
  return `INPUT_${input.toUpperCase()}`
}
