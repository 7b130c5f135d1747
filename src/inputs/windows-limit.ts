import { formatNumber } from '../common/format.ts'
import type { ValidationIssue } from '../common/validation.ts'
import { INPUT_DEFAULTS, type InputName } from './defaults.ts'
import { type Env, variableOf } from './raw-inputs.ts'

// A variable of Windows has at most 32,767 characters: what is as long may have been cut.
const MAX_LENGTH = 32_766

/** Inputs that Windows may have cut off: what is missing from a list would be revoked. */
export function cutInputs(env: Env): ValidationIssue[] {
  if (env.RUNNER_OS !== 'Windows') return []
  const inputs = Object.keys(INPUT_DEFAULTS) as InputName[]
  return inputs
    .filter(input => (env[variableOf(input)]?.length ?? 0) >= MAX_LENGTH)
    .map(input => ({
      input,
      message: `${input} has ${formatNumber(MAX_LENGTH)} or more characters, so Windows may have cut it off. Use sharing-file instead, or a Linux runner.`,
    }))
}
