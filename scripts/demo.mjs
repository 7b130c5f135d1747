import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

// Plain JavaScript, because it has to start on any Node from 20 on, before anything is installed.
const isWindows = process.platform === 'win32'

if (!existsSync(join('node_modules', '.bin', 'node'))) {
  console.log('Installing what the demo needs (npm ci) …')
  run('npm', ['ci', '--silent', '--no-audit', '--no-fund'])
}
run(join('node_modules', '.bin', 'node'), [join('scripts', 'demo.ts'), ...process.argv.slice(2)])

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell: isWindows })
  if (error !== undefined) throw error
  if (status !== 0) process.exit(status ?? 1)
}
