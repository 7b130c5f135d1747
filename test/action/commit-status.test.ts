import { expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import { RUN_PATH, SHA, startGitHub } from '../support/github.ts'
import { STATUS_NAME, shareWithStatus } from './commit-status-setup.ts'
import { CHECKPOINT, checkpoints, ids, organization } from './setup.ts'
import { EMPTY_PAGE_WITH_MORE } from './transient-faults.ts'

/** An organization of three projects, of which proj_2 has access. */
const started = () => organization(3, { checkpoints: { [CHECKPOINT]: { shared: ['proj_2'] } } })

const broken = { status: 200, body: EMPTY_PAGE_WITH_MORE }
const refused = { status: 403, body: { error: { message: 'Not for you.' } } }

test.each<[title: string, Record<string, string>, result: string, description: string]>([
  ['grant', {}, 'ok', '1 of 1 project has access'],
  ['sync', { mode: 'sync' }, 'ok', '1 of 1 project has access; 1 permission revoked'],
  ['check', { mode: 'check', 'project-ids': 'proj_2' }, 'ok', '1 of 1 project has access'],
])('a %s that ends as requested is a success', async (_, inputs, result, description) => {
  await using github = await startGitHub()
  await using api = await started()
  await using step = await shareWithStatus(api, github, inputs)
  expect(step.outputs.result).toBe(result)
  const target_url = `${github.env().GITHUB_SERVER_URL}${RUN_PATH}`
  expect(github.statuses).toEqual([
    { sha: SHA, state: 'success', context: STATUS_NAME, description, target_url },
  ])
  expect(github.requests).toHaveLength(1)
  expect(step.allAnnotations.map(({ title }) => title)).not.toContain('No commit status')
})

test.each<[title: string, Record<string, string>, result: string, description: string]>([
  [
    'a check that misses access',
    { mode: 'check', 'project-ids': 'proj_2,proj_0' },
    'mismatch',
    '1 of 2 projects has access',
  ],
  [
    'an exact check that finds more',
    { mode: 'check', exact: 'true', 'project-ids': 'proj_2', 'checkpoint-id': 'ft:extra' },
    'mismatch',
    '1 of 1 project has access; 1 unexpected permission',
  ],
  ['a grant that fails', { 'project-ids': 'gone,proj_0' }, 'failed', '1 of 2 projects has access'],
  [
    'a sync that would revoke too much',
    { mode: 'sync', 'max-revocations': '0' },
    'failed',
    'Stopped: the plan exceeds max-revocations',
  ],
])('%s is a failure', async (_, inputs, result, description) => {
  await using github = await startGitHub()
  await using api = await organization(3, {
    checkpoints: {
      [CHECKPOINT]: { shared: ['proj_2'] },
      'ft:extra': { shared: ['proj_2', 'proj_1'] },
    },
  })
  await using step = await shareWithStatus(api, github, inputs, { speed: 50 })
  expect(step.outputs.result).toBe(result)
  expect(github.statuses).toMatchObject([{ state: 'failure', description }])
})

test.each<[title: string, Record<string, string>, prepare: (api: Api) => void]>([
  [
    'a list that is read only in part',
    { mode: 'check' },
    api => api.fault({ on: 'list', answer: { ...broken, headers: { 'x-should-retry': 'false' } } }),
  ],
  [
    'a list that may not be read',
    { mode: 'check' },
    api => api.fault({ on: 'list', answer: refused }),
  ],
  [
    'names that may not be looked up',
    { 'project-ids': '', 'project-names': 'Name proj_0' },
    api => {
      api.rules.projectsReadable = false
    },
  ],
  ['a rejected key', { 'admin-key': `sk-admin-${'wR0nGkEy'.repeat(8)}z_-x` }, () => {}],
  ['an unknown mode', { mode: 'chekc' }, () => {}],
  ['an empty dry-run', { 'dry-run': '' }, () => {}],
  ['no key', { 'admin-key': '' }, () => {}],
  ['a name that is unknown', { 'project-names': 'Nobody' }, () => {}],
])("%s is an error, because access couldn't be determined", async (_, inputs, prepare) => {
  await using github = await startGitHub()
  await using api = await started()
  prepare(api)
  await using step = await shareWithStatus(api, github, inputs)
  expect(step.exitCode).toBe(1)
  expect(github.statuses).toMatchObject([{ sha: SHA, state: 'error', context: STATUS_NAME }])
  expect(step.posts).toEqual([])
})

test("an API that can't be reached in time is an error", async () => {
  await using github = await startGitHub()
  await using api = await started()
  api.fault({ times: Number.POSITIVE_INFINITY, answer: { status: 503 } })
  const inputs = { mode: 'check', 'share-timeout-minutes': '1' }
  await using step = await shareWithStatus(api, github, inputs, { speed: 60 })
  expect(step.outputs.result).toBe('unavailable')
  expect(github.statuses).toMatchObject([{ state: 'error' }])
})

test("the description is complete up to GitHub's maximum length", async () => {
  const all = checkpoints(12)
  const shared = [...ids(11), 'stranger']
  await using github = await startGitHub()
  await using api = await organization(11, {
    checkpoints: Object.fromEntries(all.map(id => [id, { shared }])),
  })
  let kill: ((signal: NodeJS.Signals) => void) | undefined
  api.fault({
    on: 'delete',
    skip: 11,
    acts: true,
    answer(normal) {
      kill?.('SIGINT')
      // The signal must arrive before the response: the server blocks everything else meanwhile.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
      return normal
    },
  })
  const inputs = { mode: 'sync', 'max-revocations': 'none', 'checkpoint-id': all }
  await using step = await shareWithStatus(
    api,
    github,
    { ...inputs, 'project-ids': ids(11) },
    {
      onLine(_, running) {
        kill = running.kill
      },
    },
  )
  expect(step.outputs.result).toBe('cancelled')
  const description =
    'Cancelled: 132 of 132 pairs (12 checkpoints × 11 projects) have access; 12 permissions revoked'
  expect(github.statuses).toMatchObject([{ state: 'error', description }])
})
