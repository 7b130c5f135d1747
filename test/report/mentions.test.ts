// @vitest-environment jsdom
import fc from 'fast-check'
import { Marked } from 'marked'
import { expect, test } from 'vitest'
import type { RunReport } from '../../src/report/run-report.ts'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { COMMENT_BYTES, renderSummary } from '../../src/report/summary.ts'
import type { Row } from '../../src/sharing/types.ts'
import { EVERY_STATUS, planOf } from '../support/fixtures.ts'
import { REPORT, SETTINGS } from './fixtures.ts'
import { hostileText } from './hostile-report.ts'

const SANITIZER = createSanitizer([])
const marked = new Marked({ gfm: true })

/** What tests use of an element; this project has no types of a browser. */
interface Element {
  innerHTML: string
  nodeValue: string | null
  nodeType: number
  nodeName: string
  textContent: string
  childNodes: Iterable<Element>
  querySelector(selector: string): Element | null
}
const { document } = globalThis as unknown as {
  document: { createElement(name: string): Element }
}

/** What GitHub shows for Markdown. */
function shown(markdown: string): Element {
  const element = document.createElement('article')
  element.innerHTML = marked.parse(markdown, { async: false })
  return element
}

/** The texts in which GitHub looks for mentions. */
function textsOf(element: Element): string[] {
  if (element.nodeType === 3) return [element.nodeValue ?? '']
  return ['CODE', 'PRE'].includes(element.nodeName) ? [] : [...element.childNodes].flatMap(textsOf)
}

const MENTION = /[@#][\p{L}\p{N}]|\bGH-\d/iu

/** Texts in which a mention is likely. */
const mentioning = fc
  .array(
    fc.oneof(
      fc.constantFrom('@', '#', '@octocat', '#1', 'GH-1', '@é', '#\u200b7', ' '),
      hostileText,
    ),
  )
  .map(pieces => pieces.join(''))
const problem = fc.record({ message: mentioning, hint: mentioning, requestId: mentioning })
const id = fc.stringMatching(/^[a-z0-9][a-z0-9._:@+=-]{0,30}$/)

/** Headlines have only words of the action's own, and IDs. */
const ownWords = fc
  .array(fc.oneof(id, fc.constantFrom('@', '#', '#12', 'GH-12', ' ', 'OpenAI rejected')))
  .map(pieces => pieces.join(''))

/** A report of a run whose every foreign text is hostile. */
const hostileReport: fc.Arbitrary<RunReport> = fc
  .record({
    settings: fc.constantFrom<Partial<typeof SETTINGS>[]>(
      { mode: 'sync', dryRun: true },
      { mode: 'check', exact: true },
      { mode: 'list' },
      {},
    ),
    rows: fc.array(
      fc.record({
        projectId: fc.oneof(id, mentioning),
        projectName: mentioning,
        status: fc.constantFrom(...EVERY_STATUS),
        requested: fc.boolean(),
        problem: fc.option(problem),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    checkpointIds: fc.array(fc.oneof(id, mentioning), { minLength: 1, maxLength: 3 }),
    problem: fc.option(problem),
    headline: fc.option(ownWords),
    message: mentioning,
    owner: mentioning,
  })
  .map(({ settings, rows, checkpointIds, problem: stopped, headline, message, owner }) => ({
    ...REPORT,
    settings: { ...SETTINGS, ...settings },
    plans: checkpointIds.map(checkpointId =>
      planOf(...rows.map(row => ({ ...row, checkpointId }) as Partial<Row>)),
    ),
    counts: headline === null ? REPORT.counts : null,
    failureHeadline: headline,
    problem: stopped,
    issues: [{ input: 'x', message, location: { file: message, line: 1, column: 1 } }],
    verifications: [
      {
        projectId: message,
        checkpointId: owner,
        model: { ownedBy: owner, shutdownDate: message },
        problem: stopped,
        isCertain: true,
      },
    ],
  }))

test('nothing in a summary mentions a user or refers to an issue, whatever the texts', () => {
  fc.assert(
    fc.property(hostileReport, report => {
      for (const text of textsOf(shown(renderSummary(report, SANITIZER, COMMENT_BYTES)))) {
        expect(text).not.toMatch(MENTION)
      }
    }),
  )
})

test('mentions in a name and in the headline are shown, but are split', () => {
  const report: RunReport = {
    ...REPORT,
    counts: null,
    failureHeadline: 'The project a@b and #12 stopped',
    plans: [planOf({ projectName: 'Team @octocat #1 GH-1 a @ b' })],
  }
  const markdown = renderSummary(report, SANITIZER, COMMENT_BYTES)
  expect(markdown).toContain('### ✅ The project a&#64;<!-- -->b and &#35;<!-- -->12 stopped')
  expect(markdown).toContain('Team &#64;<!-- -->octocat &#35;<!-- -->1 GH-<!-- -->1 a &#64; b')
  const body = shown(markdown)
  expect(body.querySelector('h3')?.textContent).toContain('a@b and #12')
  expect(body.textContent).toContain('Team @octocat #1 GH-1 a @ b')
})
