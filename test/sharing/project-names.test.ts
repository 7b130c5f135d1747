import { expect, test } from 'vitest'
import type { Project } from '../../src/api/projects.ts'
import { findByName } from '../../src/sharing/project-names.ts'

const NAMES = [
  'Prod #2',
  'Research, EU',
  '[x] a/b',
  '!important',
  '.hidden',
  '*literal*',
  'Rocket 🚀',
  'prod-eu',
  'prod-us',
  'a\\b',
  'what?',
]

/** Projects with these names, identified by their IDs. */
const projectsOf = (...names: (string | null)[]): Project[] =>
  names.map((name, index) => ({ id: `proj_${index}`, name, archived: false }))
const PROJECTS = projectsOf(...NAMES)
const archived = (project: Partial<Project>): Project => ({
  id: 'proj_old',
  name: 'old',
  ...project,
  archived: true,
})

/** The names of the projects that were found, without any issue. */
function found(names: string[], projects = PROJECTS): (string | null | undefined)[] {
  const { projectIds, faults } = findByName(names, projects)
  expect(faults).toEqual([])
  return projectIds.map(id => projects.find(project => project.id === id)?.name)
}

function issuesOf(names: string[], projects = PROJECTS): string[] {
  const { projectIds, faults } = findByName(names, projects)
  expect(projectIds).toEqual([])
  return faults
}

test.each([
  ['Prod #2', ['Prod #2']],
  ['Research, EU', ['Research, EU']],
  ['[x] a/b', ['[x] a/b']],
  ['!important', ['!important']],
  ['.hidden', ['.hidden']],
  ['\\*literal\\*', ['*literal*']],
  ['what\\?', ['what?']],
  ['Rocket 🚀', ['Rocket 🚀']],
  ['a\\b', ['a\\b']],
  ['prod-*', ['prod-eu', 'prod-us']],
  ['prod-?s', ['prod-us']],
  ['*-eu', ['prod-eu']],
  ['?rod-eu', ['prod-eu']],
  ['Prod*2', ['Prod #2']],
  ['prod-eu*', ['prod-eu']],
  ['**prod-eu', ['prod-eu']],
  ['[x]*', ['[x] a/b']],
  ['*/*', ['[x] a/b']],
  ['!*', ['!important']],
  ['.*', ['.hidden']],
  ['*, EU', ['Research, EU']],
  ['\\**', ['*literal*']],
  ['*\\?', ['what?']],
  ['a\\?', null],
  ['a?b', ['a\\b']],
  ['a\\*', null],
  // One code point, though two units of UTF-16.
  ['Rocket ?', ['Rocket 🚀']],
  ['Rocket ??', null],
  ['*o*-*s', ['prod-us']],
  ['*, *E*U', ['Research, EU']],
  ['*r*o*d-*', ['prod-eu', 'prod-us']],
  ['*', NAMES],
] as const)('%s matches %j', (name, names) => {
  if (names === null) expect(issuesOf([name])).toHaveLength(1)
  else expect(found([name])).toEqual(names)
})

test('a name or pattern matches the whole name, in its own case and form, over line breaks', () => {
  const projects = projectsOf('pro', 'prod-eu-2', 'PROD-EU', 'e\u0301', 'a\nb')
  expect(issuesOf(['prod-eu', 'prod-??', 'rod*', '\u00e9'], projects)).toHaveLength(4)
  expect(found(['a*b', 'a?b', 'e\u0301'], projects)).toEqual(['a\nb', 'e\u0301'])
})

test('projects are in the order of the names, then of the list, without duplicates', () => {
  expect(found(['prod-us', 'prod-*', '.hidden', 'prod-us'])).toEqual([
    'prod-us',
    'prod-eu',
    '.hidden',
  ])
  expect(findByName([], PROJECTS)).toEqual({ projectIds: [], faults: [] })
})

test('a project without a name never matches a name or a pattern', () => {
  const projects = projectsOf(null, 'null', null)
  expect(found(['null', '*', 'n*', '????'], projects)).toEqual(['null'])
  expect(issuesOf(['null', '*'], projectsOf(null))).toEqual([
    'project-names: No project is named "null". Check the spelling.',
    'project-names: No project name matches "*". Check the pattern.',
  ])
})

test('a name of several projects is an issue that lists their IDs', () => {
  expect(issuesOf(['same'], projectsOf('same', 'other', 'same'))).toEqual([
    'project-names: 2 projects are named "same". Use one of their IDs in project-ids instead (proj_0 and proj_2).',
  ])
})

test('an escaped name is a name, not a pattern', () => {
  const projects = projectsOf('a*', 'ab', 'a*')
  expect(issuesOf(['a\\*'], projects)).toEqual([
    expect.stringContaining('2 projects are named "a*"'),
  ])
})

test('an archived project never matches: its name is an issue, and a pattern skips it', () => {
  const projects = [archived({}), ...projectsOf('olden')]
  expect(issuesOf(['old'], projects)).toEqual([
    `project-names: "old" is archived (proj_old). Remove the name, because archived projects can't be granted access.`,
  ])
  expect(found(['old*'], projects)).toEqual(['olden'])
  expect(issuesOf(['ol?'], projects)).toEqual([
    `project-names: Only archived projects match "ol?". Remove the pattern, because archived projects can't be granted access.`,
  ])
  expect(found(['olden'], [...projects, archived({ id: 'proj_1', name: 'olden' })])).toEqual([
    'olden',
  ])
})

test("an ID given as a name is reported, and doesn't match the project", () => {
  expect(issuesOf(['proj_7'])).toEqual([
    'project-names: "proj_7" is a project ID, not a name. Move it to project-ids.',
  ])
  expect(found(['proj_1'], projectsOf('proj_1', 'other'))).toEqual(['proj_1'])
})

test.each([
  ['prod-ue', 'Did you mean "prod-eu" or "prod-us"?'],
  ['PROD-US', 'Did you mean "prod-us" or "prod-eu"?'],
  ['Rocket🚀', 'Did you mean "Rocket 🚀"?'],
  ['Reserch EU', 'Did you mean "Research, EU"?'],
])('for %s the nearest names are suggested', (name, suggestion) => {
  expect(issuesOf([name])).toEqual([`project-names: No project is named "${name}". ${suggestion}`])
})

test('at most three names are suggested, none archived or too different', () => {
  const projects = [archived({ name: 'abcd' }), ...projectsOf('abce', 'abcf', 'abcg', 'abch', null)]
  expect(issuesOf(['abcd_', 'something else'], projects)).toEqual([
    'project-names: No project is named "abcd_". Did you mean "abce", "abcf", or "abcg"?',
    'project-names: No project is named "something else". Check the spelling.',
  ])
})

test('a name is suggested up to the maximum number of missing letters, and no further', () => {
  expect(issuesOf(['abc'], projectsOf('abcdef', 'abcde'))).toEqual([
    'project-names: No project is named "abc". Did you mean "abcde"?',
  ])
})

test('a suggestion is written as it has to be entered', () => {
  expect(issuesOf(['what'])).toEqual([
    'project-names: No project is named "what". Did you mean "what\\?"?',
  ])
})

test('all issues are reported together, in the order of the names', () => {
  const projects = [...projectsOf('same', 'same', 'good'), archived({})]
  const { faults } = findByName(['x1y2z3', 'good', 'same', 'old', 'no-*', 'q9'], projects)
  expect(faults.map(text => /"(.*?)"/.exec(text)?.[1])).toEqual([
    'x1y2z3',
    'same',
    'old',
    'no-*',
    'q9',
  ])
})
