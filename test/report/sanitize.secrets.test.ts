import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { harmlessText, hostileText } from './hostile-report.ts'

const core = fc.stringMatching(/^[A-Za-z0-9_-]{24,60}$/)
const prefix = fc.constantFrom('sk-', 'sk-admin-', 'sk-proj-', 'sk-svcacct-', '')
const max = fc.integer({ min: 1, max: 600 })

/** The pieces of eight characters of the key that the text shows. */
function piecesIn(text: string, key: string): string[] {
  const pieces = Array.from({ length: key.length - 7 }, (_, at) => key.slice(at, at + 8))
  return pieces.filter(piece => text.includes(piece))
}

const decode = (text: string) =>
  text.replace(/&#(\d+);/g, (_, number) => String.fromCharCode(number))

test.each([
  ['Incorrect API key provided: sk-admin-0123456789abcdefWXYZ.', 'Incorrect API key provided: ***'],
  ['Incorrect key: sk-admi***********WXYZ. Look', 'Incorrect key: *** Look'],
  ['ends in WXYZ', 'ends in ***'],
  ['ends in aWXYZ', 'ends in aWXYZ'],
  ['the middle 456789ab of it', 'the middle *** of it'],
  ['another key sk-proj-zyxwvutsrqponmlkji', 'another key ***'],
  ['"sk-zyxwvutsrqponmlkji"', '"***"'],
  ['sk-admin- begins one', 'sk-admin- begins one'],
])('masks %s', (value, text) => {
  expect(createSanitizer(['sk-admin-0123456789abcdefWXYZ']).sanitize(value)).toBe(text)
})

test('a short segment of a token, which is a part of words, is masked only within the token', () => {
  const { sanitize } = createSanitizer([], ['eyJhbGciOiJub25lIn0.e30.sig'])
  expect(sanitize('sign eyJhbGciOiJub25lIn0.e30.sig')).toBe('sign ***')
})

test('no piece of a key gets through, wherever it is', () => {
  fc.assert(
    fc.property(prefix, core, hostileText, hostileText, max, (start, key, before, after, limit) => {
      const { sanitize, html, safe, code } = createSanitizer([start + key])
      const text = before + start + key + after
      const shown = [
        sanitize(text, limit),
        decode(html(text, limit)),
        decode(code(text)),
        `${safe`${text}`}`,
      ]
      for (const one of shown) expect(piecesIn(one, key)).toEqual([])
    }),
  )
})

test('no piece of a partial key gets through', () => {
  fc.assert(
    fc.property(
      core,
      fc.nat(60),
      fc.nat(60),
      hostileText,
      max,
      (key, one, other, around, limit) => {
        const part = key.slice(Math.min(one, other), Math.max(one, other))
        const cleaned = createSanitizer([`sk-${key}`]).sanitize(around + part + around, limit)
        expect(piecesIn(cleaned, key)).toEqual([])
      },
    ),
  )
})

test('no piece gets through if the key is repeated or follows another', () => {
  fc.assert(
    fc.property(core, core, (one, other) => {
      const cleaned = createSanitizer([one, other]).sanitize(
        one + other + one.slice(3) + other + other,
      )
      expect([...piecesIn(cleaned, one), ...piecesIn(cleaned, other)]).toEqual([])
    }),
  )
})

test("invisible characters don't hide a key", () => {
  const invisible = fc.constantFrom('\u200b', '\u202e', '\ufeff', '\u00ad', '\ud800', '\u001b[0m')
  fc.assert(
    fc.property(core, invisible, harmlessText, (key, between, before) => {
      const { sanitize } = createSanitizer([`sk-${key}`])
      const cleaned = sanitize(before + key.split('').join(between), 10_000)
      expect(piecesIn(cleaned.replaceAll(' ', ''), key)).toEqual([])
    }),
  )
})

test("the end of a key doesn't get through after asterisks", () => {
  const stars = fc.constantFrom(
    '***',
    '********',
    '**** ',
    'sk-***',
    '...',
    '…',
    '•••• ',
    'ends in ',
  )
  fc.assert(
    fc.property(core, harmlessText, stars, harmlessText, (key, before, blot, after) => {
      const end = key.slice(-4)
      // A word that happens to end like the key reveals nothing.
      fc.pre(!`${before} ${blot} ${after}`.includes(end))
      const text = `${before}${blot}${end} ${after}`
      expect(createSanitizer([`sk-proj-${key}`]).sanitize(text)).not.toContain(end)
    }),
  )
})

test("the start of a key doesn't get through before asterisks", () => {
  fc.assert(
    fc.property(prefix, core, fc.integer({ min: 4, max: 7 }), (start, key, shown) => {
      const text = `Incorrect API key provided: ${start}${key.slice(0, shown)}****${key.slice(-4)}.`
      expect(createSanitizer([start + key]).sanitize(text)).toBe('Incorrect API key provided: ***')
    }),
  )
})

test("a secret that isn't a key is masked as a whole, however short", () => {
  const password = fc.stringMatching(/^[!-~]{4,7}$/)
  fc.assert(
    fc.property(password, secret => {
      // A piece that consists of mask characters, or of characters that no text can contain,
      // reveals nothing.
      fc.pre(!/^\*+$|::|##/.test(secret))
      expect(createSanitizer([secret]).sanitize(`(Q${secret}Q)`)).not.toContain(secret)
    }),
  )
})

test('without secrets, only what looks like a key is masked', () => {
  const { sanitize } = createSanitizer([])
  expect(sanitize('ends in WXYZ, sk-zyxwvutsrqponmlkji')).toBe('ends in WXYZ, ***')
})

test.each(['sk-admin-ab...yz', 'sk-proj-…WXYZ', 'sk-ab…', 'sk-svcacct-x..', 'sk-..a'])(
  'an unknown key with its middle omitted is masked: %s',
  shortened => {
    expect(createSanitizer([]).sanitize(`(the key ${shortened}, of another)`)).toBe(
      '(the key ***, of another)',
    )
  },
)

test.each(['sk-…', 'sk-admin-…', 'sk-proj-…', 'sk-svcacct-…', 'sk-admin-...'])(
  "a kind of key isn't a key: %s",
  kind => {
    const { sanitize } = createSanitizer(['sk-admin-0123456789abcdefWXYZ'])
    expect(sanitize(`it needs an admin key (${kind})`)).toBe(`it needs an admin key (${kind})`)
    expect(sanitize(kind)).toBe(kind)
  },
)

test('a long text without whitespace is masked quickly', () => {
  const { sanitize } = createSanitizer(['sk-admin-0123456789abcdefWXYZ'])
  const before = performance.now()
  sanitize('x'.repeat(1_000_000), 2_000)
  sanitize('0123456789abcdefWXYZ'.repeat(50_000), 2_000)
  expect(performance.now() - before).toBeLessThan(1_000)
})

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhY21lIn0abcdef.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg'

test('passwords and tokens are hidden only as a whole, and the segments of a JWT one by one', () => {
  const { sanitize } = createSanitizer([], ['Summer2024', JWT])
  expect(sanitize('Summer2024 was no Summer, 2024-07-18')).toBe('*** was no Summer, 2024-07-18')
  const [head = '', claims = '', signature = ''] = JWT.split('.')
  expect(sanitize(`bad ${JWT}`)).toBe('bad ***')
  expect(sanitize(`a ${head} b ${claims} c ${signature}`)).toBe('a *** b *** c ***')
  expect(sanitize(`ends in ${signature.slice(-4)}`)).toBe(`ends in ${signature.slice(-4)}`)
  expect(createSanitizer([JWT]).sanitize(`ends in ${signature.slice(-4)}`)).toBe('ends in ***')
})

describe('a token that arrives', () => {
  const signature = JWT.split('.')[2] ?? ''

  test('is hidden whole from then on, and the signature of a JWT by itself', () => {
    const { sanitize, hideToken } = createSanitizer([])
    expect(sanitize(`bad ${JWT}`)).toBe(`bad ${JWT}`)
    expect(hideToken(JWT)).toEqual([JWT, signature])
    expect(hideToken('opaque/0123456789')).toEqual(['opaque/0123456789'])
    expect(sanitize(`bad ${JWT}, ${signature}, opaque/0123456789`)).toBe('bad ***, ***, ***')
    expect(sanitize(`ends in ${signature.slice(-4)}`)).toBe(`ends in ${signature.slice(-4)}`)
  })

  test('is never kept as an ID', () => {
    const { sanitize, hideToken, keepIds } = createSanitizer([])
    hideToken('token-0123456789')
    keepIds(['token-0123456789', 'ft:token-0123456789', 'ft:a'])
    expect(sanitize('ft:a token-0123456789 ft:token-0123456789')).toBe('ft:a *** ***')
  })

  test('is hidden alone if its signature may be a part of a word', () => {
    expect(createSanitizer([]).hideToken('eyJhbGciOiJub25lIn0.e30.e')).toEqual([
      'eyJhbGciOiJub25lIn0.e30.e',
    ])
  })
})

test('a kept ID is never altered, unless it holds a whole key', () => {
  const key = 'gw-0123456789-WXYZ'
  const { sanitize, keepIds } = createSanitizer([key], ['Summer2024'])
  keepIds(['ft:a:WXYZ', 'proj-Summer2024', 'gw-0123456789-x', `ft:${key}`, 'not an ID'])
  const text = 'ft:a:WXYZ: proj-Summer2024, gw-0123456789-x.'
  expect(sanitize(text)).toBe(text)
  expect(sanitize(`ft:${key} and WXYZ and Summer2024`)).toBe('*** and *** and ***')
})
