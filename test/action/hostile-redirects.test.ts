import { expect, it, test } from 'vitest'
import type { Answer, Route } from '../support/api.ts'
import { type ForbiddenHosts, startForbiddenHosts } from '../support/hostile-server.ts'
import { requestsTo } from './bad-responses.ts'
import {
  modelRequests,
  organizationWithJob,
  organizationWithKeys,
  SPEED,
  shareJob,
  verifyKeysFor,
  WAIT,
} from './job-setup.ts'
import {
  expectMatchesServer,
  holders,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'

const STATUSES = [300, 301, 302, 303, 305, 307, 308]
// A short limit, so a redirected step also ends soon.
const SOON = { 'share-timeout-minutes': '3' }
const ALWAYS = Number.POSITIVE_INFINITY

/** Possible targets of a redirect: each of the hosts in each spelling, and the API itself. */
const targetsOf = ({ hosts }: ForbiddenHosts): string[] => [
  ...hosts.map(host => `http://${host}/v1/elsewhere`),
  ...hosts.map(host => `//${host}/v1/elsewhere`),
  `https://${hosts[0]}/`,
  `http://user:password@${hosts[0]}/`,
  '/v1/elsewhere',
]

/** Other headers that could redirect. */
const leading = ({ hosts: [host] }: ForbiddenHosts): Record<string, string> => ({
  refresh: `0; url=http://${host}/`,
  link: `<http://${host}/>; rel=preload, <http://${host}/>; rel=next`,
  'alt-svc': `h2="${host}"; ma=3600; persist=1, http/1.1="${host}"`,
  'content-location': `http://${host}/`,
  location: `http://${host}/`,
})

const moved = ({ hosts }: ForbiddenHosts): Answer => ({
  status: 308,
  headers: { location: `http://${hosts[1]}/v1` },
})

/** Nothing reached another host, or another path of the API. */
function expectNowhereElse(step: SharedStep, forbiddenHosts: ForbiddenHosts): void {
  expect(forbiddenHosts.connections).toBe(0)
  expect(step.requests.filter(({ route }) => route === 'other')).toEqual([])
}

test('no redirect is followed, whatever its status, target, and call', async () => {
  await using forbiddenHosts = await startForbiddenHosts()
  const targets = targetsOf(forbiddenHosts)
  const redirects = targets.map((location, i) => ({
    status: STATUSES[i % STATUSES.length] ?? 302,
    headers: { location },
    body: '<a href="/">Moved</a>',
  }))
  const idsOf = (route: string) => redirects.map((_, i) => `${route}:${i}`)
  const routes = ['list', 'create', 'delete'] as const
  const all = routes.flatMap(idsOf)
  await using api = await organization(2, {
    checkpoints: Object.fromEntries(all.map(id => [id, { shared: ['proj_1'] }])),
  })
  for (const route of routes) {
    for (const [i, answer] of redirects.entries()) {
      api.fault({ on: requestsTo(`${route}:${i}`, route), times: ALWAYS, answer })
    }
  }
  // Headers that redirect without a redirect status come with all other responses.
  const answer = (normal: Answer) => ({ ...normal, headers: leading(forbiddenHosts) })
  api.fault({ times: ALWAYS, acts: true, answer })
  const inputs = { mode: 'sync', 'project-ids': 'proj_0', 'checkpoint-id': all, ...SOON }
  await using step = await share(api, { ...inputs, 'max-revocations': 'none' }, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', changed: 'true' } })
  expectNowhereElse(step, forbiddenHosts)
  for (const [i, { status, headers }] of redirects.entries()) {
    for (const route of routes) {
      const id = `${route}:${i}`
      const failed = rowsOf(step).find(row => row.checkpoint_id === id && row.status === 'failed')
      expect(failed?.error, id).toContain(
        `the API returned ${status}, a redirect to ${headers.location}, which isn't followed`,
      )
      const met = step.requests.filter(request => requestsTo(id, route)(request))
      expect(met, id).toHaveLength(1)
    }
    expect(holders(api, `list:${i}`)).toEqual(['proj_1'])
    expect(holders(api, `create:${i}`)).toEqual(['proj_1'])
    expect(holders(api, `delete:${i}`)).toEqual(['proj_0', 'proj_1'])
  }
})

test('no redirect of the project list is followed', async () => {
  await using forbiddenHosts = await startForbiddenHosts()
  await using api = await organization(1)
  api.fault({ on: 'projects', times: ALWAYS, answer: moved(forbiddenHosts) })
  await using step = await share(api, { 'project-names': 'Name proj_0', ...SOON }, { speed: SPEED })
  expectMatchesServer(step, api)
  expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', changed: '' } })
  expect(step.requests.map(({ route }) => route)).toEqual(['projects'])
  expect(step.allAnnotations[0]?.message).toContain('the API returned 308, a redirect to')
  expectNowhereElse(step, forbiddenHosts)
})

it.each<Route>(['job', 'job-checkpoints'])(
  "no redirect of the route %s is followed with a project's key",
  async on => {
    await using forbiddenHosts = await startForbiddenHosts()
    await using api = await organizationWithJob(['succeeded'])
    api.fault({ on, times: ALWAYS, answer: moved(forbiddenHosts) })
    await using step = await shareJob(api, {
      ...WAIT,
      'job-checkpoints': 'all',
      'wait-timeout-minutes': '1',
    })
    expectMatchesServer(step, api)
    expect(step.exitCode).toBe(1)
    expect(step.requests.filter(({ route }) => route === on)).toHaveLength(1)
    expect(step.log).toContain(
      `the API returned 308, a redirect to http://${forbiddenHosts.hosts[1]}/v1`,
    )
    expectNowhereElse(step, forbiddenHosts)
  },
)

test('no redirect of a model is followed with the key being verified', async () => {
  await using forbiddenHosts = await startForbiddenHosts()
  await using api = await organizationWithKeys({}, { modelsFollowPermissions: true })
  api.fault({ on: 'model', times: ALWAYS, answer: moved(forbiddenHosts) })
  const keys = { 'verify-keys': verifyKeysFor(api, ['proj_0']) }
  await using step = await share(
    api,
    { 'project-ids': 'proj_0', ...keys, ...SOON },
    { speed: SPEED },
  )
  expectMatchesServer(step, api)
  expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'failed', 'granted-count': '1' } })
  expect(modelRequests(step)).toHaveLength(1)
  expect(step.log).toContain('the API returned 308, a redirect to')
  expectNowhereElse(step, forbiddenHosts)
})
