import type { Clock } from '../../../src/common/clock.ts'
import type { Annotation } from './annotations.ts'
import type { Command } from './commands.ts'

/** What a step is given. */
export interface StepOptions {
  /** The step's `with:`. Inputs that are left out have their default from action.yml. */
  inputs?: Record<string, string>
  /** Variables on top of a clean environment like a runner's; undefined removes one. */
  env?: Record<string, string | undefined>
  /** Above 1 the step's clocks and timers run this many times faster (see ../clock.ts). */
  speed?: number
  /** Secrets to look for besides the inputs that are keys. */
  secrets?: string[]
  /** Gets each line of stdout as it comes; what it throws ends the step and rejects. */
  onLine?: (line: string, step: { kill(signal: NodeJS.Signals): void }) => void
  /**
   * The step's time. With it the step is run from its sources, in the process of the test: what
   * `kill` sends is then a cancellation.
   */
  clock?: Clock
  /** The step's randomness, where it is run from its sources. */
  random?: () => number
  /** Script to run; dist/index.js unless given. */
  entry?: string
  /** Real milliseconds after which the step is killed; 60 000 unless given. */
  timeoutMs?: number
}

/** What a step left behind. Disposing of it removes the step's folders. */
export interface StepResult extends AsyncDisposable {
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** How the runner would mark the step: also a failure where a command of it could not be done. */
  outcome: 'success' | 'failure'
  /** Raw, as printed. */
  stdout: string
  /** Raw, as printed. */
  stderr: string
  /** What GitHub would show: commands carried out, masked values as `***`. */
  log: string
  /** The first 10 of each level, messages cut at 4096 characters. */
  annotations: Annotation[]
  /** All of them, uncut. */
  allAnnotations: Annotation[]
  /** Values masked with `add-mask`, and the lines of those that have several. */
  masks: string[]
  /** Every command executed from stdout and stderr, in order of arrival. */
  commands: Command[]
  /** From GITHUB_OUTPUT and `set-output`; names differ by more than case. */
  outputs: Record<string, string>
  exportedEnv: Record<string, string>
  paths: string[]
  state: Record<string, string>
  /** The job summary's Markdown, masked line by line; null where the runner refuses its size. */
  summary: string | null
  /** RUNNER_TEMP, there until the result is disposed of or this process exits. */
  tempDir: string
  /** Real milliseconds from start to end. */
  elapsedMs: number
}
