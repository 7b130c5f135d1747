import { setTimeout } from 'node:timers/promises'

/** The time source of a run, injected so tests can skip hours in milliseconds. */
export interface Clock {
  /** Milliseconds since the Unix epoch. Never goes back, even if the machine's time is set. */
  now(): number
  /** Resolves after `milliseconds`; rejects with an `AbortError` if `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
}

/** How long a run may take, and whether it was cancelled. */
export interface TimeBudget {
  readonly clock: Clock
  /** In milliseconds since the Unix epoch. Nothing new starts after it. */
  deadline: number
  /** Aborts when the step is cancelled. */
  readonly cancelled: AbortSignal
}

/** Milliseconds until the deadline, 0 once it has passed. */
export function remainingMs({ clock, deadline }: TimeBudget): number {
  return Math.max(0, deadline - clock.now())
}
