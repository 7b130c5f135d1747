import { expect, test } from 'vitest'
import type { Project } from '../../src/api/projects.ts'
import { lookalikeNote } from '../../src/sharing/lookalikes.ts'
import { findByName } from '../../src/sharing/project-names.ts'

/** Active projects with these names, identified by their IDs. */
const projectsOf = (...names: (string | null)[]): Project[] =>
  names.map((name, index) => ({ id: `proj_${index}`, name, archived: false }))

test.each([
  ['a no-break space', 'Prod EU', 'Prod\u00a0EU', 5, 'U+00A0', 'U+0020'],
  ['two spaces', 'Prod EU', 'Prod  EU', 6, 'U+0020', 'U+0045'],
  ['a tab before it', 'Prod', '\tProd', 1, 'U+0009', 'U+0050'],
  ['a space after it', 'Prod', 'Prod ', 5, 'U+0020', 'the end'],
  ['a zero-width space in it', 'Prod', 'Pr\u200bod', 3, 'U+200B', 'U+006F'],
  ['an accent as a separate character', 'caf\u00e9', 'cafe\u0301', 4, 'U+0065', 'U+00E9'],
  ['an invisible character that the name has', 'Prod\u200b', 'Prod', 5, 'the end', 'U+200B'],
])('a project whose name differs in %s looks the same', (_, name, other, at, theirs, ours) => {
  expect(lookalikeNote(name, projectsOf('Dev', other))).toBe(
    `The name of proj_1 looks the same, but character ${at} is ${theirs} instead of ${ours}. Use project-ids, or copy the name.`,
  )
})

test.each([
  [2, ' (and of 1 more project)'],
  [3, ' (and of 2 more projects)'],
])('of %i projects that look the same, one is described and the rest counted', (count, others) => {
  const note = lookalikeNote('Prod', projectsOf(...Array(count).fill('Prod ')))
  expect(note).toMatch(`The name of proj_0${others} looks the same, but`)
})

test('names that look different, missing names, and archived projects are no lookalikes', () => {
  const projects = projectsOf('prod', 'Pr od', 'Prod-', null, '')
  const archived = { id: 'proj_old', name: 'Prod ', archived: true }
  expect(lookalikeNote('Prod', [...projects, archived])).toBeNull()
})

test('a name that looks like that of a project is reported as such', () => {
  expect(findByName(['Prod EU'], projectsOf('Prod\u00a0EU')).faults).toEqual([
    'project-names: No project is named "Prod EU". The name of proj_0 looks the same, but character 5 is U+00A0 instead of U+0020. Use project-ids, or copy the name.',
  ])
})
