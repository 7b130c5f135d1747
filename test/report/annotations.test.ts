import { afterEach, expect, test, vi } from 'vitest'
import type { SourceLocation } from '../../src/common/validation.ts'
import { type Annotation, annotate, failureAnnotation } from '../../src/report/annotations.ts'
import { failureGroups } from '../../src/report/run-report.ts'
import { createSanitizer, SafeText } from '../../src/report/sanitize.ts'
import { planOf } from '../support/fixtures.ts'
import { parseCommand } from '../support/runner/commands.ts'
import { REPORT } from './fixtures.ts'

const SANITIZER = createSanitizer([])
const LEVELS = new Set(['error', 'warning'])
const locationAt = (line: number): SourceLocation => ({
  file: '.github/sharing.yml',
  line,
  column: 5,
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** How the runner reads the output, line by line. */
function written(level: 'error' | 'warning', annotations: Annotation[]) {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  annotate(level, annotations, SANITIZER)
  const lines = write.mock.calls
    .map(([text]) => String(text))
    .join('')
    .trimEnd()
  write.mockRestore()
  return lines === '' ? [] : lines.split(/\r?\n/).map(line => parseCommand(line, LEVELS))
}

/** Annotations with these numbers as messages, and with locations if requested. */
const numbered = (from: number, to: number, isPlaced = false): Annotation[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    title: new SafeText('Title'),
    message: new SafeText(`${from + index}`),
    ...(isPlaced ? { location: locationAt(from + index) } : {}),
  }))
const messagesOf = (annotations: Annotation[]) =>
  written('error', annotations).map(command => command?.data)
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`)

test('an annotation is written with its title, and its location if it has one', () => {
  for (const level of ['error', 'warning'] as const) {
    expect(written(level, [...numbered(1, 1), ...numbered(12, 12, true)])).toEqual([
      {
        command: level,
        properties: { title: 'Title', file: '.github/sharing.yml', line: '12', col: '5' },
        data: '12',
      },
      { command: level, properties: { title: 'Title' }, data: '1' },
    ])
  }
  expect(written('error', [])).toEqual([])
})

test('a path keeps its characters, whatever they mean in a command', () => {
  const location = { file: 'a,b:c%d::e.yml', line: 1, column: 1 }
  const [command] = written(
    'error',
    numbered(1, 1).map(one => ({ ...one, location })),
  )
  expect(command?.properties.file).toBe(location.file)
})

test('ten annotations without a location are all written, and with more the last counts the rest', () => {
  expect(messagesOf(numbered(1, 10))).toEqual(numbers(1, 10))
  const counted = (level: string, rest: number) =>
    `${rest} further ${level}s: the log and the summary have them all`
  expect(messagesOf(numbered(1, 11))).toEqual([...numbers(1, 9), counted('error', 2)])
  expect(written('warning', numbered(1, 1_009)).at(-1)).toEqual({
    command: 'warning',
    properties: { title: 'And more' },
    data: counted('warning', 1_000).replace('1000', '1,000'),
  })
})

test('all annotations with a location are written, first and in order', () => {
  const mixed = [
    ...numbered(21, 22),
    ...numbered(1, 9, true),
    ...numbered(23, 23),
    ...numbered(10, 20, true),
  ]
  expect(messagesOf(mixed)).toEqual([
    ...numbers(1, 20),
    '3 further errors: the log and the summary have them all',
  ])
  // A completely invalid file needs no more than that.
  expect(messagesOf(numbered(1, 200, true))).toEqual([
    ...numbers(1, 100),
    '100 further errors: the log and the summary have them all',
  ])
})

test.each([
  [1, 9, 9],
  [1, 10, 8],
  [5, 5, 5],
  [5, 6, 4],
  [8, 2, 2],
  [8, 3, 1],
  [9, 1, 1],
  [9, 2, 0],
  [10, 1, 1],
  [10, 2, 0],
  [30, 1, 1],
])('beside %i with a location, of %i others %i are written', (placed, others, written) => {
  const rest = others - written
  const noun = rest === 1 ? 'error' : 'errors'
  expect(messagesOf([...numbered(101, 100 + others), ...numbered(1, placed, true)])).toEqual([
    ...numbers(1, placed),
    ...numbers(101, 100 + written),
    ...(rest === 0 ? [] : [`${rest} further ${noun}: the log and the summary have them all`]),
  ])
})

test('failures at a checkpoint point at its location in the file, if it has one', () => {
  const problem = { message: 'no such project.', hint: 'Look.', requestId: 'req_1' }
  const failed = planOf(
    { checkpointId: 'ft:a', projectId: 'proj_a', status: 'failed', problem },
    { checkpointId: 'ft:a', projectId: 'proj_b', status: 'failed', problem },
  )
  const unread = { ...planOf(), checkpointId: 'ft:b', listFailure: 'refused' as const, problem }
  const plans = [
    { ...failed, location: locationAt(3) },
    { ...unread, location: locationAt(5) },
    failed,
    unread,
  ]
  const groups = failureGroups({ ...REPORT, plans }).map(group => {
    const { title, message, ...rest } = failureAnnotation(group, SANITIZER)
    return { title: String(title), message: String(message), ...rest }
  })
  const reason = 'no such project. What to do: Look. (request req_1)'
  const ofRows = { title: '2 projects failed on ft:a', message: `proj_a and proj_b: ${reason}` }
  const ofList = { title: 'The permissions of ft:b could not be read', message: reason }
  expect(groups).toEqual([
    { ...ofRows, location: locationAt(3) },
    { ...ofList, location: locationAt(5) },
    ofRows,
    ofList,
  ])
})
