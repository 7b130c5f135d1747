import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createSanitizer } from '../../src/report/sanitize.ts'
import { sharingFileOf } from '../../src/report/sharing-file-output.ts'
import type { Row } from '../../src/sharing/types.ts'
import { planOf } from '../support/fixtures.ts'
import { REPORT } from './fixtures.ts'

/** The file for this many permissions of one checkpoint, each of a project with its ID and name. */
const fileFor = (permissions: number, idOf: (at: number) => string, projectName = 'Name') =>
  sharingFileOf(
    {
      ...REPORT,
      plans: [
        planOf(
          ...Array.from(
            { length: permissions },
            (_, at): Partial<Row> => ({
              projectId: idOf(at),
              projectName,
              permissionId: `cp_${at}`,
              status: 'shared',
              requested: false,
            }),
          ),
        ),
      ],
    },
    createSanitizer([]),
  )

test('a file has up to 20,000 IDs, including those of checkpoints', async () => {
  const { yaml, warnings } = await fileFor(19_999, at => `proj_${at}`)
  expect(parse(yaml ?? '').checkpoints[0]['project-ids']).toHaveLength(19_999)
  expect(warnings).toEqual([])

  const more = await fileFor(20_000, at => `proj_${at}`)
  expect(more.yaml).toBeNull()
  const [{ title, message } = {}] = more.warnings
  expect(`${title}: ${message}`).toBe(
    'The output sharing-file is empty: A sharing file is written for up to 20,000 IDs, but this list has 20,001. List fewer checkpoints per step, or read permissions-file.',
  )
})

test('several permissions of a project count once', async () => {
  const { yaml } = await fileFor(30_000, at => `proj_${at % 10_000}`)
  expect(parse(yaml ?? '').checkpoints[0]['project-ids']).toHaveLength(10_000)
})

test('a file has up to 4 MB, the most that a run reads', async () => {
  const idOf = (at: number) => `proj_${at}_`.padEnd(256, 'x')
  const { yaml } = await fileFor(14_000, idOf)
  expect(Buffer.byteLength(yaml ?? '')).toBeGreaterThan(3_500_000)
  // Bytes, not characters.
  const more = await fileFor(14_000, idOf, '№'.repeat(10))
  expect(more.yaml).toBeNull()
  expect(String(more.warnings[0]?.message)).toMatch(
    /^The sharing file would have 4,\d{3},\d{3} bytes, but the limit is 4,000,000\. List fewer/,
  )
})

test('a name is one short comment', async () => {
  const { yaml } = await fileFor(1, () => 'proj_a', `${'long '.repeat(50)}\n- proj_b`)
  expect(yaml).toMatch(/^ {6}- proj_a # (long ){20}… \(259 characters\)$/m)
})

test.each([null, []])('without checkpoints (%o) there is no file', async plans => {
  expect(await sharingFileOf({ ...REPORT, plans }, createSanitizer([]))).toEqual({
    yaml: null,
    notes: [],
    warnings: [],
  })
})
