import { statSync } from 'node:fs'
import { type Folders, read } from './folders.ts'
import type { StepRecord } from './record.ts'

/** Largest job summary that the runner uploads, in bytes (GitHub's runner: FileCommandManager). */
export const SUMMARY_LIMIT = 1024 * 1024

/**
 * Reads the `NAME=VALUE` and `NAME<<DELIMITER` lines of a file command. A line feed ends a line, on
 * Windows also together with a carriage return before it (GitHub's runner: FileCommandManager).
 *
 * @throws Error at the first malformed entry; the pairs before it have been yielded by then
 */
export function* parsePairs(
  text: string,
  { platform }: Pick<NodeJS.Process, 'platform'> = process,
): Generator<[name: string, value: string]> {
  // Every second part is what ended the line before it.
  const parts = text.replace(/^\ufeff/, '').split(platform === 'win32' ? /(\r?\n)/ : /(\n)/)
  const lines = parts.filter((_, i) => i % 2 === 0)
  if (lines.at(-1) === '') lines.pop()
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const [, name = '', mark, rest = ''] = line.match(/^(.*?)(=|<<)(.*)$/s) ?? []
    if (mark === '=') {
      yield [name, rest]
      continue
    }
    if (!mark || !name || !rest) throw new Error('A file command has a line without name or value')
    const end = lines.indexOf(rest, at + 1)
    if (end < 0) throw new Error(`The delimiter that ends the value of ${name} is missing`)
    // Line ends inside a value stay as they are.
    yield [name, parts.slice(2 * (at + 1), 2 * end - 1).join('')]
    at = end
  }
}

/** Applies the files' commands in order (GitHub's runner: FileCommandManager). */
export function applyFileCommands(files: Folders['files'], record: StepRecord) {
  const exportedEnv = new Map<string, string>()
  const each = (name: keyof typeof files, act: (name: string, value: string) => void) => {
    try {
      for (const [key, value] of parsePairs(read(files[name]))) act(key, value)
    } catch (error) {
      record.fail(`Unable to carry out the file command ${name}`, error)
    }
  }
  const paths = read(files.GITHUB_PATH)
    .split(/\r\n|\n|\r/)
    .filter(Boolean)
  each('GITHUB_ENV', (name, value) => {
    if (name.toUpperCase() !== 'NODE_OPTIONS') exportedEnv.set(name, value)
    else record.annotate('error', 'NODE_OPTIONS cannot be set through GITHUB_ENV')
  })
  const markdown = read(files.GITHUB_STEP_SUMMARY)
  const tooLarge =
    (statSync(files.GITHUB_STEP_SUMMARY, { throwIfNoEntry: false })?.size ?? 0) > SUMMARY_LIMIT
  if (tooLarge) record.annotate('error', 'The job summary is over 1 MiB and was dropped')
  const summary = tooLarge ? null : markdown.replace(/[^\r\n]+/g, line => record.masker.mask(line))
  each('GITHUB_STATE', (name, value) => record.saveState(name, value))
  each('GITHUB_OUTPUT', (name, value) => record.setOutput(name, value))
  return {
    exportedEnv: Object.fromEntries(exportedEnv),
    // A path that is added again moves to the end.
    paths: paths.filter((path, i) => i === paths.lastIndexOf(path)),
    summary,
  }
}
