import type { Document, LineCounter, Node, YAMLMap } from 'yaml'
import { editDistance } from '../common/edit-distance.ts'
import { formatList, quoted } from '../common/format.ts'
import {
  InvalidInputsError,
  type SourceLocation,
  type ValidationIssue,
} from '../common/validation.ts'
import { explainParserError, tagMessage } from './parser-messages.ts'

/** The input that names the file. */
export const SHARING_FILE_INPUT = 'sharing-file'

/** A path to a node from the root: keys of mappings and indexes of lists. */
export type Path = readonly (string | number)[]

type Yaml = typeof import('yaml')

// With more errors than this, users start with the first ones.
const MAX_ISSUES = 1_000

/** An issue at a location. */
type LocatedIssue = ValidationIssue & { location: SourceLocation }

/** A parsed YAML document that knows the location of each node, and collects the issues. */
export class SharingDocument {
  readonly #issues: LocatedIssue[] = []
  readonly #file: string
  readonly #yaml: Yaml
  readonly #lines: LineCounter
  readonly #document: Document.Parsed
  /** The offset of a carriage return without a line feed, -1 if there's none. */
  readonly #strayReturn: number
  // The parser's own lookup goes through all keys of a mapping for each item in it.
  readonly #values = new WeakMap<YAMLMap<Node>, Map<unknown, unknown>>()

  /**
   * @param file path from the workspace, for locations
   * @param yaml the parser, which the caller loads
   */
  constructor(file: string, source: string, yaml: Yaml) {
    this.#file = file
    this.#strayReturn = source.search(/\r(?!\n)/)
    this.#yaml = yaml
    this.#lines = new yaml.LineCounter()
    this.#document = yaml.parseDocument(source, {
      lineCounter: this.#lines,
      prettyErrors: false,
      // Checked here, because the parser's check takes quadratic time.
      uniqueKeys: false,
      // Warnings would write the file's text to the log.
      logLevel: 'error',
    })
  }

  /** Adds an issue for each syntax error, and for YAML that hides its meaning, such as aliases. */
  checkSyntax(): void {
    const { directives, errors, warnings } = this.#document
    const deep = errors.find(({ message }) => /stack/i.test(message))
    if (deep !== undefined) {
      this.addIssueAt(
        deep.pos[0],
        'The file is nested too deeply. Remove the extra brackets or dashes.',
      )
      return
    }
    // YAML ends a line there, but this parser doesn't, and reviewers might not see it.
    if (this.#strayReturn >= 0) {
      this.addIssueAt(
        this.#strayReturn,
        "A carriage return isn't followed by a line feed. Save the file with LF or CRLF line endings.",
      )
      return
    }
    for (const { message, pos } of [...errors, ...warnings]) {
      this.addIssueAt(pos[0], explainParserError(message))
    }
    const { version } = directives.yaml
    if (version !== '1.2') {
      this.addIssueAt(0, `YAML ${version} isn't supported. Remove the %YAML directive.`)
    }
    // In an invalid document, an alias or a tag might only follow from an error above.
    const isParsed = this.#issues.length === 0
    this.#yaml.visit(this.#document, {
      Node: (_, node) => {
        if (isParsed) this.#checkPlain(node)
        if (this.#yaml.isMap(node)) this.#checkKeysOf(node as YAMLMap<Node>)
      },
    })
  }

  #checkPlain(node: Node): void {
    const at = startOf(node)
    if (this.#yaml.isAlias(node)) {
      this.addIssueAt(
        at,
        "Aliases (*name) aren't supported. Write out the value, or put text that starts with * in quotes.",
      )
    } else if (node.tag !== undefined) this.addIssueAt(at, tagMessage(node.tag))
  }

  #checkKeysOf(map: YAMLMap<Node>): void {
    const keys = new Set<unknown>()
    for (const { key } of map.items) {
      const name = this.#yaml.isScalar(key) ? key.value : null
      const at = startOf(key)
      if (typeof name !== 'string') this.addIssueAt(at, "A key isn't text. Put it in quotes.")
      else if (keys.has(name)) {
        this.addIssueAt(at, `${quoted(name)} is a duplicate key. Keep only one.`)
      }
      keys.add(name)
    }
  }

  /** The document as plain values. */
  toValue(): unknown {
    return this.#document.toJS({ maxAliasCount: 0 })
  }

  /**
   * Adds an issue for each unknown key of a mapping, with the known key that it resembles.
   *
   * @returns the known keys that are only misspelled, so they aren't reported as missing, too
   */
  checkKeys(path: Path, known: readonly string[]): Set<string> {
    const meant = new Set<string>()
    const map = this.#nodeAt(path) as YAMLMap<Node>
    for (const { key } of map.items) {
      // checkSyntax rejects keys that aren't text.
      const name = String(key)
      if (known.includes(name)) continue
      const plain = name.replaceAll('_', '-').toLowerCase().slice(0, 40)
      const near = known.find(one => editDistance(plain, one) <= 3)
      let fix = `Remove it, or use ${formatList(known, known.length, 'or')}.`
      if (near !== undefined) {
        meant.add(near)
        fix = `Use ${near} instead.`
      }
      this.addIssueAt(startOf(key), `${quoted(name)} isn't a valid key here. ${fix}`)
    }
    return meant
  }

  /** Adds an issue at a node. */
  addIssue(path: Path, message: string): void {
    this.#note(this.locationOf(path), message)
  }

  /** Adds an issue at an offset, in characters from the start. */
  addIssueAt(offset: number, message: string): void {
    this.#note(this.#placeAt(offset), message)
  }

  /** @throws InvalidInputsError with all issues in line order, if there are any */
  throwIfInvalid(): void {
    if (this.#issues.length === 0) return
    throw new InvalidInputsError(
      this.#issues.toSorted(
        ({ location: a }, { location: b }) => a.line - b.line || a.column - b.column,
      ),
    )
  }

  /** The location of a node, or of its nearest ancestor. */
  locationOf(path: Path): SourceLocation {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#nodeAt(path.slice(0, length))
      if (node !== null) return this.#placeAt(startOf(node))
    }
    return this.#placeAt(0)
  }

  #note(location: SourceLocation, message: string): void {
    if (this.#issues.length >= MAX_ISSUES) return
    const isKnown = this.#issues.some(
      one =>
        one.message === message &&
        one.location.line === location.line &&
        one.location.column === location.column,
    )
    if (!isKnown) this.#issues.push({ input: SHARING_FILE_INPUT, message, location })
  }

  #nodeAt(path: Path): Node | null {
    let node: unknown = this.#document.contents
    for (const key of path) {
      if (this.#yaml.isMap(node)) node = this.#valuesOf(node as YAMLMap<Node>).get(key)
      else node = this.#yaml.isSeq(node) ? node.items[Number(key)] : null
    }
    return this.#yaml.isNode(node) ? node : null
  }

  /** The values of a mapping by key. */
  #valuesOf(map: YAMLMap<Node>): Map<unknown, unknown> {
    const known = this.#values.get(map)
    if (known !== undefined) return known
    const values = new Map(map.items.map(({ key, value }) => [String(key), value]))
    this.#values.set(map, values)
    return values
  }

  #placeAt(offset: number): SourceLocation {
    const { line, col } = this.#lines.linePos(offset)
    return { file: this.#file, line: Math.max(1, line), column: Math.max(1, col) }
  }
}

/** The offset of a node, which every parsed node has. */
function startOf({ range }: Node): number {
  return range?.[0] ?? 0
}
