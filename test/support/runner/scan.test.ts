import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startApi } from '../api.ts'
import { startGitHub } from '../github.ts'
import { RUN_TOKEN } from './environment.ts'
import { findLeaks } from './leaks.ts'
import { runScript } from './run-script.ts'
import type { StepOptions } from './types.ts'

const KEY = 'sk-admin-Q7wZ3kLm9XvB2nRt5YpD8s_-f'
const folder = mkdtempSync(join(tmpdir(), 'elsewhere-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The leaks of a step with the source, which can use its `key`; empty if there are none. */
async function leaksOf(source: string, options: StepOptions = {}): Promise<string[]> {
  const inputs = { 'admin-key': KEY, ...options.inputs }
  const script = `const key = env['INPUT_ADMIN-KEY']\n${source}`
  try {
    await using _ = await runScript(script, { ...options, inputs })
    return []
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    expect(findLeaks({ message }, [KEY, RUN_TOKEN])).toEqual([])
    return message.split('\n').slice(1)
  }
}

test('a leak is reported with every location, and never with the secret', async () => {
  writeFileSync(join(folder, 'there before.txt'), KEY)
  const env = { GITHUB_WORKSPACE: folder }
  const places = await leaksOf(
    `console.log(key)
     console.error(key)
     append(env.GITHUB_OUTPUT, 'rows=' + key)
     console.log('::set-output name=printed::' + key)
     append(env.GITHUB_STATE, 'rows=' + key)
     append(env.GITHUB_ENV, 'A=' + key)
     append(env.GITHUB_STEP_SUMMARY, key)
     mkdirSync(env.RUNNER_TEMP + '/a')
     writeFileSync(env.RUNNER_TEMP + '/a/deep.txt', key)
     writeFileSync(env.HOME + '/home.txt', key)
     writeFileSync(env.TMPDIR + '/temporary.txt', key)
     writeFileSync(env.GITHUB_WORKSPACE + '/new.txt', key)
     writeFileSync(env.RUNNER_TEMP + '/' + key, '')`,
    { env },
  )
  const commands = 'file _temp/_runner_file_commands'
  const expected = [
    'stdout',
    'stderr',
    'names',
    'output rows',
    'output printed',
    'state rows',
    `${commands}/set_output`,
    `${commands}/save_state`,
    `${commands}/set_env`,
    `${commands}/step_summary`,
    'file _temp/a/deep.txt',
    'file home/home.txt',
    'file tmp/temporary.txt',
    'file new.txt',
  ].map(place => `${place}: the whole secret (secret 1 of 2)`)
  expect(places.sort()).toEqual(expected.sort())
})

test('a mask that is printed as text, while commands are stopped, is a leak', async () => {
  const source = "console.log('::stop-commands::t-o-k'); console.log('::add-mask::' + key)"
  expect(await leaksOf(source)).toEqual(['stdout: the whole secret (secret 1 of 2)'])
})

test("a key that is only masked isn't a leak", async () => {
  expect(
    await leaksOf("console.log('::add-mask::' + key); append(env.GITHUB_OUTPUT, 'a=b')"),
  ).toEqual([])
})

test("the keys of verify-keys, extra secrets, and the run's token are known", async () => {
  const [listed, other] = ['sk-proj-Zz8Yy7Xx6Ww5Vv4Uu3Tt2S_-1', 'sk-proj-Hq4Jw9Ke2Lr7Mt5Ny8Pu3Q_-6']
  const source = `console.log('${listed}'); console.error('${other}', env['INPUT_GITHUB-TOKEN'])`
  const options = { inputs: { 'verify-keys': `proj_b=${listed}` }, secrets: [other] }
  expect(await leaksOf(source, options)).toEqual([
    'stdout: the whole secret (secret 3 of 4)',
    'stderr: the whole secret (secret 2 of 4)',
    'stderr: the whole secret (secret 4 of 4)',
  ])
})

test('an ID that a mask altered is reported like a leak', async () => {
  const inputs = {
    'project-ids': 'team-weather\nproj_0',
    'verify-keys': 'team-weather=0123456789abcdef_-x',
  }
  const mask = (text: string) => `console.log('::add-mask::${text}')\n`
  const given = `${mask(KEY)}${mask('0123456789abcdef_-x')}`
  expect(await leaksOf(`${given}console.log('team-weather, proj_0, ***')`, { inputs })).toEqual([])
  expect(await leaksOf(`${given}console.error('access for team-***: none')`, { inputs })).toEqual([
    'stderr: the ID team-weather is altered',
  ])
  const rows = JSON.stringify([{ checkpoint_id: 'ft:gpt-2024-07-18:acme', project_id: 'proj_9' }])
  const written = `append(env.GITHUB_OUTPUT, 'permissions=${rows}')\n`
  const altered = `append(env.GITHUB_STEP_SUMMARY, '<code>ft:gpt-***-07-18:acme</code>')`
  expect(await leaksOf(given + written + altered, { inputs })).toEqual([
    expect.stringContaining('step_summary: the ID ft:gpt-2024-07-18:acme is altered'),
  ])
})

describe('a request', () => {
  const ASK = (to: string, init: string) => `await fetch(${to}, ${init}).catch(() => {})\n`
  const withKey = "{ headers: { authorization: 'Bearer ' + key } }"
  const withToken = "{ headers: { authorization: 'token ' + env['INPUT_GITHUB-TOKEN'] } }"
  const toApi = "env['INPUT_BASE-URL'] + '/a'"
  const toGitHub = 'env.GITHUB_API_URL'

  /** The leaks of a step that sends these, with an API, GitHub, and another server. */
  async function toldOf(...requests: [to: string, init: string][]) {
    await using api = await startApi()
    await using github = await startGitHub()
    const other = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = (server: string) => Number(new URL(server).port)
    const ports = [
      [port(api.baseUrl), 'API'],
      [port(github.env().GITHUB_API_URL ?? ''), 'GitHub'],
      [(other.address() as AddressInfo).port, 'another'],
    ] as const
    const env = { ...github.env(), OTHER: `http://127.0.0.1:${ports[2][0]}`, OWN: api.adminKey }
    const source = requests.map(([to, init]) => ASK(to, init)).join('')
    const places = await leaksOf(source, { inputs: { 'base-url': api.baseUrl }, env })
    other.close()
    other.closeAllConnections()
    return places.map(place =>
      ports.reduce((text, [number, name]) => text.replace(`port ${number}`, name), place),
    )
  }

  test('can carry its own key, and no other, and only in its header', async () => {
    expect(await toldOf([toApi, withKey], [toGitHub, withToken])).toEqual([])
  })

  test('can reach the API through a proxying server, with a key that the API accepts', async () => {
    const swapped = `{ headers: { authorization: 'Bearer ' + env.OWN } }`
    expect(await toldOf([toApi, swapped])).toEqual([])
  })

  test.each<[string, string, string, string]>([
    ['the key to GitHub', toGitHub, withKey, 'requests to GitHub: the whole secret'],
    ['the key to another server', 'env.OTHER', withKey, 'requests to another: the whole secret'],
    ['the token to the API', toApi, withToken, 'requests to API: the whole secret'],
    ['the token to another', 'env.OTHER', withToken, 'requests to another: the whole secret'],
    [
      'the key in a path',
      "env['INPUT_BASE-URL'] + '/' + key",
      withKey,
      'requests to API: the whole',
    ],
    ['the key in a query', `${toApi} + '?k=' + encodeURIComponent(key)`, '{}', 'API: the whole'],
    ['a part of it in a body', toApi, "{ method: 'POST', body: key.slice(12, 20) }", 'API: 8 char'],
    [
      'its end in a body',
      toGitHub,
      "{ method: 'POST', body: key.slice(-4) }",
      'GitHub: the last 4',
    ],
    ['its end in a header', toApi, '{ headers: { a: key.slice(-4) } }', 'API: the last 4'],
    ['more than a key', toApi, "{ headers: { authorization: 'Bearer ' + key + '.' } }", 'API: the'],
  ])('with %s is a leak', async (_, to, init, kind) => {
    expect(await toldOf([to, init])).toEqual([expect.stringContaining(kind)])
  })
})
