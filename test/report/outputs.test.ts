import fc from 'fast-check'
import { expect, test } from 'vitest'
import { permissionsJson, toJson } from '../../src/report/outputs.ts'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { PERMISSION, planOf } from '../support/fixtures.ts'
import { REPORT } from './fixtures.ts'
import { hostileText } from './hostile-report.ts'

test('writes characters that a shell could interpret as escapes', () => {
  expect(toJson(["a'b`c$d<e>f&g", 'é', '\u2028', '😀', '\u007f'])).toBe(
    '["a\\u0027b\\u0060c\\u0024d\\u003ce\\u003ef\\u0026g","\\u00e9","\\u2028","\\ud83d\\ude00","\\u007f"]',
  )
})

const json = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary' }),
  fc.array(hostileText),
  fc.dictionary(hostileText, hostileText),
  fc.string({ unit: fc.constantFrom('\\', "'", '$', 'u', '0', '2', '7', '"', '\n') }),
)

test('any JSON value survives a round trip through text that is safe in a shell', () => {
  fc.assert(
    fc.property(json, value => {
      const text = toJson(value)
      expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(value))
      expect(text).not.toMatch(/['`$<>&]|[^ -~]/)
    }),
  )
})

const read = (report: Partial<typeof REPORT>) =>
  JSON.parse(
    [
      ...permissionsJson(
        { ...REPORT, ...report },
        createSanitizer(['sk-admin-0123456789abcdefWXYZ']),
      ),
    ].join(''),
  )

const RECORD = {
  checkpoint_id: 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd',
  project_id: 'proj_a',
  project_name: null,
  permission_id: null,
  created_at: null,
  status: 'to-grant',
  requested: true,
  error: null,
}

test("there's one record per row, over all checkpoints in their order", () => {
  const held = { status: 'shared', permissionId: 'cp_a', createdAt: PERMISSION.createdAt } as const
  const plans = [
    planOf({}, { ...held, requested: false }),
    planOf({ ...held, checkpointId: 'ft:x' }),
  ]
  const shared = { ...RECORD, status: 'shared', permission_id: 'cp_a', created_at: 1_700_000_000 }
  expect(read({ plans })).toEqual([
    RECORD,
    { ...shared, requested: false },
    { ...shared, checkpoint_id: 'ft:x' },
  ])
})

test('an error has its operation, fix, and request, without keys and line breaks', () => {
  const problem = {
    message: 'the API answered 401:\nsk-admin-0123456789abcdefWXYZ is wrong.',
    hint: 'store a new one',
    requestId: 'req_1',
  }
  const plans = [planOf({ status: 'failed', problem, projectName: 'a\u202eb' })]
  expect(read({ plans })).toEqual([
    {
      ...RECORD,
      status: 'failed',
      project_name: 'ab',
      error: 'the API answered 401: *** is wrong. store a new one (request req_1)',
    },
  ])
})

test('without a plan there are no records', () => {
  expect(read({ plans: null })).toEqual([])
  expect(read({ plans: [] })).toEqual([])
})
