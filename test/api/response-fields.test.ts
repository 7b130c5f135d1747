import { expect, test } from 'vitest'
import { createClient } from '../../src/api/client.ts'
import { ApiError } from '../../src/api/errors.ts'
import { permissionsApi } from '../../src/api/permissions.ts'
import { projectsApi } from '../../src/api/projects.ts'
import { RateLimiter } from '../../src/api/rate-limit.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

/** An admin key's calls, with this body as the response to every request. */
function stubApis(body: string) {
  const clock = new VirtualClock()
  const client = createClient({
    transport: {
      exchange: async () => ({ type: 'answer', status: 200, headers: {}, body }),
      close: async () => {},
    },
    credential: { value: 'sk-admin-x', input: 'admin-key' },
    budget: { clock, deadline: clock.now() + 1_000, cancelled: new AbortController().signal },
    random: () => 0.5,
    onRetry: () => {},
    limiter: new RateLimiter(() => 0),
  })
  const permissions = permissionsApi(client)
  const projects = projectsApi(client)
  return {
    list: () => permissions.list('ft:a'),
    create: () => permissions.create('ft:a', ['proj_a']),
    delete: () => permissions.remove('ft:a', 'cp_a'),
    projects: () => projects.list(),
  }
}

type Call = keyof ReturnType<typeof stubApis>

const PERMISSION = {
  id: 'cp_a',
  object: 'checkpoint.permission',
  created_at: 1_700_000_000,
  project_id: 'proj_a',
}
const PROJECT = {
  id: 'proj_a',
  object: 'organization.project',
  created_at: 1_700_000_000,
  name: 'A',
  status: 'active',
  archived_at: null,
}
const page = (item: object) => ({
  object: 'list',
  data: [item],
  first_id: 'x',
  last_id: 'x',
  has_more: false,
})
const BODIES: Record<Call, object> = {
  list: page(PERMISSION),
  create: page(PERMISSION),
  delete: { id: 'cp_a', object: 'checkpoint.permission', deleted: true },
  projects: page(PROJECT),
}

/** Values of every JSON type, including unusual ones; undefined omits the field. */
const VALUES = [
  undefined,
  null,
  true,
  false,
  0,
  -1,
  1.5,
  7,
  1e15,
  1e308,
  '',
  'x',
  'x'.repeat(100_000),
  '7',
  'true',
  'a/../b',
  'a b',
  'a\n::error::b',
  [],
  [null],
  [[]],
  {},
  { id: 'x' },
]

/** Which of VALUES are valid for each field; fields that aren't read can be anything. */
const isString = (value: unknown) => typeof value === 'string'
const isId = (value: unknown) => ['x', '7', 'true'].includes(value as string)
const isTime = (value: unknown) => value === 0 || value === 7
const isNone = (value: unknown) => value === undefined || value === null
const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0
const isNever = () => false
const isAlways = () => true
const isOneOf =
  (...tests: ((value: unknown) => boolean)[]) =>
  (value: unknown) =>
    tests.some(test => test(value))
const isCursor = isOneOf(isNone, value => isString(value) && (value as string).length < 1_024)

const LIST = {
  object: isNever,
  data: isEmptyList,
  first_id: isAlways,
  last_id: isCursor,
  // If true, the next page is requested, which leads back to this one.
  has_more: (value: unknown) => value === false,
}
const PERMISSION_FIELDS = {
  'data.0': isNever,
  'data.0.id': isId,
  'data.0.object': isNever,
  'data.0.created_at': isTime,
  'data.0.project_id': isId,
}
const FIELDS: Record<Call, Record<string, (value: unknown) => boolean>> = {
  list: { ...LIST, ...PERMISSION_FIELDS },
  create: {
    object: isAlways,
    data: isEmptyList,
    first_id: isAlways,
    last_id: isAlways,
    has_more: isAlways,
    ...PERMISSION_FIELDS,
  },
  delete: { id: isNever, object: isNever, deleted: value => typeof value === 'boolean' },
  projects: {
    ...LIST,
    'data.0': isNever,
    'data.0.id': isId,
    'data.0.object': isNever,
    'data.0.created_at': isAlways,
    'data.0.name': isOneOf(isNone, isString),
    'data.0.status': isOneOf(isNone, isString),
    'data.0.archived_at': isOneOf(isNone, value => typeof value === 'number'),
  },
}

/** The body with the field at a path changed. */
function changed(body: object, path: string, value: unknown): string {
  const copy = structuredClone(body)
  const names = path.split('.')
  const last = names.pop() ?? ''
  const holder = names.reduce<Record<string, unknown>>(
    (at, name) => at[name] as Record<string, unknown>,
    copy as Record<string, unknown>,
  )
  if (value !== undefined || Array.isArray(holder)) holder[last] = value
  else delete holder[last]
  return JSON.stringify(copy)
}

test.each(Object.entries(FIELDS) as [Call, (typeof FIELDS)[Call]][])(
  'every field of the response to %s matches its schema, or is an error that names it',
  async (call, fields) => {
    const kind = call === 'list' || call === 'projects' ? 'unreadable' : 'ambiguous'
    for (const [path, mayBe] of Object.entries(fields)) {
      for (const value of VALUES) {
        const body = changed(BODIES[call], path, value)
        const label = `${path}: ${body.slice(0, 300)}`
        const outcome = await stubApis(body)
          [call]()
          .catch(error => error)
        if (mayBe(value)) {
          expect(outcome, label).not.toBeInstanceOf(Error)
          continue
        }
        expect(outcome, label).toBeInstanceOf(ApiError)
        expect(outcome.kind, label).toBe(kind)
        const isRepeated = path === 'has_more' && value === true
        const where = `the response doesn't match the API schema at ${RegExp.escape(path)}[.:]`
        expect(outcome.reason, label).toMatch(new RegExp(isRepeated ? 'leads back' : where))
      }
    }
  },
)

test.each(Object.keys(FIELDS) as Call[])(
  "a response to %s that isn't an object is an error",
  async call => {
    for (const value of VALUES.filter(value => value !== undefined)) {
      const outcome = await stubApis(JSON.stringify(value))
        [call]()
        .catch(error => error)
      expect(outcome, JSON.stringify(value)).toBeInstanceOf(ApiError)
      expect(outcome.reason).toMatch(/^the response doesn't match the API schema( at \w+)?: /)
    }
  },
)

test("inherited properties aren't fields of a response", async () => {
  const withPrototype = (body: object) => `{"__proto__":${JSON.stringify(body)}}`
  for (const [call, body] of Object.entries(BODIES) as [Call, object][]) {
    const outcome = await stubApis(withPrototype(body))
      [call]()
      .catch(error => error)
    expect(outcome, call).toBeInstanceOf(ApiError)
  }
  const item = withPrototype(PERMISSION)
  const list = `{"object":"list","data":[${item}],"has_more":false}`
  await expect(stubApis(list).list()).rejects.toThrow('data.0.id: Invalid key')
})

test('keys named like Object.prototype members change nothing', async () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then']
  const more = names.map(name => `"${name}":{"id":"cp_evil","has_more":true,"data":[]}`).join()
  const item = `{${JSON.stringify(PERMISSION).slice(1, -1)},${more}}`
  const list = `{"object":"list",${more},"data":[${item}],"has_more":false,${more}}`
  expect(await stubApis(list).list()).toEqual([
    { id: 'cp_a', projectId: 'proj_a', createdAt: 1_700_000_000 },
  ])
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as { id?: string }).id).toBeUndefined()
})
