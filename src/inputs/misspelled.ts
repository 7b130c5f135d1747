import { editDistance } from '../common/edit-distance.ts'
import type { ValidationIssue } from '../common/validation.ts'
import { MODES } from '../sharing/types.ts'
import { INPUT_DEFAULTS, type InputName } from './defaults.ts'
import { OTHER_NAMES } from './other-names.ts'
import { type Env, variableOf } from './raw-inputs.ts'

const INPUTS = Object.keys(INPUT_DEFAULTS) as InputName[]

/**
 * The values that inputs with short names take. A short name is two edits from many others (`model`,
 * `node`, `code`), so such a name is an error only if its value would have an effect.
 */
const SHORT_NAMES = new Map<InputName, RegExp>([
  ['mode', new RegExp(`^(${MODES.join('|')})$`, 'i')],
  ['exact', /^(true|false)$/i],
])

/** An undeclared input, and the declared one that it resembles. */
interface Lookalike {
  /** Its name as in a workflow, in lower case. */
  input: string
  meant: InputName
  /** Whether the workflow certainly meant the declared one. */
  isSlip: boolean
}

/** Issues with misspelled inputs. The runner only warns about them, and passes them on. */
export function misspelledInputs(env: Env): ValidationIssue[] {
  return lookalikes(env).flatMap(({ input, meant, isSlip }) =>
    isSlip
      ? [{ input, message: `${input} isn't an input of this action. Use ${meant} instead.` }]
      : [],
  )
}

/**
 * Warnings about inputs that resemble a declared one, but whose values don't fit it: they belong to
 * a wrapper, and runners based on act pass them on to its actions. `message` is raw.
 */
export function ignoredInputs(env: Env): ValidationIssue[] {
  return lookalikes(env).flatMap(({ input, meant, isSlip }) =>
    isSlip
      ? []
      : [
          {
            input,
            message: `Ignoring ${input}, which isn't an input of this action. If you mean ${meant}, rename it.`,
          },
        ],
  )
}

function lookalikes(env: Env): Lookalike[] {
  const declared = new Set(INPUTS.map(variableOf))
  return Object.entries(env).flatMap(([key, value]) => {
    if (!/^INPUT_/i.test(key) || declared.has(key)) return []
    const input = key.slice('INPUT_'.length).toLowerCase()
    const name = input.replaceAll('_', '-')
    const meant = OTHER_NAMES.get(name) ?? nearest(name)
    if (meant === undefined) return []
    const isSlip = SHORT_NAMES.get(meant)?.test(value?.trim() ?? '') ?? true
    return [{ input, meant, isSlip }]
  })
}

/** The nearest declared input, if it's close enough. */
function nearest(name: string): InputName | undefined {
  return INPUTS.map(input => ({ input, edits: editDistance(name, input) }))
    .filter(({ input, edits }) => edits <= (input.length < 12 ? 2 : 3))
    .sort((a, b) => a.edits - b.edits)[0]?.input
}

/** The value that a misspelled one was meant as, if one is close enough. */
export function nearestChoice(value: string, choices: readonly string[]): string | undefined {
  const word = value.slice(0, 20).toLowerCase()
  return choices
    .map(choice => ({ choice, edits: editDistance(word, choice) }))
    .filter(({ choice, edits }) => edits <= (choice.length < 5 ? 1 : 2))
    .sort((a, b) => a.edits - b.edits)[0]?.choice
}
