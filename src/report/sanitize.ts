import { stripVTControlCharacters } from 'node:util'
import { formatNumber } from '../common/format.ts'
import { ID_PATTERN } from '../common/ids.ts'
import { createMask } from './mask.ts'

/** Text that is safe to log: the action's own words, and sanitized foreign text. */
export class SafeText {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

/** Makes text that isn't the action's own safe to show. */
export interface Sanitizer {
  /**
   * Foreign text on one line, without control, bidi, and zero-width characters, without anything
   * like a key, without workflow commands, and truncated to `max` characters.
   */
  sanitize(value: unknown, max?: number): string
  /** As `sanitize`, for a template, which doesn't sanitize it again. */
  safeText(value: unknown, max?: number): SafeText
  /** A template: its own words as they are, and its values sanitized. */
  safe(strings: TemplateStringsArray, ...values: unknown[]): SafeText
  /**
   * Sanitized text for the summary and for comments, with every special character of HTML or
   * Markdown encoded, and without mentions.
   */
  html(value: unknown, max?: number): string
  /** An ID in `<code>`, verbatim; anything else is sanitized and encoded. */
  code(value: string): string
  /** Keeps these IDs unchanged from now on, whatever they have in common with a secret. */
  keepIds(ids: Iterable<string>): void
  /** Hides a token from here on; returns what is hidden, for the runner to mask. */
  hideToken(token: string): string[]
}

const MAX_LENGTH = 500
// Longer than OpenAI's longest key.
const KEY_LENGTH = 300
// Zero-width and bidi characters, lone surrogates, and characters that no font shows. Variation
// selectors stay, because they belong to the character before them.
const INVISIBLE = /[[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]--[\uFE00-\uFE0F]]/gv
const HALF_CHARACTER = /[\uD800-\uDBFF]$/

/**
 * @param keys API keys, of which no identifying part is shown
 * @param others passwords and other tokens, which are masked only as a whole
 */
export function createSanitizer(
  keys: readonly string[],
  others: readonly string[] = [],
): Sanitizer {
  const { hide, keepIds, hideToken } = createMask(keys, others)

  function clean(value: unknown, max = MAX_LENGTH): string {
    const whole = String(value)
    // Truncated before the costly part, with room for what is removed.
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
    // The first truncation may have left a part of a key that is too short to be recognized.
    const sound = whole.length > room ? calm.slice(0, -KEY_LENGTH) : calm
    return `${sound.slice(0, max).replace(HALF_CHARACTER, '')}… (${formatNumber(whole.length)} characters)`
  }

  function safe(strings: TemplateStringsArray, ...values: unknown[]): SafeText {
    const parts = values.map(value => (value instanceof SafeText ? value : clean(value)))
    return new SafeText(String.raw({ raw: strings }, ...parts))
  }

  const words = (value: unknown, max?: number) => new SafeText(clean(value, max))

  const html = (value: unknown, max?: number) => breakMentions(encode(clean(value, max)))

  function code(value: string): string {
    const text = clean(value)
    return `<code>${ID_PATTERN.test(text) ? text : encode(text)}</code>`
  }

  return { sanitize: clean, safeText: words, safe, html, code, keepIds, hideToken }
}

function encode(text: string): string {
  return text.replace(/[!-'*+:-@[-`{-~]/g, character => `&#${character.charCodeAt(0)};`)
}

/**
 * Encoded text in which nothing mentions a user or refers to an issue (`#1`, `GH-1`): GitHub decodes
 * `@` and `#` before it looks for those, but a comment splits them from what follows.
 */
export function breakMentions(encoded: string): string {
  return encoded.replace(/&#(?:35|64);(?=[\p{L}\p{N}])|\bGH-(?=\d)/giu, '$&<!-- -->')
}
