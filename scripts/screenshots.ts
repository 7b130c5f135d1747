import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { pageOf, THEMES, type Theme } from './screenshots/page.ts'
import { reduceColors } from './screenshots/png.ts'
import { RUNS } from './screenshots/runs.ts'

// Writes docs/summary-*.png: summaries of real runs of the built action, as GitHub would show them.
const FOLDER = 'docs'
const WIDTH = 900
const MAX_BYTES = 120_000
const MERMAID = join('node_modules', 'mermaid', 'dist', 'mermaid.min.js')

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
if (!existsSync(executablePath)) {
  console.error(
    `Chromium not found at ${executablePath}. On Debian: apt-get install chromium ` +
      'fonts-noto-core fonts-noto-color-emoji. Elsewhere set CHROMIUM to the path of a Chrome.',
  )
  process.exit(1)
}

await using browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-lcd-text', '--disable-gpu', '--disable-background-networking'],
})
mkdirSync(FOLDER, { recursive: true })
for (const [name, run] of Object.entries(RUNS)) {
  const summary = await run()
  for (const theme of THEMES) {
    const file = join(FOLDER, `summary-${name}-${theme}.png`)
    const image = await draw(summary, theme)
    writeFileSync(file, image)
    console.log(`${file}: ${Math.ceil(image.length / 1000)} kB`)
  }
}

/** The screenshot, at twice the size if it stays small enough to load fast. */
async function draw(summary: string, theme: Theme): Promise<Buffer> {
  const sharp = await drawAt(2, summary, theme)
  return sharp.length <= MAX_BYTES ? sharp : drawAt(1, summary, theme)
}

async function drawAt(deviceScaleFactor: number, summary: string, theme: Theme): Promise<Buffer> {
  await using context = await browser.newContext({
    deviceScaleFactor,
    viewport: { width: WIDTH, height: 100 },
    colorScheme: theme,
    offline: true,
  })
  const page = await context.newPage()
  await page.setContent(pageOf(summary, theme))
  await page.addScriptTag({ path: MERMAID })
  // As a string, because it runs in the page, where this script's names don't exist.
  await page.evaluate(`(async () => {
    mermaid.initialize({ startOnLoad: false, theme: '${theme === 'dark' ? 'dark' : 'default'}' })
    await mermaid.run({ querySelector: 'pre.mermaid' })
    await document.fonts.ready
  })()`)
  return reduceColors(await page.locator('article').screenshot())
}
