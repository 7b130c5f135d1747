import { expect, test } from 'vitest'
import { CHAOS_TIMEOUT, runScenarios, Tally } from './chaos.ts'
import { runInProcess } from './run.ts'
import { type Scenario, scenarios } from './scenario.ts'

const RUNS = 2_000
const BOUNDS = {
  maxProjects: 130,
  maxShareTimeoutMinutes: 60,
  maxStaleMs: 2_000,
  maxBurst: 8,
  maxLatencyMs: 3_000,
  maxCheckpoints: 8,
}

test(
  'whatever fails, only requested changes are made, once, and the report is accurate',
  async () => {
    const tally = new Tally()
    const run = async (scenario: Scenario) => tally.add(await runInProcess(scenario))
    await runScenarios(scenarios(BOUNDS), RUNS, run)
    console.log(`Chaos in process: ${tally}`)
    if (tally.runs < RUNS) return
    // Chaos without any effect proves nothing.
    const seen = ['granted', 'shared', 'owner', 'revoked', 'not-shared', 'to-grant', 'to-revoke']
    for (const status of [...seen, 'failed', 'skipped', 'unknown', 'cancelled', 'unavailable']) {
      expect(tally.counts.get(status) ?? 0, status).toBeGreaterThan(RUNS / 200)
    }
  },
  CHAOS_TIMEOUT,
)
