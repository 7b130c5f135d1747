import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { annotationLocation, limitAnnotations } from './annotations.ts'
import { StepRecord } from './record.ts'

/** The record of a step that printed the lines. */
function feed(...lines: string[]): StepRecord {
  const record = new StepRecord('/workspace')
  for (const line of lines) record.feed(line)
  return record
}

describe('workflow commands', () => {
  test('an annotation can have leading whitespace and escapes', () => {
    const record = feed(
      '  ::error title=a%2Cb::x%0Ay',
      '::warning file=a.yml,line=3,col=5::z',
      '::notice line=4,endLine=2,title=a=b,col=::%253A %3A',
      '\ufeff::error::not at the start',
      '\u0085::ERROR::at the start',
    )
    expect(record.annotations).toEqual([
      { level: 'error', title: 'a,b', message: 'x\ny' },
      { level: 'warning', message: 'z', file: 'a.yml', line: 3, column: 5 },
      { level: 'notice', title: 'a=b', message: '%3A %3A' },
      { level: 'error', message: 'at the start' },
    ])
    expect(record.log.join('\n')).toContain('Error: x\ny\nWarning: z\nNotice: ')
    expect(record.log.join('\n')).toContain('::error::not at the start')
  })

  test("the bracket form works in the middle of a line, and the colon form doesn't", () => {
    const record = feed(
      'text ##[set-output name=changed;]true',
      'text ::set-output name=other::true',
      '::set-output name=result::ok',
      '::unknown::##[set-output name=RESULT]%5Dlast%3B',
      '::group::Plan',
      'inside',
      '::endgroup::',
      '::debug::hidden',
    )
    expect(Object.fromEntries(record.outputs)).toEqual({ changed: 'true', result: ']last;' })
    expect(record.log.join('\n')).toBe('text ::set-output name=other::true\nPlan\ninside')
    expect(record.commands[0]).toEqual({
      command: 'set-output',
      properties: { name: 'changed' },
      data: 'true',
    })
  })

  test('no command runs between stop-commands and its token', () => {
    const record = feed(
      '::stop-commands::tok',
      '::error::a',
      '##[error]b',
      '::tok::',
      '::error::c',
      '::stop-commands::error',
    )
    expect(record.annotations.slice(0, 1)).toEqual([{ level: 'error', message: 'c' }])
    expect(record.log.join('\n')).toContain(
      '::stop-commands::tok\n::error::a\n##[error]b\n::tok::\nError: c',
    )
    expect(record.failed).toBe(true)
  })

  test('masked values are hidden in the log, whole, by line, and encoded', () => {
    const record = feed(
      'early hush',
      '::add-mask::hush%0A mouse"',
      'hushmouse" and hush',
      `::error::it is ${Buffer.from('hush').toString('base64')}`,
      'mouse\\" mouse',
      '::add-mask:: ',
    )
    expect([...record.masks]).toEqual(['hush\n mouse"', 'hush', 'mouse"'])
    expect(record.log.join('\n')).toBe(
      'early hush\n*** and ***\nError: it is ***\n*** mouse\nWarning: An empty value cannot be masked',
    )
  })

  test('ten annotations of a level are kept, and long messages are truncated', () => {
    const record = feed(
      ...Array.from({ length: 12 }, (_, i) => `::error::${i}`),
      `::notice::${'x'.repeat(5000)}`,
    )
    const kept = limitAnnotations(record.annotations)
    const errors = kept.filter(({ level }) => level === 'error')
    expect(errors.map(({ message }) => message).join()).toBe('0,1,2,3,4,5,6,7,8,9')
    expect(kept.at(-1)?.message).toHaveLength(4096)
    expect(record.annotations).toHaveLength(13)
    expect(record.annotations.at(-1)?.message).toHaveLength(5000)
  })

  test('disabled commands fail the step', () => {
    const record = feed('::set-env name=A::b')
    expect(record.failed).toBe(true)
    expect(record.annotations).toHaveLength(2)
  })
})

test.each([
  [path.posix, '/work/a b', '/work/a b/.github/x.yml', '.github/x.yml'],
  [path.win32, 'D:\\a b', 'D:\\a b\\.github\\x.yml', '.github/x.yml'],
  [path.win32, 'D:\\a b', 'D:\\a bc\\x.yml', 'D:\\a bc\\x.yml'],
])('a file in the workspace is shown relative to it', (system, workspace, file, shown) => {
  expect(annotationLocation(new Map([['file', file]]), workspace, system)).toEqual({ file: shown })
})
