import type { Fault, ReceivedRequest } from './types.ts'

/** The faults a test has set, and what is left of each. */
export class Faults {
  #pending: { fault: Fault; skip: number; times: number }[] = []

  add(fault: Fault): void {
    this.#pending.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 })
  }

  clear(): void {
    this.#pending = []
  }

  /**
   * The fault this request meets, if any, which is thereby used once. The faults it only passed
   * count it as skipped; those after the one it meets don't count it.
   */
  take(request: ReceivedRequest): Fault | undefined {
    for (const entry of this.#pending) {
      const { on } = entry.fault
      const matches =
        typeof on === 'function' ? on(request) : on === undefined || on === request.route
      if (!matches || entry.times <= 0) continue
      if (entry.skip > 0) {
        entry.skip -= 1
        continue
      }
      entry.times -= 1
      return entry.fault
    }
    return undefined
  }
}
