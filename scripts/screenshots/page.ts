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
      return lang === 'mermaid' ? `<pre class="mermaid">${escapeHtml(text)}</pre>` : false
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

/** The text for HTML outside attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
