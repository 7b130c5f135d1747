import { describe, expect, test } from 'vitest'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  ids,
  organization,
  rowsOf,
  type SharedStep,
  share,
  statusesOf,
} from './setup.ts'

/** The projects that failed, in the order of their rows. */
const failedIn = (step: SharedStep) =>
  rowsOf(step).flatMap(({ status, project_id }) => (status === 'failed' ? project_id : []))

describe.each(['before-bad', 'all-good'] as const)('a rejected batch that applies %s', mode => {
  // The first batch grants nothing if it is applied up to the bad project, which is first.
  const projects = ['gone-a', ...ids(5), 'gone-b', ...ids(5, 5)]

  test.each([true, false])(
    'leaves no duplicate, with bad projects named: %s',
    async namesBadProject => {
      const requested = checkpoints(2)
      await using api = await organization(10, {
        checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
        rules: { namesBadProject, partialBatches: mode },
      })
      await using step = await share(
        api,
        { 'checkpoint-id': requested, 'project-ids': projects },
        { speed: 50 },
      )
      expectMatchesServer(step, api)
      expect(statusesOf(step)).toEqual({ granted: 20, failed: 4 })
      const failed = failedIn(step)
      expect(failed).toEqual(['gone-a', 'gone-b', 'gone-a', 'gone-b'])
      for (const id of requested) expect(api.permissions(id)).toHaveLength(10)
    },
  )

  test('leaves no duplicate, with bad projects found by bisecting', async () => {
    await using api = await organization(10, {
      rules: { namesBadProject: false, projectsReadable: false, partialBatches: mode },
    })
    await using step = await share(api, { 'project-ids': projects }, { speed: 50 })
    expectMatchesServer(step, api)
    expect(step.posts.length).toBeLessThanOrEqual(4 * Math.ceil(Math.log2(projects.length)))
    const failed = failedIn(step)
    expect(failed).toEqual(expect.arrayContaining(['gone-a', 'gone-b']))
    expect(api.permissions(CHECKPOINT)).toHaveLength(projects.length - failed.length)
  })

  test('is read to its end if the list has several pages', async () => {
    await using api = await organization(160, {
      checkpoints: { [CHECKPOINT]: { shared: ids(120) } },
      rules: { partialBatches: mode },
    })
    const requested = [...ids(159).toReversed(), 'gone', 'proj_159']
    await using step = await share(api, { 'project-ids': requested }, { speed: 50 })
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ shared: 120, granted: 40, failed: 1 })
  })
})
