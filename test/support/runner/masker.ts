/** Hides masked values and their usual encodings, like the runner's SecretMasker. */
export class Masker {
  readonly #values = new Set<string>()

  /**
   * Masks a value from now on. PowerShell's encodings are omitted, because no step here uses it.
   */
  add(value: string): void {
    const bytes = Buffer.from(value)
    const encoded = [0, 1, 2].map(shift =>
      bytes.subarray(bytes.length > shift ? shift : 0).toString('base64'),
    )
    const xml = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
    encoded.push(value, value.replaceAll('"', '\\"'), value.replaceAll("'", "''"))
    encoded.push(JSON.stringify(value).slice(1, -1))
    encoded.push(
      encodeURIComponent(value.toWellFormed()).replace(
        /[!'()*]/g,
        c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    encoded.push(value.replace(/[&<>"']/g, c => xml[c as keyof typeof xml]))
    if (/^".{7,}"$/s.test(value)) encoded.push(value.slice(1, -1))
    for (const text of encoded) if (text) this.#values.add(text)
  }

  /** The text with `***` for each section that masked values cover, with adjacent ones merged. */
  mask(text: string): string {
    const ranges: [from: number, to: number][] = []
    for (const value of this.#values) {
      for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
        ranges.push([at, at + value.length])
      }
    }
    let shown = ''
    let end = -1
    for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
      if (from > end) shown += `${text.slice(Math.max(end, 0), from)}***`
      end = Math.max(end, to)
    }
    return shown + text.slice(Math.max(end, 0))
  }
}
