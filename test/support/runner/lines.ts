import { EOL } from 'node:os'
import { StringDecoder } from 'node:string_decoder'

/** Splits a stream into lines at `\n`, `\r\n`, and `\r`, like .NET's StreamReader. */
export class Lines {
  readonly #chunks: Buffer[] = []
  readonly #decoder = new StringDecoder('utf8')
  readonly #onLine: (line: string) => void
  #rest = ''

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine
  }

  /** The whole input. Only this platform's line ends, of `@actions/core`, become `\n`. */
  text(lineEnd = EOL): string {
    return Buffer.concat(this.#chunks).toString().replaceAll(lineEnd, '\n')
  }

  /** Adds the next chunk. */
  add(chunk: Buffer): void {
    this.#chunks.push(chunk)
    // A \r at the end waits, because a \n can follow.
    this.#take(this.#decoder.write(chunk), /\r\n|\n|\r(?!$)/)
  }

  /** Ends the stream: the rest without a line break is a line, too. */
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
