import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proxyPasswords, readBaseUrl, readProxy } from '../../src/inputs/network.ts'

function read(value: string): { url: URL; issues: string[] } {
  const issues: string[] = []
  return { url: readBaseUrl(value, message => issues.push(message)), issues }
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
])('accepts %s', (value, href) => {
  const { url, issues } = read(value)
  expect(issues).toEqual([])
  expect(url.href).toBe(href)
})

test.each([
  ['', '"" is no URL'],
  ['api.openai.com/v1', '"api.openai.com/v1" is no URL'],
  ['https://', '"https://" is no URL'],
  ['https://exa mple', '"https://exa mple" is no URL'],
  ['http://api.openai.com/v1', '"http://api.openai.com/v1" would send the key in clear text'],
  ['http://localhost.example', 'clear text'],
  ['http://my.localhost', 'clear text'],
  ['http://127.0.0.1.example', 'clear text'],
  ['http://128.0.0.1', 'clear text'],
  ['http://0.0.0.0', 'clear text'],
  ['http://10.0.0.1', 'clear text'],
  ['http://[::2]', 'clear text'],
  ['ftp://localhost', 'use https'],
  ['file:///etc/passwd', 'use https'],
  ['localhost:8080/v1', 'use https'],
  ['https://me@api.openai.com', 'has user info'],
  ['https://me:pass@api.openai.com', 'has user info'],
  ['http://me:pass@api.openai.com?a=b', 'has user info'],
  ['https://api.openai.com/v1?key=1', 'has a query or a fragment'],
  ['http://api.openai.com/v1#key', 'has a query or a fragment'],
])('rejects "%s"', (value, message) => {
  expect(read(value).issues).toEqual([expect.stringContaining(message)])
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

const proxy = (env: Record<string, string>) => {
  const issues: string[] = []
  return { ...readProxy(env, message => issues.push(message)), issues }
}

test.each<[Record<string, string>, string, string]>([
  [{}, '', ''],
  [{ HTTPS_PROXY: 'http://proxy:1' }, 'http://proxy:1', ''],
  [{ https_proxy: 'https://proxy:1', HTTPS_PROXY: 'http://other' }, 'https://proxy:1', ''],
  [{ https_proxy: '', HTTPS_PROXY: 'http://other' }, 'http://other', ''],
  [{ HTTP_PROXY: 'http://proxy', ALL_PROXY: 'http://proxy' }, '', ''],
  [{ HTTPS_PROXY: 'http://me:p%25@proxy', NO_PROXY: 'a,b' }, 'http://me:p%25@proxy', 'a,b'],
  [{ no_proxy: 'a', NO_PROXY: 'b' }, '', 'a'],
])('reads the proxy from %j', (env, url, exceptions) => {
  expect(proxy(env)).toEqual({ url, exceptions, issues: [] })
})

const NO_PROXY_URL =
  'HTTPS_PROXY is no http or https URL of a proxy: write one such as http://proxy.example:8080'
const NO_USER_INFO =
  'HTTPS_PROXY has a user name or password that cannot be read: percent-encode its special characters, % as %25'

test.each([
  ['proxy:8080', NO_PROXY_URL],
  ['me:pass@proxy:8080', NO_PROXY_URL],
  ['//proxy', NO_PROXY_URL],
  ['ftp://proxy', NO_PROXY_URL],
  ['socks5://proxy:1080', NO_PROXY_URL],
  ['no proxy', NO_PROXY_URL],
  ['http://me:pa/ss@proxy', NO_PROXY_URL],
  ['http://me:100%@proxy', NO_USER_INFO],
  ['http://100%:pass@proxy', NO_USER_INFO],
  ['http://me%:41@proxy', NO_USER_INFO],
  ['http://me:12/34@proxy', NO_USER_INFO],
  ['http://me:12?34@proxy', NO_USER_INFO],
  ['http://me:12#34@proxy', NO_USER_INFO],
])(`an invalid proxy "%s" is an issue that doesn't show it`, (value, issue) => {
  expect(proxy({ HTTPS_PROXY: value }).issues).toEqual([issue])
})

test.each([
  ['http://proxy:8080', []],
  ['http://me@proxy:8080', []],
  ['http://me:pass@proxy:8080', ['pass', 'pass']],
  ['http://me:p%40ss@proxy', ['p%40ss', 'p@ss']],
  ['http://me:p:a@ss@proxy/', ['p:a@ss', 'p:a@ss']],
  ['http://me:100%@proxy', ['100%', '100%']],
  ['http://:pass@proxy', ['pass', 'pass']],
  [' http://me:pass@proxy', ['pass', 'pass']],
  ['me:pass@proxy:8080', ['pass', 'pass']],
  ['http://me:12/34@proxy', ['12/34', '12/34']],
])('the passwords in %s are %j', (value, passwords) => {
  expect(proxyPasswords({ https_proxy: value })).toEqual(passwords)
  expect(proxyPasswords({ HTTPS_PROXY: value })).toEqual(passwords)
})
