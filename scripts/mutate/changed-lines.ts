/** The folders whose code `npm run mutate` changes, each with unit tests in `test/`. */
export const MUTATED_FOLDERS = [
  'src/api',
  'src/identity',
  'src/inputs',
  'src/sharing',
  'src/sharing-file',
]

/**
 * The lines that a diff without context (`git diff -U0`) adds or changes, in Stryker's form
 * `src/file.ts:3-5`. A hunk that only deletes lines leaves nothing to mutate.
 */
export function changedLines(diff: string): string[] {
  const ranges: string[] = []
  let file: string | null = null
  let isHeader = false
  for (const line of diff.split('\n')) {
    if (line.startsWith('diff --git ')) isHeader = true
    // In a hunk, an added line can look like this, too.
    if (isHeader && line.startsWith('+++ '))
      file = /^\+\+\+ b\/(.*\.ts)\t?$/.exec(line)?.[1] ?? null
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? []
    if (start === undefined) continue
    isHeader = false
    const last = Number(start) + Number(count) - 1
    if (file !== null && count !== '0') ranges.push(`${file}:${start}-${last}`)
  }
  return ranges
}

/** The folders, or the folders and files in them, as patterns for Stryker. */
export function patternsOf(paths: readonly string[]): string[] {
  return paths.map(path => (path.endsWith('.ts') ? path : `${path.replace(/\/$/, '')}/**/*.ts`))
}

/** The paths that aren't one of the folders, or in one. */
export function outsiders(paths: readonly string[]): string[] {
  return paths.filter(
    path => !MUTATED_FOLDERS.some(folder => path === folder || path.startsWith(`${folder}/`)),
  )
}
