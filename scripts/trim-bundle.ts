import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

// The files of undici's that hold what the action imports. One that has moved, or an import that
// is missing here, fails the build.
const UNDICI = {
  Agent: 'lib/dispatcher/agent.js',
  EnvHttpProxyAgent: 'lib/dispatcher/env-http-proxy-agent.js',
  buildConnector: 'lib/core/connect.js',
}

/**
 * Writes packages into a folder where the bundler looks first, so that it takes no more of them
 * than the action uses. What is not in the bundle takes no time to load, and needs no trust beside
 * an admin key.
 *
 * - The index of `undici` loads all it has: fetch, web sockets, caches, mocks. This one loads the
 *   same files of undici's for what the action imports, and no others.
 * - `@actions/core` does not declare that loading its modules has no effect, so a bundler must keep
 *   those that the action never uses: an HTTP client (for ID tokens), and what starts programs (to
 *   tell the name of the system).
 */
export function trimPackages(folder: string): void {
  const undici = join(folder, 'undici')
  const original = relative(undici, join('node_modules', 'undici')).replaceAll('\\', '/')
  const exported = Object.entries(UNDICI).map(
    ([name, file]) => `export { default as ${name} } from '${original}/${file}'`,
  )
  mkdirSync(undici, { recursive: true })
  writeFileSync(
    join(undici, 'index.js'),
    `${exported.join('\n')}
import Dispatcher from '${original}/lib/dispatcher/dispatcher.js'
import api from '${original}/lib/api/index.js'
// As undici's own index does: dispatchers, also those inside of undici, have their methods by it.
Object.assign(Dispatcher.prototype, api)
`,
  )

  const core = join(folder, '@actions', 'core')
  cpSync(join('node_modules', '@actions', 'core'), core, { recursive: true })
  const manifest = join(core, 'package.json')
  const content = JSON.parse(readFileSync(manifest, 'utf8'))
  writeFileSync(manifest, JSON.stringify({ ...content, sideEffects: false }))
}
