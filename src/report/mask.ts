import { ID_MAX_LENGTH, ID_PATTERN } from '../common/ids.ts'

/** Masks secrets in texts. */
export interface Mask {
  /** The text without keys, parts of keys, what looks like a key, and other secrets as a whole. */
  hide(text: string): string
  /** Keeps these IDs from now on, unless one contains a whole key, or a token that arrived. */
  keepIds(ids: Iterable<string>): void
  /** Hides a token from here on, whole; returns what is hidden: also the signature of a JWT. */
  hideToken(token: string): string[]
}

const WINDOW = 8
const TAIL = 4
const MASK = '***'
// A key with its middle omitted, as people write it; `sk-admin-…` alone is a kind of key.
const SHORTENED_KEY =
  /\bsk-(?!(?:admin-|proj-|svcacct-)?(?:\.{2,}|…)(?:[\s"'`(),;]|$))[A-Za-z0-9_-]*(?:\.{2,}|…)[^\s"'`(),;]*/g
const KEY_PREFIX = /^sk-(?:admin-|proj-|svcacct-)?/
const JWT = /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/
const ID = /[A-Za-z0-9][A-Za-z0-9._:@+=-]*/g
const ID_TEXT = /^[A-Za-z0-9._:@+=-]+$/
// Placeholders for IDs while a text is masked: no sanitized text contains them.
const PLACEHOLDER = /[\uE000-\uF8FF]/g
const FIRST_PLACEHOLDER = 0xe000
const MAX_PLACEHOLDERS = 0x1900

/** A mask for API keys, and for other secrets, whose parts reveal nothing. */
export function createMask(keys: readonly string[], others: readonly string[]): Mask {
  const kept = new Set<string>()
  const hideKeyParts = createPartsMask(keys)
  const segments = [...keys, ...others].flatMap(secret =>
    // A short segment may be a part of a word.
    JWT.test(secret) ? secret.split('.').filter(part => part.length >= WINDOW) : [],
  )
  // Longest first, so no rest of a longer one is left next to a shorter one.
  const whole = [...new Set([...others, ...segments])].sort((a, b) => b.length - a.length)
  // Only a text with the characters of an ID can be a part of one.
  const within = whole.filter(secret => ID_TEXT.test(secret))
  const outside = [...keys, ...whole.filter(secret => !ID_TEXT.test(secret))]
  const notInIds = [...keys]

  function hide(text: string): string {
    const aside: string[] = []
    const bare = hideWhole(text, outside).replace(ID, token => {
      const id = token.replace(/[.:@+=-]+$/, '')
      const found = [token, id].find(one => kept.has(one))
      if (found === undefined || aside.length === MAX_PLACEHOLDERS) return token
      aside.push(found)
      const placeholder = String.fromCharCode(FIRST_PLACEHOLDER + aside.length - 1)
      return placeholder + token.slice(found.length)
    })
    const hidden = hideKeyParts(hideWhole(bare, within))
    if (aside.length === 0) return hidden
    return hidden.replace(
      PLACEHOLDER,
      placeholder => aside[placeholder.charCodeAt(0) - FIRST_PLACEHOLDER] ?? '',
    )
  }

  function keepIds(ids: Iterable<string>): void {
    for (const id of ids) {
      const isId = id.length <= ID_MAX_LENGTH && ID_PATTERN.test(id) && !id.startsWith('sk-')
      if (isId && !notInIds.some(key => id.includes(key))) kept.add(id)
    }
  }

  function hideToken(token: string): string[] {
    const [, , signature = ''] = JWT.test(token) ? token.split('.') : []
    // A short one may be a part of a word.
    const secrets = signature.length < WINDOW ? [token] : [token, signature]
    notInIds.push(...secrets)
    for (const secret of secrets.toReversed()) {
      const list = ID_TEXT.test(secret) ? within : outside
      list.unshift(secret)
    }
    return secrets
  }

  return { hide, keepIds, hideToken }
}

function hideWhole(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), text)
}

/** A function that masks parts of keys, and what looks like a key, in a text. */
function createPartsMask(keys: readonly string[]): (text: string) => string {
  const windows = new Set<string>()
  const starts = new Set<number>()
  const tails: string[] = []
  const heads: string[] = []
  for (const key of keys) {
    const core = key.replace(KEY_PREFIX, '')
    // A window across the dot between two segments of a JWT would belong to neither.
    for (const part of JWT.test(key) ? key.split('.') : [core]) {
      for (let at = 0; at + WINDOW <= part.length; at++) {
        windows.add(part.slice(at, at + WINDOW))
        starts.add(startAt(part, at))
      }
    }
    if (core.length <= WINDOW) continue
    tails.push(core.slice(-TAIL))
    const head = key.slice(0, key.length - core.length + TAIL)
    heads.push(`${RegExp.escape(head)}[A-Za-z0-9_-]*`)
  }
  const head = new RegExp(heads.join('|') || '(?!)', 'g')
  const tail = new RegExp(
    `(?<![A-Za-z0-9])(?:${tails.map(RegExp.escape).join('|')})(?![A-Za-z0-9])`,
    'g',
  )
  return text => {
    let hidden = hideWindows(text, windows, starts)
      .replace(head, MASK)
      .replace(SHORTENED_KEY, MASK)
      // Any key in OpenAI's form, ours or not.
      .replace(/\bsk-[A-Za-z0-9_-]{16,}/g, MASK)
    // A key with its middle masked, as servers repeat it in their errors.
    if (hidden.includes(MASK)) {
      hidden = hidden.replace(/[^\s"'`(),;\uE000-\uF8FF]+/g, word =>
        word.includes(MASK) ? MASK : word,
      )
    }
    return tails.length === 0 ? hidden : hidden.replace(tail, MASK)
  }
}

/** Masks everything within windows. The first two characters rule out most positions. */
function hideWindows(
  text: string,
  windows: ReadonlySet<string>,
  starts: ReadonlySet<number>,
): string {
  let hidden = ''
  let shownTo = 0
  for (let at = 0; at + WINDOW <= text.length; at++) {
    if (!starts.has(startAt(text, at)) || !windows.has(text.slice(at, at + WINDOW))) continue
    let end = at + WINDOW
    while (windows.has(text.slice(end - WINDOW + 1, end + 1))) end++
    hidden += text.slice(shownTo, at) + MASK
    shownTo = end
    at = end - 1
  }
  return hidden + text.slice(shownTo)
}

/** The two characters at a position, as a number, because a string for each would be costly. */
function startAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1)
}
