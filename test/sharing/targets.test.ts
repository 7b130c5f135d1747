import { expect, test } from 'vitest'
import type { Project } from '../../src/api/projects.ts'
import type { Directory } from '../../src/sharing/directory.ts'
import { resolveProjects, UnresolvedNames, type Wanted } from '../../src/sharing/targets.ts'
import { MODES } from '../../src/sharing/types.ts'

const WANTED: Wanted = {
  mode: 'grant',
  projectIds: [],
  projectNames: [],
  owningProjectId: null,
  verifyKeys: new Map(),
}
const PROJECTS: Project[] = ['own', 'one', 'two', 'two'].map((name, index) => ({
  id: `proj_${index}`,
  name,
  archived: false,
}))

/** A directory of these projects, that counts how often it is asked. */
function directoryOf(projects: readonly Project[] = PROJECTS): Directory & { asked: number } {
  return {
    asked: 0,
    async projects() {
      this.asked++
      return projects
    },
    faultsOf: async () => new Map(),
    nameOf: () => null,
  }
}

const resolve = (wanted: Partial<Wanted>, directory: Directory = directoryOf()) =>
  resolveProjects({ ...WANTED, ...wanted }, directory)
const faultsOf = async (wanted: Partial<Wanted>) => {
  const error: unknown = await resolve(wanted).catch(thrown => thrown)
  if (error instanceof UnresolvedNames) return error.mistakes.map(({ message }) => message)
  throw error
}

test('the projects by ID come before those by name, each once', async () => {
  const wanted = { projectIds: ['proj_9', 'proj_1'], projectNames: ['own', 'one'] }
  expect(await resolve(wanted)).toEqual(['proj_9', 'proj_1', 'proj_0'])
})

test('a key of a project that no name stands for is a mistake', async () => {
  const verifyKeys = new Map([
    ['proj_0', 'a'],
    ['proj_9', 'b'],
  ])
  expect(await faultsOf({ projectNames: ['own'], verifyKeys })).toEqual([
    expect.stringContaining('verify-keys has a key for proj_9'),
  ])
})

test('the organization is asked where there are names, and only there', async () => {
  const directory = directoryOf()
  await resolve({ projectIds: ['proj_1'] }, directory)
  await resolve({ mode: 'list' }, directory)
  expect(directory.asked).toBe(0)
  await resolve({ projectNames: ['one', 'o*'] }, directory)
  expect(directory.asked).toBe(1)
})

test.each(MODES)(
  'in %s, all that is wrong with the names is told, and nothing found',
  async mode => {
    const faults = await faultsOf({
      mode,
      projectIds: ['proj_1'],
      projectNames: ['one', 'two', 'x*', 'something'],
    })
    expect(faults).toEqual([
      expect.stringContaining('"two" is the name of 2 projects'),
      expect.stringContaining('like "x*"'),
      expect.stringContaining('named "something"'),
    ])
  },
)

test('the error says all of it', async () => {
  await expect(resolve({ projectNames: ['a1', 'b2'] })).rejects.toThrow(/"a1".*\n.*"b2"/)
})

const owner = { owningProjectId: 'proj_0' }
test.each<[string, Partial<Wanted>]>([
  ['only the owner, by name', { ...owner, projectNames: ['own'] }],
  ['only the owner, by pattern', { ...owner, projectNames: ['ow?'] }],
  ['only the owner, by name and ID', { ...owner, projectNames: ['own'], projectIds: ['proj_0'] }],
  ['nobody', {}],
])('a sync that asks for %s is refused', async (_, wanted) => {
  expect(await faultsOf({ ...wanted, mode: 'sync' })).toEqual([
    expect.stringContaining('take access from all others'),
  ])
})

test('names that stand for nobody are told as such, and not as a sync with nobody', async () => {
  const faults = await faultsOf({ mode: 'sync', projectNames: ['x*'] })
  expect(faults).toEqual(['project-names: no project has a name like "x*"'])
})

test('a sync with the owner and another, and other modes with the owner alone, are none', async () => {
  const both = { ...owner, mode: 'sync', projectNames: ['o*'] } as const
  expect(await resolve(both)).toEqual(['proj_0', 'proj_1'])
  for (const mode of MODES.filter(one => one !== 'sync')) {
    expect(await resolve({ ...owner, mode, projectNames: ['own'] })).toEqual(['proj_0'])
  }
})

test('where the projects cannot be read, the error is the one of the API', async () => {
  const failing = { ...directoryOf(), projects: () => Promise.reject(new Error('no scope')) }
  await expect(resolve({ projectNames: ['one'] }, failing)).rejects.toThrow('no scope')
})
