import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Compiles a TypeScript project. @throws Error if it doesn't compile */
export function compile(project: string): void {
  run('typescript/bin/tsc', '-p', project)
}

/** Bundles a compiled file and what it imports into a folder. @throws Error if it can't */
export function bundle(entry: string, folder: string): void {
  run('@vercel/ncc/dist/ncc/cli.js', 'build', entry, '-o', folder, '-q')
}

// npm's own commands for them would need a shell on Windows.
function run(file: string, ...args: string[]): void {
  execFileSync(process.execPath, [join('node_modules', file), ...args], { stdio: 'inherit' })
}
