import { execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

// Runs chaos, in process and with the built action side by side, for so many minutes, and adds a
// line about it to the page.
const PAGE = 'docs/soak.md'
const INTRODUCTION = `# Soak runs

Each line is a stretch of \`npm run soak\`: seeded chaos against the action, from the sources in
virtual time and with the built action. A failed stretch shows the seed that repeats it.

| Date | Commit | Seed | Minutes | Runs in process | Runs of the built action | Result |
| --- | --- | --- | ---: | ---: | ---: | --- |
`

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
})
const { minutes, seed = `${randomInt(2 ** 31)}` } = values
if (!(Number(minutes) > 0) || !Number.isInteger(Number(seed))) {
  throw new Error(`--minutes takes a number and --seed a whole one, not ${minutes} and ${seed}`)
}
console.log(`To repeat this: npm run soak -- --minutes ${minutes} --seed ${seed}`)

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const commit = git('rev-parse', '--short', 'HEAD')
const isChanged = git('status', '--porcelain', '--', 'src', 'dist', 'test') !== ''
const chaos = spawn('vitest', ['run', 'test/chaos'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, CHAOS_MINUTES: minutes, CHAOS_SEED: seed },
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
