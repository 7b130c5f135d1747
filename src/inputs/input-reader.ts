import { formatList, quoted } from '../common/format.ts'
import { ID_PATTERN, idError } from '../common/ids.ts'
import type { ValidationIssue } from '../common/validation.ts'
import type { CheckpointSelector } from '../sharing/jobs/select-checkpoints.ts'
import { INPUT_DEFAULTS, type InputName } from './defaults.ts'
import { keyError, keysOf } from './keys.ts'
import { idListError, itemAdvice, listError } from './lists.ts'
import { misspelledInputs, nearestChoice } from './misspelled.ts'
import { type Env, lineItems, listItems, rawInput } from './raw-inputs.ts'
import { cutInputs } from './windows-limit.ts'

/** The fix for an empty key. */
export const MISSING_SECRET =
  "Check that the secret exists and that this job sets the environment that holds it. Pull requests from forks and Dependabot don't get Actions secrets. A reusable workflow gets only the secrets that its caller passes, one by one or with `secrets: inherit`."
// The maximum duration of a job on a self-hosted runner: five days.
const MAX_MINUTES = 7_200

/** Reads the inputs one by one, and collects the issues. */
export class InputReader {
  readonly issues: ValidationIssue[] = []
  readonly #env: Env
  readonly #keys: ReadonlySet<string>
  readonly #known = new Set<string>()

  constructor(env: Env) {
    this.#env = env
    this.#keys = new Set(keysOf(env))
    this.issues.push(...misspelledInputs(env), ...cutInputs(env))
  }

  /** Adds an issue, once. */
  addIssue(input: string, message: string): void {
    const key = JSON.stringify([input, message])
    if (this.#known.has(key)) return
    this.#known.add(key)
    this.issues.push({ input, message })
  }

  /** The trimmed value; the default if the workflow doesn't set it. */
  text(input: InputName): string {
    return rawInput(this.#env, input) || INPUT_DEFAULTS[input]
  }

  /** `text` for an input whose default must not replace an unset variable: empty is an issue. */
  requireExplicit(input: InputName): string {
    if (rawInput(this.#env, input) === '') {
      this.addIssue(
        input,
        `${input} is empty. Check the variable that sets it, or remove ${input} to use the default, ${INPUT_DEFAULTS[input]}.`,
      )
    }
    return this.text(input)
  }

  /** A key, which no message shows; empty if it's neither set nor needed. */
  key(input: InputName, isNeeded: boolean): string {
    const key = this.text(input)
    if (key === '' && isNeeded) {
      this.addIssue(input, `${input} is empty. ${MISSING_SECRET}`)
    }
    const error = key === '' ? null : keyError(key)
    if (error !== null) this.addIssue(input, `${input} ${error}`)
    return key
  }

  /** IDs, one per line or separated by commas, without duplicates. */
  ids(input: InputName): string[] {
    const value = this.text(input)
    const ids = listItems(value)
    if (this.#addListError(input, idListError(value))) return ids
    for (const id of ids) {
      const isKey = id.startsWith('sk-') || this.#keys.has(id)
      const fault = isKey
        ? 'looks like an API key. Remove it, and pass keys only in admin-key, api-key, or verify-keys.'
        : itemError(id, input)
      if (fault !== null) this.addIssue(input, `${input}: ${quoted(id)} ${fault}`)
    }
    return ids
  }

  /** One ID, null if it isn't set. */
  id(input: InputName): string | null {
    const ids = this.ids(input)
    if (ids.length > 1) {
      this.addIssue(input, `${input} has ${ids.length} IDs. Specify only one.`)
    }
    return ids[0] ?? null
  }

  /** Names, one per line, without duplicates. */
  names(input: InputName): string[] {
    const value = this.text(input)
    this.#addListError(input, listError(value, 'name'))
    return lineItems(value)
  }

  /** Adds the error of a list as a whole, if it has one. Its items aren't checked then. */
  #addListError(input: InputName, error: string | null): boolean {
    if (error !== null) this.addIssue(input, `${input} ${error}`)
    return error !== null
  }

  /** One of several words. The message suggests the one that a misspelled value resembles. */
  choice<T extends string>(input: InputName, choices: readonly [T, ...T[]]): T {
    const value = this.requireExplicit(input)
    const choice = choices.find(known => known === value)
    if (choice === undefined) {
      const near = nearestChoice(value, choices)
      const question = near === undefined ? '' : ` Did you mean ${near}?`
      this.addIssue(
        input,
        `${input}: ${quoted(value)} isn't a valid ${input}.${question} Valid ${input}s are ${formatList(choices, choices.length)}.`,
      )
    }
    return choice ?? choices[0]
  }

  /** A boolean, in the spellings of YAML 1.2. */
  boolean(input: InputName, value: string = this.text(input)): boolean {
    if (/^(true|True|TRUE)$/.test(value)) return true
    if (!/^(false|False|FALSE)$/.test(value)) {
      this.addIssue(input, `${input}: ${quoted(value)} isn't a boolean. Use true or false.`)
    }
    return false
  }

  /** A number of minutes, with or without decimals; 0 only if `mayBeZero`. */
  minutes(input: InputName, mayBeZero = false): number {
    const value = this.text(input)
    const minutes = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    const isEnough = mayBeZero ? minutes >= 0 : minutes > 0
    if (!isEnough || minutes > MAX_MINUTES) {
      const range = mayBeZero ? 'from 0 to' : 'greater than 0, up to'
      this.addIssue(
        input,
        `${input}: ${quoted(value)} isn't a valid number of minutes. Use a number ${range} ${MAX_MINUTES}.`,
      )
    }
    return minutes
  }

  /** `final`, `all`, `best`, or step numbers. */
  jobCheckpoints(input: InputName): CheckpointSelector {
    const text = this.text(input)
    if (this.#addListError(input, idListError(text))) return 'final'
    const value = lineItems(text).join('\n') || INPUT_DEFAULTS[input]
    if (value === 'final' || value === 'all' || value === 'best') return value
    const steps = listItems(value)
    if (steps.length === 0 || !steps.every(step => /^\d{1,9}$/.test(step))) {
      this.addIssue(
        input,
        `${input}: ${quoted(value)} isn't a valid selection. Use final, all, best, or step numbers.`,
      )
    }
    return [...new Set(steps.map(Number))]
  }

  /** A whole number, 0 or more; null for `none`. */
  limit(input: InputName): number | null {
    const value = this.requireExplicit(input)
    if (value === 'none') return null
    if (!/^\d{1,9}$/.test(value)) {
      this.addIssue(
        input,
        `${input}: ${quoted(value)} isn't a valid limit. Use a whole number from 0 to 999999999, or none for no limit.`,
      )
    }
    return Number(value)
  }
}

/** What is wrong with an item of a list of IDs, and the fix; null if nothing is. */
function itemError(id: string, input: InputName): string | null {
  const advice = ID_PATTERN.test(id) ? null : itemAdvice(id, input)
  return advice === null ? idError(id, input) : `isn't a valid ID. ${advice}`
}
