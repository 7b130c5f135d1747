import { expect, test } from 'vitest'
import type { Answer, Fault } from '../support/api.ts'
import { isAbout, requestsTo, unknownOutcomes } from './bad-responses.ts'
import { expectNoInjection } from './injection-assertions.ts'
import { organizationSharing, REVOKE } from './revoke-setup.ts'
import {
  checkpoints,
  expectMatchesServer,
  holders,
  ids,
  organization,
  permissionIds,
  share,
  statusesOf,
} from './setup.ts'

const PERMISSION = 'checkpoint.permission'
const FAST = { speed: 100 }

/** A change to a body, and the path that is then reported as invalid. */
type Wrong = [change: object, where: string]

const json = (body: unknown): Answer => ({ status: 200, body })

test("a response to a POST with a missing or mistyped field doesn't prove a grant", async () => {
  const item = { id: 'cp_forged', object: PERMISSION, created_at: 1, project_id: 'proj_0' }
  const wrong: Wrong[] = [
    [{ data: undefined }, 'data'],
    [{ data: null }, 'data'],
    [{ data: { 0: item, length: 1 } }, 'data'],
    [{ data: [null] }, 'data.0'],
    [{ data: [item, 'proj_0'] }, 'data.1'],
    ...Object.keys(item).flatMap((name): Wrong[] => [
      [{ data: [{ ...item, [name]: undefined }] }, `data.0.${name}`],
      [{ data: [{ ...item, [name]: [item[name as keyof typeof item]] }] }, `data.0.${name}`],
      [{ data: [{ ...item, [name]: null }] }, `data.0.${name}`],
    ]),
    [{ data: [{ ...item, created_at: '1' }] }, 'data.0.created_at'],
    [{ data: [{ ...item, id: 7 }] }, 'data.0.id'],
    [{ data: [{ ...item, object: 'model' }] }, 'data.0.object'],
  ]
  const requested = checkpoints(wrong.length)
  await using api = await organization(1, {
    checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
  })
  for (const [i, [change]] of wrong.entries()) {
    const on = requestsTo(requested[i] ?? '', 'create')
    const answer = json({ object: 'list', data: [item], has_more: false, ...change })
    api.fault({ on, acts: i % 2 === 0, answer })
  }
  await using step = await share(api, { 'project-ids': 'proj_0', 'checkpoint-id': requested }, FAST)
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': `${wrong.length}` })
  expect(step.outputs['permission-ids']).not.toContain('forged')
  expect(unknownOutcomes(step)).toHaveLength(wrong.length)
  for (const [i, [, where]] of wrong.entries()) {
    const line = unknownOutcomes(step).find(isAbout(requested[i] ?? ''))
    expect(line).toContain(`the response doesn't match the API schema at ${where}: `)
  }
})

test("a response to a DELETE with a missing or mistyped field doesn't prove a revocation", async () => {
  const wrong: Wrong[] = [
    ...['id', 'object', 'deleted'].flatMap((name): Wrong[] => [
      [{ [name]: undefined }, name],
      [{ [name]: null }, name],
      [{ [name]: [true] }, name],
    ]),
    [{ deleted: 'true' }, 'deleted'],
    [{ deleted: 1 }, 'deleted'],
    [{ object: 'list' }, 'object'],
    [{ id: 'cp_of_another' }, 'id'],
  ]
  const projects = ids(wrong.length)
  await using api = await organizationSharing(wrong.length)
  const held = permissionIds(api, projects)
  for (const [i, [change]] of wrong.entries()) {
    const on: Fault['on'] = ({ permissionId }) => permissionId === held[i]
    const answer = json({ id: held[i], object: PERMISSION, deleted: true, ...change })
    api.fault({ on, acts: i % 2 === 0, answer })
  }
  await using step = await share(api, { ...REVOKE, 'project-ids': projects }, FAST)
  expectMatchesServer(step, api)
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': `${wrong.length}` })
  expect(holders(api)).toEqual(['proj_stranger'])
  expect(unknownOutcomes(step)).toHaveLength(wrong.length)
  for (const [i, line] of unknownOutcomes(step).entries()) {
    expect(line).toContain(`the response doesn't match the API schema at ${wrong[i]?.[1]}: `)
  }
})

test('a project list with a mistyped field ends the step before any write', async () => {
  await using api = await organization(1)
  const data = [{ id: 'proj_0', object: 'organization.project', name: ['Name proj_0'] }]
  const answer = json({ object: 'list', data, has_more: false })
  api.fault({ on: 'projects', times: Number.POSITIVE_INFINITY, answer })
  await using step = await share(api, { 'project-names': 'Name proj_0' }, FAST)
  expectMatchesServer(step, api)
  expect(step).toMatchObject({ exitCode: 1, outputs: { result: 'unavailable', changed: '' } })
  expect(new Set(step.requests.map(({ route }) => route))).toEqual(new Set(['projects']))
  expect(step.allAnnotations[0]?.message).toContain("doesn't match the API schema at data.0.name: ")
})

test("fields that a response would only inherit aren't in it", async () => {
  const down = (body: object) => `{"__proto__":${JSON.stringify(body)}}`
  const item = { id: 'cp_1', object: PERMISSION, created_at: 1, project_id: 'proj_0' }
  const list = { object: 'list', data: [item], has_more: false }
  const inherited = [
    down(list),
    `{"object":"list","data":[${down(item)}],"has_more":false}`,
    `{"object":"list","data":[],"constructor":{"prototype":{"has_more":false}}}`,
    `{"object":"list","data":{"__proto__":[]},"has_more":false}`,
  ]
  const requested = checkpoints(inherited.length + 1)
  const fine = requested.at(-1) ?? ''
  await using api = await organization(2, {
    checkpoints: Object.fromEntries(requested.map(id => [id, {}])),
  })
  for (const [i, body] of inherited.entries()) {
    const on = requestsTo(requested[i] ?? '', 'list')
    api.fault({ on, times: Number.POSITIVE_INFINITY, answer: { status: 200, body } })
  }
  const error = { status: 400, body: `{"error":{"__proto__":{"message":"proj_0"},"code":"x"}}` }
  api.fault({ on: 'create', answer: error })
  await using step = await share(api, { 'project-ids': ids(2), 'checkpoint-id': requested }, FAST)
  expectMatchesServer(step, api)
  expectNoInjection(step, requested.length + 1)
  expect(statusesOf(step)).toEqual({ failed: 2 * inherited.length, granted: 2 })
  expect(holders(api, fine)).toEqual(ids(2))
})

test('projects and checkpoints named like Object.prototype members are like all others', async () => {
  const names = [
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'then',
    'length',
    '0',
    '1e3',
  ]
  const projects = names.map(id => ({ id, name: id }))
  await using api = await organization(0, {
    projects,
    checkpoints: Object.fromEntries(names.map(id => [id, { shared: names.slice(0, 2) }])),
  })
  const inputs = { mode: 'sync', 'checkpoint-id': names, 'max-revocations': 'none' }
  const requested = { 'project-names': names.slice(1) }
  await using step = await share(api, { ...inputs, ...requested, 'project-ids': '0' }, FAST)
  expectMatchesServer(step, api)
  expectNoInjection(step, 5)
  expect(step.outputs).toMatchObject({ result: 'ok', 'revoked-count': `${names.length}` })
  for (const id of names) expect(holders(api, id)).toEqual(names.slice(1).sort())
})
