import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Marked } from 'marked'

export const THEMES = ['light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

const STYLES = join('node_modules', 'github-markdown-css')

const marked = new Marked({ gfm: true })
marked.use({
  renderer: {
    code({ text, lang }) {
      if (lang === 'mermaid') return `<pre class="mermaid">${escapeHtml(text)}</pre>`
      if (lang !== 'diff') return false
      return `<pre class="highlight"><code>${text.split('\n').map(diffLine).join('\n')}</code></pre>`
    },
  },
})

/** The Markdown as HTML, with its charts not rendered yet. */
export function toHtml(markdown: string): string {
  return marked.parse(markdown, { async: false })
}

/** A page that shows the Markdown in GitHub's style, with its charts not rendered yet. */
export function pageOf(markdown: string, theme: Theme): string {
  const style = readFileSync(join(STYLES, `github-markdown-${theme}.css`), 'utf8')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<style>
${style}
body { margin: 0 }
article { padding: 24px }
pre.mermaid { background: none !important; text-align: center; padding: 0 !important }
</style>
<article class="markdown-body">${toHtml(markdown)}</article>
</html>`
}

/** A line of a diff, in GitHub's colors for it. */
function diffLine(line: string): string {
  const style = { '+': 'pl-mi1', '-': 'pl-md' }[line.slice(0, 1)]
  return style === undefined
    ? escapeHtml(line)
    : `<span class="${style}">${escapeHtml(line)}</span>`
}

/** The text for HTML outside attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
