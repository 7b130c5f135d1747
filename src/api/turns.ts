import { remainingMs, type TimeBudget } from '../common/clock.ts'
import type { Call } from './call.ts'
import { ApiError, cancelledError } from './errors.ts'
import type { RateLimiter, SentRequest } from './rate-limit.ts'
import { describeWait } from './requested-wait.ts'

/** The waits of a client's calls. Times are milliseconds. */
export interface Turns {
  /**
   * Waits until a request may be sent, and records it.
   *
   * @param attempts how many times the call was sent
   * @param gaveUp the error of the call's last try, null before the first
   * @throws ApiError if that's too late
   */
  takeTurn(
    call: Call<unknown>,
    route: string,
    attempts: number,
    gaveUp: (() => ApiError) | null,
  ): Promise<SentRequest>
  /**
   * Waits before a retry, or until the call's signal aborts.
   *
   * @throws ApiError if the step was cancelled
   */
  pause(milliseconds: number, call: Call<unknown>, attempts: number): Promise<void>
  /** How long until the call must end. */
  leftFor(call: Call<unknown>): number
}

/** The waits of calls that share a budget and a rate limit. */
export function createTurns(budget: TimeBudget, limiter: RateLimiter): Turns {
  const { clock, cancelled } = budget

  async function takeTurn(
    call: Call<unknown>,
    route: string,
    attempts: number,
    gaveUp: (() => ApiError) | null,
  ): Promise<SentRequest> {
    const { operation } = call
    const unavailable = (reason: string, summary: string) =>
      gaveUp?.() ?? new ApiError({ kind: 'unavailable', operation, reason, attempts, summary })
    // First come, first served: one with many requests must not starve the others.
    using queued = limiter.enqueue(route)
    for (;;) {
      if (cancelled.aborted) throw cancelledError(operation, attempts)
      if (call.signal?.aborted)
        throw unavailable('a rejection stopped the run', 'A rejection stopped the run')
      const left = leftFor(call)
      if (left === 0) throw unavailable('no time left', 'Ran out of time')
      // While one call waits, the server may ask another to wait longer.
      const wait = limiter.delayAt(route, clock.now(), queued.place)
      // In the same tick, so that calls that wake together don't all take this turn.
      if (wait === 0) return limiter.onSend(route, clock.now())
      if (wait >= left)
        throw unavailable(`the rate limit requires ${describeWait(wait, left)}`, 'Rate limited')
      await pause(wait, call, attempts)
    }
  }

  async function pause(
    milliseconds: number,
    { operation, signal }: Call<unknown>,
    attempts: number,
  ): Promise<void> {
    try {
      const until = signal === undefined ? cancelled : AbortSignal.any([cancelled, signal])
      await clock.sleep(milliseconds, until)
    } catch {
      if (signal?.aborted) return
      throw cancelledError(operation, attempts)
    }
  }

  function leftFor({ deadline = Number.POSITIVE_INFINITY }: Call<unknown>): number {
    return Math.max(0, Math.min(remainingMs(budget), deadline - clock.now()))
  }

  return { takeTurn, pause, leftFor }
}
