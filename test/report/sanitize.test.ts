import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSanitizer, SafeText } from '../../src/report/sanitize.ts'
import { hostileText } from './hostile-report.ts'

const { sanitize, safe, html, code } = createSanitizer(['sk-admin-0123456789abcdefghij'])
const max = fc.integer({ min: 1, max: 600 })
// Line breaks and other controls, format characters, and lone surrogates.
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

test.each([
  ['a\r\nb\tc', 'a b c'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u009b31mred', 'red'],
  ['\u001b]8;;http://x.example\u0007link\u001b]8;;\u0007', 'link'],
  ['a\u202eb\u2066c\u200bd\ufeffe', 'abcde'],
  ['a\u2028b\u0085c\u00a0d', 'a b c d'],
  ['a\ud800b', 'ab'],
  ['::error::x', ': :error::x'],
  [' \u200b::error::x', ': :error::x'],
  [':\u200b:error::x', ': :error::x'],
  ['a ::error::x', 'a ::error::x'],
  ['x ##[group]y', 'x # #[group]y'],
  ['#\u200b#[group]', '# #[group]'],
  ['###[group]', '## #[group]'],
  [undefined, 'undefined'],
  [new Error('x'), 'Error: x'],
  ['x'.repeat(501), `${'x'.repeat(500)}… (501 characters)`],
  ['x'.repeat(12_345), `${'x'.repeat(500)}… (12,345 characters)`],
])('sanitizes %j', (value, text) => {
  expect(sanitize(value)).toBe(text)
})

test('safe text is unchanged', () => {
  const words = fc.stringMatching(/^[a-zé😀][a-zé😀.,;!?()/#-]{0,30}( [a-zé😀]{1,9}){0,5}$/u)
  fc.assert(
    fc.property(
      words.filter(text => !text.includes('sk-')),
      text => {
        expect(sanitize(text)).toBe(text)
      },
    ),
  )
})

test('sanitized text has no control characters or line breaks, and starts no command', () => {
  fc.assert(
    fc.property(hostileText, text => {
      const cleaned = sanitize(text)
      expect(cleaned).not.toMatch(UNFIT)
      expect(cleaned).not.toContain('##[')
      expect(cleaned).not.toMatch(/^\s*::/)
      expect(cleaned).toBe(cleaned.trim())
    }),
  )
})

test('sanitized text has no zero-width characters except combining ones', () => {
  // Fillers and joiners that are letters or marks by category, but invisible.
  for (const invisible of ['\u034f', '\u115f', '\u1160', '\u17b4', '\u180b', '\u3164', '\uffa0']) {
    expect(sanitize(`a${invisible}b`)).toBe('ab')
  }
})

test('sanitized text respects the limit, except for the note that it was truncated', () => {
  fc.assert(
    fc.property(hostileText, max, (text, limit) => {
      const cleaned = sanitize(text, limit)
      const note = `… (${text.length.toLocaleString('en-US')} characters)`
      const body = cleaned.endsWith(note) ? cleaned.slice(0, -note.length) : cleaned
      expect(body.length).toBeLessThanOrEqual(limit)
      if (sanitize(text, 10_000).length > limit) expect(cleaned.endsWith(note)).toBe(true)
    }),
  )
})

test('truncation never splits a character', () => {
  expect(sanitize('😀😀😀', 3)).toMatch(/^😀… /u)
})

test('truncation never starts a command or makes text unsafe', () => {
  fc.assert(
    fc.property(hostileText, max, (text, limit) => {
      const cleaned = sanitize(text, limit)
      expect(cleaned).not.toMatch(UNFIT)
      expect(cleaned).not.toContain('##[')
      expect(cleaned).not.toMatch(/^\s*::/)
    }),
  )
})

test('sanitizing twice changes only whitespace', () => {
  const narrow = (text: string) => text.replace(/ +/g, ' ')
  fc.assert(
    fc.property(hostileText, text => {
      const once = sanitize(text, 10_000)
      expect(narrow(sanitize(once, 10_000))).toBe(narrow(once))
    }),
  )
})

test('encoded text has no HTML or Markdown syntax, and reads the same', () => {
  fc.assert(
    fc.property(hostileText, max, (text, limit) => {
      // This splits mentions, and is the only comment.
      const encoded = html(text, limit).replace(/(?<=&#(35|64);)<!-- -->(?=[\p{L}\p{N}])/gu, '')
      expect(encoded).not.toMatch(/[<>"'`|*_[\]\\~{}@$]/)
      expect(encoded.replace(/&#\d{1,3};/g, '')).not.toMatch(/[&#;:]/)
      const decoded = encoded.replace(/&#(\d+);/g, (_, number) => String.fromCharCode(number))
      expect(decoded).toBe(sanitize(text, limit))
    }),
  )
})

// What looks like a key is masked wherever it is.
const id = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@+=-]{0,255}$/)
  .filter(text => !/\bsk-/.test(text))

test('an ID is unchanged in code', () => {
  const plain = createSanitizer([])
  fc.assert(
    fc.property(id, text => {
      expect(plain.code(text)).toBe(`<code>${text}</code>`)
    }),
  )
})

test("text that isn't an ID is encoded in code", () => {
  fc.assert(
    fc.property(hostileText, text => {
      const inner = /^<code>(.*)<\/code>$/.exec(code(text))?.[1] ?? '<'
      expect(inner).not.toMatch(/[<>"'`|*[\]]/)
      expect(inner.replace(/&#\d{1,3};/g, '')).not.toContain('&')
    }),
  )
})

test('a template keeps its own words and sanitizes its values once', () => {
  const inner = safe`::own ${'\nforeign ##[x]'}`
  expect(inner).toBeInstanceOf(SafeText)
  expect(`${inner}`).toBe('::own foreign # #[x]')
  expect(`${safe`  ${inner} \\ ${7}${null}`}`).toBe('  ::own foreign # #[x] \\ 7null')
})

test("values in a template can't combine into a command", () => {
  fc.assert(
    fc.property(hostileText, hostileText, (one, other) => {
      const line = `${safe`Could not ${one}: ${other}`}`
      expect(line).not.toMatch(UNFIT)
      expect(line).not.toContain('##[')
    }),
  )
})
