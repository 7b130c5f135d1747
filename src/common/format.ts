const QUOTED_LENGTH = 80

/** A whole number with thousands separators: `12,345`. `toLocaleString` takes 8 ms to load. */
export function formatNumber(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `1 project`, `3 projects`: a number with its noun; the plural adds an s unless given. */
export function pluralize(number: number, one: string, many = `${one}s`): string {
  return `${formatNumber(number)} ${number === 1 ? one : many}`
}

/** A duration in milliseconds as text: `0.4 s`, `12 s`, `2 min 5 s`, `1 h 3 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${seconds} s`
  if (minutes < 60) return `${minutes} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`
  const hours = Math.floor(minutes / 60)
  return `${formatNumber(hours)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`
}

/** The items as part of a sentence: `a`, `a and b`, `a, b, and 7 more`. */
export function formatList(
  items: readonly string[],
  max = 5,
  conjunction: 'and' | 'or' = 'and',
): string {
  const shown = items.length > max ? items.slice(0, max - 1) : items
  const rest = items.length - shown.length
  const parts = rest > 0 ? [...shown, `${formatNumber(rest)} more`] : shown
  if (parts.length < 2) return parts.join('')
  const comma = parts.length > 2 ? ',' : ''
  return `${parts.slice(0, -1).join(', ')}${comma} ${conjunction} ${parts.at(-1)}`
}

/** A measured number, rounded to four significant digits. */
export function formatFloat(value: number): string {
  return String(Number(value.toPrecision(4)))
}

/** The Unicode code point of a string's first character: `U+00A0`. */
export function formatCodePoint(text: string): string {
  return `U+${text.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
}

/** A sentence as a part of another: without its period. */
export function withoutPeriod(text: string): string {
  return text.replace(/\.$/, '')
}

/** A value in quotes for a message, cut off at 80 characters. */
export function quoted(value: string): string {
  return value.length > QUOTED_LENGTH ? `"${value.slice(0, QUOTED_LENGTH)}…"` : `"${value}"`
}

/** A proxy's URL with a scheme: like curl, reads `proxy:8080` as `http://proxy:8080`. */
export function withScheme(proxy: string): string {
  const url = proxy.trim()
  return /^([a-z][a-z\d+.-]*:)?\/\//i.test(url) ? url : `http://${url}`
}
