import { setTimeout } from 'node:timers/promises'

/** The time of a run, handed in so that tests can make hours pass in milliseconds. */
export interface Clock {
  /** Milliseconds since the Unix epoch. Never goes back, even when the machine's time is set. */
  now(): number
  /** Resolves after that many milliseconds; rejects with an `AbortError` once `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
}

/** How long a run may go on, and whether it still may. */
export interface TimeBudget {
  readonly clock: Clock
  /** The moment, in milliseconds since the Unix epoch, from which on nothing new is begun. */
  deadline: number
  /** Aborts when the step is cancelled. */
  readonly cancelled: AbortSignal
}

/** Milliseconds until the deadline, 0 once it has passed. */
export function remainingMs({ clock, deadline }: TimeBudget): number {
  return Math.max(0, deadline - clock.now())
}
