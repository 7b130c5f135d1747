import type { ProxySettings } from '../api/connections.ts'
import { quoted, withScheme } from '../common/format.ts'
import { INPUT_DEFAULTS } from './defaults.ts'
import { keysOf } from './keys.ts'
import type { Env } from './raw-inputs.ts'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const KEY = /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{12,}/i
// A shorter key could be a word in a path.
const MIN_KEY_LENGTH = 8

/** An input whose value is a URL. */
type UrlInput = 'base-url' | 'identity-token-url'

/** Whether a host is this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname)
}

/** Whether what is sent to a URL is encrypted, or stays on this machine. */
export function isPrivate(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

/** What `readUrl` returns for an invalid value, whose host must not be shown or checked. */
export const INVALID_URL = new URL('https://invalid')

/** Reads a URL that keys or tokens are sent to; `INVALID_URL` if there's an issue with it. */
export function readUrl(
  input: UrlInput,
  value: string,
  env: Env,
  addIssue: (message: string) => void,
): URL {
  // The parser drops line breaks and tabs, so its result would differ from what users see.
  const url = /\s/.test(value) ? null : URL.parse(value)
  // The parser also drops invisible characters from a host.
  const hasKey = holdsKey(`${value}\n${url?.href ?? ''}`, env)
  if (url === null) {
    const shown = /[@?#]/.test(value) || hasKey ? '' : `: ${quoted(value)}`
    addIssue(`${input}${shown} isn't a valid URL. Use one such as ${INPUT_DEFAULTS[input]}.`)
    return INVALID_URL
  }
  const error = urlError(input, value, url, hasKey)
  if (error === null) return url
  addIssue(error)
  return INVALID_URL
}

/**
 * What is wrong with a URL; null if nothing is. Credentials, a query, and a key in its path are
 * secrets, so messages about them show no part of the value.
 */
function urlError(input: UrlInput, value: string, url: URL, hasKey: boolean): string | null {
  if (url.username !== '' || url.password !== '') {
    return `${input} contains a user name or password. Remove it, and pass keys in admin-key or api-key.`
  }
  if (hasKey) {
    return `${input} contains an API key. Remove it, and pass keys in admin-key or api-key.`
  }
  // The parser drops a lone ? or #, but a path appended to the value would follow it.
  if (/[?#]/.test(value)) {
    return `${input} contains a query or fragment. Remove the ? or # and everything after it.`
  }
  if (/^[a-z]+:\/*[^/]*:\/|:$/i.test(value)) {
    return `${input}: ${quoted(value)} has a colon without a port. Remove the colon.`
  }
  if (isPrivate(url)) return null
  const secrets = input === 'base-url' ? 'keys' : 'tokens'
  return `${input}: ${quoted(value)} would send ${secrets} unencrypted. Use https, or http only on loopback.`
}

/** Whether a value has one of the step's keys or what looks like one, percent-encoded or not. */
export function holdsKey(value: string, env: Env): boolean {
  // A key in a host might be in lowercase.
  const text = `${value}\n${asciiDecoded(value)}`.toLowerCase()
  const keys = keysOf(env)
    .map(key => key.replace(/^sk-(?:admin-|proj-|svcacct-)?/, ''))
    .filter(key => key.length >= MIN_KEY_LENGTH)
  return KEY.test(text) || keys.some(key => text.includes(key.toLowerCase()))
}

/**
 * Reads the proxy for `https` from the environment, and the hosts that bypass it. A proxy that
 * isn't used for this URL isn't checked.
 */
export function readProxy(
  env: Env,
  target: URL,
  addIssue: (message: string) => void,
): ProxySettings {
  const value = (env.https_proxy || env.HTTPS_PROXY || '').trim()
  const exceptions = env.no_proxy || env.NO_PROXY || ''
  if (value === '' || target.protocol === 'http:' || isException(target, exceptions)) {
    return { url: '', exceptions }
  }
  const proxy = withScheme(value)
  const url = URL.parse(proxy)
  // Through a SOCKS proxy, undici wouldn't limit the size of responses.
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    addIssue(
      "HTTPS_PROXY isn't a valid http or https URL. Use one such as http://proxy.example:8080.",
    )
  } else if (!hasValidUserInfo(url)) {
    addIssue(
      "HTTPS_PROXY has a user name or password that can't be decoded. Percent-encode special characters, such as % as %25.",
    )
  }
  return { url: proxy, exceptions }
}

/** Whether NO_PROXY excludes a host, by undici's rules. */
function isException({ hostname, port }: URL, exceptions: string): boolean {
  const host = withoutBrackets(hostname).replace(/(.)\.$/, '$1')
  return exceptions.split(/[,\s]/).some(entry => {
    // An entry with several colons is an IPv6 address without a port.
    const isAddress = !entry.startsWith('[') && entry.split(':').length > 2
    const suffix = isAddress ? null : /:(\d+)$/.exec(entry)
    const domain = withoutBrackets(entry.slice(0, suffix?.index)).toLowerCase()
    if (domain === '' || (suffix !== null && suffix[1] !== (port || '443'))) return false
    const bare = domain.replace(/^\*?\./, '').replace(/(.)\.$/, '$1')
    const isSame = host === bare && !domain.startsWith('*')
    return domain === '*' || isSame || host.endsWith(`.${bare}`)
  })
}

function withoutBrackets(text: string): string {
  return text.replace(/^\[(.+)\]$/, '$1')
}

/** Whether the user name and password can be decoded, and are complete. */
function hasValidUserInfo({ username, password, href }: URL): boolean {
  // A special character in a password can end the host early, so the rest of it follows.
  if (username + password === '' && href.includes('@')) return false
  return decoded(`${username}:${password}`) !== null
}

/** The passwords in the proxy variables, as written and decoded. */
export function proxyPasswords(env: Env): string[] {
  return [env.https_proxy, env.HTTPS_PROXY].flatMap(value => {
    const bare = (value ?? '').trim().replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    const password = /^[^/@:]*:(.*)@/s.exec(bare)?.[1]
    return password === undefined ? [] : [password, decoded(password) ?? password]
  })
}

/** Keys are ASCII, and an invalid sequence elsewhere must not keep one from being decoded. */
function asciiDecoded(text: string): string {
  return text.replace(/%[0-7][\da-f]/gi, decodeURIComponent)
}

/** The decoded text, null if it has an invalid sequence. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
