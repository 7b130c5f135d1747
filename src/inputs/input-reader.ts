import { quoted } from '../common/format.ts'
import { ID_PATTERN, idError } from '../common/ids.ts'
import type { ValidationIssue } from '../common/validation.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import { INPUT_DEFAULTS, type InputName } from './defaults.ts'
import type { Inputs } from './inputs.ts'
import { isProjectOfKey, type KeyLine, keyError, keyLines, keysOf } from './keys.ts'
import { idListError, itemAdvice, listError } from './lists.ts'
import { misspelledInputs } from './misspelled.ts'
import { type Env, lineItems, listItems, rawInput, variableOf } from './raw-inputs.ts'
import { cutInputs } from './windows-limit.ts'

/** What to say of a key that is empty. */
export const MISSING_SECRET =
  'is the secret set, and does the job name the environment that has it? Pull requests from forks and from Dependabot get no secrets, and a reusable workflow only those that its caller hands over, one by one or by `secrets: inherit`'
// The longest that a self-hosted job may run is five days.
const MAX_MINUTES = 7_200

/** Reads inputs one by one and collects what is wrong with them. */
export class InputReader {
  readonly issues: ValidationIssue[] = []
  readonly #env: Env
  readonly #keys: ReadonlySet<string>

  constructor(env: Env) {
    this.#env = env
    this.#keys = new Set(keysOf(env))
    this.issues.push(...misspelledInputs(env), ...cutInputs(env))
  }

  /** Notes a mistake. */
  addIssue(input: string, message: string): void {
    this.issues.push({ input, message })
  }

  /** The value without blanks around it; the default where the workflow gives none. */
  text(input: InputName): string {
    return rawInput(this.#env, input) || INPUT_DEFAULTS[input]
  }

  /** As `text`, for an input whose default must not stand in for a variable that is not set. */
  requireExplicit(input: InputName): string {
    if (rawInput(this.#env, input) === '') {
      this.addIssue(
        input,
        `${input} is empty: is the variable behind it set? Leave ${input} out for "${INPUT_DEFAULTS[input]}"`,
      )
    }
    return this.text(input)
  }

  /** A key, which no mistake ever shows; empty where it is neither given nor needed. */
  key(input: InputName, isNeeded: boolean): string {
    const key = this.text(input)
    if (key === '' && isNeeded) {
      this.addIssue(input, `${input} is empty: ${MISSING_SECRET}`)
    }
    const error = key === '' ? null : keyError(key)
    if (error !== null) this.addIssue(input, `${input} ${error}`)
    return key
  }

  /** IDs, one a line or separated by commas, without repeats. */
  ids(input: InputName): string[] {
    const value = this.text(input)
    const ids = listItems(value)
    if (this.#isWrongList(input, idListError(value))) return ids
    for (const id of ids) {
      const isKey = id.startsWith('sk-') || this.#keys.has(id)
      const fault = isKey ? 'is a key: take it out, and give keys as secrets' : itemError(id, input)
      if (fault !== null) this.addIssue(input, `${input}: ${quoted(id)} ${fault}`)
    }
    return ids
  }

  /** Names, one a line, without repeats. */
  names(input: InputName): string[] {
    const value = this.text(input)
    this.#isWrongList(input, listError(value, 'name'))
    return lineItems(value)
  }

  /** Notes what is wrong with a list as a whole: then its items aren't looked at. */
  #isWrongList(input: InputName, error: string | null): boolean {
    if (error !== null) this.addIssue(input, `${input} ${error}`)
    return error !== null
  }

  /** One of several words. */
  choice<T extends string>(input: InputName, choices: readonly [T, ...T[]]): T {
    const value = this.requireExplicit(input)
    const choice = choices.find(known => known === value)
    if (choice === undefined) {
      this.addIssue(input, `${input}: ${quoted(value)} is none of ${choices.join(', ')}`)
    }
    return choice ?? choices[0]
  }

  /** A boolean, in the spellings of YAML 1.2. */
  boolean(input: InputName, value: string = this.text(input)): boolean {
    if (/^(true|True|TRUE)$/.test(value)) return true
    if (!/^(false|False|FALSE)$/.test(value)) {
      this.addIssue(input, `${input}: ${quoted(value)} is neither true nor false`)
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
      this.addIssue(
        input,
        `${input}: ${quoted(value)} is no number of minutes ${from} up to ${MAX_MINUTES}`,
      )
    }
    return minutes
  }

  /** `final`, `all`, `best`, or the numbers of steps. */
  jobCheckpoints(input: InputName): CheckpointSelector {
    const text = this.text(input)
    if (this.#isWrongList(input, idListError(text))) return 'final'
    const value = lineItems(text).join('\n') || INPUT_DEFAULTS[input]
    if (value === 'final' || value === 'all' || value === 'best') return value
    const steps = listItems(value)
    if (steps.length === 0 || !steps.every(step => /^\d{1,9}$/.test(step))) {
      this.addIssue(
        input,
        `${input}: ${quoted(value)} is neither final, all, best, nor a list of step numbers`,
      )
    }
    return [...new Set(steps.map(Number))]
  }

  /** Lines of `PROJECT_ID=API_KEY`, one per project; no mistake shows either side. */
  keysByProject(input: InputName): Pick<Inputs, 'verifyKeys' | 'verifyKeyLines'> {
    const found = new Map<string, KeyLine>()
    for (const one of keyLines(this.#env[variableOf(input)] ?? '')) {
      const { line, projectId, key } = one
      const place = `ine ${line} of ${input}`
      const before = found.get(projectId)
      const error = key === '' ? null : keyError(key)
      if (!isProjectOfKey(projectId) || key.includes(',')) {
        this.addIssue(input, `L${place} isn't PROJECT_ID=API_KEY.`)
      } else if (key === '') {
        this.addIssue(input, `L${place} has no key: ${MISSING_SECRET}`)
      } else if (error !== null) {
        this.addIssue(input, `The key in l${place} ${error}`)
      } else if (before !== undefined && before.key !== key) {
        this.addIssue(
          input,
          `L${place} has a second key for its project. Specify one key per project.`,
        )
      } else if (before === undefined) {
        found.set(projectId, one)
      }
    }
    const lines = [...found.values()]
    return {
      verifyKeys: new Map(lines.map(({ projectId, key }) => [projectId, key])),
      verifyKeyLines: new Map(lines.map(({ projectId, line }) => [projectId, line])),
    }
  }

  /** A whole number from 0 on; null for `none`. */
  limit(input: InputName): number | null {
    const value = this.requireExplicit(input)
    if (value === 'none') return null
    if (!/^\d{1,9}$/.test(value)) {
      this.addIssue(input, `${input}: ${quoted(value)} is neither a whole number nor none`)
    }
    return Number(value)
  }
}

/** What is wrong with an item of a list of IDs, null if nothing is. */
function itemError(id: string, input: InputName): string | null {
  const advice = ID_PATTERN.test(id) ? null : itemAdvice(id, input)
  return advice === null ? idError(id, input) : `isn't a valid ID. ${advice}`
}
