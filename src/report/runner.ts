import { randomUUID } from 'node:crypto'
import { appendFileSync, closeSync, constants, openSync } from 'node:fs'
import { EOL } from 'node:os'

// GitHub's own library for this, @actions/core, comes with an HTTP client, and all of it would be
// loaded before the inputs are read. Tests compare the two.

/** What goes with a message of a command. Absent ones are left out. */
type Properties = Record<string, string | number | undefined>

/** Writes lines to the log, as they are. */
export function writeLines(lines: readonly string[]): void {
  process.stdout.write(lines.join(EOL) + EOL)
}

/** Keeps the runner from showing a value from here on. */
export function mask(secret: string): void {
  command('add-mask', {}, secret)
}

/** Begins a group of lines that can be folded away. */
export function startGroup(title: string): void {
  command('group', {}, title)
}

/** Ends the group that was begun last. */
export function endGroup(): void {
  command('endgroup', {}, '')
}

/** Writes an annotation. */
export function annotation(
  level: 'error' | 'warning',
  message: string,
  properties: { title: string; file?: string; line?: number; col?: number },
): void {
  command(level, properties, message)
}

/**
 * Hands outputs on to later steps, all of them or none.
 *
 * @throws Error where the runner's file can't be written
 */
export function setOutputs(outputs: Record<string, string | number | boolean>): void {
  const path = process.env.GITHUB_OUTPUT
  if (!path) {
    for (const [name, value] of Object.entries(outputs)) {
      // Where there is no such file, the runner takes the command that it stands in for.
      writeLines([''])
      command('set-output', { name }, String(value))
    }
    return
  }
  // Nobody can end a value before its end, because nobody knows the word that does.
  const end = `ghadelimiter_${randomUUID()}`
  const entries = Object.entries(outputs).map(([name, value]) => [`${name}<<${end}`, value, end])
  append(path, [...entries.flat(), ''].join(EOL))
}

/**
 * Adds Markdown to the job summary.
 *
 * @throws Error where the runner's file can't be written
 */
export function addSummary(markdown: string): void {
  const path = process.env.GITHUB_STEP_SUMMARY
  if (!path) throw new Error('the runner names no file for it (GITHUB_STEP_SUMMARY)')
  append(path, markdown)
}

/** Adds to a file that the runner has made. */
function append(path: string, text: string): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND)
  try {
    appendFileSync(file, text)
  } finally {
    closeSync(file)
  }
}

function command(name: string, properties: Properties, message: string): void {
  const given = Object.entries(properties).flatMap(([key, value]) =>
    value ? `${key}=${escaped(`${value}`).replaceAll(':', '%3A').replaceAll(',', '%2C')}` : [],
  )
  writeLines([`::${name}${given.length > 0 ? ` ${given.join(',')}` : ''}::${escaped(message)}`])
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
