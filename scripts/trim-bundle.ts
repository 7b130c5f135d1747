import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

// The files of undici that contain what the action imports. If one has moved, or an import is
// missing here, the build fails.
const UNDICI = {
  Agent: 'lib/dispatcher/agent.js',
  EnvHttpProxyAgent: 'lib/dispatcher/env-http-proxy-agent.js',
  buildConnector: 'lib/core/connect.js',
}

/**
 * Writes packages into a folder where the bundler looks first, so the bundle has only what the
 * action uses of them. The rest then takes no time to load, and doesn't have to be trusted with an
 * admin key.
 *
 * - The index of `undici` loads everything: fetch, web sockets, caches, mocks. This one loads only
 *   undici's files for what the action imports.
 * - `@actions/core` doesn't declare that loading its modules has no side effects, so a bundler has
 *   to keep modules that the action never uses: an HTTP client (for ID tokens), and one that starts
 *   programs (to find out the system's name).
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
