import { readFileSync } from 'node:fs'
import { toJsonSchema } from '@valibot/to-json-schema'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fileSchema } from '../../src/sharing-file/schema.ts'
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

test('the schema for editors is the one that the reader uses', () => {
  expect(SCHEMA).toMatchObject(toJsonSchema(fileSchema, { target: 'draft-07' }))
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
