import { StringDecoder } from 'node:string_decoder'

/** Collects a stream and cuts it into lines at `\n`, `\r\n` and `\r`, as .NET's StreamReader. */
export class Lines {
  readonly #chunks: Buffer[] = []
  readonly #decoder = new StringDecoder('utf8')
  readonly #onLine: (line: string) => void
  #rest = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  /** All that came, as it came. */
  get raw(): string {
    return Buffer.concat(this.#chunks).toString()
  }

  /** Takes what came next. */
  add(chunk: Buffer): void {
    this.#chunks.push(chunk)
    // A \r at the end waits: a \n that belongs to it may follow.
    this.#take(this.#decoder.write(chunk), /\r\n|\n|\r(?!$)/)
  }

  /** Takes the end of the stream: what has no line break is a line too. */
  end(): void {
    this.#take(this.#decoder.end(), /\r\n|\n|\r/)
    if (this.#rest !== '') this.#onLine(this.#rest)
  }

  #take(text: string, breaks: RegExp): void {
    const lines = (this.#rest + text).split(breaks)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line)
  }
}
