import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commitOf } from '../../src/report/commit-status.ts'
import { corpusOf, expectWithin } from '../support/corpus.ts'
import { editedText } from '../support/edited-text.ts'

const SHA = '0123456789abcdef0123456789abcdef01234567'

/** Reads an event's payload: it names a commit or none, or its error is one of these two. */
function expectReadable(payload: string): void {
  try {
    const commit = commitOf(payload)
    if (commit !== null) expect(commit).toMatch(/^[0-9a-f]{40,64}$/i)
  } catch (error) {
    const isExpected = error instanceof SyntaxError || /payload isn't valid$/.test(`${error}`)
    if (!isExpected) throw error
  }
}

test.each(corpusOf('events'))('the kept event %s names a commit, or is an error', (_, payload) => {
  expectWithin(5_000, () => expectReadable(payload))
})

test.each([
  [`{"pull_request": {"head": {"sha": "${SHA}"}}}`, SHA],
  [`{"workflow_run": {"head_sha": "${SHA}${SHA.slice(0, 24)}"}}`, `${SHA}${SHA.slice(0, 24)}`],
  ['null', null],
  ['7', null],
  ['[]', null],
  ['{"pull_request": null}', null],
  ['{"pull_request": {"head": null}}', null],
  ['{"pull_request": "x", "workflow_run": {}}', null],
])('the commit of %s is %s', (payload, commit) => {
  expect(commitOf(payload)).toBe(commit)
})

test.each(['7', '""', '".."', '"main"', '{}', `"${SHA}/.."`, `"${SHA}\\n"`])(
  'a commit of %s is an error',
  sha => {
    expect(() => commitOf(`{"pull_request": {"head": {"sha": ${sha}}}}`)).toThrow(
      "The commit in the event's payload isn't valid",
    )
  },
)

const REAL = [
  { number: 7, pull_request: { head: { ref: 'a', sha: SHA }, base: { sha: SHA } } },
  { workflow_run: { head_sha: SHA, head_commit: { id: SHA } } },
  { issue: { pull_request: { url: 'https://x' } } },
].map(payload => JSON.stringify(payload))
const FRAGMENTS = [
  ...['{', '}', '[', ']', ',', ':', '"', 'null', '7', '\ufeff', '\\u0000', '..', '"head":', SHA],
  ...['"pull_request":', '"workflow_run":', '"sha":', '"__proto__":', '['.repeat(2_000)],
]

test('whatever an event contains, it names a commit, or is an error', () => {
  fc.assert(fc.property(editedText(REAL, FRAGMENTS), expectReadable), { numRuns: 1_000 })
})
