import type { Fault, ReceivedRequest } from './types.ts'

/** A test's faults, and how often each is left. */
export class Faults {
  #pending: { fault: Fault; skip: number; times: number }[] = []

  add(fault: Fault): void {
    this.#pending.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 })
  }

  clear(): void {
    this.#pending = []
  }

  /**
   * The fault for this request, if any, which uses it once. A fault that still skips requests
   * counts this one; faults after the returned one don't.
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
