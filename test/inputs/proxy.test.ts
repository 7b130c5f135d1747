import { expect, test } from 'vitest'
import { proxyPasswords, readProxy } from '../../src/inputs/network.ts'
import { envOf, issuesOf } from '../support/input-env.ts'

const proxy = (env: Record<string, string>, baseUrl = 'https://api.openai.com/v1') => {
  const issues: string[] = []
  return { ...readProxy(env, new URL(baseUrl), message => issues.push(message)), issues }
}

test.each<[Record<string, string>, string, string]>([
  [{}, '', ''],
  [{ HTTPS_PROXY: 'http://proxy:1' }, 'http://proxy:1', ''],
  [{ https_proxy: 'https://proxy:1', HTTPS_PROXY: 'http://other' }, 'https://proxy:1', ''],
  [{ https_proxy: '', HTTPS_PROXY: 'http://other' }, 'http://other', ''],
  [{ HTTPS_PROXY: ' http://proxy:1\n' }, 'http://proxy:1', ''],
  [{ HTTPS_PROXY: ' \n' }, '', ''],
  [{ HTTP_PROXY: 'http://proxy', ALL_PROXY: 'http://proxy' }, '', ''],
  [{ HTTPS_PROXY: 'http://me:p%25@proxy', NO_PROXY: 'a,b' }, 'http://me:p%25@proxy', 'a,b'],
  [{ no_proxy: 'a', NO_PROXY: 'b' }, '', 'a'],
])('reads the proxy from %j', (env, url, exceptions) => {
  expect(proxy(env)).toEqual({ url, exceptions, issues: [] })
})

const NO_PROXY_URL =
  "HTTPS_PROXY isn't a valid http or https URL. Use one such as http://proxy.example:8080."
const NO_USER_INFO =
  "HTTPS_PROXY has a user name or password that can't be decoded. Percent-encode special characters, such as % as %25."

test.each([
  ['//proxy', NO_PROXY_URL],
  ['ftp://proxy', NO_PROXY_URL],
  ['xhttp://proxy', NO_PROXY_URL],
  ['httpx://proxy', NO_PROXY_URL],
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

test('an invalid proxy is an issue of its variable', () => {
  const issues = issuesOf({ ...envOf({}), HTTPS_PROXY: 'ftp://proxy' })
  expect(issues).toEqual([{ input: 'HTTPS_PROXY', message: NO_PROXY_URL }])
})

test.each([
  ['proxy:8080', 'http://proxy:8080'],
  ['proxy', 'http://proxy'],
  ['proxy/a//b', 'http://proxy/a//b'],
  ['10.1.2.3:3128', 'http://10.1.2.3:3128'],
  ['me:p%40ss@proxy.corp.example:8080/', 'http://me:p%40ss@proxy.corp.example:8080/'],
])('a proxy without a scheme, %s, is %s', (value, url) => {
  expect(proxy({ HTTPS_PROXY: value })).toEqual({ url, exceptions: '', issues: [] })
})

test.each([
  ['socks5://proxy:1080', 'http://127.0.0.1:8080/v1', ''],
  ['http://me:100%@proxy', 'http://localhost', ''],
  ['socks5://proxy:1080', 'https://gateway.corp.example/v1', 'corp.example'],
  ['no proxy', 'https://gateway.corp.example./v1', '.corp.example'],
  ['no proxy', 'https://gateway.corp.example/v1', 'a, *.CORP.example'],
  ['no proxy', 'https://gateway.corp.example:8443/v1', 'gateway.corp.example:8443'],
  ['no proxy', 'https://[fd00::1]:8443/v1', '[fd00::1]:8443'],
  ['no proxy', 'https://[fd00::1]/v1', 'fd00::1'],
  ['no proxy', 'https://api.openai.com/v1', ' * '],
  ['no proxy', 'https://gateway.corp.example/v1', 'a corp.example'],
  ['no proxy', 'https://gateway.corp.example/v1', 'corp.example.'],
  ['no proxy', 'https://gateway.corp.example/v1', 'corp.example:443'],
  ['no proxy', 'https://gateway.corp.example/v1', '*:443'],
  ['no proxy', 'https://[fd00::1]/v1', '[fd00::1]'],
  ['no proxy', 'https://[fd00::1]/v1', 'FD00::1'],
])(
  "an invalid proxy %s that isn't used for %s (NO_PROXY=%s) isn't an issue",
  (value, url, exceptions) => {
    const env = { HTTPS_PROXY: value, NO_PROXY: exceptions }
    expect(proxy(env, url)).toEqual({ url: '', exceptions, issues: [] })
  },
)

test.each([
  ['https://corp.example.other/v1', 'corp.example'],
  ['https://corp.example/v1', '*.corp.example'],
  ['https://xcorp.example/v1', 'corp.example'],
  ['https://gateway.corp.example/v1', 'corp.example:8443'],
  ['https://gateway.corp.example/v1', ''],
  ['https://gateway.corp.example/v1', ', ,'],
  ['https://gateway.corp.example/v1', '*:8443'],
  ['https://gateway.corp.example/v1', 'gateway.corp'],
  ['https://gateway.corp.example:8443/v1', 'corp.example:443'],
  ['https://[fd00::1]:8443/v1', '[fd00::1]:443'],
  ['https://[fd00::1]/v1', 'fd00::'],
  ['https://[fd00::1]/v1', '[fd00::1'],
  ['https://corp.example/v1', '[corp.example'],
  ['https://corp.example/v1', 'corp.example]'],
  ['https://corp.example/v1', '*]'],
  ['https://gateway.corp.example/v1', 'corp.example:443x'],
  ['https://xcorp.example/v1', 'x[corp.example]'],
  ['https://corp.examplex/v1', '[corp.example]x'],
  ['https://gateway.corp.example../v1', ', ,'],
])('an invalid proxy that is used for %s (NO_PROXY=%s) is an issue', (url, exceptions) => {
  expect(proxy({ HTTPS_PROXY: 'no proxy', NO_PROXY: exceptions }, url).issues).toHaveLength(1)
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
  ['me:ab://c@proxy', ['ab://c', 'ab://c']],
  ['proxy/b:c@d', []],
])('the passwords in %s are %j', (value, passwords) => {
  expect(proxyPasswords({ https_proxy: value })).toEqual(passwords)
  expect(proxyPasswords({ HTTPS_PROXY: value })).toEqual(passwords)
})
