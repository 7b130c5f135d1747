import type { Clock } from './common/clock.ts'
import type { Environment } from './inputs/input-reader.ts'
import { readInputs } from './inputs/inputs.ts'

/** All that a run takes from the outside. */
export interface Surroundings {
  env: Environment
  clock: Clock
  /** A number from 0 up to but not including 1. */
  random: () => number
  /** Aborts when the step is cancelled. */
  cancelled: AbortSignal
}

/**
 * Runs the step: reads the inputs, finds out who has access, changes what has to be changed, and
 * reports.
 *
 * @returns the exit code: 0 where all stands as asked, else 1
 */
export async function run(surroundings: Surroundings): Promise<number> {
  const { env, clock } = surroundings
  const started = clock.now()
  const [read] = await Promise.allSettled([Promise.try(readInputs, env)])
  // Loaded here, so that nothing that can send is there before the inputs are known.
  const { act } = await import('./run/run-action.ts')
  return act({ ...surroundings, started, read })
}
