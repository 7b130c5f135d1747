import type { ProxySettings } from '../api/transport.ts'
import { quoted } from '../common/format.ts'
import { keysOf } from './keys.ts'
import type { Env } from './raw-inputs.ts'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const KEY = /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{12,}/i
// What is shorter may well be a word of a path.
const MIN_KEY_LENGTH = 8

/**
 * Checks the base URL, which gets the key. User info, a query, and a key in its path are secrets,
 * so a message about them shows no part of the value.
 */
export function readBaseUrl(value: string, env: Env, wrong: (message: string) => void): URL {
  // The parser drops line breaks and tabs, and with them changes what people read.
  const url = /\s/.test(value) ? null : URL.parse(value)
  const hasKey = holdsKey(value, env)
  if (url === null) {
    const shown = /[@?#]/.test(value) || hasKey ? 'the value' : quoted(value)
    wrong(`base-url: ${shown} is no URL: write one such as https://api.openai.com/v1`)
    return new URL('https://invalid')
  }
  if (url.username !== '' || url.password !== '') {
    wrong('base-url has user info before the host: take it out; the key goes into admin-key')
  } else if (hasKey) {
    wrong('base-url contains an API key. Remove it, and pass keys in admin-key or api-key.')
  } else if (/[?#]/.test(value)) {
    // The parser drops a lone ? or #, which a path added to the end would follow.
    wrong('base-url has a query or a fragment: take it out; paths are added to its end')
  } else if (/^[a-z]+:\/*[^/]*:(\/|$)|:$/i.test(value)) {
    wrong(`base-url: ${quoted(value)} has a colon without a port. Remove the colon.`)
  } else if (
    url.protocol !== 'https:' &&
    !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))
  ) {
    wrong(
      `base-url: ${quoted(value)} would send the key in clear text: use https (http is for loopback)`,
    )
  }
  return url
}

/** Whether a URL has one of the step's keys in it, or what looks like one, in whatever encoding. */
function holdsKey(value: string, env: Env): boolean {
  // A host is in lower case.
  const text = `${value}\n${decoded(value)}`.toLowerCase()
  const keys = keysOf(env)
    .map(key => key.replace(/^sk-(?:admin-|proj-|svcacct-)?/, ''))
    .filter(key => key.length >= MIN_KEY_LENGTH)
  return KEY.test(text) || keys.some(key => text.includes(key.toLowerCase()))
}

/**
 * The proxy for `https` that the environment names, and the hosts that go past it. One that isn't
 * used for this base URL isn't checked.
 */
export function readProxy(env: Env, baseUrl: URL, wrong: (message: string) => void): ProxySettings {
  const value = (env.https_proxy || env.HTTPS_PROXY || '').trim()
  const exceptions = env.no_proxy || env.NO_PROXY || ''
  if (value === '' || baseUrl.protocol === 'http:' || isException(baseUrl, exceptions)) {
    return { url: '', exceptions }
  }
  // As curl and others read `proxy:8080`.
  const withScheme = /^([a-z][a-z\d+.-]*:)?\/\//i.test(value) ? value : `http://${value}`
  const url = URL.parse(withScheme)
  // Through a SOCKS proxy undici would not cap the size of answers.
  if (url === null || !/^https?:$/.test(url.protocol)) {
    wrong(
      'HTTPS_PROXY is no http or https URL of a proxy: write one such as http://proxy.example:8080',
    )
  } else if (!hasValidUserInfo(url)) {
    wrong(
      'HTTPS_PROXY has a user name or password that cannot be read: percent-encode its special characters, % as %25',
    )
  }
  return { url: withScheme, exceptions }
}

/** Whether NO_PROXY covers a host, by undici's rules. */
function isException({ hostname, port }: URL, exceptions: string): boolean {
  const host = hostname.replace(/^\[(.+)\]$/, '$1').replace(/(.)\.$/, '$1')
  return exceptions.split(/[,\s]+/).some(entry => {
    const [, name = '', ofPort] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(entry) ?? []
    // Several colons are an IPv6 address alone.
    const isAddress = !entry.startsWith('[') && entry.split(':').length > 2
    const domain = (isAddress ? entry : name).toLowerCase()
    if (domain === '' || (!isAddress && ofPort !== undefined && ofPort !== (port || '443'))) {
      return false
    }
    const bare = domain.replace(/^\*?\./, '').replace(/(.)\.$/, '$1')
    const isSame = host === bare && !domain.startsWith('*')
    return domain === '*' || isSame || host.endsWith(`.${bare}`)
  })
}

/** Whether what stands before the host is user info that can be decoded, and all of it. */
function hasValidUserInfo({ username, password, href }: URL): boolean {
  // A character that ends the host too early puts the rest of a password behind it.
  if (username + password === '' && href.includes('@')) return false
  try {
    decodeURIComponent(`${username}:${password}`)
    return true
  } catch {
    return false
  }
}

/** The passwords in the proxy variables, as written and as they are sent. */
export function proxyPasswords(env: Env): string[] {
  return [env.https_proxy, env.HTTPS_PROXY].flatMap(value => {
    const bare = (value ?? '').trim().replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    const password = /^[^/@:]*:(.*)@/s.exec(bare)?.[1]
    return password === undefined ? [] : [password, decoded(password)]
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
