import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimsOf } from '../../src/identity/claims.ts'
import { corpusOf, expectWithin } from '../support/corpus.ts'
import { editedText } from '../support/edited-text.ts'

const NAMES = ['iss', 'aud', 'sub', 'repository', 'ref', 'environment', 'workflow_ref']

/** Reads a token with this payload: each claim is a text or null, and a lifetime is positive. */
function expectReadable(payload: string): void {
  const { shown, lifetimeMs } = claimsOf(`e30.${Buffer.from(payload).toString('base64url')}.c2ln`)
  expect(shown.map(([name]) => name)).toEqual(NAMES)
  for (const [, value] of shown) expect(value === null || typeof value === 'string').toBe(true)
  expect(lifetimeMs === null || lifetimeMs > 0).toBe(true)
}

test.each(corpusOf('tokens'))('the claims of the kept token %s are read', (_, payload) => {
  expectWithin(5_000, () => expectReadable(payload))
})

const REAL = [
  { iss: 'https://token.example', aud: ['a', 'b'], sub: 'repo:o/r:ref:main', iat: 1, exp: 301 },
  { aud: { a: 1 }, repository: null, ref: 7, environment: true, workflow_ref: '' },
].map(claims => JSON.stringify(claims))
const FRAGMENTS = [
  ...['{', '}', '[', ']', ',', ':', '"', '\\ud800', '\0', '\ufeff', '"exp":', '"iat":', '"sub":'],
  ...['1e999', '-1e999', '1e308', '-1', 'null', '{}', '[[]]', '"__proto__":', '['.repeat(2_000)],
]

test('whatever the payload of a token contains, its claims are read', () => {
  fc.assert(fc.property(editedText(REAL, FRAGMENTS), expectReadable), { numRuns: 1_000 })
})

test.each(FRAGMENTS)(
  'the claims of a large token that repeats %j are read in a bounded time',
  fragment => {
    const text = fragment.repeat(500_000 / fragment.length)
    for (const payload of [
      text,
      `{"sub":[${text}`,
      `{"sub":[${'0,'.repeat(200_000)}0],"ref":"${text}`,
    ]) {
      expectWithin(5_000, () => expectReadable(payload))
    }
  },
)
