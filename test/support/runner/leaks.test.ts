import { describe, expect, test } from 'vitest'
import { createKey } from '../api/keys.ts'
import { findLeaks, findUnmasked, secretInputs } from './leaks.ts'

const KEY = 'sk-admin-Q7wZ3kLm9XvB2nRt5YpD8s_-f'
// Its end can occur in other texts by chance.
const PLAIN = 'sk-admin-Q7wZ3kLm9XvB2nRt5YpD8sHf'

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('a key is found', () => {
  test.each([
    ['whole', `x${KEY}x`, 'the whole secret'],
    ['in part', '…7wZ3kLm9…', '8 characters in a row of a secret'],
    ['by its start', 'sk-admin-Q7wZ3kLm***', '8 characters in a row of a secret'],
    ['by its end, in a word', 'xs_-fx', 'the last 4 characters of a secret'],
    ['by its end, behind a mask', 'sk-admin-****s_-f', 'the last 4 characters of a secret'],
    ['in HTML', 'sk-admin-Q7wZ3kLm9XvB2nRt5YpD8s&#95;-f', 'the whole secret'],
    ['by its end in HTML', 's&#95;&#45;f', 'the last 4 characters of a secret'],
    ['in a URL', 'sk%2Dadmin%2DQ7wZ3kLm9XvB2nRt5YpD8s%5f%2df', 'the whole secret'],
    ['by its end in JSON', '"s\\u005F-f"', 'the last 4 characters of a secret'],
    ['in base64', base64(KEY), 'the whole secret in base64'],
    ['in base64, one byte further', base64(`x${KEY}`), 'the whole secret in base64'],
    ['in base64, two bytes further', base64(`xy${KEY}?xyz`), 'the whole secret in base64'],
    [
      'in base64 for URLs',
      Buffer.from(`~~~${KEY}`).toString('base64url'),
      'the whole secret in base64',
    ],
  ])('%s', (_, text, kind) => {
    expect(findLeaks({ text }, [KEY])).toEqual([`text: ${kind} (secret 1 of 1)`])
  })

  test.each(["a+b/c=d\"e\\f'gh'i", 'päß wörd & <more>', '{"a": "b%c"}~~ÿÿ?'])(
    'in any encoding: %s',
    key => {
      for (const text of [
        key,
        JSON.stringify(key),
        JSON.stringify({ key }),
        base64(key),
        Buffer.from(`x${key}y`).toString('base64url'),
      ]) {
        expect(findLeaks({ text }, [key]), text).toHaveLength(1)
      }
    },
  )

  test('percent-encoded, and in each encoding at every position of a long text', () => {
    const key = 'a+b/c=d!(e)f*'
    for (const text of [encodeURIComponent(key), encodeURIComponent(key).toLowerCase()]) {
      expect(findLeaks({ text }, [key])).toHaveLength(1)
    }
    for (let at = 0; at < 12; at++) {
      const text = `${'x'.repeat(at)}Z3kLm9Xv${'y'.repeat(12 - at)}`
      expect(findLeaks({ text }, [KEY]), text).toHaveLength(1)
    }
  })
})

test.each([
  ['sk-admin-Q7wZ3kL, a_-f, s_-g', KEY, false],
  ['…D8sHf', PLAIN, false],
  ['a key that ends in 8sHf.', PLAIN, true],
  ['sk-…8sHf', PLAIN, true],
  ['sk-admin-***8sHfx', PLAIN, true],
  ['sk-...8sHf', PLAIN, true],
  ['x8sHf, 8sHf-a, 8sHf_a', PLAIN, false],
  ['ghs_, github_pat_, sk-admin-, sk-svcacct-', `github_pat_${'a'.repeat(20)}`, false],
  ['the tail: ort7', 'short7', false],
  ['a short7 b', 'short7', true],
  ['a blank', ' ', false],
])('whether %j contains too much of %j: %s', (text, secret, isLeak) => {
  expect(findLeaks({ text }, [secret])).toHaveLength(isLeak ? 1 : 0)
})

test("a location whose name contains a secret isn't named", () => {
  expect(findLeaks({ [KEY]: KEY }, [KEY]).join()).toMatch(/^a place with a secret in its name/)
  expect(findLeaks({ 'file s%5F-f': KEY }, [KEY]).join()).not.toContain('file')
})

test('megabytes are searched for long keys in no time', () => {
  const keys = ['sk-admin-', 'sk-proj-', 'sk-proj-', 'sk-proj-'].map(createKey)
  const row = { project_id: 'proj_0', permission_id: 'cp_Zk3vWq8RtYb1LmXc6NdPf0Hs', error: null }
  const text = JSON.stringify(row).repeat(65_000)
  const started = performance.now()
  expect(text.length).toBeGreaterThan(5_000_000)
  expect(findLeaks({ text }, keys)).toEqual([])
  expect(findLeaks({ text: text + keys[3]?.slice(-20, -12) }, keys)).toHaveLength(1)
  expect(performance.now() - started).toBeLessThan(3_000)
})

test("each of the test API's keys has its own ending, which never occurs by chance", () => {
  const keys = Array.from({ length: 500 }, () => createKey('sk-proj-'))
  for (const key of keys) expect(key).toMatch(/^sk-proj-(?!.*[_-]{2}.*[_-]{2})[\w-]{146}\w_-\w$/)
  expect(new Set(keys.map(key => key.slice(-4))).size).toBe(500)
})

test('keys are distinguished from projects in verify-keys, and lines of a key from each other', () => {
  const lines = [
    'proj_a=one',
    'proj_b = a=b',
    'alone',
    'sk-x=proj_c',
    '=two',
    '',
    ' # proj_d=three',
    '# words',
  ]
  expect(secretInputs({ 'verify-keys': lines.join('\r\n') })).toEqual([
    'one',
    'a=b',
    'alone',
    'sk-x',
    'two',
    'three',
  ])
  expect(secretInputs({ 'Admin-Key': 'a\nb', 'api-key': ' c ', 'github-token': '' })).toEqual([
    'a\nb',
    'a',
    'b',
    'c',
  ])
})

test('a key that is masked late or never is reported', () => {
  const masks = new Set([KEY])
  const [mask, other] = [`::add-mask::${KEY}\n`, '::add-mask::other\n']
  expect(findUnmasked(`${other}${mask}text\n`, masks, [KEY, 'abc'])).toEqual([])
  expect(findUnmasked('text\n', new Set(), ['abc', KEY])).toEqual(['secret 2 of 2 is not masked'])
  expect(findUnmasked(`${other}text\n${mask}`, masks, [KEY])).toEqual([
    'something was printed before the last mask',
  ])
})
