import type { Clock } from '../../../src/common/clock.ts'
import type { Annotation } from './annotations.ts'
import type { Command } from './commands.ts'

/** A step's options. */
export interface StepOptions {
  /** The step's `with:`. Omitted inputs have their default from action.yml. */
  inputs?: Record<string, string>
  /** Variables on top of a clean environment like a runner's; undefined removes one. */
  env?: Record<string, string | undefined>
  /** Above 1, the step's clocks and timers run this many times faster (see ../clock.ts). */
  speed?: number
  /** Secrets to look for besides the inputs that are keys. */
  secrets?: string[]
  /** Secrets that arrive during the step and that it has to mask; a list that grows meanwhile. */
  issued?: readonly string[]
  /** Called with each line of stdout; an error that it throws ends the step and rejects. */
  onLine?: (line: string, step: { kill(signal: NodeJS.Signals): void }) => void
  /**
   * The step's clock. With it, the step runs from its sources in the test's process, and `kill`
   * sends a cancellation.
   */
  clock?: Clock
  /** The step's randomness, if it runs from its sources. */
  random?: () => number
  /** Script to run; dist/index.js by default. */
  entry?: string
  /** Real milliseconds after which the step is killed; 60,000 by default. */
  timeoutMs?: number
}

/** A step's result. Disposing of it removes the step's folders. */
export interface StepResult extends AsyncDisposable {
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** How the runner would mark the step: also a failure if one of its commands failed. */
  outcome: 'success' | 'failure'
  /** As printed, with `\n` for the line ends of this platform. */
  stdout: string
  /** As printed, with `\n` for the line ends of this platform. */
  stderr: string
  /** What GitHub would show: commands executed, masked values as `***`. */
  log: string
  /** The first 10 of each level, with messages truncated at 4096 characters. */
  annotations: Annotation[]
  /** All of them, not truncated. */
  allAnnotations: Annotation[]
  /** Values masked with `add-mask`, and the lines of multiline ones. */
  masks: string[]
  /** Every command executed from stdout and stderr, in order. */
  commands: Command[]
  /** From GITHUB_OUTPUT and `set-output`; names are case-insensitive. */
  outputs: Record<string, string>
  exportedEnv: Record<string, string>
  paths: string[]
  state: Record<string, string>
  /** The job summary's Markdown, masked line by line; null if it is too large for the runner. */
  summary: string | null
  /** RUNNER_TEMP, which exists until the result is disposed of or this process exits. */
  tempDir: string
  /** Real milliseconds from start to end. */
  elapsedMs: number
}
