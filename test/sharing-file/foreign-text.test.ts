import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import * as yaml from 'yaml'
import { ID_PATTERN } from '../../src/common/ids.ts'
import { InvalidInputsError, type SourceLocation } from '../../src/common/validation.ts'
import { createSanitizer } from '../../src/report/sanitize.ts'
import type { SharingEntry } from '../../src/sharing/targets.ts'
import { SharingDocument } from '../../src/sharing-file/document.ts'
import { readEntries } from '../../src/sharing-file/entries.ts'
import { CORPUS_KEY, corpusOf, expectNoKey, expectWithin } from '../support/corpus.ts'
import { editedText } from '../support/edited-text.ts'
import { UNPARSABLE, VALID } from './fixtures.ts'
import { INVALID_ENTRIES, SCHEMA_VIOLATIONS } from './invalid-files.ts'
import { parseMarkers } from './read-content.ts'

const { sanitize } = createSanitizer([CORPUS_KEY])

/** Reads a text as a sharing file: all its entries are valid, or each of its issues can be shown. */
function expectReadable(text: string): void {
  const lineCount = text.split('\n').length
  const expectPlace = ({ file, line, column }: SourceLocation) => {
    expect([file, line >= 1, line <= lineCount, column >= 1]).toEqual(['a.yml', true, true, true])
  }
  try {
    const entries = readEntries(new SharingDocument('a.yml', text, yaml))
    expect(entries).not.toEqual([])
    for (const entry of entries) {
      expectValid(entry)
      if (entry.location) expectPlace(entry.location)
    }
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    expect(error.issues).not.toEqual([])
    for (const { input, message, location } of error.issues) {
      expect(input).toBe('sharing-file')
      expectPlace(location ?? expect.fail('the issue has no place'))
      expect(message).toMatch(/\.$/)
      expect(message).not.toMatch(/\bundefined\b|\[object /)
      expectNoKey(sanitize(message))
    }
  }
}

function expectValid(entry: SharingEntry): void {
  const { checkpointIds, jobIds, checkpointSelector: selector } = entry
  const owner = entry.owningProjectId === null ? [] : [entry.owningProjectId]
  for (const id of [...checkpointIds, ...jobIds, ...entry.projectIds, ...owner]) {
    expect(id).toMatch(ID_PATTERN)
    expect(id.length).toBeLessThanOrEqual(256)
    expect(id).not.toMatch(/^sk-/)
  }
  expect(checkpointIds.length + jobIds.length).toBeGreaterThan(0)
  for (const name of entry.projectNames) expect(name).toMatch(/^[^\r\n]+$/)
  for (const step of Array.isArray(selector) ? selector : [])
    expect(Number.isInteger(step) && step >= 0).toBe(true)
}

test.each(corpusOf('sharing-file'))(
  'the kept file %s is read, or its issues are shown',
  (_, text) => {
    using warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    expectWithin(5_000, () => expectReadable(text))
    expect(warn.mock.calls).toEqual([])
  },
)

const INVALID = { ...UNPARSABLE, ...SCHEMA_VIOLATIONS, ...INVALID_ENTRIES }
const REAL = [
  ...Object.values(VALID),
  ...Object.values(INVALID).map(([marked]) => parseMarkers(marked).content),
]
const FRAGMENTS = [
  ...['\n', '\r', '\r\n', '\t', ' ', '  ', '\n  ', '\n    ', '\n      - ', '---\n', '...\n', '\0'],
  ...['- ', '? ', ': ', ':', ',', '[', ']', '{', '}', '&a ', '*a', '!', '!!set ', '!<x> ', '<<: '],
  ...['|', '>-', '|2-\n', '"', "'", '#', ' #', '%YAML 1.1\n', '%TAG ! x\n', '@', '`', '\\', '\\x4'],
  ...['.inf', '.nan', '0x1F', '1e999', '-0', '~', 'null', '\ufeff', '\u2028', '\u0085', '\ud800'],
  ...['checkpoints', 'checkpoint-id: ', 'project-ids: ', 'project-names: ', 'job-checkpoints: '],
  ...[
    '__proto__: ',
    'constructor: ',
    CORPUS_KEY,
    `x${CORPUS_KEY}`,
    'x'.repeat(75),
    'x'.repeat(257),
  ],
]

test('whatever a file contains, it is read, or its issues are shown', () => {
  using warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  fc.assert(fc.property(editedText(REAL, FRAGMENTS), expectReadable), { numRuns: 1_000 })
  expect(warn.mock.calls).toEqual([])
})

/** Lines with a number in each, up to a size. */
function numbered(line: (number: number) => string, size: number): string {
  const count = Math.floor(size / line(10_000).length)
  return Array.from({ length: count }, (_, number) => line(number)).join('')
}

const SIZE = 150_000
const ENTRY = 'checkpoints:\n  - checkpoint-id: ft:a\n    project-ids: '
const LARGE: Record<string, string> = {
  'keys before the checkpoints': `${numbered(n => `k${n}: 1\n`, SIZE)}checkpoints:\n  - checkpoint-id: [${numbered(n => `a${n},`, SIZE)}]\n    project-ids: p\n`,
  'keys in an entry': `checkpoints:\n  - ${numbered(n => `k${n}: 1\n    `, SIZE)}checkpoint-id: [${numbered(n => `a${n},`, SIZE)}]\n`,
  'entries for one job': `checkpoints:\n${numbered(n => `  - {fine-tuning-job-id: a, job-checkpoints: ${n}, project-ids: p}\n`, SIZE)}`,
  'one ID that is no ID': `${ENTRY}"${'ä '.repeat(SIZE / 2)}"\n`,
}

test.each(Object.entries(LARGE))(
  'a large file with many %s is read in a bounded time',
  (_, text) => {
    expectWithin(8_000, () => expectReadable(text))
  },
)

test.each(FRAGMENTS)('a large file that repeats %j is read in a bounded time', fragment => {
  const text = fragment.repeat(10_000 / fragment.length)
  expectWithin(5_000, () => expectReadable(text))
  expectWithin(5_000, () => expectReadable(ENTRY + text))
})
