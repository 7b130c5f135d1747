import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { expectMatchesServer, holders, rowsOf } from '../action/setup.ts'
import { createWorkspace } from '../action/sharing-file-workspace.ts'
import { hostileText } from '../report/hostile-report.ts'
import { readContent } from '../sharing-file/read-content.ts'
import { startApi } from '../support/api.ts'

const SCHEMA = new URL('../../sharing.schema.json', import.meta.url)
const isValid = new Ajv().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))

/** A line of a file: an ID per line, and at most a name after it. */
const LINE =
  /^(|# .+|checkpoints:| {2}- checkpoint-id: \S+| {4}owning-project-id: \S+( # .+)?| {4}project-ids:( \[\])?| {6}- \S+( # .+)?)$/

/** IDs that some version of YAML could read as something other than text, and long ones. */
const ODD_IDS = [
  ...['true', 'No', 'on', 'y', 'null', 'NULL', '1234', '007', '1e3', '1.5', '1_000', '1:30'],
  ...[
    '0x1F',
    '0o7',
    '2026-01-31',
    'a:b',
    'a:',
    'a-',
    'a+b=c@d',
    '1=',
    'e'.repeat(256),
    '1'.repeat(256),
  ],
]
const anyId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@+=-]{0,30}$/)
const oddId = fc.oneof(fc.constantFrom(...ODD_IDS), anyId)
const numbered = (prefix: string) => fc.nat(9_999).map(number => `${prefix}${number}`)
// What an input or a sharing file rejects: IDs of something else, and keys.
const isTaken = (id: string) => !/^(sk-|ft:|ftjob-|ftckpt_|proj_)/.test(id)
const checkpointId = fc.oneof(numbered('ft:model:acme::'), oddId.filter(isTaken))
const projectId = fc.oneof(
  { weight: 3, arbitrary: numbered('proj_') },
  { weight: 1, arbitrary: oddId.filter(id => id.startsWith('proj_') || isTaken(id)) },
)
const ODD_NAMES = [
  '# x',
  'a # b',
  '"a',
  "a'",
  'a\nb: c',
  '- a',
  '{',
  '👩‍👩‍👧 🇨🇭',
  '```',
  ' ',
  '\ufeff',
  '%',
  '*',
]
const projectName = fc.oneof(fc.constantFrom(...ODD_NAMES), hostileText, fc.constant(null))

/** What a list finds, and whether it reads names. */
interface Found {
  projects: { id: string; name: string | null }[]
  checkpoints: { id: string; owner: string | null; shared: string[] }[]
  withNames: boolean
}

const foundWithin = (checkpoints: number, projects: number): fc.Arbitrary<Found> =>
  fc
    .uniqueArray(fc.record({ id: projectId, name: projectName }), {
      minLength: 1,
      maxLength: projects,
      selector: ({ id }) => id,
    })
    .chain(all => {
      const id = fc.constantFrom(...all.map(project => project.id))
      const checkpoint = fc.record({
        id: checkpointId,
        owner: fc.option(fc.oneof(id, fc.constant('proj_owner'))),
        shared: fc.oneof(
          fc.constant<string[]>([]),
          fc.shuffledSubarray(all.map(one => one.id)),
          fc.array(id),
        ),
      })
      return fc.record({
        projects: fc.constant(all),
        checkpoints: fc.uniqueArray(checkpoint, {
          minLength: 1,
          maxLength: checkpoints,
          selector: one => one.id,
        }),
        withNames: fc.boolean(),
      })
    })

const LONG_NUMBER = '1'.repeat(256)
const LARGE: Found = {
  projects: [LONG_NUMBER, ...Array.from({ length: 299 }, (_, i) => `proj_${i}`)].map(id => ({
    id,
    name: `Name # ${id}`,
  })),
  checkpoints: Array.from({ length: 50 }, (_, i) => ({
    id: `ft:model:acme::${i}`,
    owner: `proj_${i}`,
    shared: [...Array.from({ length: 99 }, (_, j) => `proj_${j * 3}`), LONG_NUMBER],
  })),
  withNames: true,
}

test('a file that a list outputs declares exactly the access that exists', async () => {
  await fc.assert(
    fc.asyncProperty(foundWithin(50, 300), async ({ projects, checkpoints, withNames }) => {
      await using api = await startApi({
        projects: [{ id: 'proj_named', name: 'Name' }, ...projects],
        checkpoints: Object.fromEntries(checkpoints.map(({ id, shared }) => [id, { shared }])),
      })
      const listed = checkpoints.map(({ id, owner }) => ({
        'checkpoint-id': id,
        ...(owner !== null && { 'owning-project-id': owner }),
        ...(withNames ? { 'project-names': 'N*' } : { 'project-ids': [] }),
      }))
      await using workspace = await createWorkspace(JSON.stringify({ checkpoints: listed }))
      await using list = await workspace.share(api, { mode: 'list' })
      const emptyCheckpoints = checkpoints.map(({ id }) => id)
      const server = { duplicates: true, emptyCheckpoints }
      expectMatchesServer(list, api, server)
      expect(list.outputs.result).toBe('ok')

      const yaml = readFileSync(list.outputs['sharing-file'] ?? '', 'utf8')
      for (const line of yaml.split('\n')) expect(line).toMatch(LINE)
      expect(yaml).not.toMatch(/[\p{Zl}\p{Zp}]|[^\P{C}\n]/u)
      const rows = Map.groupBy(rowsOf(list), row => row.checkpoint_id)
      const declared = checkpoints.map(({ id, owner }) => {
        const held = (rows.get(id) ?? []).filter(row => row.permission_id !== null)
        const others = held.map(row => row.project_id).filter(one => one !== owner)
        expect(new Set(others)).toEqual(new Set(holders(api, id).filter(one => one !== owner)))
        return {
          'checkpoint-id': id,
          ...(owner !== null && { 'owning-project-id': owner }),
          'project-ids': [...new Set(others)],
        }
      })
      const value = parse(yaml)
      expect(value).toEqual({ checkpoints: declared })
      expect(parse(yaml, { version: '1.1' })).toEqual(value)
      isValid(value)
      expect(isValid.errors).toBeNull()
      expect(await readContent(yaml)).toHaveLength(checkpoints.length)

      await workspace.write(yaml)
      await using check = await workspace.share(api, { mode: 'check', exact: 'true' })
      expectMatchesServer(check, api, server)
      expect(check.outputs).toMatchObject({ result: 'ok', 'extra-count': '0' })
      await using sync = await workspace.share(api, { mode: 'sync', 'dry-run': 'true' })
      expectMatchesServer(sync, api, server)
      expect(sync.outputs).toMatchObject({ result: 'ok', changed: 'false' })
    }),
    { numRuns: 25, examples: [[LARGE]] },
  )
})
