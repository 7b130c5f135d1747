import { expect, test } from 'vitest'
import type { CallOptions } from '../../src/api/call.ts'
import { ApiError } from '../../src/api/errors.ts'
import type { Project } from '../../src/api/projects.ts'
import type { SharingEvent } from '../../src/sharing/events.ts'
import { createProjectLookup } from '../../src/sharing/project-lookup.ts'

const PROJECTS: Project[] = [
  { id: 'proj_a', name: 'Prod', archived: false },
  { id: 'proj_b', name: null, archived: false },
  { id: 'proj_old', name: 'Old', archived: true },
]
const NO_SCOPE = new ApiError({
  kind: 'refused',
  operation: 'list',
  reason: 'no scope',
  status: 403,
})

/** A project lookup for an organization that returns its projects or an error. */
function projectLookupOf(answer: Project[] | Error = PROJECTS) {
  const events: SharingEvent[] = []
  const lists: CallOptions[] = []
  const api = {
    async list(options: CallOptions = {}) {
      lists.push(options)
      if (answer instanceof Error) throw answer
      return answer
    },
    probe: async () => {},
  }
  const projectLookup = createProjectLookup(api, event => void events.push(event))
  return { projectLookup, events, lists, listCount: () => lists.length }
}

test("explains why unknown or archived projects can't be granted", async () => {
  const { projectLookup, events, listCount } = projectLookupOf()
  const faults = await projectLookup.faultsOf(['proj_x', 'proj_a', 'proj_old', 'proj_b'])
  expect([...faults]).toEqual([
    ['proj_x', 'no project in the organization has this ID'],
    ['proj_old', 'the project is archived'],
  ])
  expect([...(await projectLookup.faultsOf(['proj_a', 'proj_b']))]).toEqual([])
  expect(await projectLookup.projects()).toBe(PROJECTS)
  expect(events).toEqual([{ type: 'looked-up', projects: 3 }])
  expect(listCount()).toBe(1)
})

test('is read once, even if requested concurrently', async () => {
  const { projectLookup, listCount } = projectLookupOf()
  await Promise.all([
    projectLookup.projects(),
    projectLookup.faultsOf([]),
    projectLookup.projects(),
  ])
  expect(listCount()).toBe(1)
})

test('is waited for 15 s to find a bad project, and as long as any list to find names', async () => {
  const forFaults = projectLookupOf()
  await forFaults.projectLookup.faultsOf(['proj_x'])
  expect(forFaults.lists).toEqual([{ patienceMs: 15_000 }])
  const forNames = projectLookupOf()
  await forNames.projectLookup.projects()
  expect(forNames.lists).toEqual([{}])
})

test('knows project names once it was read, and never reads for them', async () => {
  const { projectLookup, listCount } = projectLookupOf()
  expect(projectLookup.nameOf('proj_a')).toBeNull()
  expect(listCount()).toBe(0)
  await projectLookup.projects()
  const names = ['proj_a', 'proj_b', 'proj_old', 'proj_x'].map(id => projectLookup.nameOf(id))
  expect(names).toEqual(['Prod', null, 'Old', null])
})

test("blames no project if it can't be read, and reports that once", async () => {
  const { projectLookup, events, listCount } = projectLookupOf(NO_SCOPE)
  for (let times = 0; times < 2; times++) {
    expect([...(await projectLookup.faultsOf(['proj_x', 'proj_old']))]).toEqual([])
  }
  expect(events).toEqual([{ type: 'look-up-failed', error: NO_SCOPE }])
  expect(listCount()).toBe(1)
  await expect(projectLookup.projects()).rejects.toBe(NO_SCOPE)
})

test("a failure that was reported for names isn't reported again", async () => {
  const { projectLookup, events } = projectLookupOf(NO_SCOPE)
  await expect(projectLookup.projects()).rejects.toBe(NO_SCOPE)
  expect([...(await projectLookup.faultsOf(['proj_x']))]).toEqual([])
  expect(events).toEqual([])
})

test("a bug isn't reported as an organization that can't be read", async () => {
  const { projectLookup } = projectLookupOf(new TypeError('a bug'))
  await expect(projectLookup.faultsOf(['proj_a'])).rejects.toThrow(TypeError)
})

test('knows faults only once it was read, and never reads for them', async () => {
  const { projectLookup, listCount } = projectLookupOf()
  expect([...projectLookup.knownFaultsOf(['proj_old'])]).toEqual([])
  expect(listCount()).toBe(0)
  await projectLookup.projects()
  expect([...projectLookup.knownFaultsOf(['proj_old', 'proj_a'])]).toEqual([
    ['proj_old', 'the project is archived'],
  ])
})

test('is read again once it has expired, and keeps its names until then', async () => {
  const { projectLookup, listCount } = projectLookupOf()
  await projectLookup.projects()
  projectLookup.expire()
  expect(projectLookup.nameOf('proj_a')).toBe('Prod')
  expect([...projectLookup.knownFaultsOf(['proj_old'])]).toEqual([])
  expect((await projectLookup.faultsOf(['proj_old'])).size).toBe(1)
  expect(listCount()).toBe(2)
})

const active = (...ids: string[]): Project[] => ids.map(id => ({ id, name: null, archived: false }))
const NO_SUCH = 'no project in the organization has this ID'

test.each([
  ['proj_abcdeX', active('proj_abcdef', 'proj_zzzzzz'), '; did you mean proj_abcdef?'],
  [
    'proj_abcdeX',
    active('proj_abcdeY', 'proj_abcdeZ'),
    '; did you mean proj_abcdeY or proj_abcdeZ?',
  ],
  // A third of the letters may differ, not counting the prefix.
  ['proj_abcdXY', active('proj_abcdef'), '; did you mean proj_abcdef?'],
  ['proj_abcXYZ', active('proj_abcdef'), ''],
  ['abcdXY', active('abcdef'), '; did you mean abcdef?'],
  ['a_proj_X', active('a_proj_'), '; did you mean a_proj_?'],
  ['a_proj_XYZ', active('a_proj_'), '; did you mean a_proj_?'],
  ['proj_abcdeX', [{ id: 'proj_abcdef', name: null, archived: true }], ''],
])('for %s among %j the most similar active project is suggested', async (id, list, end) => {
  const { projectLookup } = projectLookupOf(list)
  expect([...(await projectLookup.faultsOf([id]))]).toEqual([[id, NO_SUCH + end]])
})

test('of very many unknown IDs, only the first 50 get a suggestion, each time', async () => {
  const { projectLookup } = projectLookupOf(active('proj_abcdefghi'))
  const ids = Array.from({ length: 51 }, (_, index) => `proj_abcdefg${index + 10}`)
  const faults = [...(await projectLookup.faultsOf(ids)).values()]
  const suggestion = `${NO_SUCH}; did you mean proj_abcdefghi?`
  expect(faults).toEqual([...Array(50).fill(suggestion), NO_SUCH])
  expect([...projectLookup.knownFaultsOf(ids.toReversed()).values()]).toEqual(faults.toReversed())
})
