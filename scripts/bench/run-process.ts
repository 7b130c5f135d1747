import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { MEASURE_MEMORY_ENV } from '../../test/support/measure-memory.ts'
import { stepEnv } from '../../test/support/runner/environment.ts'
import { applyFileCommands } from '../../test/support/runner/file-commands.ts'
import { createFolders, REPOSITORY, read, removeFolder } from '../../test/support/runner/folders.ts'
import { StepRecord } from '../../test/support/runner/record.ts'

/** The built action. */
export const ACTION = join(REPOSITORY, 'dist/index.js')

/** A process to run as the runner would run a step. */
export interface ProcessCommand {
  /** The program; by default the Node that runs this file. */
  program?: string
  args: string[]
  inputs?: Record<string, string>
  /** Environment variables that aren't inputs. */
  env?: Record<string, string>
  /** Whether to measure the memory of a Node process. */
  measuresMemory?: boolean
}

/** What a process printed, wrote, and took. */
export interface ProcessResult {
  exitCode: number | null
  /** From before its start until after its end. */
  milliseconds: number
  /** Its peak memory; 0 if it wasn't measured. */
  maxBytes: number
  stdout: string
  outputs: Record<string, string>
  summary: string
  /** The text of the file that the output `permissions-file` names. */
  permissionsFile: string
}

/** Runs a process to its end as its own step. */
export function runProcess(command: ProcessCommand): ProcessResult {
  const { program = process.execPath, args, inputs = {}, env = {}, measuresMemory } = command
  const folders = createFolders()
  try {
    const options = {
      cwd: folders.workspace,
      env: stepEnv({ inputs, env: { ...(measuresMemory && MEASURE_MEMORY_ENV), ...env } }, folders),
      maxBuffer: Number.POSITIVE_INFINITY,
      encoding: 'utf8' as const,
    }
    const start = performance.now()
    const { status, stdout, stderr, error } = spawnSync(program, args, options)
    const milliseconds = performance.now() - start
    if (error !== undefined) throw error
    if (stderr !== '') throw new Error(`${program} ${args.join(' ')} wrote to stderr: ${stderr}`)
    const record = new StepRecord(folders.workspace)
    const { summary } = applyFileCommands(folders.files, record)
    const outputs = Object.fromEntries(record.outputs)
    return {
      exitCode: status,
      milliseconds,
      maxBytes: Number(read(join(folders.temp, 'peak-memory'))) * 1024,
      stdout,
      outputs,
      summary: summary ?? '',
      permissionsFile: outputs['permissions-file'] ? read(outputs['permissions-file']) : '',
    }
  } finally {
    removeFolder(folders.root)
  }
}
