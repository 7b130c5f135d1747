import { expect, test } from 'vitest'
import { decodeEntities, expectNoInjection, HOSTILE } from './injection-assertions.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  organization,
  rowsOf,
  share,
} from './setup.ts'

const NAMES = Object.values(HOSTILE)
const PROJECTS = NAMES.map((name, i) => ({ id: `proj_x${i}`, name }))
const BOTH = checkpoints(2)

/** An organization whose projects have hostile names, half of them with access. */
const hostileOrganization = () => {
  const shared = PROJECTS.filter((_, i) => i % 2 === 0).map(({ id }) => id)
  return organization(1, {
    projects: PROJECTS,
    checkpoints: Object.fromEntries(BOTH.map(id => [id, { shared }])),
  })
}

test.each([
  [{ mode: 'grant', 'dry-run': 'true' }, 'ok', 4],
  [{ mode: 'check' }, 'mismatch', 4],
  [{ mode: 'list' }, 'ok', 4],
  [{ mode: 'grant' }, 'ok', 4],
  [{ mode: 'check', 'checkpoint-id': BOTH }, 'mismatch', 3],
] as const)(
  'hostile names of requested projects inject nothing (%o)',
  async (inputs, result, columns) => {
    await using api = await hostileOrganization()
    await using step = await share(api, { 'project-names': '*', ...inputs })
    expectMatchesServer(step, api)
    expectNoInjection(step, columns)
    expect(step.outputs.result).toBe(result)
    for (const { id } of PROJECTS) {
      expect(rowsOf(step).find(row => row.project_id === id)?.project_name).toMatch(/\S/)
      expect(decodeEntities(step.summary)).toMatch(new RegExp(`<code>${id}</code> \\S`))
    }
  },
)

test('hostile names of unrequested projects inject nothing', async () => {
  await using api = await hostileOrganization()
  const inputs = { 'project-names': 'Name proj_0', 'max-revocations': 'none' }
  for (const mode of ['check', 'sync']) {
    await using step = await share(api, { ...inputs, mode })
    expectMatchesServer(step, api)
    expectNoInjection(step)
    const others = rowsOf(step).filter(({ requested }) => !requested)
    expect(others).toHaveLength(Math.ceil(PROJECTS.length / 2))
    for (const { project_name } of others) expect(project_name).toMatch(/\S/)
  }
})

test('hostile names in the input and in suggestions inject nothing', async () => {
  const near = 'Prod ::error::x ##[error]y <b> | z\u202e'
  await using api = await organization(1, {
    projects: [{ id: 'proj_near', name: `${near}\n::set-output name=result::ok` }],
  })
  await using step = await share(api, {
    'project-names': [...NAMES, `${near} ::set-output name=result::no`],
  })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(step.outputs.result).toBe('invalid')
  expect(decodeEntities(step.summary)).toContain(
    'Did you mean "Prod ::error::x # #[error]y <b> | z',
  )
  expect(step.posts).toEqual([])
})

test('hostile names that are archived or ambiguous inject nothing', async () => {
  const names = NAMES.filter(name => !/[\r\n*?\\]/.test(name) && name.trim() === name)
  await using api = await organization(1, {
    projects: names.flatMap((name, i) =>
      i % 2 === 0
        ? [{ id: `proj_x${i}`, name, status: 'archived' }]
        : ['a', 'b'].map(part => ({ id: `proj_x${i}${part}`, name })),
    ),
  })
  const requested = names.filter(name => !name.startsWith('#'))
  await using step = await share(api, { 'project-names': requested })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(step.outputs.result).toBe('invalid')
  expect(step.log).toContain('is archived (proj_x')
  expect(step.log).toMatch(
    /2 projects are named .* project-ids instead \(proj_x\d+a and proj_x\d+b\)/,
  )
})

const MEGABYTE = 1_000_000
// Together they fit into a response, which can have 10 MB.
const FILLERS = ['x', 'prod-', '::error::x ##[error]', '<', '\u001b[31m', '| ']

test('names of a megabyte are truncated everywhere', async () => {
  await using api = await organization(1, {
    projects: FILLERS.map((filler, i) => ({
      id: `proj_x${i}`,
      name: filler.repeat(MEGABYTE / filler.length),
    })),
    checkpoints: { [CHECKPOINT]: {} },
  })
  await using step = await share(api, { 'project-names': ['Name proj_0', 'x*', 'prod-*', '*<'] })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(step.outputs['granted-count']).toBe('4')
  expect(rowsOf(step)[1]?.project_name).toMatch(/^x+… \(1,000,000 characters\)$/)
  expect(step.stdout.length + (step.summary?.length ?? 0)).toBeLessThan(20_000)
})

test('comparing a name of a megabyte with others takes only moments', async () => {
  await using api = await organization(1, {
    projects: ['prod-', 'eu '].map((filler, i) => ({
      id: `proj_x${i}`,
      name: filler.repeat(MEGABYTE / filler.length),
    })),
  })
  const names = ['Name proj_O', 'prod-*-eu*', '*prod*eu*', '*e*u*x*']
  await using step = await share(api, { 'project-names': names }, { timeoutMs: 5_000 })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(step.outputs.result).toBe('invalid')
  expect(step.allAnnotations).toHaveLength(names.length)
  expect(step.log).toContain('Did you mean "Name proj_0"?')
})
