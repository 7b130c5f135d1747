import type { Document, LineCounter, Node, YAMLMap } from 'yaml'
import { editDistance } from '../common/edit-distance.ts'
import { quoted } from '../common/format.ts'
import {
  InvalidInputsError,
  type SourceLocation,
  type ValidationIssue,
} from '../common/validation.ts'

/** The input that names the file. */
export const SHARING_FILE_INPUT = 'sharing-file'

/** Where in a document something stands: keys of mappings and places in lists, from the root. */
export type Path = readonly (string | number)[]

type Yaml = typeof import('yaml')

// Who has made more mistakes than this wants to see the first of them.
const MAX_ISSUES = 1_000

/** A parsed YAML document that knows where everything stands, and notes what is wrong with it. */
export class SharingDocument {
  readonly #issues: ValidationIssue[] = []
  readonly #file: string
  readonly #yaml: Yaml
  readonly #lines: LineCounter
  readonly #document: Document.Parsed
  /** Where a carriage return stands without a line feed, -1 where none does. */
  readonly #strayReturn: number

  /**
   * @param file path from the workspace, for places
   * @param yaml the parser, loaded by whoever needs it
   */
  constructor(file: string, source: string, yaml: Yaml) {
    this.#file = file
    this.#strayReturn = source.search(/\r(?!\n)/)
    this.#yaml = yaml
    this.#lines = new yaml.LineCounter()
    this.#document = yaml.parseDocument(source, {
      lineCounter: this.#lines,
      prettyErrors: false,
      // Checked here, because the parser takes quadratic time for it.
      uniqueKeys: false,
      // It would write the file's own text to the log.
      logLevel: 'error',
    })
  }

  /** Notes what is no plain YAML, or hides what it means: aliases, tags, directives. */
  checkSyntax(): void {
    const { directives, errors, warnings } = this.#document
    const deep = errors.find(({ message }) => /stack/i.test(message))
    if (deep !== undefined) {
      this.addIssueAt(deep.pos[0], 'the file is nested too deeply')
      return
    }
    // In YAML it ends a line, for this parser it does not, and in a review it may not show.
    if (this.#strayReturn >= 0) {
      this.addIssueAt(
        this.#strayReturn,
        'a carriage return without a line feed: save the file with line ends of LF or CRLF',
      )
      return
    }
    for (const { message, pos } of [...errors, ...warnings]) {
      this.addIssueAt(pos[0], explainParserError(message))
    }
    const version = directives?.yaml.version
    if (version !== undefined && version !== '1.2') {
      this.addIssueAt(
        0,
        `YAML ${version}, in which texts mean other things: take the directive out`,
      )
    }
    // An alias or a tag in what could not be parsed may be but the mistake that was just told.
    const isParsed = this.#issues.length === 0
    this.#yaml.visit(this.#document, {
      Node: (_, node) => {
        if (isParsed) this.#checkPlain(node)
        if (this.#yaml.isMap(node)) this.#checkKeysOf(node as YAMLMap<Node>)
      },
    })
  }

  #checkPlain(node: Node): void {
    const at = node.range?.[0] ?? 0
    if (this.#yaml.isAlias(node)) {
      this.addIssueAt(
        at,
        'an alias (*name): write out what it stands for, or put text that begins with * in quotes',
      )
    } else if (node.tag !== undefined) this.addIssueAt(at, `a tag (${node.tag}): take it out`)
  }

  #checkKeysOf(map: YAMLMap<Node>): void {
    const keys = new Set<unknown>()
    for (const { key } of map.items) {
      const name = this.#yaml.isScalar(key) ? key.value : null
      const at = key?.range?.[0] ?? map.range?.[0] ?? 0
      if (typeof name !== 'string') this.addIssueAt(at, 'a key is not text: put it in quotes')
      else if (keys.has(name)) this.addIssueAt(at, `${quoted(name)} stands twice here`)
      keys.add(name)
    }
  }

  /** The document as plain values. */
  toValue(): unknown {
    return this.#document.toJS({ maxAliasCount: 0 })
  }

  /**
   * Notes keys of a mapping that are not known, with the one that was meant.
   *
   * @returns the known keys that were meant by others: they are misspelled, and not missing as well
   */
  checkKeys(path: Path, known: readonly string[]): Set<string> {
    const meant = new Set<string>()
    const map = this.#nodeAt(path) as YAMLMap<Node> | null
    const unknown = (map?.items ?? []).flatMap(({ key }) => {
      const name = this.#yaml.isScalar(key) ? key.value : null
      return typeof name === 'string' && !known.includes(name) ? [{ name, key }] : []
    })
    for (const { name, key } of unknown) {
      const plain = name.replaceAll('_', '-').toLowerCase().slice(0, 40)
      const near = known.find(one => editDistance(plain, one) <= 3)
      if (near !== undefined) meant.add(near)
      const advice = near === undefined ? `known are ${known.join(', ')}` : `write ${near}`
      this.addIssueAt(key.range?.[0] ?? 0, `${quoted(name)} is no key here: ${advice}`)
    }
    return meant
  }

  /** Notes a mistake about something in the document. */
  addIssue(path: Path, message: string): void {
    this.#note(this.locationOf(path), message)
  }

  /** Notes a mistake at a place, given as characters from the start. */
  addIssueAt(offset: number, message: string): void {
    this.#note(this.#placeAt(offset), message)
  }

  /** @throws InvalidInputsError with all that was noted, in the order of lines, if anything was */
  throwIfInvalid(): void {
    if (this.#issues.length === 0) return
    const lineOf = ({ location }: ValidationIssue) => location?.line ?? 0
    const columnOf = ({ location }: ValidationIssue) => location?.column ?? 0
    throw new InvalidInputsError(
      this.#issues.toSorted((a, b) => lineOf(a) - lineOf(b) || columnOf(a) - columnOf(b)),
    )
  }

  /** Where something stands, or the nearest thing around it. */
  locationOf(path: Path): SourceLocation {
    for (let length = path.length; length > 0; length--) {
      const range = this.#nodeAt(path.slice(0, length))?.range
      if (range) return this.#placeAt(range[0])
    }
    return this.#placeAt(this.#document.contents?.range?.[0] ?? 0)
  }

  #note(location: SourceLocation, message: string): void {
    if (this.#issues.length >= MAX_ISSUES) return
    const text = `sharing-file: ${message}`
    const isKnown = this.#issues.some(
      one =>
        one.message === text &&
        one.location?.line === location.line &&
        one.location.column === location.column,
    )
    if (!isKnown) this.#issues.push({ input: SHARING_FILE_INPUT, message: text, location })
  }

  #nodeAt(path: Path): Node | null {
    if (path.length === 0) return this.#document.contents
    const node = this.#document.getIn(path, true)
    return this.#yaml.isNode(node) ? node : null
  }

  #placeAt(offset: number): SourceLocation {
    const { line, col } = this.#lines.linePos(offset)
    return { file: this.#file, line: Math.max(1, line), column: Math.max(1, col) }
  }
}

/** What the parser says, in words that fit a file that people write. */
function explainParserError(message: string): string {
  if (/multiple documents/i.test(message)) return 'holds several documents (---): write one'
  if (/alias cannot be an empty/i.test(message)) {
    return 'a bare * is YAML for an alias. Put it in quotes, as "*".'
  }
  return message
}
