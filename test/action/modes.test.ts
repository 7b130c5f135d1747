import { expect, test } from 'vitest'
import type { Api } from '../support/api.ts'
import {
  checkpoints,
  expectMatchesServer,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'

const [ONE, TWO] = checkpoints(2) as [string, string]

/**
 * `held` has access to both checkpoints, `lone` to the second, and `own` is the owner. `twin` and
 * `other` aren't requested, and `twin` has two permissions for the first.
 */
const PROJECTS = ['held', 'lone', 'own', 'twin', 'other'].map(id => ({ id, name: `Name ${id}` }))
const SHARED = {
  [ONE]: { owner: 'own', shared: ['twin', 'held', 'twin'] },
  [TWO]: { owner: 'own', shared: ['other', 'lone', 'held'] },
}
const SETTINGS = {
  'checkpoint-id': [ONE, TWO],
  'project-ids': ['lone', 'held', 'own'],
  'owning-project-id': 'own',
}

/** A mode's result for the requested projects at both checkpoints, and for the three others. */
interface Expected {
  requested: string
  others: string
  result: string
  counts: { granted: number; revoked: number; failed: number }
  /** Methods of the requests. */
  sent: string
  /** Who holds permissions afterward. */
  after: [one: string, two: string]
}

const BEFORE: [string, string] = ['held twin twin', 'held lone other']
const LISTED = 'shared shared shared'
const NONE = { granted: 0, revoked: 0, failed: 0 }

const TABLE: [mode: string, dryRun: boolean, expected: Expected][] = [
  [
    'grant',
    false,
    {
      requested: 'granted shared owner shared shared owner',
      others: LISTED,
      result: 'ok',
      counts: { ...NONE, granted: 1 },
      sent: 'GET GET POST',
      after: ['held lone twin twin', 'held lone other'],
    },
  ],
  [
    'sync',
    false,
    {
      requested: 'granted shared owner shared shared owner',
      others: 'revoked revoked revoked',
      result: 'ok',
      counts: { granted: 1, revoked: 3, failed: 0 },
      sent: 'GET GET POST DELETE DELETE DELETE',
      after: ['held lone', 'held lone'],
    },
  ],
  [
    'revoke',
    false,
    {
      requested: 'not-shared revoked owner revoked revoked owner',
      others: LISTED,
      result: 'ok',
      counts: { ...NONE, revoked: 3 },
      sent: 'GET GET DELETE DELETE DELETE',
      after: ['twin twin', 'other'],
    },
  ],
  ...[false, true].map((dryRun): [string, boolean, Expected] => [
    'check',
    dryRun,
    {
      requested: 'not-shared shared owner shared shared owner',
      others: LISTED,
      result: 'mismatch',
      counts: { ...NONE, failed: 1 },
      sent: 'GET GET',
      after: BEFORE,
    },
  ]),
  ...[false, true].map((dryRun): [string, boolean, Expected] => [
    'list',
    dryRun,
    {
      requested: 'not-shared shared owner shared shared owner',
      others: LISTED,
      result: 'ok',
      counts: NONE,
      sent: 'GET GET',
      after: BEFORE,
    },
  ]),
  [
    'grant',
    true,
    {
      requested: 'to-grant shared owner shared shared owner',
      others: LISTED,
      result: 'ok',
      counts: { ...NONE, granted: 1 },
      sent: 'GET GET',
      after: BEFORE,
    },
  ],
  [
    'sync',
    true,
    {
      requested: 'to-grant shared owner shared shared owner',
      others: 'to-revoke to-revoke to-revoke',
      result: 'ok',
      counts: { granted: 1, revoked: 3, failed: 0 },
      sent: 'GET GET',
      after: BEFORE,
    },
  ],
  [
    'revoke',
    true,
    {
      requested: 'not-shared to-revoke owner to-revoke to-revoke owner',
      others: LISTED,
      result: 'ok',
      counts: { ...NONE, revoked: 3 },
      sent: 'GET GET',
      after: BEFORE,
    },
  ],
]

const organizationFor = () => organization(0, { projects: PROJECTS, checkpoints: SHARED })

function expectOutcome(step: SharedStep, api: Api, expected: Expected): void {
  const { requested, others, result, counts, sent, after } = expected
  expectMatchesServer(step, api, { duplicates: true })
  const rows = rowsOf(step)
  const statuses = (isRequested: boolean) =>
    rows
      .filter(row => row.requested === isRequested)
      .map(({ status }) => status)
      .join(' ')
  expect(statuses(true)).toBe(requested)
  expect(statuses(false)).toBe(others)
  expect(step.requests.map(({ method }) => method).join(' ')).toBe(sent)
  expect(step.outputs).toMatchObject({
    result,
    changed: `${counts.granted + counts.revoked > 0}`,
    'granted-count': `${counts.granted}`,
    'revoked-count': `${counts.revoked}`,
    'failed-count': `${counts.failed}`,
    'extra-count': step.mode === 'sync' ? '0' : '3',
  })
  const holding = [ONE, TWO].map(id =>
    api
      .permissions(id)
      .map(held => held.project_id)
      .sort(),
  )
  expect(holding.map(projects => projects.join(' '))).toEqual(after)
  // Every permission that the server still has is in a row, and the other way around.
  const left = [ONE, TWO].flatMap(id => api.permissions(id).map(held => held.id))
  const named = rows.filter(({ status }) => status !== 'revoked').map(row => row.permission_id)
  expect(named.filter(id => id !== null).sort()).toEqual(left.sort())
}

test.each(TABLE)(
  '%s with dry-run %s does and reports what it should',
  async (mode, dryRun, expected) => {
    await using api = await organizationFor()
    await using step = await share(api, { ...SETTINGS, mode, 'dry-run': `${dryRun}` })
    expectOutcome(step, api, expected)
    const changes = expected.counts.granted + expected.counts.revoked > 0
    expect(step.summary?.includes('(dry run, nothing was changed)')).toBe(dryRun)
    expect(step.summary?.includes('<summary>Undo')).toBe(changes && !dryRun)
    expect(step.log.split('\n')[0]).toBe(
      `${mode}${dryRun ? ' (dry run)' : ''}: 2 checkpoints × 3 projects`,
    )
  },
)

test.each(TABLE)('%s with dry-run %s by name does the same', async (mode, dryRun, expected) => {
  const { 'project-ids': projects, ...requested } = SETTINGS
  await using api = await organizationFor()
  const names = projects.map(id => `Name ${id}`)
  const inputs = { ...requested, mode, 'dry-run': `${dryRun}`, 'project-names': names }
  await using step = await share(api, inputs)
  expectOutcome(step, api, { ...expected, sent: `GET ${expected.sent}` })
  for (const row of rowsOf(step)) expect(row.project_name).toBe(`Name ${row.project_id}`)
})
