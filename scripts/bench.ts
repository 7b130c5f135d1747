import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { machine } from './bench/machine.ts'
import { manyCheckpoints } from './bench/many-checkpoints.ts'
import { rateLimit } from './bench/rate-limit.ts'
import { requests } from './bench/requests.ts'
import { type Section, targetLine } from './bench/results.ts'
import { scaling } from './bench/scaling.ts'
import { startUp } from './bench/start-up.ts'
import { table } from './markdown.ts'

const PAGE = 'docs/benchmarks.md'
const SECTIONS = {
  'start-up': startUp,
  requests,
  'rate-limit': rateLimit,
  'many-checkpoints': manyCheckpoints,
  scaling,
}
const HELP = `npm run bench measures the built action and writes ${PAGE}.

  --runs N         how many times to start each process and run each simulation; default 31
  --only SECTION   measure and print only this section (${Object.keys(SECTIONS).join(', ')});
                   repeatable; the page isn't written
`

const INTRODUCTION = `# Benchmarks

\`npm run bench\` measures everything on this page in one run on one machine. Values that don't depend on
the machine (bytes loaded, requests, sizes) have budgets in [test/budgets.ts](../test/budgets.ts), and
the tests enforce them.`

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '31' },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  },
})
const runs = Number(values.runs)
const unknown = (values.only ?? []).filter(name => !(name in SECTIONS))
if (values.help) {
  console.log(HELP)
} else if (!Number.isInteger(runs) || runs < 1 || unknown.length > 0) {
  console.error(HELP)
  process.exitCode = 1
} else {
  await measure()
}

async function measure(): Promise<void> {
  const about = machine()
  const sections: string[] = []
  for (const [name, measureSection] of Object.entries(SECTIONS)) {
    if (values.only !== undefined && !values.only.includes(name)) continue
    console.error(`Measuring: ${name} …`)
    sections.push(sectionOf(await measureSection({ runs })))
  }
  const page = [INTRODUCTION, about, ...sections].join('\n\n')
  console.log(page)
  if (values.only !== undefined) return
  mkdirSync('docs', { recursive: true })
  writeFileSync(PAGE, `${page}\n`)
}

function sectionOf({ title, about, head, rows, targets }: Section): string {
  const targetLines = targets.map(target => `- ${targetLine(target)}`).join('\n')
  return `## ${title}\n\n${about}\n\n${table([head, ...rows])}\n\n${targetLines}`
}
