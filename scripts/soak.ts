import { execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

// Runs the chaos tests for this many minutes, from source and with the built action at the same
// time, and adds a row to the page. `source` or `dist` runs only one of the two.
const PAGE = 'docs/soak.md'
const INTRODUCTION = `# Soak runs

Each row is one run of \`npm run soak\`, which tests the action with random faults: from source in
virtual time, and as the built action. To reproduce a failed run, use its seed.

| Date | Commit | Seed | Minutes | Runs in process | Runs of the built action | Result |
| --- | --- | --- | ---: | ---: | ---: | --- |
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
})
const [part = ''] = positionals
const { minutes, seed = `${randomInt(2 ** 31)}` } = values
if (!(Number(minutes) > 0) || !Number.isInteger(Number(seed))) {
  throw new Error(
    `Invalid --minutes ${minutes} or --seed ${seed}. Use a number over 0 and an integer`,
  )
}
if (!['', 'source', 'dist'].includes(part)) throw new Error('Use source, dist, or neither for both')
console.log(`To reproduce: npm run soak -- --minutes ${minutes} --seed ${seed} ${part}`.trim())

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const commit = git('rev-parse', '--short', 'HEAD')
const isChanged = git('status', '--porcelain', '--', 'src', 'dist', 'test') !== ''
// Each run creates and removes a dozen files. On a disk, that takes a sixth of its time.
const memory = existsSync('/dev/shm') ? { TMPDIR: '/dev/shm' } : {}
const chaos = spawn('vitest', ['run', `test/chaos/${part}`], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, ...memory, CHAOS_MINUTES: minutes, TEST_SEED: seed },
})
const closed = once(chaos, 'close')
let output = ''
for await (const chunk of chaos.stdout) {
  process.stdout.write(chunk)
  output += chunk
}
const runsOf = (part: string) => new RegExp(`${part}: (\\d+) runs`).exec(output)?.[1] ?? '–'
const [exitCode] = await closed
const isGood = exitCode === 0
if (!existsSync(PAGE)) writeFileSync(PAGE, INTRODUCTION)
const cells = [
  new Date().toISOString().slice(0, 10),
  isChanged ? `${commit} and changes` : commit,
  seed,
  minutes,
  runsOf('Chaos in process'),
  runsOf('Chaos of the built action'),
  isGood ? 'none failed' : '**failed**',
]
appendFileSync(PAGE, `| ${cells.join(' | ')} |\n`)
process.exitCode = isGood ? 0 : 1
