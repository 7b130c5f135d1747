import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { expectMatchesServer, organization, share } from './action/setup.ts'
import { expectWithin } from './budgets.ts'
import { INITIAL_STATES, requestCase, type Size } from './support/request-cases.ts'
import { runInVirtualTime } from './support/virtual-step.ts'

const LOADS = new URL('support/loaded-modules.ts', import.meta.url).href

/** What the built action loads for a grant, in order. */
async function loadsOfGrant(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'loads-'))
  const env = { NODE_OPTIONS: `--import ${LOADS}`, LOADS: join(folder, 'loads.json') }
  try {
    await using api = await organization(3)
    const inputs = { 'project-ids': ['proj_0', 'proj_1', 'proj_2'] }
    await using step = await share(api, inputs, { env })
    expectMatchesServer(step, api)
    expect(step.outputs.result).toBe('ok')
    return JSON.parse(readFileSync(env.LOADS, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The sources of the loaded files, and the names of the loaded Node modules. */
function sorted(urls: readonly string[]) {
  const [files, builtIn] = [urls.filter(isFile), urls.filter(url => !isFile(url))]
  return { files: files.map(url => readFileSync(fileURLToPath(url))), builtIn }
}

const isFile = (url: string) => url.startsWith('file:')
const bytesOf = (files: readonly Buffer[]) => files.reduce((sum, file) => sum + file.length, 0)

test('nothing that can use a network is loaded before the inputs are valid', async () => {
  const urls = await loadsOfGrant()
  // The entry point reads the inputs, and only then loads the first of the other files.
  const second = urls.indexOf(urls.filter(isFile)[1] ?? '')
  const { files, builtIn } = sorted(urls.slice(0, second))
  expectWithin('files loaded before the inputs are valid', files.length)
  expectWithin('bytes loaded before the inputs are valid', bytesOf(files))
  expectWithin("modules of Node's loaded before the inputs are valid", builtIn.length)
  const network = /^node:(net|tls|dns|dgram|http|https|http2|undici|child_process|worker_threads)\b/
  expect(builtIn.filter(name => network.test(name))).toEqual([])
})

test('a grant loads only what it needs', async () => {
  const { files, builtIn } = sorted(await loadsOfGrant())
  const modules = files.flatMap(file => file.toString().match(/^\/\*{3}\/ "?[^ ]+:$/gm) ?? [])
  expect(modules.length).toBeGreaterThan(50)
  expectWithin('files loaded for a grant', files.length)
  expectWithin('bytes loaded for a grant', bytesOf(files))
  expectWithin("modules of Node's loaded for a grant", builtIn.length)
  expectWithin('bundled modules in what is loaded for a grant', modules.length)
  // undici's parts that the action doesn't use.
  const unused = /^class (MockAgent|CacheStorage|EventSource|WebSocket) /m
  expect(files.filter(file => unused.test(file.toString()))).toEqual([])
})

test('nothing in the bundle can start a program', () => {
  const folder = new URL('../dist/', import.meta.url)
  const files = readdirSync(folder).filter(name => name.endsWith('.js'))
  expect(files).toContain('index.js')
  const starting = files.filter(name =>
    /child_process/.test(readFileSync(new URL(name, folder), 'utf8')),
  )
  expect(starting).toEqual([])
})

const SIZES: Size[] = [
  [1, 3],
  [1, 100],
  [10, 50],
  [2, 1_000],
]
const cases = SIZES.flatMap(size => INITIAL_STATES.map(state => ({ size, state })))

test.each(cases)('requests of $size.0 × $size.1 $state', async ({ size, state }) => {
  const { setup, checkpoints, projects, badProject } = requestCase(size, state)
  const inputs = { 'checkpoint-id': checkpoints, 'project-ids': projects }
  await using run = await runInVirtualTime(() => setup, inputs)
  expect(run.step.outputs.result).toBe(badProject === null ? 'ok' : 'failed')
  expectWithin(`requests, ${size.join(' × ')} ${state}`, run.api.count())
})

test('a report of ten thousand rows stays readable', async () => {
  const { setup, checkpoints, projects } = requestCase([10, 1_000], 'all done')
  const inputs = { 'checkpoint-id': checkpoints, 'project-ids': projects }
  await using run = await runInVirtualTime(() => setup, inputs)
  const { outputs, summary } = run.step
  expect(outputs.result).toBe('ok')
  expect(JSON.parse(readFileSync(outputs['permissions-file'] ?? '', 'utf8'))).toHaveLength(10_000)
  expectWithin('rows in the summary of 10,000', (summary?.split('<tr>').length ?? 0) - 2)
  expectWithin('bytes in the summary of 10,000 rows', Buffer.byteLength(summary ?? ''))
  for (const value of Object.values(outputs)) {
    expectWithin('bytes in an output', Buffer.byteLength(value))
  }
})
