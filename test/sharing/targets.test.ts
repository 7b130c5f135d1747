import { expect, test } from 'vitest'
import type { Project, ProjectsApi } from '../../src/api/projects.ts'
import { InvalidInputsError } from '../../src/common/validation.ts'
import { createProjectLookup } from '../../src/sharing/project-lookup.ts'
import {
  resolveEntries,
  type SharingEntry,
  type SharingRequest,
} from '../../src/sharing/targets.ts'
import { MODES } from '../../src/sharing/types.ts'
import { ENTRY, locationAt } from './sharing-entry.ts'

const PROJECTS: Project[] = ['own', 'one', 'two', 'two'].map((name, index) => ({
  id: `proj_${index}`,
  name,
  archived: false,
}))

/** An organization of these projects that counts how often they are listed. */
function organization(): ProjectsApi & { listCount: number } {
  return {
    listCount: 0,
    async list() {
      this.listCount++
      return PROJECTS
    },
    probe: async () => {},
  }
}

/** Looks up the names of entries with these changes to ENTRY. */
const resolveAll = (
  entries: readonly Partial<SharingEntry>[],
  more: Partial<SharingRequest> = {},
  api: ProjectsApi = organization(),
) =>
  resolveEntries(
    {
      mode: 'grant',
      verificationLines: [],
      ...more,
      entries: entries.map(entry => ({ ...ENTRY, ...entry })),
    },
    createProjectLookup(api, () => {}),
  )
const resolve = async (entry: Partial<SharingEntry>, more: Partial<SharingRequest> = {}) =>
  (await resolveAll([entry], more))[0]?.projectIds
const issuesOf = async (
  entries: readonly Partial<SharingEntry>[],
  more: Partial<SharingRequest> = {},
) => {
  const error: unknown = await resolveAll(entries, more).catch((thrown: unknown) => thrown)
  if (error instanceof InvalidInputsError) return error.issues
  throw error
}
const nameIssuesOf = async (entry: Partial<SharingEntry>, more: Partial<SharingRequest> = {}) =>
  (await issuesOf([entry], more)).map(({ message }) => message)

test('projects by ID come before those by name, without duplicates', async () => {
  const wanted = { projectIds: ['proj_9', 'proj_1'], projectNames: ['own', 'one'] }
  expect(await resolve(wanted)).toEqual(['proj_9', 'proj_1', 'proj_0'])
})

test('every entry is looked up separately, and keeps everything else and its position', async () => {
  const entries = [
    { ...ENTRY, checkpointIds: ['ft:a'], projectNames: ['one'], location: locationAt(2) },
    { ...ENTRY, jobIds: ['ftjob-a'], checkpointSelector: [7], projectIds: ['proj_9'] },
    { ...ENTRY, checkpointIds: ['ft:b'], projectNames: ['o*'], owningProjectId: 'proj_0' },
  ]
  expect(await resolveAll(entries)).toEqual([
    { ...entries[0], projectIds: ['proj_1'] },
    { ...entries[1], projectIds: ['proj_9'] },
    { ...entries[2], projectIds: ['proj_0', 'proj_1'] },
  ])
})

test('a key of a project that no name matches is an issue', async () => {
  const verificationLines = [
    { input: 'verify-keys', line: 1, projectId: 'proj_0' },
    { input: 'verify-keys', line: 3, projectId: 'proj_9' },
  ] as const
  const keys = { verificationLines }
  const message =
    "Line 3 of verify-keys has a key for a project that isn't requested. Remove the line, or request the project."
  const issues = [{ input: 'verify-keys', message }]
  expect(await issuesOf([{ projectNames: ['own'] }], keys)).toEqual(issues)
  // The key can belong to the projects of any entry.
  const several = [{ projectIds: ['proj_1'] }, { projectNames: ['own'] }]
  expect(await issuesOf(several, keys)).toEqual(issues)
  expect(await resolveAll([...several, { projectIds: ['proj_9'] }], keys)).toHaveLength(3)
})

test("a key isn't checked against names while one of them is invalid", async () => {
  const verificationLines = [{ input: 'verify-keys', line: 1, projectId: 'proj_1' }] as const
  expect(await nameIssuesOf({ projectNames: ['x*'] }, { verificationLines })).toEqual([
    expect.stringContaining('matches "x*"'),
  ])
})

test('the organization is read once, and only if there are names', async () => {
  const api = organization()
  await resolveAll([{ projectIds: ['proj_1'] }, { projectIds: ['proj_2'] }], {}, api)
  await resolveAll([{}], { mode: 'list' }, api)
  expect(api.listCount).toBe(0)
  await resolveAll([{ projectNames: ['one', 'o*'] }, {}, { projectNames: ['own'] }], {}, api)
  expect(api.listCount).toBe(1)
})

test.each(MODES)('in %s, all issues with names are reported and nothing is found', async mode => {
  const projectNames = ['one', 'two', 'x*', 'something']
  const faults = await nameIssuesOf({ projectIds: ['proj_1'], projectNames }, { mode })
  expect(faults).toEqual([
    expect.stringContaining('2 projects are named "two"'),
    expect.stringContaining('matches "x*"'),
    expect.stringContaining('named "something"'),
  ])
})

test('issues with names are reported for all entries, each at its location', async () => {
  const entries = [
    {
      projectNames: ['x*', 'one', 'two'],
      nameLocations: [locationAt(3), locationAt(4), locationAt(5)],
    },
    { projectNames: ['one'], nameLocations: [locationAt(7)] },
    { projectNames: ['none'], nameLocations: [locationAt(9)] },
  ]
  const input = 'project-names'
  expect(await issuesOf(entries)).toEqual([
    { input, message: expect.stringContaining('matches "x*"'), location: locationAt(3) },
    { input, message: expect.stringContaining('2 projects'), location: locationAt(5) },
    { input, message: expect.stringContaining('named "none"'), location: locationAt(9) },
  ])
})

test('names outside a file have no location', async () => {
  expect(await issuesOf([{ projectNames: ['none'] }])).toEqual([
    { input: 'project-names', message: expect.stringContaining('named "none"') },
  ])
})

test('the error message includes all issues', async () => {
  await expect(resolve({ projectNames: ['a1', 'b2'] })).rejects.toThrow(/"a1".*\n.*"b2"/)
})

const owner = { owningProjectId: 'proj_0' }
test.each<[string, Partial<SharingEntry>]>([
  ['only the owner, by name', { ...owner, projectNames: ['own'] }],
  ['only the owner, by pattern', { ...owner, projectNames: ['ow?'] }],
  ['only the owner, by name and ID', { ...owner, projectNames: ['own'], projectIds: ['proj_0'] }],
  ['no projects', {}],
])('a sync that requests %s is rejected', async (_, entry) => {
  expect(await nameIssuesOf(entry, { mode: 'sync' })).toEqual([
    expect.stringMatching(/sync would revoke all other access\. Add .* use mode revoke\.$/),
  ])
})

test('in a file, a sync can have an explicitly empty list, but not only the owner', async () => {
  const emptyEntry = { location: locationAt(2), checkpointIds: ['ft:a'] }
  const entries = [
    emptyEntry,
    { ...emptyEntry, location: locationAt(4), ...owner, projectIds: ['proj_0'] },
    {
      ...emptyEntry,
      location: locationAt(6),
      ...owner,
      projectNames: ['own'],
      nameLocations: [locationAt(7)],
    },
    { ...emptyEntry, location: locationAt(8), ...owner, projectIds: ['proj_1'] },
    { ...emptyEntry, location: locationAt(10), ...owner },
  ]
  const message = expect.stringMatching(/revoke all other access\. Add .* set project-ids: \[\]/)
  expect(await issuesOf(entries, { mode: 'sync' })).toEqual([
    { input: 'project-names', message, location: locationAt(4) },
    { input: 'project-names', message, location: locationAt(6) },
  ])
  expect(await resolve(emptyEntry, { mode: 'sync' })).toEqual([])
})

test('names that match no project are reported as such, not as an empty sync', async () => {
  const faults = await nameIssuesOf({ projectNames: ['x*'] }, { mode: 'sync' })
  expect(faults).toEqual(['project-names: No project name matches "x*". Check the pattern.'])
})

test("a sync with the owner and another, and other modes with only the owner, aren't issues", async () => {
  const both = { ...owner, projectNames: ['o*'] }
  expect(await resolve(both, { mode: 'sync' })).toEqual(['proj_0', 'proj_1'])
  for (const mode of MODES.filter(one => one !== 'sync')) {
    expect(await resolve({ ...owner, projectNames: ['own'] }, { mode })).toEqual(['proj_0'])
  }
})

test("if the projects can't be read, the error is the API's", async () => {
  const failing = { ...organization(), list: () => Promise.reject(new Error('no scope')) }
  await expect(resolveAll([{ projectNames: ['one'] }], {}, failing)).rejects.toThrow('no scope')
})
