import { expect, test } from 'vitest'
import { checkpoints, expectMatchesServer, ids, rowsOf } from '../action/setup.ts'
import type { Api, ReceivedRequest } from '../support/api.ts'
import { OOPS, play, requestsOf } from './many-checkpoints.ts'

const ALL = checkpoints(3)
/** The checkpoint at which another client revokes a permission during the run. */
const [, ODD = ''] = ALL
const STRANGERS = ['proj_stranger', 'proj_other']

/** Each checkpoint is shared with these projects. */
const sharedWith = (shared: string[]) => ({
  projects: STRANGERS.map(id => ({ id })),
  checkpoints: Object.fromEntries(ALL.map(id => [id, { shared }])),
})

/**
 * Fails the first write of that kind without applying it, and another client revokes one of those
 * permissions, except the one being revoked.
 */
function meddle(api: Api, route: 'create' | 'delete', projects: readonly string[]): string[] {
  const gone: string[] = []
  api.fault({
    on: request => request.route === route && request.checkpointId === ODD,
    answer(_, { permissionId }: ReceivedRequest) {
      const other = api
        .permissions(ODD)
        .find(({ id, project_id }) => id !== permissionId && projects.includes(project_id))
      if (other !== undefined) {
        api.revoke(ODD, other.id)
        gone.push(other.id, other.project_id)
      }
      return OOPS
    },
  })
  return gone
}

test.each([
  { mode: 'revoke', route: 'delete', shared: ids(2), counts: ['5', '0'] },
  { mode: 'sync', route: 'delete', shared: ['proj_0', ...STRANGERS], counts: ['5', '0'] },
  { mode: 'sync', route: 'create', shared: STRANGERS, counts: ['5', '0'] },
] as const)(
  'a permission that a read after a lost $route shows gone costs no DELETE in $mode',
  async ({ mode, route, shared, counts }) => {
    let gone: string[] = []
    await using run = await play({
      size: [3, mode === 'revoke' ? 2 : 1],
      setup: sharedWith([...shared]),
      inputs: { mode },
      prepare(api) {
        gone = meddle(api, route, mode === 'revoke' ? ids(2) : STRANGERS)
      },
    })
    const [permissionId = '', projectId = ''] = gone
    expect(permissionId).not.toBe('')
    expect.soft(run.step.deletes).not.toContain(permissionId)
    expect.soft(requestsOf(run, ODD, 'list').length).toBe(2)
    const row = rowsOf(run.step).find(
      ({ checkpoint_id, project_id }) => checkpoint_id === ODD && project_id === projectId,
    )
    expect.soft(row).toMatchObject({ status: 'not-shared', permission_id: null, error: null })
    const outputs = { result: 'ok', 'revoked-count': counts[0], 'failed-count': counts[1] }
    expect.soft(run.step.outputs).toMatchObject(outputs)
    expectMatchesServer(run.step, run.api)
  },
)
