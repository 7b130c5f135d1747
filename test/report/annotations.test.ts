import { afterEach, expect, test, vi } from 'vitest'
import type { SourceLocation } from '../../src/common/validation.ts'
import {
  type Annotation,
  annotate,
  failureAnnotation,
  failureLine,
} from '../../src/report/annotations.ts'
import { type FailureGroup, failureGroups } from '../../src/report/run-report.ts'
import { createSanitizer, SafeText } from '../../src/report/sanitize.ts'
import type { Mode } from '../../src/sharing/types.ts'
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
      { command: level, properties: { title: 'Title' }, data: '1' },
      {
        command: level,
        properties: { title: 'Title', file: '.github/sharing.yml', line: '12', col: '5' },
        data: '12',
      },
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

test.each([
  ['without lines', false],
  ['with lines of the sharing file', true],
])('of more than ten annotations %s, the tenth counts the rest', (_, isPlaced) => {
  expect(messagesOf(numbered(1, 10, isPlaced))).toEqual(numbers(1, 10))
  const overflow = 'See the log or the job summary.'
  expect(messagesOf(numbered(1, 11, isPlaced))).toEqual([...numbers(1, 9), overflow])
  expect(written('error', numbered(1, 11, isPlaced)).at(-1)).toEqual({
    command: 'error',
    properties: { title: '2 more errors' },
    data: overflow,
  })
  expect(written('warning', numbered(1, 1_009, isPlaced)).at(-1)?.properties.title).toBe(
    '1,000 more warnings',
  )
})

test('annotations with and without lines count together, in the given order', () => {
  const mixed = [...numbered(1, 2), ...numbered(3, 9, true), ...numbered(10, 12)]
  const overflow = 'See the log or the job summary.'
  expect(messagesOf(mixed)).toEqual([...numbers(1, 9), overflow])
  expect(messagesOf(mixed.slice(0, 10))).toEqual(numbers(1, 10))
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
    const { title, message, ...rest } = failureAnnotation(group, 'grant', SANITIZER)
    return { title: String(title), message: String(message), ...rest }
  })
  const reason = 'no such project. Look. (request req_1)'
  const ofRows = {
    title: "Couldn't grant access to 2 projects",
    message: `proj_a and proj_b on ft:a: ${reason}`,
  }
  const ofList = { title: "Couldn't list the permissions of ft:b", message: reason }
  expect(groups).toEqual([
    { ...ofRows, location: locationAt(3) },
    { ...ofList, location: locationAt(5) },
    ofRows,
    ofList,
  ])
})

test.each<[string, Mode, Partial<FailureGroup>]>([
  ["Couldn't grant access to 1 project", 'sync', { status: 'failed' }],
  ["Couldn't revoke access for 1 project", 'sync', { status: 'failed', requested: false }],
  ["Couldn't revoke access for 1 project", 'revoke', { status: 'failed' }],
  ["Couldn't read access for 1 project", 'check', { status: 'failed', isUnread: true }],
  ['Skipped granting access to 1 project', 'grant', { status: 'skipped' }],
  ['Skipped revoking access for 1 project', 'sync', { status: 'skipped', requested: false }],
  ['Skipped 1 project', 'list', { status: 'skipped', isUnread: true }],
  ['Unknown outcome for 1 project', 'grant', { status: 'unknown' }],
  ['1 project has no access', 'check', { status: 'not-shared' }],
])('a failure is titled in words, not by its status: %s', (title, mode, more) => {
  const group: FailureGroup = {
    checkpointId: 'ft:a',
    status: 'failed',
    requested: true,
    isUnread: false,
    problem: { message: 'no', hint: null, requestId: null },
    projectIds: ['proj_a'],
    ...more,
  }
  expect(String(failureAnnotation(group, mode, SANITIZER).title)).toBe(title)
  const preposition = group.status === 'not-shared' ? 'to' : 'on'
  expect(String(failureLine(group, mode, SANITIZER))).toBe(`${title} ${preposition} ft:a: no`)
})
