import { systemClock } from './common/clock.ts'
import { run } from './main.ts'

// The runner cancels a step with SIGINT (Ctrl+Break on Windows), then SIGTERM, then kills it.
const cancel = new AbortController()
for (const signal of ['SIGINT', 'SIGBREAK', 'SIGTERM'] as const) {
  process.on(signal, () => cancel.abort())
}

process.exitCode = await run({
  env: process.env,
  clock: systemClock,
  random: Math.random,
  cancelled: cancel.signal,
})
