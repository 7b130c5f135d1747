import { globSync } from 'node:fs'
import { REPOSITORY } from '../support/runner/folders.ts'

/** The README and the pages in docs/, which scripts/readme.ts generates parts of. */
export const PAGES: readonly string[] = markdownFiles('README.md', 'docs/*.md')

/** Every Markdown file of this repository that people read. */
export const MARKDOWN: readonly string[] = markdownFiles('*.md', 'docs/*.md', '.github/**/*.md')

function markdownFiles(...patterns: string[]): string[] {
  return patterns
    .flatMap(pattern => globSync(pattern, { cwd: REPOSITORY }))
    .map(path => path.replaceAll('\\', '/'))
    .sort()
}

/** The text without code blocks, in which `#` and brackets mean other things. */
export function withoutCode(page: string): string {
  return page.replace(/^( *)```.*?^\1```$/gms, '')
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutCode(page).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-')
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  return anchors
}

/** The targets of a page's links and pictures. */
export function linksOf(page: string): string[] {
  const links = withoutCode(page).matchAll(
    /\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)|\b(?:src(?:set)?|href)="([^"]+)"/gm,
  )
  return [...links].map(([, inline, reference, html]) => inline ?? reference ?? html ?? '')
}
