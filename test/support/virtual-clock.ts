import type { Clock } from '../../src/common/clock.ts'

interface Sleeper {
  wakesAt: number
  wake: () => void
}

// Shared, because a stack trace for each of thousands of sleeps takes time.
const ABORTED = new DOMException('The sleep was aborted', 'AbortError')

/**
 * A clock on which time passes only while everything sleeps: once nothing else is left to run, the
 * time jumps to the next sleeper's. It is only for code that waits for this clock or for what
 * `isBusy` covers.
 */
export class VirtualClock implements Clock {
  #now: number
  readonly #sleepers = new Set<Sleeper>()
  readonly #isBusy: () => boolean
  #isAdvancing = false

  /**
   * @param now milliseconds since the Unix epoch
   * @param isBusy whether something is in progress that takes no time on this clock
   */
  constructor(now = Date.UTC(2026, 10, 24, 21, 15, 37), isBusy = () => false) {
    this.#now = now
    this.#isBusy = isBusy
  }

  now(): number {
    return this.#now
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const sleeper = { wakesAt: this.#now + milliseconds, wake: resolve }
    const abort = () => {
      this.#sleepers.delete(sleeper)
      reject(ABORTED)
    }
    if (signal?.aborted) {
      abort()
      return promise
    }
    signal?.addEventListener('abort', abort, { once: true })
    sleeper.wake = () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }
    this.#sleepers.add(sleeper)
    this.#advance()
    return promise
  }

  /** Advances the time to the next sleeper's, again and again, while anything sleeps. */
  #advance(): void {
    if (this.#isAdvancing || this.#sleepers.size === 0) return
    this.#isAdvancing = true
    // By then everything that follows from the last wake-up without sleeping is done.
    setImmediate(() => {
      this.#isAdvancing = false
      if (this.#isBusy()) {
        this.#advance()
        return
      }
      const [next] = [...this.#sleepers].sort((a, b) => a.wakesAt - b.wakesAt)
      if (next !== undefined) {
        this.#sleepers.delete(next)
        this.#now = Math.max(this.#now, next.wakesAt)
        next.wake()
      }
      this.#advance()
    })
  }
}
