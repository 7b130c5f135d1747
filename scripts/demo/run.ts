import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Choice } from './arguments.mjs'
import { type Summary, summariesPage } from './page.ts'
import { printScene } from './print.ts'
import { playScenes } from './scenes.ts'

// Runs the built action against an API on this machine, and shows what its users see.
interface Options extends Choice {
  /** The `node_modules` with the packages. */
  packages: string
  /** Where the page goes. */
  folder: string
}

const { checkpoints, projects, verbose, packages, folder }: Options = JSON.parse(
  process.argv[2] ?? '',
)
process.stdout.on('error', error => {
  // The reader has seen enough, for example in `less`.
  if ('code' in error && error.code === 'EPIPE') process.exit()
  throw error
})
console.log('Runs the built action against an API on this machine, with its own keys.')
const summaries: Summary[] = []
for await (const played of playScenes(checkpoints, projects)) {
  const { scene, step } = played
  const { title, explanation } = scene
  printScene(played, `${summaries.length + 1}.`, verbose)
  const { exitCode, summary } = step
  summaries.push({ title, explanation, exitCode, markdown: summary ?? '' })
}
mkdirSync(folder, { recursive: true })
const page = join(folder, 'summaries.html')
writeFileSync(page, summariesPage(summaries, packages))
console.log(`\nThe job summaries, as GitHub renders them: ${page}`)
if (!verbose) console.log('All outputs and the Markdown: npm run demo -- --verbose')
