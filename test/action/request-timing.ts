import type { SharedStep } from './setup.ts'

/** How many times faster than real time the steps run whose waits are looked at. */
export const SPEED = 50

/** What a wait may seem too short by: a timer of Node may end a real millisecond early. */
export const TIMER_TOLERANCE_MS = 2 * SPEED

/** Milliseconds, in the step's own time, between each request and the next. */
export function waitsOf({ requests }: SharedStep): number[] {
  return requests.slice(1).map(({ at }, i) => (at - (requests[i]?.at ?? 0)) * SPEED)
}
