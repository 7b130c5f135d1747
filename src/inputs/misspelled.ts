import { editDistance } from '../common/edit-distance.ts'
import type { ValidationIssue } from '../common/validation.ts'
import { MODES } from '../sharing/types.ts'
import { INPUT_DEFAULTS, type InputName } from './defaults.ts'
import { OTHER_NAMES } from './other-names.ts'
import { type Env, variableOf } from './raw-inputs.ts'

const INPUTS = Object.keys(INPUT_DEFAULTS) as InputName[]

/**
 * What the inputs with short names take. A name of five letters is two edits from many others
 * (`model`, `node`, `code`), so what counts there is whether the value would have done something.
 */
const SHORT_NAMES = new Map<InputName, RegExp>([
  ['mode', new RegExp(`^(${MODES.join('|')})$`, 'i')],
  ['exact', /^(true|false)$/i],
])

/** An input that isn't declared, and the declared one that it resembles. */
interface Lookalike {
  /** As in a workflow, in lower case. */
  input: string
  meant: InputName
  /** Whether the workflow surely meant the other. */
  isSlip: boolean
}

/** Inputs that the workflow surely meant as another: the runner only warns, and passes them on. */
export function misspelledInputs(env: Env): ValidationIssue[] {
  return lookalikes(env).flatMap(({ input, meant, isSlip }) =>
    isSlip
      ? [{ input, message: `${input} isn't an input of this action. Use ${meant} instead.` }]
      : [],
  )
}

/**
 * Inputs that resemble another, but can't have been meant as it: those of a wrapper, which runners
 * based on act pass on to the actions in it. `message` is raw.
 */
export function ignoredInputs(env: Env): ValidationIssue[] {
  return lookalikes(env).flatMap(({ input, meant, isSlip }) =>
    isSlip
      ? []
      : [
          {
            input,
            message: `Ignoring ${input}, which isn't an input of this action. If it means ${meant}, rename it.`,
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

/** The declared input that differs least, if that's little enough. */
function nearest(name: string): InputName | undefined {
  return INPUTS.map(input => ({ input, edits: editDistance(name, input) }))
    .filter(({ input, edits }) => edits <= (input.length < 12 ? 2 : 3))
    .sort((a, b) => a.edits - b.edits)[0]?.input
}
