import { existsSync, globSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from '../support/runner/folders.ts'
import { anchorsOf, linksOf, MARKDOWN, PAGES } from './pages.ts'
import { readText } from './workflow.ts'

/** Why a link in a page leads nowhere; null if it leads somewhere, or to another site. */
function linkProblem(path: string, link: string): string | null {
  if (/^(https:|mailto:)/.test(link)) return null
  const [target = '', anchor] = link.split('#')
  const file = target === '' ? path : posix.join(posix.dirname(path), target)
  if (!existsSync(join(REPOSITORY, file))) return `${link}: there's no ${file}`
  if (anchor === undefined || anchorsOf(readText(file)).has(anchor)) return null
  return `${link}: ${file} has no heading with this anchor`
}

test.each(MARKDOWN)('every link in %s resolves', path => {
  const problems = linksOf(readText(path)).map(link => linkProblem(path, link))
  expect(problems.filter(problem => problem !== null)).toEqual([])
})

test.each([
  ['## Row statuses', 'row-statuses'],
  ['### `admin-key` is empty: …', 'admin-key-is-empty-'],
  ["## What's *new*, and [old](a.md)?", 'whats-new-and-old'],
  ['# A\n## A\n## A', 'a-2'],
  ['# A_b', 'a_b'],
])('the headings %j have the anchor %s', (page, anchor) => {
  expect([...anchorsOf(page)].at(-1)).toBe(anchor)
})

test.each([
  ['README.md', 'docs/nothing.md'],
  ['docs/security.md', '../NOTHING.md'],
  ['README.md', '#nothing'],
  ['README.md', 'docs/security.md#nothing'],
])('a link in %s to %s is found', (path, link) => {
  expect(linkProblem(path, link)).not.toBeNull()
})

test('every page in docs/ can be reached from the README', () => {
  const reached = new Set(['README.md'])
  for (const path of reached) {
    for (const link of linksOf(readText(path))) {
      const file = posix.join(posix.dirname(path), link.split('#')[0] ?? '')
      if (MARKDOWN.includes(file)) reached.add(file)
    }
  }
  expect(PAGES.filter(path => !reached.has(path))).toEqual([])
})

test('each picture is shown, in light and dark', () => {
  const shown = new Set(
    PAGES.flatMap(path =>
      linksOf(readText(path)).map(link => posix.join(posix.dirname(path), link)),
    ),
  )
  const pictures = globSync('docs/*.png', { cwd: REPOSITORY }).map(path =>
    path.replaceAll('\\', '/'),
  )
  expect(pictures.length).toBeGreaterThan(0)
  expect(pictures.filter(path => !shown.has(path))).toEqual([])
})

test('the README is short', () => {
  const readme = readText('README.md')
  expect(readme.trim().split(/\s+/).length).toBeLessThanOrEqual(2_000)
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(240)
})
