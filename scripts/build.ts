import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle, compile } from './bundle.ts'
import { trimPackages } from './trim-bundle.ts'

// TypeScript 7 has no API for bundlers, so this compiles first and ncc bundles the output. With
// --check the bundle goes to another folder and is compared with dist/, byte for byte.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const target = values.check ? join('build', 'dist') : 'dist'

rmSync('build', { recursive: true, force: true })
rmSync(target, { recursive: true, force: true })
compile('src')
trimPackages(join('build', 'src', 'node_modules'))
const entry = join('build', 'src', 'index.js')
bundleImports(entry)
bundle(entry, target)
writeFileSync(join(target, 'licenses.txt'), licenses())

if (values.check) {
  const differing = filesOf('dist', target).filter(
    name => read('dist', name) !== read(target, name),
  )
  if (differing.length > 0) {
    console.error(`dist/ is out of date: ${differing.join(', ')}. Run npm run build`)
    process.exitCode = 1
  } else {
    console.log('dist/ is up to date')
  }
}

/**
 * Keeps what a file imports dynamically in the same bundle: the entry point imports only after it
 * has checked Node's version, and another file would slow down every start. The compiler drops
 * comments, so the source can't request it.
 */
function bundleImports(file: string): void {
  const source = readFileSync(file, 'utf8')
  writeFileSync(file, source.replaceAll('import(', 'import(/* webpackMode: "eager" */ '))
}

/**
 * The licenses of everything that can be in the bundle: the action's dependencies and theirs. ncc's
 * own list has only the last chunk.
 */
function licenses(): string {
  const folders = [...dependencies('')].sort()
  return folders
    .map(folder => {
      const { name, version } = manifestOf(folder)
      const file = readdirSync(folder).find(entry => /^licen[cs]e(\.|$)/i.test(entry))
      if (file === undefined) throw new Error(`${name} has no license`)
      return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
    })
    .join('\n---\n\n')
}

function dependencies(folder: string, found = new Set<string>()): Set<string> {
  for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) {
    const nested = join(folder, 'node_modules', name)
    const path = existsSync(nested) ? nested : join('node_modules', name)
    if (!found.has(path)) dependencies(path, found.add(path))
  }
  return found
}

function manifestOf(folder: string): {
  name: string
  version: string
  dependencies?: Record<string, string>
} {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

function filesOf(...folders: string[]): string[] {
  return [...new Set(folders.flatMap(folder => readdirSync(folder)))]
}

function read(folder: string, name: string): string | null {
  try {
    return readFileSync(join(folder, name), 'latin1')
  } catch {
    return null
  }
}
