import { expect, test } from 'vitest'
import { organizationWithKeys, verifyKeysFor } from './job-setup.ts'
import { checkpoints, expectMatchesServer, ids, share } from './setup.ts'

/** The day this many days from now, as a date. */
const DAY = 86_400_000
const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

test('a model that has been shut down is not announced for the future', async () => {
  const dates = [dayIn(-1), `${dayIn(-1)}T00:00:00Z`, dayIn(1)]
  const all = checkpoints(dates.length)
  await using api = await organizationWithKeys(
    Object.fromEntries(
      all.map((id, i) => [id, { projects: ids(1), shutdownDate: dates[i] ?? '' }]),
    ),
    { checkpoints: Object.fromEntries(all.map(id => [id, { shared: ids(1) }])) },
  )
  const inputs = { 'checkpoint-id': all, 'project-ids': 'proj_0', mode: 'check' }
  await using step = await share(api, { ...inputs, 'verify-keys': verifyKeysFor(api, ['proj_0']) })
  expectMatchesServer(step, api)
  expect(step.allAnnotations).toMatchObject(
    ['was', 'was', 'will be'].map((verb, i) => ({
      level: 'warning',
      title: `A model ${verb} shut down`,
      message: `${all[i]} ${verb} shut down on ${dates[i]}.`,
    })),
  )
  for (const [i, verb] of ['was shut down', 'was shut down', 'shuts down'].entries()) {
    expect(step.log).toMatch(
      new RegExp(`can use ${all[i]} \\((owned by \\S+, )?${verb} on ${dates[i]}\\)$`, 'm'),
    )
  }
})
