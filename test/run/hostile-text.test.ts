import { expect, test } from 'vitest'
import { expectNoInjection, HOSTILE } from '../action/injection-assertions.ts'
import {
  CHECKPOINT,
  checkpoints,
  expectMatchesServer,
  organization,
  rowsOf,
  share,
} from '../action/setup.ts'
import type { Answer } from '../support/api.ts'

const PROJECT = { 'project-ids': 'proj_0' }
const PAGE = { 'content-type': 'text/html' }
const hostile = Object.entries(HOSTILE)
const all = hostile.map(([, text]) => text)
const MEGABYTE = 1_000_000

const saying = (message: string, status = 400): Answer => ({ status, body: { error: { message } } })

/** An API with this many checkpoints and one project. */
const withCheckpoints = (count: number) =>
  organization(1, { checkpoints: Object.fromEntries(checkpoints(count).map(id => [id, {}])) })

/** The inputs that share as many checkpoints as there are texts, so each gets one. */
const forEach = (texts: readonly string[]) => ({
  ...PROJECT,
  'checkpoint-id': checkpoints(texts.length),
})

test.each(hostile)('a grant rejected with %s injects nothing', async (_, message) => {
  await using api = await organization(1)
  api.fault({ on: 'create', answer: saying(message) })
  await using step = await share(api, PROJECT, { speed: 100 })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(step.outputs).toMatchObject({ result: 'failed', changed: 'false', 'failed-count': '1' })
  expect(rowsOf(step)).toMatchObject([
    { status: 'failed', error: expect.stringMatching(/returned 400: ?\S/) },
  ])
})

test.each([
  ['message', (text: string) => saying(text, 404)],
  ['page', (text: string): Answer => ({ status: 403, headers: PAGE, body: text })],
  ['page that passes for success', (text: string): Answer => ({ status: 200, body: text })],
  ['type of the list', (text: string): Answer => ({ status: 200, body: { object: text } })],
  ['code', (text: string) => ({ status: 403, body: { error: { message: 'Bad', code: text } } })],
  ['permission ID', (text: string) => listing({ id: text })],
  ['project ID', (text: string) => listing({ project_id: text })],
  ['type of a permission', (text: string) => listing({ object: text })],
  ['time', (text: string) => listing({ created_at: text })],
  ['redirect', (text: string) => moved(`http://x/${ascii(text)}`)],
  ['request ID', (text: string) => ({ status: 403, headers: { 'x-request-id': ascii(text) } })],
])('a list with a hostile %s injects nothing', async (_, answer) => {
  await using api = await withCheckpoints(all.length)
  for (const text of all) {
    const { headers, ...rest }: Answer = answer(text)
    api.fault({
      on: 'list',
      answer: { ...rest, headers: { 'x-should-retry': 'false', ...headers } },
    })
  }
  await using step = await share(api, forEach(all))
  expectMatchesServer(step, api)
  expectNoInjection(step, 5)
  expect(step.requests).toHaveLength(all.length)
  expect(step.outputs['failed-count']).toBe(`${all.length}`)
  expect(step.outputs.changed).toBe('false')
})

/** A page of one valid permission, except for the given fields. */
function listing(wrong: Record<string, string>): Answer {
  const right = { id: 'cp_1', object: 'checkpoint.permission', created_at: 1, project_id: 'proj_9' }
  return { status: 200, body: { object: 'list', data: [{ ...right, ...wrong }], has_more: false } }
}

const moved = (location: string): Answer => ({ status: 302, headers: { location } })

/** The part of a text that an HTTP header can contain, including control characters above ASCII. */
const ascii = (text: string) => text.replace(/[^\t -~\x80-\xff]/g, '')

test('hostile request IDs of successful grants inject nothing', async () => {
  await using api = await withCheckpoints(all.length)
  for (const text of all) {
    const headers = { 'x-request-id': ascii(text) }
    api.fault({ on: 'create', acts: true, answer: normal => ({ ...normal, headers }) })
  }
  await using step = await share(api, forEach(all))
  expectMatchesServer(step, api)
  expectNoInjection(step, 5)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': `${all.length}` })
  expect(step.log.match(/Granted 1 project .* \(request .+\)$/gm)).toHaveLength(all.length)
})

test('hostile responses to applied grants inject nothing, and all grants are found', async () => {
  await using api = await withCheckpoints(all.length)
  for (const [at, text] of all.entries()) {
    const body = at % 2 === 0 ? text : { data: [{ id: text }] }
    api.fault({ on: 'create', acts: true, answer: { status: 200, body } })
  }
  await using step = await share(api, forEach(all), { speed: 100 })
  expectMatchesServer(step, api)
  expectNoInjection(step, 5)
  expect(step.outputs).toMatchObject({ result: 'ok', 'granted-count': `${all.length}` })
})

test('hostile project names inject nothing', async () => {
  await using api = await organization(1, {
    projects: hostile.map(([, name], i) => ({ id: `proj_x${i}`, name, status: 'archived' })),
    rules: { namesBadProject: false },
  })
  const projects = hostile.map((_, i) => `proj_x${i}`)
  await using step = await share(api, { 'project-ids': ['proj_0', ...projects] }, { speed: 100 })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(api.count('projects')).toBe(1)
  expect(step.outputs['granted-count']).toBe('1')
})

test.each(hostile)('inputs that contain %s inject nothing', async (_, text) => {
  await using api = await organization(1)
  const names = [
    'checkpoint-id',
    'project-ids',
    'mode',
    'dry-run',
    'share-timeout-minutes',
    'base-url',
  ]
  const others = ['show-summary', 'modes', 'dryrun']
  const given = [...names, ...others, 'owning-project-id']
  const inputs = Object.fromEntries(given.map(name => [name, text]))
  await using step = await share(api, inputs)
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(api.requests).toEqual([])
  expect(step.outputs.result).toBe('invalid')
  const titles = step.log + step.allAnnotations.map(({ title }) => title)
  for (const name of [...names, ...others]) expect(titles).toContain(name)
})

test('a hostile input name injects nothing, as an error or as a warning', async () => {
  await using api = await organization(1)
  await using step = await share(api, { ...PROJECT, 'mode\n': 'sync', 'd%0Ary-run': 'true' })
  expectNoInjection(step)
  expect(api.requests).toEqual([])
  await using warned = await share(api, { ...PROJECT, 'mode\n': 'x' })
  expectNoInjection(warned)
  expect(warned.allAnnotations).toMatchObject([{ level: 'warning' }])
})

test('valid IDs with every valid character are unchanged', async () => {
  const id = 'a.b_c:d@e+f=g-__h__'
  await using api = await organization(0, {
    projects: [{ id }],
    checkpoints: { [`ft:${id}`]: {}, [CHECKPOINT]: {} },
  })
  await using step = await share(api, { 'checkpoint-id': `ft:${id}`, 'project-ids': id })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(step.summary).toContain(`<code>${id}</code>`)
  expect(step.outputs).toMatchObject({ result: 'ok', 'checkpoint-id': `ft:${id}` })
})

test('texts of a megabyte are truncated, with a note', async () => {
  const fillers = ['x', '*', '::error::x ##[error]', '<', '\u200b', '\u001b[31m', 'proj_0 ', 'sk-']
  const texts = fillers.map(filler => filler.repeat(MEGABYTE / filler.length))
  await using api = await withCheckpoints(2 * texts.length)
  for (const text of texts) {
    api.fault({ on: 'create', answer: saying(text, 403) })
    api.fault({ on: 'create', answer: { status: 403, headers: PAGE, body: text } })
  }
  await using step = await share(api, forEach([...texts, ...texts]))
  expectMatchesServer(step, api)
  expectNoInjection(step, 5)
  expect(step.posts).toHaveLength(2 * texts.length)
  expect(rowsOf(step)[0]?.error).toMatch(/x… [(]1,000,0\d\d characters[)]/)
  expect(step.stdout.length + (step.summary?.length ?? 0)).toBeLessThan(60_000)
})

test('inputs of the maximum length are truncated', async () => {
  await using api = await organization(1)
  const long = 'x'.repeat(100_000)
  const inputs = { 'checkpoint-id': long, mode: long, 'dry-run': long, 'base-url': long }
  await using step = await share(api, { ...PROJECT, ...inputs })
  expectMatchesServer(step, api)
  expectNoInjection(step)
  expect(step.allAnnotations).toHaveLength(4)
})
