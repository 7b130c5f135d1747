import { formatNumber } from '../common/format.ts'
import type { ValidationIssue } from '../common/validation.ts'
import { INPUT_DEFAULTS, type InputName } from './defaults.ts'
import { type Env, variableOf } from './raw-inputs.ts'

// A Windows environment variable has at most 32,767 characters, so a value this long may be cut off.
const MAX_LENGTH = 32_766

/** Issues with inputs that Windows may have cut off. Access of missing items would be revoked. */
export function cutInputs(env: Env): ValidationIssue[] {
  if (env.RUNNER_OS !== 'Windows') return []
  const inputs = Object.keys(INPUT_DEFAULTS) as InputName[]
  return inputs
    .filter(input => (env[variableOf(input)]?.length ?? 0) >= MAX_LENGTH)
    .map(input => ({
      input,
      message: `${input} has ${formatNumber(MAX_LENGTH)} or more characters, so Windows may have cut it off. Use sharing-file or a Linux runner.`,
    }))
}
