/** A Markdown table whose first row is its header. */
export function table([head = [], ...rows]: readonly string[][]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ').trim()).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/**
 * A page with the content of each block `<!-- NAME -->` or `<!-- NAME: TEXT -->` up to
 * `<!-- /NAME -->` replaced.
 *
 * @param write returns the new content; it gets TEXT, or an empty string
 * @throws Error if a block doesn't end
 */
export function replaceBlocks(page: string, name: string, write: (text: string) => string): string {
  const start = `<!-- ${name}(?:: ([^>]+))? -->\n`
  const end = `<!-- /${name} -->`
  const pieces = page.split(new RegExp(`(?=<!-- ${name}(?::| -->))`))
  return pieces
    .map(piece => {
      const marker = new RegExp(`^${start}`).exec(piece)
      if (marker === null) return piece
      const at = piece.indexOf(end)
      if (at < 0) throw new Error(`has no ${end} after ${marker[0].trim()}`)
      return `${marker[0]}${write(marker[1] ?? '')}\n${piece.slice(at)}`
    })
    .join('')
}

/** A fenced code block of a page. */
export interface CodeBlock {
  /** The language after the fence; empty if there is none. */
  language: string
  /** Without the indentation of the fence, which it has in a list. */
  text: string
  /** From 1. */
  line: number
}

/** The fenced code blocks of a page. */
export function codeBlocks(page: string): CodeBlock[] {
  return [...page.matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)].map(match => {
    const [, indent = '', language = '', text = ''] = match
    return {
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: page.slice(0, match.index).split('\n').length,
    }
  })
}
