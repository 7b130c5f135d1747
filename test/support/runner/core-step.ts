import { stepEnv } from './environment.ts'
import { applyFileCommands } from './file-commands.ts'
import { createFolders, removeFolder } from './folders.ts'
import { Lines } from './lines.ts'
import { StepRecord } from './record.ts'
import { takeProcess } from './run-from-source.ts'

/**
 * Runs code that uses `@actions/core` as a step would, and returns what the tests' runner reads of
 * what that wrote and printed.
 */
export async function runCoreStep(step: () => unknown, inputs: Record<string, string> = {}) {
  const folders = createFolders()
  const { exitCode } = process
  try {
    const record = new StepRecord(folders.workspace)
    const lines: string[] = []
    const stdout = new Lines(line => {
      lines.push(line)
      record.feed(line)
    })
    const env = stepEnv({ inputs }, folders)
    {
      using _ = takeProcess(env, folders.workspace, stdout)
      await step()
    }
    stdout.end()
    const files = applyFileCommands(folders.files, record)
    return { ...files, record, lines, exitCode: process.exitCode }
  } finally {
    process.exitCode = exitCode
    removeFolder(folders.root)
  }
}
