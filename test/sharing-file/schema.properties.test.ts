import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as yaml from 'yaml'
import { InvalidInputsError } from '../../src/common/validation.ts'
import { SharingDocument } from '../../src/sharing-file/document.ts'
import { readEntries } from '../../src/sharing-file/entries.ts'

const SCHEMA = new URL('../../sharing.schema.json', import.meta.url)
const isValid = new Ajv().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))

/** The issues of a content as `3:18 message`. It isn't written to a file, for speed. */
function issuesIn(content: string): string[] {
  try {
    readEntries(new SharingDocument('sharing.yml', content, yaml))
    return []
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    return error.issues.map(
      ({ message, location }) => `${location?.line}:${location?.column} ${message}`,
    )
  }
}

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

test('schema and reader agree on the shape of anything under checkpoints', () => {
  fc.assert(
    fc.property(anything, checkpoints => {
      const content = JSON.stringify({ checkpoints })
      const issues = issuesIn(content)
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
