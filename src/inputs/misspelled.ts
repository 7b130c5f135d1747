import { editDistance } from '../common/edit-distance.ts'
import type { ValidationIssue } from '../common/validation.ts'
import { INPUT_DEFAULTS, type InputName } from './defaults.ts'
import { type Env, variableOf } from './raw-inputs.ts'

/** Other names that people are likely to use, and the inputs they stand for. */
const OTHER_NAMES = new Map<string, InputName>([
  ['wait-minutes', 'wait-timeout-minutes'],
  ['share-minutes', 'share-timeout-minutes'],
])

/** Inputs that the workflow surely meant as another: the runner only warns, and passes them on. */
export function misspelledInputs(env: Env): ValidationIssue[] {
  const names = Object.keys(INPUT_DEFAULTS) as InputName[]
  const declared = new Set(names.map(variableOf))
  return Object.keys(env).flatMap(key => {
    if (!/^INPUT_/i.test(key) || declared.has(key)) return []
    const input = key.slice('INPUT_'.length).toLowerCase()
    const name = input.replaceAll('_', '-')
    const meant = OTHER_NAMES.get(name) ?? names.find(one => editDistance(name, one) <= 2)
    if (meant === undefined) return []
    return [{ input, message: `"${input}" is no input of this action: write ${meant}` }]
  })
}
