import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { keep } from './runner/annotations.ts'
import { RUN_TOKEN } from './runner/environment.ts'
import { carryOutFiles } from './runner/file-commands.ts'
import { makeFolders, read, removeFolder } from './runner/folders.ts'
import { findLeaks, secretInputs } from './runner/leaks.ts'
import { execute } from './runner/process.ts'
import { StepRecord } from './runner/record.ts'
import { executeSource, runsFromSource } from './runner/source.ts'
import type { StepOptions, StepResult } from './runner/types.ts'

export type { StepOptions, StepResult } from './runner/types.ts'

/**
 * Runs the built action, or another script, the way GitHub's runner does, and reads everything it
 * says back by the runner's rules. Warnings of the runner's own about inputs are left out.
 *
 * @throws Error where the step takes too long (with its log), cannot be started, or leaves a
 *   secret, or a telling part of one, in its output, outputs or any file
 */
export async function runStep(options: StepOptions = {}): Promise<StepResult> {
  const folders = makeFolders()
  try {
    const record = new StepRecord(folders.workspace)
    const start = performance.now()
    const carryOut = runsFromSource(options) ? executeSource : execute
    const { scanned, ...ended } = await carryOut(options, folders, record)
    const elapsedMs = performance.now() - start
    const fromFiles = carryOutFiles(folders.files, record)
    const outputs = Object.fromEntries(record.outputs)
    const state = Object.fromEntries(record.state)

    const left = readdirSync(folders.root, { recursive: true, withFileTypes: true })
    const paths = left.map(entry => relative(folders.root, join(entry.parentPath, entry.name)))
    const files = paths.filter((_, i) => left[i]?.isFile())
    const values = { ...prefix('output', outputs), ...prefix('state', state) }
    const leaks = findLeaks(
      {
        stdout: scanned.stdout.join('\n'),
        stderr: scanned.stderr.join('\n'),
        names: [...Object.keys(values), ...paths].join('\n'),
        ...values,
        ...Object.fromEntries(files.map(path => [`file ${path}`, read(join(folders.root, path))])),
      },
      [...secretInputs(options.inputs ?? {}), RUN_TOKEN, ...(options.secrets ?? [])],
    )
    if (leaks.length > 0) throw new Error(`The step leaks a secret:\n${leaks.join('\n')}`)

    return {
      ...ended,
      ...fromFiles,
      outcome: ended.exitCode === 0 && !record.failed ? 'success' : 'failure',
      log: record.log.join('\n'),
      annotations: keep(record.annotations),
      allAnnotations: record.annotations,
      masks: [...record.masks],
      commands: record.commands,
      outputs,
      state,
      tempDir: folders.temp,
      elapsedMs,
      [Symbol.asyncDispose]: async () => removeFolder(folders.root),
    }
  } catch (error) {
    removeFolder(folders.root)
    throw error
  }
}

function prefix(kind: string, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([k, value]) => [`${kind} ${k}`, value]))
}
