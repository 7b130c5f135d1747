/** Renders a part of the summary, shortened to that many bytes if it can be. */
export type Section = (maxBytes: number) => string

/** Sections that were rendered, and how many were left out because they're too long. */
interface FittedSections {
  shown: string[]
  left: number
}

/**
 * Sections that together fit into that many bytes, each with `extra` bytes around it. Short ones
 * are whole, and long ones share the rest equally. A section that can't be shortened to its share
 * is left out, and so are empty ones.
 */
export function fitSections(
  sections: readonly Section[],
  maxBytes: number,
  extra: number,
): FittedSections {
  const sizeOf = (text: string) => Buffer.byteLength(text) + extra
  const filled = sections
    .map(render => ({ render, text: render(maxBytes) }))
    .filter(({ text }) => text !== '')
  let kept = filled
  for (;;) {
    const limit = fairLimit(
      kept.map(({ text }) => sizeOf(text)),
      maxBytes,
    )
    const shown = kept.map(({ render, text }) =>
      sizeOf(text) <= limit ? text : render(Math.floor(limit) - extra),
    )
    const excess = shown.findIndex(text => sizeOf(text) > limit)
    if (excess === -1) return { shown, left: filled.length - kept.length }
    kept = kept.toSpliced(excess, 1)
  }
}

/** The largest size to cut longer ones to, so that all of them fit into the sum. */
function fairLimit(sizes: readonly number[], sum: number): number {
  let left = sum
  for (const [index, size] of sizes.toSorted((a, b) => a - b).entries()) {
    const share = left / (sizes.length - index)
    if (size > share) return share
    left -= size
  }
  return Number.POSITIVE_INFINITY
}

/**
 * As many of the first items as fit into that many bytes, joined, then a note on how many were
 * omitted. Each is rendered for the bytes that are left.
 */
export function joinWithin<T>(
  items: readonly T[],
  render: (item: T, maxBytes: number) => string,
  maxBytes: number,
  noteOf: (left: number) => string,
  separator = '\n',
): string {
  const room = maxBytes - Buffer.byteLength(noteOf(items.length))
  const { shown, left } = takeWithinBytes(items, render, room, separator)
  return [...shown, ...(left === 0 ? [] : [noteOf(left)])].join(separator)
}

/**
 * As many of the first items as fit into that many bytes, rendered, each with a separator, and how
 * many were omitted, which aren't rendered.
 */
export function takeWithinBytes<T>(
  items: readonly T[],
  render: (item: T, maxBytes: number) => string,
  maxBytes: number,
  separator = '\n',
): { shown: string[]; left: number } {
  const shown: string[] = []
  let room = maxBytes
  for (const item of items) {
    const text = render(item, room - separator.length)
    room -= Buffer.byteLength(text) + separator.length
    if (room < 0) break
    shown.push(text)
  }
  return { shown, left: items.length - shown.length }
}
