import { describe, expect, it, test } from 'vitest'
import type { Answer, Fault } from '../support/api.ts'
import { organizationSharing, REVOKE } from './revoke-setup.ts'
import {
  CHECKPOINT,
  expectMatchesServer,
  holders,
  ids,
  organization,
  permissionIds,
  rowsOf,
  share,
  statusList,
} from './setup.ts'

const singleAnswerFault = (answer: Fault['answer']): Fault => ({ on: 'delete', answer })
const notFound = { status: 404, body: { error: { message: 'No such permission.' } } }

test('a 404 is a success if a read shows that the permission is gone', async () => {
  await using api = await organizationSharing(2)
  const [gone = ''] = permissionIds(api, ['proj_0'])
  const overtake = (normal: Answer) => {
    api.revoke(CHECKPOINT, gone)
    return normal
  }
  api.fault({ on: 'list', acts: true, answer: overtake })
  await using step = await share(api, { ...REVOKE, 'project-ids': ids(2) }, { speed: 50 })
  expectMatchesServer(step, api)
  expect(step.requests.map(({ status }) => status)).toEqual([200, 404, 200, 200])
  expect(statusList(step)).toEqual(['revoked', 'revoked'])
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': '2' })
})

test.each<[string, Fault, error: RegExp, reads: number]>([
  [
    'a 404 of a permission that is there',
    singleAnswerFault(notFound),
    /404: No such.*the permission still exists/,
    2,
  ],
  [
    'deleted: false',
    singleAnswerFault((_, { permissionId }) => ({
      status: 200,
      body: { id: permissionId, object: 'checkpoint.permission', deleted: false },
    })),
    /deleted: false/,
    1,
  ],
  [
    'a 403',
    singleAnswerFault({ status: 403, body: { error: { message: 'Not this one.' } } }),
    /403: Not this one/,
    1,
  ],
  [
    'a 500 that forbids a retry',
    singleAnswerFault({ status: 500, headers: { 'x-should-retry': 'false' } }),
    /500.*the permission still exists/,
    2,
  ],
])('%s is a failure, and the next one is still sent', async (_, fault, error, reads) => {
  await using api = await organizationSharing(2)
  api.fault(fault)
  const before = permissionIds(api, ids(2))
  await using step = await share(api, { ...REVOKE, 'project-ids': ids(2) }, { speed: 50 })
  expectMatchesServer(step, api)
  expect(step.deletes).toEqual(before)
  expect(step.requests.filter(({ route }) => route === 'list')).toHaveLength(reads)
  expect(statusList(step)).toEqual(['failed', 'revoked'])
  expect(holders(api)).toEqual(['proj_0', 'proj_stranger'])
  const [row] = rowsOf(step)
  expect(row?.error).toMatch(error)
  expect(row?.error).toContain(step.requests[1]?.requestId)
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'true', 'failed-count': '1' })
  expect(step.outputs['permission-ids']).toBe(JSON.stringify([before[0]]))
  expect(step.summary).toContain('1 of 2 permissions revoked')
  expect(step.annotations[0]).toMatchObject({
    level: 'error',
    message: expect.stringMatching(error),
  })
})

/** Responses to a DELETE that leave open whether it was applied. */
const LOST: Fault['answer'][] = [
  'reset',
  { status: 500 },
  { status: 503, body: 'upstream' },
  { status: 408 },
  { status: 409 },
  { status: 200, body: '<html>Welcome</html>' },
  { status: 200 },
  { status: 200, body: '{"id":"cp_x","object":"checkpoint.permission","deleted"' },
  { status: 200, body: '{"id":"cp_x","object":"checkpoint.permission","deleted":"yes"}' },
  { status: 200, body: '{"deleted":true}', cut: 3 },
]

describe.concurrent('lost answers', () => {
  it.each([true, false])(
    'are each read back before the next DELETE is sent (applied: %s)',
    async acts => {
      const projects = ids(LOST.length)
      await using api = await organizationSharing(LOST.length)
      const held = permissionIds(api, projects)
      for (const [i, answer] of LOST.entries()) {
        api.fault({ on: ({ permissionId }) => permissionId === held[i], acts, answer })
      }
      await using step = await share(api, { ...REVOKE, 'project-ids': projects }, { speed: 100 })
      expectMatchesServer(step, api)
      expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': `${LOST.length}` })
      expect(holders(api)).toEqual(['proj_stranger'])
      const turn = acts ? ['delete', 'list'] : ['delete', 'list', 'delete']
      expect(step.requests.map(({ route }) => route)).toEqual(['list', ...LOST.flatMap(() => turn)])
      for (const id of held) {
        const operation = `the revocation of ${id}`
        expect(step.log).toContain(`unknown outcome for ${operation} (`)
        expect(step.log).toContain(`: ${operation} ${acts ? 'was' : "wasn't"} applied\n`)
      }
    },
  )

  test("that can't be read back leave the row unknown, and the next is revoked", async () => {
    await using api = await organizationSharing(2)
    api.fault(singleAnswerFault({ status: 500 }))
    const answer = { status: 403, body: { error: { message: 'No reading.' } } }
    api.fault({ on: 'list', skip: 1, times: 99, answer })
    await using step = await share(api, { ...REVOKE, 'project-ids': ids(2) }, { speed: 50 })
    expectMatchesServer(step, api)
    expect(statusList(step)).toEqual(['unknown', 'revoked'])
    expect(rowsOf(step)[0]?.error).toMatch(
      /500.*couldn't check whether the change was applied \(.*No reading/,
    )
  })

  test.each([true, false])(
    'are read early if little time is left, and unknown if that shows nothing (%s)',
    async acts => {
      await using api = await organizationSharing(3)
      api.fault({ on: 'delete', acts, answer: { status: 500 }, skip: 1 })
      // Less than the pause before a read.
      const inputs = { 'project-ids': ids(3), 'share-timeout-minutes': '0.03' }
      const held = permissionIds(api, ids(3))
      await using step = await share(api, { ...REVOKE, ...inputs })
      expectMatchesServer(step, api)
      expect(step.deletes).toEqual(held)
      expect(statusList(step)).toEqual(['revoked', acts ? 'revoked' : 'unknown', 'revoked'])
      if (acts) return
      expect(rowsOf(step)[1]?.error).toMatch(
        /500.*too little time was left to check whether the change was applied/,
      )
      expect(step.outputs).toMatchObject({ result: 'failed', changed: 'true' })
    },
  )
})

test('several permissions that remain are reported as one project', async () => {
  const twice = ['proj_0', 'proj_0']
  await using api = await organization(1, { checkpoints: { [CHECKPOINT]: { shared: twice } } })
  const no = { status: 403, body: { error: { message: 'Not this one.' } } }
  api.fault({ on: 'delete', times: 2, answer: no })
  await using step = await share(api, { ...REVOKE, 'project-ids': 'proj_0' })
  expectMatchesServer(step, api, { duplicates: true })
  expect(statusList(step)).toEqual(['failed', 'failed'])
  expect(step.outputs['failed-count']).toBe('2')
  const [annotation] = step.allAnnotations
  expect(annotation?.title).not.toContain('2 projects')
  expect(annotation?.message.match(/proj_0/g)).toHaveLength(1)
})
