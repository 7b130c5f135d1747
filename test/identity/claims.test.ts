import fc from 'fast-check'
import { expect, test } from 'vitest'
import { claimsOf } from '../../src/identity/claims.ts'

const NAMES = ['iss', 'aud', 'sub', 'repository', 'ref', 'environment', 'workflow_ref']

const jwt = (claims: unknown) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`

test('shows the claims that a mapping can require, and names absent ones', () => {
  const { shown, lifetimeMs } = claimsOf(
    jwt({ iss: 'a', aud: ['b', 'c'], repository: 'o/r', ref: null, jti: 'x', iat: 10, exp: 310 }),
  )
  expect(shown).toEqual([
    ['iss', 'a'],
    ['aud', '["b","c"]'],
    ['sub', null],
    ['repository', 'o/r'],
    ['ref', null],
    ['environment', null],
    ['workflow_ref', null],
  ])
  expect(lifetimeMs).toBe(300_000)
})

test.each([
  { iat: 10, exp: 10 },
  { iat: 10, exp: 9 },
  { exp: 9 },
  { iat: '1', exp: '2' },
  { iat: '1', exp: 2 },
  { iat: 1, exp: '2' },
  {},
])('an unknown lifetime is null: %j', claims => {
  expect(claimsOf(jwt(claims)).lifetimeMs).toBeNull()
})

test('a claim with another list or object in it is not shown', () => {
  const { shown } = claimsOf(jwt({ aud: ['a', { b: 1 }], sub: { a: 1, b: [] }, ref: { a: 1 } }))
  expect(Object.fromEntries(shown)).toMatchObject({
    aud: '(not a text)',
    sub: '(not a text)',
    ref: '{"a":1}',
  })
})

test.each([2, 5_000, 500_000])('a claim that is nested %d times does no harm', depth => {
  const nested = `{"sub":${'['.repeat(depth)}${']'.repeat(depth)},"ref":"main"}`
  const { shown } = claimsOf(`e30.${Buffer.from(nested).toString('base64url')}.c2ln`)
  expect(shown).toContainEqual(['sub', '(not a text)'])
  expect(shown).toContainEqual(['ref', 'main'])
})

test('whatever a token holds, nothing breaks', () => {
  const part = fc.oneof(
    fc.string(),
    fc.json().map(text => Buffer.from(text).toString('base64url')),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), parts => {
      expect(claimsOf(parts.join('.')).shown.map(([name]) => name)).toEqual(NAMES)
    }),
  )
})
