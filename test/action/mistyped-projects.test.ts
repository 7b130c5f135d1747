import { expect, test } from 'vitest'
import { decodeEntities } from './injection-assertions.ts'
import { expectMatchesServer, organization, rowsOf, share } from './setup.ts'

const FAST = { speed: 50 }
const REAL = 'proj_8dV2kQm1xYbT0sLz'
const TYPO = 'proj_8dV2kQm1xYbT0sLs'
const OTHERS = [
  { id: 'proj_Zr71pWqaN5cHhE4u', name: 'Other' },
  { id: 'proj_8dV2kQm1xYbT0sLx', name: 'Old', status: 'archived' },
]
const PROJECTS = [{ id: REAL, name: 'Real' }, ...OTHERS]
const SUGGESTION = `no project in the organization has this ID; did you mean ${REAL}?`

test.each<[string, string]>([
  ['a wrong letter', TYPO],
  ['a swap', 'proj_8dV2kQm1xYTb0sLz'],
  ['another case', REAL.toLowerCase()],
  ['no prefix', REAL.replace('proj_', '')],
])('a project ID with %s gets a suggestion from the list that was read for it', async (_, typo) => {
  await using api = await organization(1, {
    projects: PROJECTS,
    rules: { namesBadProject: false },
  })
  await using step = await share(api, { 'project-ids': ['proj_0', typo] }, FAST)
  expectMatchesServer(step, api)
  const [, row] = rowsOf(step)
  expect(row).toMatchObject({ project_id: typo, status: 'failed' })
  const fault = typo.startsWith('proj_') ? SUGGESTION : 'no project in the organization has this ID'
  expect(row?.error).toContain(fault)
  expect(row?.error).toContain('. Check the project ID.')
  expect(step.allAnnotations[0]?.message).toContain(fault)
})

test.each([{ mode: 'grant' }, { mode: 'check' }, { mode: 'sync', 'max-revocations': 'none' }])(
  'a mistyped ID next to names gets a suggestion before anything is sent (%o)',
  async inputs => {
    await using api = await organization(0, { projects: PROJECTS })
    const both = { 'project-ids': TYPO, 'project-names': 'Real' }
    await using step = await share(api, { ...inputs, ...both }, FAST)
    expectMatchesServer(step, api)
    const row = rowsOf(step).find(({ project_id }) => project_id === TYPO)
    expect(row?.status).toBe(inputs.mode === 'check' ? 'not-shared' : 'failed')
    expect(row?.error).toContain(SUGGESTION)
    expect(decodeEntities(step.summary)).toContain(SUGGESTION)
    expect(step.posts).toEqual(inputs.mode === 'check' ? [] : [[REAL]])
  },
)

test.each<[string, string]>([
  ['an ID that is like none', 'proj_somethingElse12'],
  // A project that can't be granted access isn't suggested.
  ['an ID that is like an archived one only', 'proj_8dV2kQm1aaaaaaLx'],
])('%s gets no suggestion', async (_, id) => {
  await using api = await organization(1, {
    projects: OTHERS,
    rules: { namesBadProject: false },
  })
  await using step = await share(api, { 'project-ids': ['proj_0', id] }, FAST)
  expectMatchesServer(step, api)
  expect(rowsOf(step)[1]?.error).toMatch(/no project in the organization has this ID\)/)
})

test('hundreds of mistyped IDs in a large organization take no longer than their requests', async () => {
  const random = (i: number) => ((i + 1) * 2_654_435_761).toString(36).padEnd(24, `${i}x7Qk`)
  const projects = Array.from({ length: 3_000 }, (_, i) => ({ id: `proj_${random(i)}` }))
  await using api = await organization(0, { projects, rules: { namesBadProject: false } })
  const typos = projects.slice(0, 300).map(({ id }) => id.replace(/.$/, '_'))
  await using step = await share(api, { 'project-ids': typos }, FAST)
  expectMatchesServer(step, api)
  expect(rowsOf(step)[0]?.error).toContain(`did you mean ${projects[0]?.id}?`)
  expect(step.elapsedMs).toBeLessThan(20_000)
})

test.each<[string, string, string, string]>([
  ['a no-break space', 'Prod\u00a0EU', 'Prod EU', 'character 5 is U+00A0 instead of U+0020'],
  ['two blanks', 'Prod  EU', 'Prod EU', 'character 6 is U+0020 instead of U+0045'],
  ['a blank at its end', 'Prod EU ', 'Prod EU', 'character 8 is U+0020 instead of the end'],
  ['a zero-width space', 'Prod\u200bEU', 'ProdEU', 'character 5 is U+200B instead of U+0045'],
  ['a separate accent', 'Cafe\u0301', 'Caf\u00e9', 'character 4 is U+0065 instead of U+00E9'],
  ['an accent in one', 'Caf\u00e9', 'Cafe\u0301', 'character 4 is U+00E9 instead of U+0065'],
])('names that differ only in %s are distinguished', async (_, theirs, ours, difference) => {
  await using api = await organization(0, { projects: [{ id: 'proj_look', name: theirs }] })
  await using step = await share(api, { 'project-names': ours })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe('invalid')
  const message = step.allAnnotations[0]?.message ?? ''
  expect(message).toContain('The name of proj_look looks the same')
  expect(message).toContain(difference)
  expect(message).toContain('Use project-ids')
  expect(message).not.toMatch(/did you mean/i)
  expect(decodeEntities(step.summary)).toContain(difference)
})

test('a name that several projects seem to have is distinguished from the first', async () => {
  const names = ['Prod\u00a0EU', 'Prod\u2009EU', 'Prod  EU']
  const projects = names.map((name, i) => ({ id: `proj_${i}`, name }))
  await using api = await organization(0, { projects })
  await using step = await share(api, { 'project-names': 'Prod EU' })
  expectMatchesServer(step, api)
  expect(step.allAnnotations[0]?.message).toContain('proj_0 (and of 2 more projects)')
})
