import type { Fault, ReceivedRequest } from './types.ts'

/** A test's faults, and how often each is left. */
export class Faults {
  #pending: { fault: Fault; before: number; times: number }[] = []

  add(fault: Fault): void {
    const { skip = 0, times = 1 } = fault
    this.#pending.push({ fault, before: skip, times })
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
      if (entry.before > 0) {
        entry.before -= 1
        continue
      }
      entry.times -= 1
      return entry.fault
    }
    return undefined
  }
}
