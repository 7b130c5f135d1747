import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { isFast } from './environment.ts'
import { REPOSITORY } from './folders.ts'
import { Lines } from './lines.ts'
import type { StepRecord } from './record.ts'
import type { StepOptions } from './types.ts'

const CLOCK = new URL('../clock.mjs', import.meta.url).href
const SIGNALS = new URL('../signals-by-message.mjs', import.meta.url).href

/** Whether signals are sent as messages: on Windows, and elsewhere to test that. */
const sendsMessages = () => process.platform === 'win32' || process.env.TEST_SIGNALS === 'messages'

/** The result of a step's process. */
export interface ProcessResult {
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** As printed, with `\n` for the line ends of this platform. */
  stdout: string
  /** As printed, with `\n` for the line ends of this platform. */
  stderr: string
  /** The lines that must not contain a secret: all except those that mask one. */
  scanned: Record<'stdout' | 'stderr', string[]>
}

/** Runs the step to its end, feeding the record; rejects if it takes too long. */
export function executeBuilt(
  options: StepOptions,
  env: NodeJS.ProcessEnv,
  cwd: string,
  record: StepRecord,
): Promise<ProcessResult> {
  const { entry = join(REPOSITORY, 'dist/index.js'), timeoutMs = 60_000, onLine } = options
  const scanned: ProcessResult['scanned'] = { stdout: [], stderr: [] }
  return new Promise((resolve, reject) => {
    const isByMessage = sendsMessages()
    const imports = [isFast(options) && CLOCK, isByMessage && SIGNALS].filter(url => url !== false)
    const child = spawn(process.execPath, [...imports.flatMap(url => ['--import', url]), entry], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe', ...(isByMessage ? (['ipc'] as const) : [])],
    }) as ChildProcessByStdio<null, Readable, Readable>
    const kill = (signal: NodeJS.Signals) => {
      if (!isByMessage) child.kill(signal)
      // An error means that the step has ended meanwhile.
      else if (child.connected) child.send(signal, () => {})
    }
    let failure: unknown
    const stop = (error: unknown) => {
      failure ??= error
      child.kill('SIGKILL')
      // A process that the step started can keep the pipes open.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const timer = setTimeout(() => {
      stop(new Error(`The step took over ${timeoutMs} ms:\n${record.log.join('\n')}`))
    }, timeoutMs)
    const listen = (name: 'stdout' | 'stderr') => {
      const lines = new Lines(line => {
        // A mask has to be printed in full: only that line can contain a secret, and it is never
        // shown.
        if (record.feed(line)?.command !== 'add-mask') scanned[name].push(line)
        try {
          if (name === 'stdout') onLine?.(line, { kill })
        } catch (error) {
          stop(error)
        }
      })
      child[name].on('data', chunk => lines.add(chunk))
      child[name].on('end', () => lines.end())
      return lines
    }
    const [stdout, stderr] = [listen('stdout'), listen('stderr')]
    child.on('error', stop)
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer)
      if (failure !== undefined) reject(failure)
      else resolve({ exitCode, signal, stdout: stdout.text(), stderr: stderr.text(), scanned })
    })
  })
}
