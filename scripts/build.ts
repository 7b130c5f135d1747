import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

// TypeScript 7 has no API that a bundler could call, so it compiles first and ncc bundles what it
// wrote. With --check the bundle is made elsewhere and compared with dist/, byte for byte.
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const target = values.check ? join('build', 'dist') : 'dist'

rmSync('build', { recursive: true, force: true })
rmSync(target, { recursive: true, force: true })
run('tsc', '-p', 'src')
run(
  'ncc',
  'build',
  join('build', 'src', 'index.js'),
  '-o',
  target,
  '--license',
  'licenses.txt',
  '-q',
)

if (values.check) {
  const differing = filesOf('dist', target).filter(
    name => read('dist', name) !== read(target, name),
  )
  if (differing.length > 0) {
    console.error(`dist/ is not what the source builds: ${differing.join(', ')}. Run npm run build`)
    process.exitCode = 1
  } else {
    console.log('dist/ is what the source builds')
  }
}

function run(command: string, ...args: string[]): void {
  execFileSync(join('node_modules', '.bin', command), args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
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
