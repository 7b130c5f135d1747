import { setTimeout } from 'node:timers/promises'
import * as core from '@actions/core'
import type { Clock } from '../../../src/common/clock.ts'
import { run } from '../../../src/main.ts'
import { Lines } from './lines.ts'
import type { StepRecord } from './record.ts'
import type { ProcessResult } from './run-process.ts'
import type { StepOptions } from './types.ts'

// A step has the process to itself, including its environment and stdout.
let previous: Promise<unknown> = Promise.resolve()

/** Runs the step from its sources in this process, feeding the record. */
export function executeSource(
  options: StepOptions,
  env: NodeJS.ProcessEnv,
  workspace: string,
  record: StepRecord,
): Promise<ProcessResult> {
  const result = previous.then(() => execute(options, env, workspace, record))
  previous = result.catch(() => {})
  return result
}

async function execute(
  options: StepOptions,
  env: NodeJS.ProcessEnv,
  workspace: string,
  record: StepRecord,
): Promise<ProcessResult> {
  const scanned: ProcessResult['scanned'] = { stdout: [], stderr: [] }
  const cancel = new AbortController()
  let failure: unknown
  const stdout = new Lines(line => {
    if (record.feed(line)?.command !== 'add-mask') scanned.stdout.push(line)
    try {
      options.onLine?.(line, { kill: () => cancel.abort() })
    } catch (error) {
      failure ??= error
      cancel.abort()
    }
  })
  using _ = takeProcess(env, workspace, stdout)
  const exitCode = await run({
    env,
    clock: options.clock ?? scaledClock(options.speed ?? 1),
    random: options.random ?? Math.random,
    cancelled: cancel.signal,
  })
  stdout.end()
  if (failure !== undefined) throw failure
  return { exitCode, signal: null, stdout: stdout.text(), stderr: '', scanned }
}

/**
 * Gives a step, or other code for runners, this process's environment, folder, and stdout until it
 * is disposed of.
 */
export function takeProcess(env: NodeJS.ProcessEnv, workspace: string, stdout: Lines): Disposable {
  const { env: ownEnv } = process
  const folder = process.cwd()
  const { write } = process.stdout
  process.env = { ...env }
  // The library permanently keeps the first summary's path, and what it couldn't write.
  Reflect.deleteProperty(core.summary, '_filePath')
  core.summary.emptyBuffer()
  process.chdir(workspace)
  process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    stdout.add(Buffer.from(chunk as string))
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  }
  return {
    [Symbol.dispose]() {
      process.stdout.write = write
      process.chdir(folder)
      process.env = ownEnv
    },
  }
}

/** A clock that runs that many times faster than the machine's. */
function scaledClock(speed: number): Clock {
  const start = performance.now()
  return {
    now: () => performance.timeOrigin + start + (performance.now() - start) * speed,
    // Rounded up, because Node truncates fractions and a sleep would end early.
    sleep: (milliseconds, signal) =>
      setTimeout(Math.ceil(milliseconds / speed), undefined, { signal }),
  }
}
