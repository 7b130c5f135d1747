import { expect, test } from 'vitest'
import { expectMatchesServer, holders, organization, rowsOf, type SharedStep } from './setup.ts'
import {
  createWorkspace,
  driftedOrganization,
  ONE,
  PATH,
  THREE,
  THREE_ENTRIES,
  TWO,
} from './sharing-file-workspace.ts'

/** The lines of each checkpoint in a summary's diff: a sign, an ID, and a name. */
function diffIn({ summary }: SharedStep): Record<string, string[]> {
  const blocks = summary?.matchAll(/^<p><code>(\S+)<\/code><\/p>\n\n```diff\n(.*?)\n```$/gms) ?? []
  return Object.fromEntries(
    [...blocks].map(([, id = '', lines = '']) => [id, lines.match(/^[+-] .*/gm) ?? []]),
  )
}

test("a check reports missing access and access that isn't in the file", async () => {
  await using api = await driftedOrganization()
  await using repository = await createWorkspace(THREE_ENTRIES)
  await using step = await repository.share(api, { mode: 'check' })
  expectMatchesServer(step, api, { emptyCheckpoints: [TWO] })
  expect(step.outputs).toMatchObject({
    result: 'mismatch',
    'failed-count': '2',
    'extra-count': '3',
  })
  const extra = rowsOf(step).filter(({ requested }) => !requested)
  expect(extra.map(row => row.project_id).sort()).toEqual(['proj_0', 'proj_2', 'proj_3'])
  expect(step.allAnnotations).toMatchObject([
    { level: 'error', file: PATH, line: 2, column: 5, title: '1 project has no access' },
    { level: 'error', file: PATH, line: 6, column: 5, title: '1 project has no access' },
    { level: 'warning', title: `1 unexpected permission on ${ONE}` },
    { level: 'warning', title: `2 unexpected permissions on ${TWO}` },
  ])

  for (const id of [ONE, THREE]) api.grant(id, 'proj_1')
  await using lenient = await repository.share(api, { mode: 'check' })
  expectMatchesServer(lenient, api, { emptyCheckpoints: [TWO] })
  expect(lenient.outputs).toMatchObject({ result: 'ok', 'extra-count': '3' })
  await using exact = await repository.share(api, { mode: 'check', exact: 'true' })
  expectMatchesServer(exact, api, { emptyCheckpoints: [TWO] })
  expect(exact.outputs).toMatchObject({ result: 'mismatch', 'failed-count': '0' })
  const titles = exact.allAnnotations.map(({ title, level, line }) => [title, level, line])
  expect(titles).toEqual([
    [`1 unexpected permission on ${ONE}`, 'error', 2],
    [`2 unexpected permissions on ${TWO}`, 'error', 4],
  ])
})

test('the diff of a dry run is exactly what the sync then does', async () => {
  const tricky = { id: 'proj_x', name: 'Evil ``` # **x** ::error::y' }
  await using api = await organization(4, {
    projects: [tricky],
    checkpoints: {
      [ONE]: { shared: ['proj_2', 'proj_x', 'proj_0'] },
      [TWO]: { shared: ['proj_3'] },
      [THREE]: { shared: ['proj_1'] },
    },
  })
  const named = THREE_ENTRIES.replace('[proj_0, proj_1]', '[]\n    project-names: [Name proj_?]')
  await using repository = await createWorkspace(named)
  await using plan = await repository.share(api, { mode: 'sync', 'dry-run': 'true' })
  expectMatchesServer(plan, api, { emptyCheckpoints: [TWO] })
  expect(plan.outputs.changed).toBe('true')
  const before = [ONE, TWO, THREE].map(id => new Set(holders(api, id)))
  await using real = await repository.share(api, { mode: 'sync' })
  expectMatchesServer(real, api, { emptyCheckpoints: [TWO] })
  const nameOf = (id: string) => (id === 'proj_x' ? tricky.name : `Name ${id}`)
  const done = [ONE, TWO, THREE].map((id, index) => {
    const [old = new Set<string>(), now] = [before[index], new Set(holders(api, id))]
    const gained = [...now.difference(old)].map(project => `+ ${project}  ${nameOf(project)}`)
    const lost = [...old.difference(now)].map(project => `- ${project}  ${nameOf(project)}`)
    return [id, [...gained, ...lost]] as const
  })
  const changes = done.filter(([, lines]) => lines.length > 0)
  expect(changes.map(([, lines]) => lines.length)).toEqual([3, 1])
  expect(diffIn(plan)).toEqual(Object.fromEntries(changes))
  for (const line of changes.flatMap(([, lines]) => lines)) {
    const [sign = '', id = '', ...name] = line.split(/ +(?=.)/)
    expect(plan.log).toContain(`  ${sign} ${id} (${name.join(' ')})`)
  }
  expect(plan.summary).toMatch(
    /^### ✅ Dry run: would grant 2 permissions and revoke 2 permissions/,
  )
  expect(diffIn(real)).toEqual({})

  await using nothing = await repository.share(api, { mode: 'sync', 'dry-run': 'true' })
  expectMatchesServer(nothing, api, { emptyCheckpoints: [TWO] })
  expect([diffIn(nothing), nothing.outputs.changed]).toEqual([{}, 'false'])
})
