import { expect, test } from 'vitest'
import { IS_DEFAULT_SEED } from '../support/seed.ts'
import { CHAOS_TIMEOUT, runScenarios, Tally } from './chaos.ts'
import { runBuilt } from './run.ts'
import { type Scenario, scenarios } from './scenario.ts'

const RUNS = 60
const SPEED = 100
// This takes real time: a list lags half as long as the wait, and a run takes seconds.
const BOUNDS = {
  maxProjects: 30,
  maxShareTimeoutMinutes: 2,
  maxStaleMs: 1_000,
  maxBurst: 3,
  maxLatencyMs: 0,
  maxCheckpoints: 4,
}

test(
  'whatever fails, the built action only makes requested changes, once, and reports accurately',
  async () => {
    const tally = new Tally()
    const run = async (scenario: Scenario) => tally.add(await runBuilt(scenario, SPEED))
    await runScenarios(scenarios(BOUNDS), RUNS, run, false)
    console.log(`Chaos of the built action: ${tally}`)
    // So few runs with another seed may lack one of the rarer statuses.
    if (tally.runs < RUNS || !IS_DEFAULT_SEED) return
    for (const status of ['granted', 'revoked', 'failed', 'skipped', 'unknown']) {
      expect(tally.counts.get(status) ?? 0, status).toBeGreaterThan(0)
    }
  },
  CHAOS_TIMEOUT,
)
