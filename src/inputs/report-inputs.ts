import { MODES, STATUS_MODES } from '../sharing/types.ts'
import { type Env, rawInput } from './raw-inputs.ts'

/** Whether to write a job summary, even if other inputs are invalid. */
export function isSummaryEnabled(env: Env): boolean {
  return !/^false$/i.test(rawInput(env, 'show-summary') ?? '')
}

/**
 * The commit status to post, null if there's none. It's read separately, because it's posted even if
 * other inputs are invalid.
 */
export function commitStatusInput(env: Env): { name: string; token: string } | null {
  const name = rawInput(env, 'commit-status') ?? ''
  const token = rawInput(env, 'github-token') ?? ''
  const mode = MODES.find(known => known === rawInput(env, 'mode'))
  const isDryRun = /^true$/i.test(rawInput(env, 'dry-run') ?? '')
  const isUnfit = mode !== undefined && !STATUS_MODES.has(mode)
  return name === '' || token === '' || isDryRun || isUnfit ? null : { name, token }
}
