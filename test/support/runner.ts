import { limitAnnotations } from './runner/annotations.ts'
import { runsFromSource, stepEnv } from './runner/environment.ts'
import { applyFileCommands } from './runner/file-commands.ts'
import { createFolders, removeFolder } from './runner/folders.ts'
import { StepRecord } from './runner/record.ts'
import { executeBuilt } from './runner/run-process.ts'
import { startLeakScan } from './runner/scan.ts'
import type { StepOptions, StepResult } from './runner/types.ts'

export type { StepOptions, StepResult } from './runner/types.ts'

/**
 * Runs the built action, or another script, like GitHub's runner, and interprets its output by the
 * runner's rules. The runner's own warnings about inputs are omitted.
 *
 * @throws Error if the step takes too long (with its log), can't be started, or leaks a secret or a
 *   revealing part of one: in its output, its outputs, any file, or a request where it doesn't
 *   belong; and if the action doesn't mask a key before all else
 */
export async function runStep(options: StepOptions = {}): Promise<StepResult> {
  const folders = createFolders()
  const variables = stepEnv(options, folders)
  using scan = startLeakScan(options, variables, folders)
  try {
    const record = new StepRecord(folders.workspace)
    // Loaded only then, because the sources need packages that the built action contains.
    const runAction = runsFromSource(options)
      ? (await import('./runner/run-from-source.ts')).executeSource
      : executeBuilt
    const start = performance.now()
    const ended = await runAction(options, variables, folders.workspace, record)
    const elapsedMs = performance.now() - start
    const fromFiles = applyFileCommands(folders.files, record)
    const leaks = scan.leaks(ended, record)
    if (leaks.length > 0) throw new Error(`The step leaks a secret:\n${leaks.join('\n')}`)

    const { scanned, ...kept } = ended
    return {
      ...kept,
      ...fromFiles,
      outcome: ended.exitCode === 0 && !record.failed ? 'success' : 'failure',
      log: record.log.join('\n'),
      annotations: limitAnnotations(record.annotations),
      allAnnotations: record.annotations,
      masks: [...record.masks],
      commands: record.commands,
      outputs: Object.fromEntries(record.outputs),
      state: Object.fromEntries(record.state),
      tempDir: folders.temp,
      elapsedMs,
      [Symbol.asyncDispose]: async () => removeFolder(folders.root),
    }
  } catch (error) {
    removeFolder(folders.root)
    throw error
  }
}
