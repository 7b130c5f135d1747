import { stripVTControlCharacters } from 'node:util'
import { formatNumber } from '../common/format.ts'
import { ID_PATTERN } from '../common/ids.ts'

/** Text that may go into the log: the action's own words, and foreign text made safe. */
export class SafeText {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

/** Makes every text that is not the action's own fit to be shown. */
export interface Sanitizer {
  /**
   * Foreign text on one line: without control, bidi and zero-width characters, without anything
   * like a key, starting no workflow command, and no longer than `max` characters.
   */
  sanitize(value: unknown, max?: number): string
  /** As `clean`, for a template that is not to clean it again. */
  safeText(value: unknown, max?: number): SafeText
  /** A template whose own words stand as they are and whose values are cleaned. */
  safe(strings: TemplateStringsArray, ...values: unknown[]): SafeText
  /** Cleaned text for the summary, with every character that HTML or Markdown may read encoded. */
  html(value: unknown, max?: number): string
  /** An ID, verbatim in `<code>`; what is no ID is cleaned first. */
  code(value: string): string
}

const MAX_LENGTH = 500
const WINDOW = 8
const TAIL = 4
// More than the longest key of OpenAI's has.
const KEY_LENGTH = 300
const MASK = '***'
// Zero-width and bidi characters, halves of characters, and what no font shows. Selectors of a
// variation stay, because they belong to the character before them.
const INVISIBLE = /[[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]--[\uFE00-\uFE0F]]/gv
const HALF_CHARACTER = /[\uD800-\uDBFF]$/
// A key whose middle is left out, as people write it; `sk-admin-…` alone is a kind of key.
const SHORTENED_KEY =
  /\bsk-(?!(?:admin-|proj-|svcacct-)?(?:\.{2,}|…)(?:[\s"'`(),;]|$))[A-Za-z0-9_-]*(?:\.{2,}|…)[^\s"'`(),;]*/g
const KEY_PREFIX = /^sk-(?:admin-|proj-|svcacct-)?/

/**
 * @param secrets keys and passwords that must not be shown, nor any part of them that would help
 *   to tell one from another
 */
export function createSanitizer(secrets: readonly string[]): Sanitizer {
  const hide = createMask(secrets)

  function clean(value: unknown, max = MAX_LENGTH): string {
    const whole = String(value)
    // Cut before the costly part, with room for what is taken out.
    const room = max * 4
    const bare = stripVTControlCharacters(whole.slice(0, room))
      .replace(INVISIBLE, '')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim()
    const calm = hide(bare)
      // The runner takes `##[name]` anywhere in a line, and `::name` at the start of one.
      .replaceAll('##[', '# #[')
      .replace(/^:+:/, match => match.split('').join(' '))
    if (calm.length <= max && whole.length <= room) return calm
    // What the first cut may have left of a key is too short to be recognised, and goes.
    const sound = whole.length > room ? calm.slice(0, -KEY_LENGTH) : calm
    return `${sound.slice(0, max).replace(HALF_CHARACTER, '')}… (${formatNumber(whole.length)} characters)`
  }

  function safe(strings: TemplateStringsArray, ...values: unknown[]): SafeText {
    const parts = values.map(value => (value instanceof SafeText ? value : clean(value)))
    return new SafeText(String.raw({ raw: strings }, ...parts))
  }

  const words = (value: unknown, max?: number) => new SafeText(clean(value, max))

  const html = (value: unknown, max?: number) => encode(clean(value, max))

  function code(value: string): string {
    const text = clean(value)
    return `<code>${ID_PATTERN.test(text) ? text : encode(text)}</code>`
  }

  return { sanitize: clean, safeText: words, safe, html, code }
}

function encode(text: string): string {
  return text.replace(/[!-'*+:-@[-`{-~]/g, character => `&#${character.charCodeAt(0)};`)
}

/** A function that takes keys, and what looks like one, out of a text. */
function createMask(secrets: readonly string[]): (text: string) => string {
  const windows = new Set<string>()
  const starts = new Set<number>()
  const tails: string[] = []
  const heads: string[] = []
  for (const secret of secrets) {
    const core = secret.replace(KEY_PREFIX, '')
    for (let at = 0; at + WINDOW <= core.length; at++) {
      windows.add(core.slice(at, at + WINDOW))
      starts.add(startAt(core, at))
    }
    if (core.length <= WINDOW) continue
    tails.push(core.slice(-TAIL))
    const head = secret.slice(0, secret.length - core.length + TAIL)
    heads.push(`${RegExp.escape(head)}[A-Za-z0-9_-]*`)
  }
  const head = new RegExp(heads.join('|') || '(?!)', 'g')
  const tail = new RegExp(
    `(?<![A-Za-z0-9])(?:${tails.map(RegExp.escape).join('|')})(?![A-Za-z0-9])`,
    'g',
  )
  return text => {
    let hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), text)
    hidden = hideWindows(hidden, windows, starts)
      .replace(head, MASK)
      .replace(SHORTENED_KEY, MASK)
      // A key in the form that all of OpenAI's have, ours or not.
      .replace(/\bsk-[A-Za-z0-9_-]{16,}/g, MASK)
    // A key with its middle blotted out, as servers repeat it in their errors.
    if (hidden.includes(MASK)) {
      hidden = hidden.replace(/[^\s"'`(),;]+/g, word => (word.includes(MASK) ? MASK : word))
    }
    return tails.length === 0 ? hidden : hidden.replace(tail, MASK)
  }
}

/** Hides all that lies in windows. Most places are ruled out by the first two characters there. */
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

/** The two characters there, as a number, because a text for each place of a log is a lot. */
function startAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1)
}
