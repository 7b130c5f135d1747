import { stripVTControlCharacters } from 'node:util'
import { formatNumber } from '../common/format.ts'
import { ID_PATTERN } from '../common/ids.ts'
import { createMask } from './mask.ts'

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
  /** As `sanitize`, for a template that isn't to clean it again. */
  safeText(value: unknown, max?: number): SafeText
  /** A template whose own words stand as they are and whose values are cleaned. */
  safe(strings: TemplateStringsArray, ...values: unknown[]): SafeText
  /** Cleaned text for the summary, with every character that HTML or Markdown may read encoded. */
  html(value: unknown, max?: number): string
  /** An ID, verbatim in `<code>`; what is no ID is cleaned first. */
  code(value: string): string
  /** Keeps these IDs as they are from here on, whatever they have in common with a secret. */
  keepIds(ids: Iterable<string>): void
}

const MAX_LENGTH = 500
// More than the longest key of OpenAI's has.
const KEY_LENGTH = 300
// Zero-width and bidi characters, halves of characters, and what no font shows. Selectors of a
// variation stay, because they belong to the character before them.
const INVISIBLE = /[[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]--[\uFE00-\uFE0F]]/gv
const HALF_CHARACTER = /[\uD800-\uDBFF]$/

/**
 * @param keys API keys, of which no part is shown that would help to tell one from another
 * @param others passwords and other tokens, which are hidden only as a whole
 */
export function createSanitizer(
  keys: readonly string[],
  others: readonly string[] = [],
): Sanitizer {
  const { hide, keepIds } = createMask(keys, others)

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

  return { sanitize: clean, safeText: words, safe, html, code, keepIds }
}

function encode(text: string): string {
  return text.replace(/[!-'*+:-@[-`{-~]/g, character => `&#${character.charCodeAt(0)};`)
}
