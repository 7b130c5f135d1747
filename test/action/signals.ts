import type { StepOptions } from '../support/runner.ts'
import type { SharedStep } from './setup.ts'

/** When and how to cancel a step. */
export interface SignalPlan {
  /** Whether to send the signals now, given the step's log so far; checked every millisecond. */
  isTime(log: string): boolean
  signals: NodeJS.Signals[]
  /** Real milliseconds between the signals; 0 by default. */
  intervalMs?: number
}

/** A step that was canceled, or had ended before. */
export interface StepOutcome {
  step: SharedStep
  /** When the first signal was sent, in milliseconds of `performance.now()`; null if never. */
  signaledAt: number | null
  /** Real milliseconds from then until its end; 0 if never. */
  tookMs: number
}

/** Runs a step, and sends it the signals when it's time and it has started to log. */
export async function runWithSignals(
  { isTime, signals, intervalMs = 0 }: SignalPlan,
  run: (onLine: NonNullable<StepOptions['onLine']>) => Promise<SharedStep>,
): Promise<StepOutcome> {
  let kill: ((signal: NodeJS.Signals) => void) | null = null
  let log = ''
  let signaledAt: number | null = null
  const timers: NodeJS.Timeout[] = []
  const watch = setInterval(() => {
    if (kill === null || !isTime(log)) return
    clearInterval(watch)
    signaledAt = performance.now()
    for (const [index, signal] of signals.entries()) {
      if (index * intervalMs === 0) kill(signal)
      else timers.push(setTimeout(kill, index * intervalMs, signal))
    }
  }, 1)
  try {
    const step = await run((line, running) => {
      log += `${line}\n`
      kill ??= running.kill
    })
    return { step, signaledAt, tookMs: signaledAt === null ? 0 : performance.now() - signaledAt }
  } finally {
    clearInterval(watch)
    for (const timer of timers) clearTimeout(timer)
  }
}
