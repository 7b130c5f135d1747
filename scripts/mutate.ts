import { execFileSync, spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { changedLines, MUTATED_FOLDERS, outsiders, patternsOf } from './mutate/changed-lines.ts'

const STRYKER = 'node_modules/@stryker-mutator/core/bin/stryker.js'
const USAGE =
  'Usage: npm run mutate -- [--since REVISION] [--concurrency N] [FOLDER OR FILE…]. For more, add --help.'
const HELP = `npm run mutate changes the code in small ways, and reports each change that no unit test notices.

  FOLDER OR FILE…    what to change; default ${MUTATED_FOLDERS.join(', ')}
  --since REVISION   change only lines that differ from this Git revision, and new files
  --concurrency N    how many changes to test at the same time; default 2

The report is in build/mutation/index.html.`

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' })

/** Stryker's patterns for the lines that changed since a revision, and for untracked files. */
function changedSince(revision: string, paths: readonly string[]): string[] {
  // Whatever the user's configuration says.
  const form = ['--no-color', '--no-ext-diff', '--src-prefix=a/', '--dst-prefix=b/']
  // A revision that starts with a dash would be an option.
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
  const diff = git('diff', '-U0', ...form, commit.trim(), '--', ...paths)
  const added = git('ls-files', '--others', '--exclude-standard', '-z', '--', ...paths)
  return [...changedLines(diff), ...added.split('\0').filter(path => path.endsWith('.ts'))]
}

/** Runs Stryker with the arguments of this process, and returns the exit code. */
function mutate(): number {
  const { values, positionals } = parseArgs({
    options: {
      since: { type: 'string' },
      concurrency: { type: 'string', default: '2' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  })
  const { since, concurrency, help } = values
  if (help) {
    console.log(HELP)
    return 0
  }
  if (!/^[1-9]\d*$/.test(concurrency)) throw new Error(`Invalid --concurrency ${concurrency}`)
  const unknown = outsiders(positionals)
  if (unknown.length > 0) throw new Error(`Not in a mutated folder: ${unknown.join(', ')}`)
  const paths = positionals.length === 0 ? MUTATED_FOLDERS : positionals
  const patterns = since === undefined ? patternsOf(paths) : changedSince(since, paths)
  if (patterns.length === 0) {
    console.log(`No lines in ${paths.join(', ')} changed since ${since}.`)
    return 0
  }
  const args = ['run', 'scripts/stryker.ts', '--concurrency', concurrency]
  const { status } = spawnSync(
    process.execPath,
    [STRYKER, ...args, '--mutate', patterns.join(',')],
    { stdio: 'inherit' },
  )
  return status ?? 1
}

try {
  process.exitCode = mutate()
} catch (error) {
  const { message, status } = error as Error & { status?: number }
  // Git fails like this if it doesn't know the revision.
  console.error(status === undefined ? message : 'Invalid --since. Use a commit, branch, or tag.')
  console.error(USAGE)
  process.exitCode = 1
}
