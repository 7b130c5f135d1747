import { readInputs } from './inputs/read-inputs.ts'
import type { RunDeps } from './run/context.ts'

/**
 * Runs the step: reads the inputs, lists who has access, applies the changes, and reports.
 *
 * @returns the exit code: 0 if everything is as requested, otherwise 1
 */
export async function run(deps: RunDeps): Promise<number> {
  const { env, clock } = deps
  const started = clock.now()
  const [inputs] = await Promise.allSettled([Promise.try(readInputs, env)])
  // Loaded here, so nothing that can send a request exists before the inputs are known.
  const { runAction } = await import('./run/run-action.ts')
  return runAction({ ...deps, started, inputs })
}
