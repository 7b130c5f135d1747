import { expect } from 'vitest'
import { cutsVariables } from '../support/machine.ts'
import { testUnless } from '../support/unless.ts'
import {
  CHECKPOINT,
  expectMatchesServer,
  organization,
  rowsOf,
  share,
  statusesOf,
} from './setup.ts'

const MANY = 10_000
const named = (prefix: string) => Array.from({ length: MANY }, (_, i) => `${prefix}${i}`)
/** Real milliseconds, many times the expected time; quadratic time would take minutes. */
const SOON = { timeoutMs: 20_000 }

testUnless(cutsVariables)(
  '10,000 projects in one input are planned quickly, in the given order',
  async () => {
    const projects = named('p').toReversed()
    await using api = await organization(0, {
      projects: projects.map(id => ({ id })),
      checkpoints: { [CHECKPOINT]: { shared: projects.slice(0, 10) } },
    })
    const inputs = { 'project-ids': [...projects, ...projects.slice(0, 100)], 'dry-run': 'true' }
    await using step = await share(api, inputs, SOON)
    expectMatchesServer(step, api)
    expect(statusesOf(step)).toEqual({ shared: 10, 'to-grant': MANY - 10 })
    expect(rowsOf(step).map(({ project_id }) => project_id)).toEqual(projects)
    expect(step.requests).toHaveLength(1)
    expect(step.log).toContain('Plan: 100 requests, about 13 minutes')
  },
)

testUnless(cutsVariables)(
  "10,000 checkpoints in one input are read until the API's limit, and no further",
  async () => {
    const requested = named('m')
    await using api = await organization(1, {
      checkpoints: Object.fromEntries(
        requested.slice(0, 5).map(id => [id, { shared: ['proj_0'] }]),
      ),
    })
    const answer = { status: 429, headers: { 'retry-after': '7200' } }
    api.fault({ on: 'list', skip: 5, times: Number.POSITIVE_INFINITY, answer })
    const inputs = { mode: 'check', 'project-ids': 'proj_0', 'checkpoint-id': requested }
    await using step = await share(api, inputs, SOON)
    expectMatchesServer(step, api)
    const { shared, failed = 0, skipped } = statusesOf(step)
    // The requests that were in flight.
    expect(failed).toBeLessThanOrEqual(6)
    expect([shared, skipped]).toEqual([5, MANY - 5 - failed])
    expect(step.requests).toHaveLength(5 + failed)
    expect(rowsOf(step).map(({ checkpoint_id }) => checkpoint_id)).toEqual(requested)
    expect(step.outputs).toMatchObject({ result: 'unavailable', 'failed-count': `${MANY - 5}` })
    expect(step.log).toContain('takes about 1,250 minutes (8 requests per minute)')
  },
)

testUnless(cutsVariables)(
  '20,000 issues are found quickly, counted, and reported up to a readable number',
  async () => {
    await using api = await organization(1)
    const inputs = {
      'checkpoint-id': named('ftjob-'),
      'project-ids': named('p').map(id => `${id}é`),
    }
    await using step = await share(api, inputs, SOON)
    expectMatchesServer(step, api)
    expect(api.requests).toEqual([])
    expect(step.outputs.result).toBe('invalid')
    expect(step.log).toContain('20,000 invalid inputs; no requests were sent')
    expect(step.log).toContain('19,000 more invalid inputs')
    expect(step.stdout.length).toBeLessThan(500_000)
  },
)
