import type { StepOptions } from '../support/runner.ts'
import type { Shared } from './setup.ts'

/** How a step is told to end. */
export interface Telling {
  /** Whether the time has come, by what the step has logged so far; asked every millisecond. */
  isTime(log: string): boolean
  signals: NodeJS.Signals[]
  /** Real milliseconds between the signals; 0 unless given. */
  apart?: number
}

/** A step that was told to end, or had ended before. */
export interface Told {
  step: Shared
  /** When the first signal was sent, in milliseconds of `performance.now()`; null for never. */
  at: number | null
  /** Real milliseconds from then to its end, 0 for never. */
  took: number
}

/** Runs a step, and sends it the signals once it is time and it has begun to log. */
export async function tell(
  { isTime, signals, apart = 0 }: Telling,
  run: (onLine: NonNullable<StepOptions['onLine']>) => Promise<Shared>,
): Promise<Told> {
  let kill: ((signal: NodeJS.Signals) => void) | null = null
  let log = ''
  let at: number | null = null
  const timers: NodeJS.Timeout[] = []
  const watch = setInterval(() => {
    if (kill === null || !isTime(log)) return
    clearInterval(watch)
    at = performance.now()
    for (const [index, signal] of signals.entries()) {
      if (index * apart === 0) kill(signal)
      else timers.push(setTimeout(kill, index * apart, signal))
    }
  }, 1)
  try {
    const step = await run((line, running) => {
      log += `${line}\n`
      kill ??= running.kill
    })
    return { step, at, took: at === null ? 0 : performance.now() - at }
  } finally {
    clearInterval(watch)
    for (const timer of timers) clearTimeout(timer)
  }
}
