import fc from 'fast-check'
import { SEED } from '../support/seed.ts'
import type { Scenario } from './scenario.ts'

const { CHAOS_PATH, CHAOS_MINUTES } = process.env

/** A chaos test's timeout, in milliseconds. */
export const CHAOS_TIMEOUT = (Number(CHAOS_MINUTES ?? 0) + 15) * 60_000

/**
 * Runs this many scenarios, the same ones for the same seed. If one fails, the error shows its
 * simplest form and how to run it again. `TEST_SEED` sets another seed, and with `CHAOS_MINUTES`
 * they run for this many minutes.
 *
 * @throws Error if a scenario fails
 */
export async function runScenarios(
  scenarios: fc.Arbitrary<Scenario>,
  runs: number,
  run: (scenario: Scenario) => Promise<void>,
  shrinks = true,
): Promise<void> {
  console.log(`To repeat these runs: TEST_SEED=${SEED} npx vitest run test/chaos`)
  await fc.assert(fc.asyncProperty(scenarios, run), {
    seed: SEED,
    endOnFailure: !shrinks || CHAOS_PATH !== undefined,
    ...(CHAOS_PATH === undefined ? {} : { path: CHAOS_PATH }),
    ...(CHAOS_MINUTES
      ? { numRuns: 1e9, interruptAfterTimeLimit: Number(CHAOS_MINUTES) * 60_000 }
      : { numRuns: runs }),
    reporter: details => {
      if (!details.failed || details.counterexample === null) return
      const { seed, counterexamplePath: path, counterexample, errorInstance } = details
      const again = `TEST_SEED=${seed} CHAOS_PATH=${path} npx vitest run test/chaos`
      const message = `To reproduce: ${again}\n${JSON.stringify(counterexample[0])}`
      throw new Error(message, { cause: errorInstance })
    },
  })
}

/** Counts how many runs had each status, to show whether the faults had any effect. */
export class Tally {
  readonly counts = new Map<string, number>()
  runs = 0

  /** Counts a run by the statuses of its rows. */
  add(statuses: Iterable<string>): void {
    this.runs++
    for (const status of new Set(statuses)) {
      this.counts.set(status, (this.counts.get(status) ?? 0) + 1)
    }
  }

  toString(): string {
    const counts = [...this.counts].sort(([, a], [, b]) => b - a)
    return `${this.runs} runs, with ${counts.map(([status, n]) => `${status} in ${n}`).join(', ')}`
  }
}
