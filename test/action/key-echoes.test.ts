import { expect, test } from 'vitest'
import type { Answer, Api } from '../support/api.ts'
import { decodeEntities } from './injection-assertions.ts'
import {
  checkpoints,
  expectMatchesServer,
  organization,
  rowsOf,
  type SharedStep,
  share,
} from './setup.ts'

const PROJECT = { 'project-ids': 'proj_0' }

/**
 * The expected parts are where the failure is reported; the runner checks that no part of a key is.
 */
function expectReported(step: SharedStep, api: Api, ...parts: RegExp[]): void {
  expectMatchesServer(step, api)
  for (const part of parts) {
    expect(step.allAnnotations[0]?.message).toMatch(part)
    expect(step.log).toMatch(part)
    expect(decodeEntities(step.summary)).toMatch(part)
    expect(rowsOf(step)[0]?.error).toMatch(part)
  }
}

/** Ways in which a server can echo a key. */
const ECHOES: [title: string, echo: (key: string) => string][] = [
  ['whole', key => `Bad key ${key}, sorry`],
  ['whole, in a page', key => `Bad <p title="${key}">Bearer&nbsp;${key}</p>`],
  ['its start and end', key => `Bad key: ${key.slice(0, 8)}${'*'.repeat(20)}${key.slice(-4)}.`],
  ['its end after stars', key => `Bad key (****${key.slice(-4)})`],
  ['its end after dots', key => `Bad key ...${key.slice(-4)} here`],
  ['its end after an ellipsis', key => `Bad key ${key.slice(0, 12)}…${key.slice(-4)}`],
  ['its end as a word', key => `Bad key ending in ${key.slice(-4)}`],
  ['without its prefix', key => `Bad key ${key.replace('sk-admin-', '')}`],
  ['in part', key => `Bad key x${key.slice(30, 60)}x`],
  ['with a zero-width space', key => `Bad key ${key.slice(0, 40)}\u200b${key.slice(40)}`],
  ['in colour', key => `Bad key ${key.slice(0, 15)}\u001b[31m${key.slice(15)}`],
  ['over two lines', key => `Bad key ${key.slice(0, 40)}\n${key.slice(40)}`],
  ['another key', () => 'Bad key sk-proj-Zz9Yy8Xx7Ww6Vv5Uu4_-3'],
]

test.each([
  [
    'a project',
    (key: string) => ({ id: 'cp_1', project_id: `proj_${key}` }),
    'list',
    'unavailable',
  ],
  ['a permission', (key: string) => ({ id: key, project_id: 'proj_0' }), 'create', 'ok'],
] as const)('a key returned as the ID of %s is rejected', async (_, fake, on, result) => {
  await using api = await organization(1)
  const data = [{ ...fake(api.adminKey), object: 'checkpoint.permission', created_at: 1 }]
  const body = { object: 'list', has_more: false, data }
  api.fault({
    on,
    acts: true,
    times: on === 'list' ? Infinity : 1,
    answer: { status: 200, body },
  })
  await using step = await share(api, { ...PROJECT, 'share-timeout-minutes': '1' }, { speed: 50 })
  expectMatchesServer(step, api)
  expect(step.outputs.result).toBe(result)
  expect(step.log).toContain('an ID in the response contains the key')
})

test.each(ECHOES)('a key that the server echoes (%s) is masked', async (_, echo) => {
  await using api = await organization(1)
  const message = echo(api.adminKey)
  const answer: Answer = { status: 403, body: { error: { message } } }
  api.fault({ on: 'create', answer })
  await using step = await share(api, PROJECT, { secrets: ['sk-proj-Zz9Yy8Xx7Ww6Vv5Uu4_-3'] })
  expectReported(step, api, /returned 403: Bad .*[*]{3}/)
})

test('a key that is echoed outside of messages is masked', async () => {
  await using api = await organization(1)
  const { adminKey: key } = api
  const html = { 'content-type': 'text/html' }
  const page = `<b>${key.slice(0, 8)}****${key.slice(-4)}</b><i>${key}</i>`
  api.fault({ on: 'create', answer: { status: 403, headers: html, body: page } })
  api.fault({ on: 'create', answer: { status: 403, headers: { 'x-request-id': key } } })
  const location = `https://example.com/${key}`
  api.fault({ on: 'create', answer: { status: 307, headers: { location } } })
  // The summary shows a request ID separately.
  for (const part of [/ "\S*[*]{3}\S*"/, /[Rr]equest (<code>)?[*]{3}/, /a redirect to \S*[*]{3}/]) {
    await using step = await share(api, PROJECT)
    expectReported(step, api, part)
  }
})

test("a key that's truncated by a length limit is completely hidden", async () => {
  // 500 or 1,000 characters of a message are shown, and four times as many are scanned, because
  // some can be invisible. Each checkpoint has a message that is truncated at another position of
  // the key.
  const all = checkpoints(24)
  await using api = await organization(1, {
    checkpoints: Object.fromEntries(all.map(id => [id, {}])),
  })
  for (const at of all.keys()) {
    const cap = at < 12 ? 500 : 1_000
    const invisible = '\u200b'.repeat(at % 2 === 0 ? 0 : 3 * cap)
    const visible = 'x '.repeat(cap / 2 - 'the API returned 403: '.length / 2 - 2 * (at % 12))
    const message = `${invisible}${visible}${api.adminKey}${' y'.repeat(2_000)}`
    api.fault({ on: 'create', answer: { status: 403, body: { error: { message } } } })
  }
  await using step = await share(api, { 'checkpoint-id': all, 'project-ids': 'proj_0' })
  expectMatchesServer(step, api)
  expect(step.posts).toHaveLength(24)
  const cut = /returned 403: (x )+(x|sk-a|sk-admin|[*]{1,3})?( y)* ?… [(][\d,]+ characters[)]/
  const shown = decodeEntities(step.summary).match(/returned 403: .*?characters[)]/g) ?? []
  expect(shown).toHaveLength(24)
  for (const text of [...rowsOf(step).map(({ error }) => error), ...shown])
    expect(text).toMatch(cut)
})

test('a key in the truncated quote of a page is completely hidden', async () => {
  const key = '7f3c9ad15be84026a1d7c5e09b62f_-d'
  await using api = await organization(1)
  // Sixty characters of a page are quoted: here they end within the key.
  const body = `<p>Forbidden, because this is no key that we know of: ${key}</p>`
  api.fault({ on: 'list', answer: { status: 403, headers: { 'content-type': 'text/html' }, body } })
  await using step = await share(api, { ...PROJECT, 'admin-key': key })
  expectMatchesServer(step, api)
  expect(rowsOf(step)[0]?.error).toContain('Forbidden, because this is no key that we know of')
  for (const text of [step.log, decodeEntities(step.summary), step.outputs.permissions]) {
    expect(text).not.toContain(key.slice(0, 4))
  }
})

test('a short key that the server echoes is masked', async () => {
  const key = 'gw-k3y!'
  await using api = await organization(1)
  api.fault({ on: 'list', answer: { status: 401, body: { error: { message: `Bad ${key}.` } } } })
  await using step = await share(api, { ...PROJECT, 'admin-key': key })
  expectReported(step, api, /returned 401: Bad [*]{3}/)
})
