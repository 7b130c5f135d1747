import { expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { decodeEntities } from './injection-assertions.ts'
import {
  CHECKPOINT,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'

/** Names that could be misread as lists, comments, or patterns. */
const SPECIAL_NAMES = [
  'Prod #2',
  'Research, EU',
  '[x] a/b',
  '!important',
  '.hidden',
  '*literal*',
  'Rocket 🚀',
  'a\\b',
  'null',
]
/** Other names that such a misreading would match instead, or as well. */
const OTHERS = [
  'Prod',
  'Research',
  'EU',
  'x a/b',
  'important',
  'hidden',
  'the literal one',
  'Rocket',
  'Rocket ☄',
  'ab',
  'PROD #2',
]
const IDS = Object.fromEntries([...SPECIAL_NAMES, ...OTHERS].map((name, i) => [name, `proj_n${i}`]))
const idsOf = (names: string[]) => names.map(name => IDS[name] ?? name)

/** An organization with all these, some without a name, and an archived one. */
const organizationWithSpecialNames = () =>
  organization(0, {
    projects: [
      { id: 'proj_null', name: null },
      { id: 'proj_none' },
      { id: 'proj_old', name: 'Old', status: 'archived' },
      ...Object.entries(IDS).map(([name, id]) => ({ id, name })),
    ],
  })

/** The names in the rows are the projects' names, and all of them were granted. */
function expectGranted(step: SharedStep, api: Api, names: string[]): void {
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('ok')
  expect(step.posts).toEqual([idsOf(names)])
  expect(rowsOf(step).map(row => row.project_name)).toEqual(names)
  for (const name of names) {
    expect(decodeEntities(step.summary)).toContain(`<code>${IDS[name]}</code> ${name}`)
  }
}

test('special names match the projects that have them, and no others', async () => {
  await using api = await organizationWithSpecialNames()
  const lines = [
    '# a comment',
    ...SPECIAL_NAMES.map(name => `  ${name} `.replaceAll('*', '\\*')),
    '',
    SPECIAL_NAMES[0],
  ]
  await using step = await share(api, { 'project-names': lines.join('\r\n') })
  expectGranted(step, api, SPECIAL_NAMES)
  expect(step.requests.map(({ route }) => route)).toEqual(['projects', 'list', 'create'])
})

test("patterns match all such names, in the organization's order", async () => {
  await using api = await organizationWithSpecialNames()
  const patterns = ['Rocket ?', '[x]*', '.*', '!*', 'Prod*2', '\\**', 'R*, *', '*literal*']
  await using step = await share(api, { 'project-names': patterns })
  expectGranted(step, api, [
    ...['Rocket 🚀', 'Rocket ☄', '[x] a/b', '.hidden', '!important', 'Prod #2'],
    ...['*literal*', 'Research, EU', 'the literal one'],
  ])
})

test('a single star matches every active project that has a name', async () => {
  await using api = await organizationWithSpecialNames()
  await using step = await share(api, { 'project-names': '*' })
  expectGranted(step, api, [...SPECIAL_NAMES, ...OTHERS])
})

test('IDs come before names, without duplicates, and every row has its name', async () => {
  await using api = await organization(6, {
    projects: [{ id: 'proj_null', name: null }],
    checkpoints: { [CHECKPOINT]: { shared: ['proj_5', 'proj_2'] } },
  })
  const inputs = {
    'project-ids': ['proj_3', 'proj_null', 'proj_1'],
    'project-names': ['Name proj_2', 'Name proj_3', 'Name proj_?', 'Name proj_2'],
    'owning-project-id': 'proj_4',
  }
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  const order = ['proj_3', 'proj_null', 'proj_1', 'proj_2', 'proj_0', 'proj_4', 'proj_5']
  expect(rowsOf(step).map(row => [row.project_id, row.project_name])).toEqual(
    order.map(id => [id, id === 'proj_null' ? null : `Name ${id}`]),
  )
  expect(step.posts).toEqual([['proj_3', 'proj_null', 'proj_1', 'proj_0']])
})

test('rows have names only if the list was read for another reason', async () => {
  await using api = await organization(3, { rules: { namesBadProject: false } })
  const options = { speed: 50 }
  await using failing = await share(api, { 'project-ids': ['proj_0', 'gone', 'proj_1'] }, options)
  expectMatchesServer(failing, api)
  expect(failing.requests.filter(({ route }) => route === 'projects')).toHaveLength(1)
  expect(rowsOf(failing).map(row => row.project_name)).toEqual(['Name proj_0', null, 'Name proj_1'])
  await using step = await share(api, { 'project-ids': ids(2) })
  expectMatchesServer(step, api)
  expect(step.requests.map(({ route }) => route)).toEqual(['list'])
  expect(rowsOf(step).map(row => row.project_name)).toEqual([null, null])
})

test('the projects are read once, even if a grant is rejected for one of them', async () => {
  await using api = await organization(2, { rules: { namesBadProject: false } })
  const inputs = { 'project-names': 'Name *', 'project-ids': 'gone' }
  await using step = await share(api, inputs, { speed: 50 })
  expectMatchesServer(step, api)
  expect(api.count('projects')).toBe(1)
  expect(rowsOf(step).map(row => row.status)).toEqual(['failed', 'granted', 'granted'])
})

/** 250 projects, some of which have duplicate names or are archived. */
const large = () =>
  organization(245, {
    projects: [
      { id: 'proj_a1', name: 'Twin' },
      { id: 'proj_a2', name: 'Twin' },
      { id: 'proj_old', name: 'Old', status: 'archived' },
      { id: 'proj_old2', name: 'Name proj_7', archived_at: 1 },
      { id: 'proj_null', name: null },
    ],
    checkpoints: { [CHECKPOINT]: { shared: ['proj_9'] } },
  })

/** Each issue, and its message. */
const NAME_ISSUES: [name: string, ...parts: string[]][] = [
  ['Name proj_77x', 'No project is named "Name proj_77x"', '"Name proj_77"'],
  ['nothing like any other', 'No project is named "nothing like any other"'],
  ['Twin', '2 projects are named "Twin"', 'proj_a1 and proj_a2', 'project-ids'],
  ['Old', '"Old" is archived', 'proj_old'],
  ['staging-*', 'No project name matches "staging-*"'],
]

test('all issues in names are reported together, and only the projects are read', async () => {
  await using api = await large()
  // proj_7 has an archived namesake, which doesn't count.
  const names = ['Name proj_7', ...NAME_ISSUES.map(([name]) => name), 'Name proj_8*']
  await using step = await share(api, { 'project-names': names, 'project-ids': 'proj_1' })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect(step.requests.map(({ method, route }) => [method, route])).toEqual(
    Array(3).fill(['GET', 'projects']),
  )
  expect(step.allAnnotations).toEqual(
    NAME_ISSUES.map(() =>
      expect.objectContaining({ level: 'error', title: 'Input project-names' }),
    ),
  )
  for (const [at, [, ...parts]] of NAME_ISSUES.entries()) {
    for (const part of parts) {
      expect(step.allAnnotations[at]?.message).toContain(part)
      expect(step.log).toContain(part)
      expect(decodeEntities(step.summary)).toContain(part)
    }
  }
  expect(step.summary).toContain('5 invalid inputs; nothing was changed')
  expect(step.log).not.toContain('proj_8')
})

test.each([
  { mode: 'grant' },
  { mode: 'grant', 'dry-run': 'true' },
  { mode: 'sync', 'max-revocations': 'none' },
  { mode: 'revoke' },
  { mode: 'check' },
  { mode: 'list' },
])('a name that matches no project is an issue in every mode (%o)', async inputs => {
  await using api = await organization(1, {
    projects: [{ id: 'proj_null', name: null }, { id: 'proj_none' }],
  })
  const names = ['Name proj_0', 'null', 'undefined', 'proj_0', 'NAME PROJ_0', '?']
  await using step = await share(api, { ...inputs, 'project-names': names })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  expect(step.allAnnotations).toHaveLength(names.length - 1)
  expect(step.allAnnotations[2]?.message).toMatch(/"proj_0" is a project ID, .* project-ids/)
  expect(step.requests.map(({ route }) => route)).toEqual(['projects'])
})
