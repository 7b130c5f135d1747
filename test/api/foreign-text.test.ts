import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { serverErrorOf } from '../../src/api/error-body.ts'
import { jobCheckpointSchema, jobEventSchema, jobSchema } from '../../src/api/jobs.ts'
import { modelSchema } from '../../src/api/models.ts'
import { permissionSchema } from '../../src/api/permissions.ts'
import { projectSchema } from '../../src/api/projects.ts'
import { InvalidResponseError, parseResponse } from '../../src/api/response.ts'
import { ID_PATTERN } from '../../src/common/ids.ts'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { CORPUS_KEY, corpusOf, expectNoKey, expectWithin } from '../support/corpus.ts'
import { editedText } from '../support/edited-text.ts'

const { sanitize } = createSanitizer([CORPUS_KEY])

const listOf = (item: v.GenericSchema) => v.object({ data: v.array(item), has_more: v.boolean() })
const SCHEMAS: Record<string, v.GenericSchema> = {
  permissions: listOf(permissionSchema),
  projects: listOf(projectSchema),
  checkpoints: listOf(jobCheckpointSchema),
  events: listOf(jobEventSchema),
  job: jobSchema,
  model: modelSchema,
}

/** Every text in a value that can be an ID. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID_PATTERN.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : []
}

/** Reads a body by every schema: it's valid, or it's an error that can be shown. */
function expectReadable(body: string, headers: Record<string, string> = {}): void {
  const answer = { type: 'answer' as const, status: 200, headers, body }
  for (const schema of Object.values(SCHEMAS)) {
    try {
      const value = parseResponse(schema, answer, CORPUS_KEY)
      expect(idsIn(value).filter(id => id.includes(CORPUS_KEY))).toEqual([])
    } catch (error) {
      if (!(error instanceof InvalidResponseError)) throw error
      const shown = sanitize(error.message)
      expect(shown).not.toBe('')
      expect(shown.length).toBeLessThan(550)
      expectNoKey(shown)
    }
  }
  for (const text of Object.values(serverErrorOf(answer))) {
    expect(text === null || typeof text === 'string').toBe(true)
    expectNoKey(sanitize(text ?? ''))
  }
}

test.each(corpusOf('responses'))(
  'the kept response %s is read, or its error is shown',
  (_, text) => {
    const { body, headers } = JSON.parse(text)
    expectWithin(5_000, () => expectReadable(body, headers))
  },
)

const ITEMS = {
  permissions: { id: 'cp_a', object: 'checkpoint.permission', created_at: 1, project_id: 'proj_a' },
  projects: { id: 'proj_a', object: 'organization.project', name: 'a', archived_at: null },
  checkpoints: { id: 'c', fine_tuned_model_checkpoint: 'ft:a', step_number: 1, metrics: {} },
  events: { id: 'e', level: 'info', message: 'a', type: 'metrics', data: { step: 1 } },
}
const REAL = [
  ...Object.values(ITEMS).map(item => ({ object: 'list', data: [item], has_more: false })),
  { id: 'ftjob-a', status: 'failed', fine_tuned_model: null, error: { code: 'a', message: 'b' } },
  { id: 'ft:a', owned_by: 'o', shutdown_date: 1e9 },
  { error: { message: 'No', type: 'a', param: null, code: 'b' } },
  { error: 'invalid_grant', error_description: 'No' },
  { detail: 'Not Found' },
].map(body => JSON.stringify(body))
const FRAGMENTS = [
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', '\\ud800', '\0', '\ufeff', '\u2028'],
  ...['null', 'true', '1e999', '-1', '1.5', '""', '{}', '[[]]', '"__proto__":', '"constructor":1,'],
  ...['[ERROR]', '<html>', '::error::', '##[error]', 'a'.repeat(290), 'a '.repeat(150)],
  ...[CORPUS_KEY, `"${CORPUS_KEY}"`, `x${CORPUS_KEY}`, '['.repeat(120), '{"a":'.repeat(120)],
]
const codings = fc.constantFrom('', '', '', 'identity', 'gzip', ', ,', CORPUS_KEY)

test('whatever a response contains, it is read, or its error is shown', () => {
  fc.assert(
    fc.property(editedText(REAL, FRAGMENTS), codings, (body, coding) =>
      expectReadable(body, { 'content-encoding': coding }),
    ),
    { numRuns: 1_000 },
  )
})

test.each(FRAGMENTS)('a large response that repeats %j is read in a bounded time', fragment => {
  const text = fragment.repeat(500_000 / fragment.length)
  for (const body of [text, `{"data":[${text}`, `{"error":${JSON.stringify(text)}}`]) {
    expectWithin(5_000, () => expectReadable(body))
  }
})
