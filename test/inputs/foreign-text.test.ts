import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdsKey, proxyPasswords, readProxy, readUrl } from '../../src/inputs/network.ts'
import type { Env } from '../../src/inputs/raw-inputs.ts'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { CORPUS_KEY, corpusOf, expectNoKey, expectWithin } from '../support/corpus.ts'
import { editedText } from '../support/edited-text.ts'

const { sanitize } = createSanitizer([CORPUS_KEY])
const TARGET = new URL('https://api.openai.com/v1')

/** The issues of a value as a base URL. As a proxy, it's read, too. */
function issuesOf(value: string, env: Env = { 'INPUT_ADMIN-KEY': CORPUS_KEY }): string[] {
  const issues: string[] = []
  const addIssue = (message: string) => issues.push(message)
  const url = readUrl('base-url', value, env, addIssue)
  expect(issues.length).toBeLessThanOrEqual(1)
  if (issues.length === 0) {
    expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', ''])
    expect(url.protocol).toMatch(/^https?:$/)
    expect(holdsKey(url.href, env)).toBe(false)
  }
  const proxyEnv = { ...env, HTTPS_PROXY: value }
  const proxyIssues: string[] = []
  readProxy(proxyEnv, TARGET, message => proxyIssues.push(message))
  readProxy({ ...proxyEnv, NO_PROXY: value }, TARGET, message => proxyIssues.push(message))
  // They show no part of the value.
  for (const issue of proxyIssues) expect(issue).toMatch(/^HTTPS_PROXY [a-z' ]+/)
  expect(proxyIssues.length).toBeLessThanOrEqual(2)
  expect(proxyPasswords(proxyEnv).every(text => typeof text === 'string')).toBe(true)
  for (const issue of issues) expectNoKey(sanitize(issue))
  return issues
}

test.each(corpusOf('urls'))('the kept URL %s has the issue that it had', (_, text) => {
  const { value, issue } = JSON.parse(text)
  expect(expectWithin(5_000, () => issuesOf(value))).toEqual(issue === null ? [] : [issue])
})

const REAL = [
  'https://api.openai.com/v1',
  'http://127.0.0.1:8080/v1',
  'https://me:pass@gateway.example/v1?a=b#c',
  'http://[::1]:8080',
  'proxy.example:3128',
]
const FRAGMENTS = [
  ...['https:', 'http:', '//', '/', ':', '@', '?', '#', '%', '%zz', '%ff', '%2f', '[', ']', '\\'],
  ...[' ', '\n', '\t', '\0', '.', ',', '*', '::1', '127.0.0.1', 'localhost', 'xn--', 'ä', '。'],
  ...['\ud800', '\u00ad', 'a'.repeat(75), CORPUS_KEY, encodeURIComponent(CORPUS_KEY)],
]

test('whatever a URL contains, it is read, or its issue shows no key', () => {
  fc.assert(
    fc.property(editedText(REAL, FRAGMENTS), value => void issuesOf(value)),
    {
      numRuns: 2_000,
    },
  )
})

/** A text, of which some characters are percent-encoded. */
const encoded = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map(picks =>
      [...text]
        .map((character, at) =>
          picks[at] ? `%${character.charCodeAt(0).toString(16)}` : character,
        )
        .join(''),
    )

test('a key in a URL is found, however it is encoded and whatever surrounds it', () => {
  const fragments = fc.constantFrom('/', '%zz/', '%ff', '%c3%28', '%', '.', 'a/', '/v1')
  const around = fc.array(fragments, { maxLength: 3 }).map(parts => parts.join(''))
  const scheme = fc.constantFrom('https', 'http', 'ftp')
  const key = fc.constantFrom(CORPUS_KEY, 'sk-proj-of-another-host-0123').chain(encoded)
  fc.assert(
    fc.property(scheme, around, key, around, (base, before, text, after) => {
      const value = `${base}://gateway.example/${before}/${text}/${after}`
      const [issue = ''] = issuesOf(value)
      expect(issue).toMatch(/contains an API key|^base-url isn't a valid URL/)
      expectNoKey(issue)
      expect(issue).not.toContain('gateway.example')
    }),
  )
})

test("a proxy's password is known, as written and decoded", () => {
  const password = fc.string({ minLength: 1, unit: 'grapheme' })
  fc.assert(
    fc.property(fc.constantFrom('', 'http://', 'https://'), password, (scheme, text) => {
      const written = encodeURIComponent(text)
      const known = proxyPasswords({ HTTPS_PROXY: `${scheme}me:${written}@proxy.example:8080` })
      expect(known).toEqual([written, text])
    }),
  )
})

test.each(FRAGMENTS)('a large URL that repeats %j is read in a bounded time', fragment => {
  const text = fragment.repeat(30_000 / fragment.length)
  for (const value of [text, `https://gateway.example/${text}`, `https://me:${text}@a`]) {
    expectWithin(5_000, () => issuesOf(value))
  }
})
