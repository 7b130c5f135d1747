import { fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Api, startApi } from './api.ts'

// Starts the tests' API in the background for the next steps of a job, and sets outputs:
// `base-url`, `admin-key`, `read-only-admin-key`, and the `pid` of the process, which ends by
// itself.
const MINUTES = 15

type Outputs = Record<string, string>

if (process.send === undefined) {
  const api = fork(fileURLToPath(import.meta.url), { detached: true, stdio: 'ignore' })
  const [outputs] = (await once(api, 'message')) as [Outputs]
  api.disconnect()
  api.unref()
  for (const key of ['admin-key', 'read-only-admin-key']) console.log(`::add-mask::${outputs[key]}`)
  const lines = Object.entries({ ...outputs, pid: api.pid }).map(
    ([name, value]) => `${name}=${value}`,
  )
  appendFileSync(process.env.GITHUB_OUTPUT ?? '', `${lines.join('\n')}\n`)
} else {
  process.send(outputsOf(await startApi(setup())))
  setTimeout(() => process.exit(), MINUTES * 60_000)
}

function setup() {
  const projects = ['proj_train', 'proj_abc', 'proj_def'].map(id => ({ id, name: id }))
  const weather = 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd'
  return { projects, checkpoints: { [weather]: { owner: 'proj_train' } } }
}

function outputsOf({ baseUrl, adminKey, readOnlyAdminKey }: Api): Outputs {
  return {
    'base-url': baseUrl,
    'admin-key': adminKey,
    'read-only-admin-key': readOnlyAdminKey,
  }
}
