import { EOL } from 'node:os'
import * as core from '@actions/core'

/** Writes lines to the log, verbatim, at once. */
export function writeLines(lines: readonly string[]): void {
  core.info(lines.join(EOL))
}

/** Makes the runner mask a value from now on. */
export function mask(secret: string): void {
  core.setSecret(secret)
}

/** Starts a group of lines, which GitHub shows collapsed. */
export function startGroup(title: string): void {
  core.startGroup(title)
}

/** Ends the current group. */
export function endGroup(): void {
  core.endGroup()
}

/** Writes an annotation; lines and columns count from 1. */
export function annotation(
  level: 'error' | 'warning',
  message: string,
  { title, file, line, column }: { title: string; file?: string; line?: number; column?: number },
): void {
  const write = level === 'error' ? core.error : core.warning
  write(message, {
    title,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { startLine: line }),
    ...(column !== undefined && { startColumn: column }),
  })
}

/**
 * Sets outputs for later steps.
 *
 * @throws Error if the runner's file can't be written
 */
export function setOutputs(outputs: Record<string, string | number | boolean>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
}

/**
 * Adds Markdown to the job summary.
 *
 * @throws Error if the runner's file can't be written
 */
export async function addSummary(markdown: string): Promise<void> {
  await core.summary.addRaw(markdown).write()
}
