import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'

// Runs chaos tests, in process and with the built action concurrently, for this many minutes.
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
})
const { minutes, seed = `${randomInt(2 ** 31)}` } = values
if (!(Number(minutes) > 0) || !Number.isInteger(Number(seed))) {
  throw new Error(`--minutes takes a number and --seed a whole one, not ${minutes} and ${seed}`)
}
console.log(`The same again: npm run soak -- --minutes ${minutes} --seed ${seed}`)
const { status } = spawnSync('vitest', ['run', 'test/chaos'], {
  stdio: 'inherit',
  env: { ...process.env, CHAOS_MINUTES: minutes, CHAOS_SEED: seed },
})
process.exitCode = status ?? 1
