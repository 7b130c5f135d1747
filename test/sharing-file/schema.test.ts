import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { OWN_NAME } from '../repository/own-name.ts'
import { VALID } from './fixtures.ts'
import { INVALID_ENTRIES, SCHEMA_VIOLATIONS } from './invalid-files.ts'
import { issuesIn, parseMarkers, readContent } from './read-content.ts'

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const SCHEMA = JSON.parse(textOf('sharing.schema.json'))
const isValid = new Ajv().compile(SCHEMA)

/** What editors see of a file. */
const shownOf = (marked: string): unknown =>
  parse(parseMarkers(marked).content, { logLevel: 'silent' })

test.each(Object.entries(VALID))('the schema accepts a file with %s', (_, content) => {
  isValid(shownOf(content))
  expect(isValid.errors).toBeNull()
})

test.each(Object.entries(SCHEMA_VIOLATIONS))('the schema rejects a file with %s', (_, [marked]) => {
  expect(isValid(shownOf(marked))).toBe(false)
})

test.each(Object.entries(INVALID_ENTRIES))("the schema can't detect %s", (_, [marked]) => {
  isValid(shownOf(marked))
  expect(isValid.errors).toBeNull()
})

test('the example is valid by the schema and by the reader, and links its schema', async () => {
  const example = textOf('examples/sharing.yml')
  isValid(parse(example))
  expect(isValid.errors).toBeNull()
  expect(await readContent(example)).toHaveLength(3)
  const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(example) ?? []
  expect(schema).toBe(`https://raw.githubusercontent.com/${OWN_NAME}/v1/sharing.schema.json`)
})

test('the schema describes every key for editors, and its own examples are valid', async () => {
  const { checkpoints } = SCHEMA.properties
  const keys = Object.entries<{ description?: string }>(checkpoints.items.properties)
  expect(keys.map(([key]) => key).sort()).toEqual([
    'checkpoint-id',
    'fine-tuning-job-id',
    'job-checkpoints',
    'owning-project-id',
    'project-ids',
    'project-names',
  ])
  for (const [, { description }] of [...keys, ['checkpoints', checkpoints] as const]) {
    expect(description).toMatch(/\w+ \w+/)
  }
  expect(SCHEMA.examples).not.toEqual([])
  for (const example of SCHEMA.examples) {
    expect(isValid(example)).toBe(true)
    expect(await issuesIn(JSON.stringify(example))).toEqual([])
  }
})

/** The reader's messages about more than the shape. */
const BEYOND =
  /^\d+:\d+ (The entry has no |job-checkpoints is only for jobs|(Step \d+ of )?".*" is listed twice, |[a-z-]+: ".*" (looks like an API key|is (a checkpoint|a project|a fine-tuning job|the ID of a checkpoint object))\. )/s

const json = fc.jsonValue({ maxDepth: 2 })
const id = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('ft:a', 'ft:b', 'proj_a', 'p', 'ftjob-a') },
  { weight: 1, arbitrary: fc.constantFrom('', 'a b', 'a,b', 'ä', 'a\n', 'x'.repeat(257), 'sk-a') },
  { weight: 1, arbitrary: fc.string() },
)
const often = <T, U>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<U>) =>
  fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: rare })
const ids = often(fc.oneof(id, fc.array(often(id, json), { maxLength: 4 })), json)
const step = often(fc.nat(), fc.constantFrom(-1, 1.5, 2 ** 53, 1e21))
const choice = often(
  fc.oneof(fc.constantFrom('final', 'all', 'best'), step, fc.array(step, { maxLength: 3 })),
  fc.oneof(fc.constantFrom('last', '7'), json),
)
const entry = fc.record(
  {
    'checkpoint-id': ids,
    'fine-tuning-job-id': ids,
    'job-checkpoints': choice,
    'project-ids': ids,
    'project-names': ids,
    'owning-project-id': often(id, json),
  },
  { requiredKeys: [] },
)
const withMore = fc.tuple(entry, fc.dictionary(fc.string(), json, { minKeys: 1, maxKeys: 2 }))
const schemaViolations = fc.oneof(
  json,
  fc.array(json, { maxLength: 2 }),
  withMore.map(([one, more]) => ({ ...more, ...one })),
)
const entries = fc.array(often(entry, schemaViolations), { minLength: 1, maxLength: 3 })
const anything = fc.oneof({ weight: 9, arbitrary: entries }, { weight: 1, arbitrary: json })

test('schema and reader agree on the shape of anything under checkpoints', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async checkpoints => {
      const content = JSON.stringify({ checkpoints })
      const issues = await issuesIn(content)
      const ofShape = issues.filter(issue => !BEYOND.test(issue))
      expect({ isValid: isValid(JSON.parse(content)), ofShape }).toEqual(
        isValid.errors === null
          ? { isValid: true, ofShape: [] }
          : { isValid: false, ofShape: expect.arrayContaining([expect.any(String)]) },
      )
    }),
    { numRuns: 400 },
  )
})
