import type { SharedStep } from './setup.ts'

/** How many times faster than real time the steps run whose waits are measured. */
export const SPEED = 50

/** The tolerance below a wait: a Node timer can end a real millisecond early. */
export const TIMER_TOLERANCE_MS = 2 * SPEED

/** Milliseconds, in the step's own time, between consecutive requests. */
export function waitsOf({ requests }: SharedStep): number[] {
  return requests.slice(1).map(({ at }, i) => (at - (requests[i]?.at ?? 0)) * SPEED)
}
