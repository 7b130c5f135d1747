import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { escapeHtml, toHtml } from '../screenshots/page.ts'

/** A step's job summary. */
export interface Summary {
  title: string
  explanation: string
  exitCode: number | null
  markdown: string
}

/** A page that needs no other file, with the summaries as GitHub renders them, in the reader's theme. */
export function summariesPage(summaries: readonly Summary[], packages: string): string {
  const style = readFileSync(join(packages, 'github-markdown-css', 'github-markdown.css'), 'utf8')
  const charts = readFileSync(join(packages, 'mermaid', 'dist', 'mermaid.min.js'), 'utf8')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Job summaries of the share-checkpoint demo</title>
<style>
${style}
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 960px; margin: 24px auto; padding: 0 16px }
article { border: 1px solid #8888; border-radius: 6px; padding: 24px; margin-bottom: 48px }
pre.mermaid { background: none !important; text-align: center }
</style>
</head>
<body>
<h1>Job summaries, as GitHub renders them</h1>
${summaries.map(section).join('\n')}
<script>${charts.replaceAll('</script', '<\\/script')}</script>
<script>
const isDark = matchMedia('(prefers-color-scheme: dark)').matches
mermaid.initialize({ startOnLoad: false, theme: isDark ? 'dark' : 'default' })
mermaid.run({ querySelector: 'pre.mermaid' })
</script>
</body>
</html>
`
}

function section({ title, explanation, exitCode, markdown }: Summary, index: number): string {
  return `<h2>${index + 1}. ${escapeHtml(title)}</h2>
<p>${escapeHtml(explanation)} Exit code ${exitCode}.</p>
<article class="markdown-body">${toHtml(markdown)}</article>`
}
