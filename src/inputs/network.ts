import type { ProxySettings } from '../api/transport.ts'
import { quoted } from '../common/format.ts'
import type { Env } from './raw-inputs.ts'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Checks the base URL, which gets the key. User info and a query may hold secrets, so that a
 * message about them shows no part of the value.
 */
export function readBaseUrl(value: string, wrong: (message: string) => void): URL {
  // The parser drops line breaks and tabs, and with them changes what people read.
  const url = /\s/.test(value) ? null : URL.parse(value)
  if (url === null) {
    const shown = /[@?#]/.test(value) ? 'the value' : quoted(value)
    wrong(`base-url: ${shown} is no URL: write one such as https://api.openai.com/v1`)
    return new URL('https://invalid')
  }
  if (url.username !== '' || url.password !== '') {
    wrong('base-url has user info before the host: take it out; the key goes into admin-key')
  } else if (url.search !== '' || url.hash !== '') {
    wrong('base-url has a query or a fragment: take it out; paths are added to its end')
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

/** The proxy for `https` that the environment names, and the hosts that go past it. */
export function readProxy(env: Env, wrong: (message: string) => void): ProxySettings {
  const value = env.https_proxy || env.HTTPS_PROXY || ''
  const exceptions = env.no_proxy || env.NO_PROXY || ''
  if (value === '') return { url: '', exceptions }
  const url = URL.parse(value)
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
  return { url: value, exceptions }
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
