import type { Clock } from '../../src/common/clock.ts'

/**
 * A clock whose pauses end at once, in seconds since its start.
 *
 * @param cancelled ends pauses; other sleeps, such as the time limit of a request, never end
 */
export function skippingClock(cancelled: AbortSignal) {
  const start = 1_000_000
  let now = start
  const clock: Clock = {
    now: () => now,
    async sleep(milliseconds, signal) {
      if (signal !== cancelled) return new Promise(() => {})
      signal.throwIfAborted()
      now += milliseconds
    },
  }
  return {
    clock,
    start,
    second: () => (now - start) / 1000,
    /** Lets time pass, in milliseconds. */
    pass(milliseconds: number) {
      now += milliseconds
    },
  }
}
