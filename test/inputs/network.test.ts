import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdsKey, isLoopback, isPrivate, readUrl } from '../../src/inputs/network.ts'
import type { Env } from '../../src/inputs/raw-inputs.ts'

function read(value: string, env: Env = {}): { url: URL; issues: string[] } {
  const issues: string[] = []
  return { url: readUrl('base-url', value, env, message => issues.push(message)), issues }
}

test.each([
  ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
  ['https://api.openai.com', 'https://api.openai.com/'],
  ['https://API.OpenAI.com:443/v1/', 'https://api.openai.com/v1/'],
  ['https://me.openai.azure.com/openai/v1', 'https://me.openai.azure.com/openai/v1'],
  ['https://gateway.example:8443/a/b', 'https://gateway.example:8443/a/b'],
  ['http://localhost:3000/v1', 'http://localhost:3000/v1'],
  ['http://LocalHost/v1', 'http://localhost/v1'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['http://127.1.2.3', 'http://127.1.2.3/'],
  ['http://2130706433', 'http://127.0.0.1/'],
  ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
  ['https://gateway.example/b:c:/d', 'https://gateway.example/b:c:/d'],
])('accepts %s', (value, href) => {
  const { url, issues } = read(value)
  expect(issues).toEqual([])
  expect(url.href).toBe(href)
})

test.each([
  ['', '"" isn\'t a valid URL'],
  ['api.openai.com/v1', '"api.openai.com/v1" isn\'t a valid URL'],
  ['https://', '"https://" isn\'t a valid URL'],
  ['https://exa mple', '"https://exa mple" isn\'t a valid URL'],
  ['http://api.openai.com/v1', '"http://api.openai.com/v1" would send keys unencrypted'],
  ['http://localhost.example', 'would send keys unencrypted'],
  ['http://my.localhost', 'would send keys unencrypted'],
  ['http://127.0.0.1.example', 'would send keys unencrypted'],
  ['http://128.0.0.1', 'would send keys unencrypted'],
  ['http://0.0.0.0', 'would send keys unencrypted'],
  ['http://10.0.0.1', 'would send keys unencrypted'],
  ['http://[::2]', 'would send keys unencrypted'],
  ['ftp://localhost', 'Use https'],
  ['file:///etc/passwd', 'Use https'],
  ['localhost:8080/v1', 'Use https'],
  ['https://me@api.openai.com', 'contains a user name or password'],
  ['https://:pass@api.openai.com', 'contains a user name or password'],
  ['https://me:pass@api.openai.com', 'contains a user name or password'],
  ['http://me:pass@api.openai.com?a=b', 'contains a user name or password'],
  ['https://api.openai.com/v1?key=1', 'contains a query or fragment'],
  ['http://api.openai.com/v1#key', 'contains a query or fragment'],
  ['https://api.openai.com/v1?', 'contains a query or fragment'],
  ['https://api.openai.com/v1#', 'contains a query or fragment'],
  ['https://api.openai.com/v1/?#', 'contains a query or fragment'],
  [
    'https://api.openai.com:',
    '"https://api.openai.com:" has a colon without a port. Remove the colon.',
  ],
  ['https://api.openai.com:/v1', 'has a colon without a port'],
  ['https://api.openai.com/v1:', 'has a colon without a port'],
])('rejects "%s"', (value, message) => {
  expect(read(value).issues).toEqual([expect.stringContaining(message)])
})

test.each([
  ['https://gateway.example/sk-proj-0123456789abcdef/v1'],
  ['https://gateway.example/v1/sk%2Dadmin%2D0123456789abcdef'],
  ['https://sk-0123456789abcdef.gateway.example/v1'],
  ['https://gateway.example/Gw-Key-Of-Ours/v1'],
  ['https://gw-key-of-ours.example/v1'],
  ['https://gw-key\u00ad-of-ours.example/v1'],
  ['https://gateway.example/%zz/Gw%2DKey%2DOf%2DOurs'],
  ['https://gateway .example/Gw-Key-Of-Ours/v1'],
])('a key in a base URL is an issue that shows no part of it: %s', url => {
  const { issues } = read(url, { 'INPUT_API-KEY': 'Gw-Key-Of-Ours' })
  const message = 'base-url contains an API key. Remove it, and pass keys in admin-key or api-key.'
  const invalid = "base-url isn't a valid URL. Use one such as https://api.openai.com/v1."
  expect(issues).toEqual([url.includes(' ') ? invalid : message])
})

test('words that only look a little like a key are accepted in a base URL', () => {
  for (const url of [
    'https://task-runner-of-the-company.example/desk-organization-of-ours/sk-v1',
  ]) {
    expect(read(url, { 'INPUT_ADMIN-KEY': 'v1' }).issues).toEqual([])
  }
})

test('a message never shows user info or a query', () => {
  const secret = fc.stringMatching(/^ZZ[A-Z0-9 %[\]]{0,12}$/)
  const scheme = fc.constantFrom('https', 'http', 'ftp', 'odd')
  const host = fc.constantFrom('api.openai.com', 'localhost', 'no host', '')
  const place = fc.constantFrom(
    (base: string, host: string, text: string) => `${base}://${text}@${host}`,
    (base: string, host: string, text: string) => `${base}://me:${text}@${host}/v1`,
    (base: string, host: string, text: string) => `${base}://${host}/v1?key=${text}`,
  )
  fc.assert(
    fc.property(scheme, host, secret, place, (base, name, text, put) => {
      const { issues } = read(put(base, name, text))
      expect(issues).toHaveLength(1)
      expect(issues.join()).not.toContain('ZZ')
    }),
  )
})

test('a valid URL is https, or http on loopback, and adds only a path', () => {
  const part = fc.constantFrom(
    'https:',
    'http:',
    '//',
    'a.example',
    '127.0.0.1',
    '@',
    ':',
    '8',
    '?',
    '#',
    '/',
    '\\',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(part, { minLength: 1 }), parts => {
      const { url, issues } = read(parts.join(''))
      if (issues.length > 0) return
      expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', ''])
      if (url.protocol !== 'https:') expect(url.hostname).toMatch(/^127\./)
    }),
  )
})

test('a URL for tokens has its own messages', () => {
  const issuesOf = (value: string) => {
    const issues: string[] = []
    readUrl('identity-token-url', value, {}, message => issues.push(message))
    return issues
  }
  expect(issuesOf('https://auth.example/token')).toEqual([])
  expect(issuesOf('auth.example')).toEqual([
    'identity-token-url: "auth.example" isn\'t a valid URL. Use one such as https://auth.openai.com/oauth/token.',
  ])
  expect(issuesOf('http://auth.example')).toEqual([
    'identity-token-url: "http://auth.example" would send tokens unencrypted. Use https, or http only on loopback.',
  ])
})

test('nothing is sent to a value that is no URL', () => {
  expect(read('api.openai.com').url.href).toBe('https://invalid/')
})

test.each([
  ['http://localhost', true, true],
  ['https://localhost', true, true],
  ['ws://localhost', true, false],
  ['https://a.example', false, true],
  ['http://xlocalhost', false, false],
  ['http://localhost.', false, false],
  ['http://a127.0.0.1.example', false, false],
  ['http://127.100.200.255', true, true],
  ['http://[::1]', true, true],
  ['http://[::11]', false, false],
])('%s is this machine: %s, and private: %s', (value, loopback, isSafe) => {
  expect(isLoopback(new URL(value))).toBe(loopback)
  expect(isPrivate(new URL(value))).toBe(isSafe)
})

test.each([
  ['sk-0123456789ab', {}, true],
  ['SK-0123456789AB', {}, true],
  ['sk-0123456789a', {}, false],
  ['ask-0123456789ab', {}, false],
  ['Ask-0123456789ab', {}, false],
  ['a/12345678/b', { 'INPUT_API-KEY': '12345678' }, true],
  ['a/1234567/b', { 'INPUT_API-KEY': '1234567' }, false],
  ['a/12345678/b', { 'INPUT_API-KEY': 'sk-proj-12345678' }, true],
  ['a/12345678/b', { 'INPUT_API-KEY': 'sk-svcacct-12345678' }, true],
  ['a/12345678/b', { 'INPUT_API-KEY': 'sk-admin-12345678' }, true],
  ['a/12345678/b', { 'INPUT_API-KEY': 'sk-12345678' }, true],
  ['a/b', { 'INPUT_API-KEY': 'sk-proj-' }, false],
  ['a/gw-sk-1234/b', { 'INPUT_API-KEY': 'gw-sk-1234' }, true],
  ['a/x1y2z3w4/b', { 'INPUT_API-KEY': 'X1Y2Z3W4' }, true],
])('%s with %j holds a key: %s', (value, env, holds) => {
  expect(holdsKey(value, env)).toBe(holds)
})
