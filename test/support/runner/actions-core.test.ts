import * as core from '@actions/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trim } from './commands.ts'
import { runCoreStep } from './core-step.ts'

/** Each run of a step creates files. */
const RUNS = { numRuns: 30 }

/** Texts that a reader could take for the end of a line, a value, or a command. */
const PIECES = [
  ...['\n', '\r', '\r\n', '\u2028', '\u0085', '\ufeff', '\0', ' ', '\t', '=', '<<', ':', ',', ';'],
  ...['%', '%25', '%0A', '%0D', '%3A', '%2C', '%250A', '::', ']', '##[error]x', '::error::x'],
  ...['name=value', 'name<<EOF', 'EOF', 'ghadelimiter_', '::stop-commands::x', 'x', 'é', '😀'],
]
const piece = fc.constantFrom(...PIECES)
const text = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** Names that the form `NAME<<DELIMITER` can carry, after one that isn't the first in the file. */
const name = text.filter(one => /^[^=\n]+$/.test(one) && !/<<|<$/.test(one))
const value = fc.oneof(text, fc.jsonValue())
const pairs = fc.uniqueArray(fc.tuple(name, value), {
  selector: ([one]) => one.toLowerCase(),
  maxLength: 10,
})

/** A value as the library documents that it's converted. */
function toText(given: unknown): string {
  if (typeof given === 'string') return given
  return given === null ? '' : JSON.stringify(given)
}

test('outputs, state, and variables are read with the names and values that were set', async () => {
  await fc.assert(
    fc.asyncProperty(pairs, async set => {
      const { record, exportedEnv } = await runCoreStep(() => {
        for (const write of [core.setOutput, core.saveState, core.exportVariable]) {
          write('first', 1)
          for (const [one, given] of set) if (one.toLowerCase() !== 'first') write(one, given)
        }
      })
      const expected = [['first', '1'], ...set.map(([one, given]) => [one, toText(given)])]
      expect([...record.outputs]).toEqual(expected)
      expect([...record.state]).toEqual(expected)
      expect(Object.entries(exportedEnv).sort()).toEqual(expected.toSorted())
      expect([record.failed, record.annotations, record.log]).toEqual([false, [], []])
    }),
    RUNS,
  )
})

test('paths are read in order, each once', async () => {
  const { paths } = await runCoreStep(() => {
    for (const path of ['/a b', '/c=d<<e', '/a b', '/%0A']) core.addPath(path)
  })
  expect(paths).toEqual(['/c=d<<e', '/a b', '/%0A'])
})

test('a secret and each of its lines are masked', async () => {
  // Printed as it is, a command in it would be one.
  const secret = text.filter(one => trim(one) !== '' && !/[*#:]/.test(one))
  await fc.assert(
    fc.asyncProperty(secret, async given => {
      const { record, summary } = await runCoreStep(async () => {
        core.setSecret(given)
        core.info(`before ${given} after`)
        await core.summary.addRaw(`before ${given} after`).write()
      })
      const parts = given
        .split(/[\r\n]/)
        .map(trim)
        .filter(Boolean)
      expect([...record.masks]).toEqual([...new Set([given, ...parts])])
      for (const part of parts) expect([...record.log, summary].join('\n')).not.toContain(part)
      expect(record.annotations).toEqual([])
    }),
    RUNS,
  )
})

const place = fc
  .record(
    {
      title: text.filter(one => !one.startsWith('=')),
      file: text.filter(one => !one.startsWith('=')),
      startColumn: fc.integer({ min: 1, max: 10_000 }),
    },
    { requiredKeys: [] },
  )
  .chain(optional =>
    fc
      .integer({ min: 1, max: 10_000 })
      // The last property is a number, because the runner trims the list of properties.
      .map(startLine => ({ ...optional, startLine, endLine: startLine })),
  )

test('annotations are read with their message, title, and place', async () => {
  const write = { error: core.error, warning: core.warning, notice: core.notice }
  const level = fc.constantFrom('error', 'warning', 'notice')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(level, text, place)), async given => {
      const { record, lines } = await runCoreStep(() => {
        for (const [kind, message, properties] of given) write[kind](message, properties)
      })
      const expected = given.map(([kind, message, { title, file, startLine, startColumn }]) => ({
        ...{ level: kind, message, line: startLine },
        ...(title && { title }),
        ...(file && { file }),
        ...(startColumn && { column: startColumn }),
      }))
      expect(lines).toHaveLength(given.length)
      expect(record.annotations).toEqual(expected)
    }),
    RUNS,
  )
})

test.each([
  ['\ufeff', ['\ufeff'], 0],
  ['x\n\u0085', ['x\n\u0085', 'x'], 0],
  ['\u0085', [], 1],
])('a secret %j is masked as %j, as .NET reads it', async (secret, masks, warnings) => {
  const { record } = await runCoreStep(() => core.setSecret(secret))
  expect([...record.masks]).toEqual(masks)
  expect(record.annotations).toHaveLength(warnings)
})

test.each([
  ['x\u0085', 'x'],
  ['x\u3000 ', 'x'],
  ['x\ufeff', 'x\ufeff'],
  ['=x', 'x'],
])('a title %j that is the only property is read as %j, as .NET reads it', async (title, read) => {
  const { record } = await runCoreStep(() => core.notice('m', { title }))
  expect(record.annotations).toEqual([{ level: 'notice', message: 'm', title: read }])
})

test('a failure is an error and an exit code; groups and lines show, and debug lines do not', async () => {
  const error = new RangeError('100%\nof it')
  const { record, exitCode } = await runCoreStep(async () => {
    await core.group('A: 50%', async () => core.info('in'))
    core.debug('unseen')
    core.setFailed(error)
    core.setCommandEcho(true)
    core.startGroup('B')
  })
  expect(exitCode).toBe(1)
  expect(record.annotations).toEqual([{ level: 'error', message: String(error) }])
  expect(record.log).toEqual(['A: 50%', 'in', `Error: ${error}`, '::group::B', 'B'])
})

test('a summary is read as the library wrote it, until it overwrites it', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (first, second) => {
      let expected = ''
      const { summary } = await runCoreStep(async () => {
        core.summary.addRaw(`# ${first}`, true).addTable([[first, { data: second, header: true }]])
        expected += core.summary.stringify()
        await core.summary.write()
        core.summary.addDetails(first, second).addCodeBlock(second, 'ts').addList([first])
        expected += core.summary.stringify()
        await core.summary.write()
      })
      expect(summary).toBe(expected)
      const { summary: last } = await runCoreStep(async () => {
        await core.summary.addRaw(first).write()
        await core.summary.addRaw(`# ${second}`).write({ overwrite: true })
      })
      expect(last).toBe(`# ${second}`)
    }),
    RUNS,
  )
})

test('inputs have the values that were given, and otherwise the defaults in action.yml', async () => {
  const inputs = fc.dictionary(fc.constantFrom('admin-key', 'Mode', 'project ids', 'ß'), text)
  await fc.assert(
    fc.asyncProperty(inputs, async given => {
      const seen: Record<string, string> = {}
      await runCoreStep(() => {
        for (const one of [...Object.keys(given), 'exact']) {
          seen[one] = core.getInput(one, { trimWhitespace: false })
        }
      }, given)
      expect(seen).toEqual({ ...given, exact: 'false' })
    }),
    RUNS,
  )
})
