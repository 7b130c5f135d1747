import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { rename } from './name/rename.ts'

// Puts the repository's real name into every file, formats them, and writes what is generated from
// them. With --text-only it only puts the name.
let generators = ['format', 'build', 'readme', 'schema']

try {
  const { values, positionals } = parseArgs({
    options: { 'text-only': { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [name = '', ...more] = positionals
  if (name === '' || more.length > 0) throw new Error('Usage: npm run name -- owner/name')
  const changed = rename('.', name)
  console.log(`Files changed to ${name}: ${changed.length}`)
  if (values['text-only']) generators = []
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}

for (const script of generators) {
  execFileSync('npm', ['run', script], { stdio: 'inherit', shell: process.platform === 'win32' })
}
