import type { TimeBudget } from '../common/clock.ts'
import { accessToken, discardRejectedToken } from './access-token.ts'
import { type ApiResult, type Call, toHttp } from './call.ts'
import type { ApiError } from './errors.ts'
import { describeExchange, isApiRejection, requestIdOf, toError } from './failure.ts'
import { hintFor } from './hints.ts'
import type { Credential, Key, ServiceAccount } from './key.ts'
import { type RateLimiter, routeOf, type SentRequest } from './rate-limit.ts'
import { type Fail, readResult } from './read-result.ts'
import { gaveUp, isTooLong, requestedWait } from './requested-wait.ts'
import {
  classifyResponse,
  PATIENCE_MS,
  type RetryDecision,
  retryAfterOf,
  waitBefore,
} from './retry.ts'
import type { Exchange, Transport } from './transport.ts'
import { createTurns } from './turns.ts'

/** A call that will be retried, and when. */
export interface Retry {
  operation: string
  reason: string
  requestId: string | null
  /** The fix; null if it's unclear, and after the first retry of a call. */
  hint: string | null
  /** Milliseconds until the earliest retry: after a 429, other calls may go first. */
  wait: number
  /** Milliseconds until the deadline. */
  left: number
  /** Milliseconds between requests from now on; 0 if they aren't paced. */
  spacing: number
}

/** Options of `createClient`. */
export interface ClientOptions {
  transport: Transport
  credential: Credential
  budget: TimeBudget
  /** Returns a number from 0 up to but not including 1. */
  random: () => number
  onRetry: (retry: Retry) => void
  /** Paces the requests of the key, shared by all clients that use it. */
  limiter: RateLimiter
  /** Whether any client of the run has received a response; by default, only this client. */
  wasReached?: () => boolean
}

/** Calls the API, and retries what can be retried. */
export interface Client {
  /**
   * @throws ApiError unless a response matches `schema`; its `kind` shows what that means for the
   *   caller
   */
  call<T>(call: Call<T>): Promise<ApiResult<T>>
  /** Requests sent so far, retries included. */
  readonly requests: number
  /** Whether any of them received a response. */
  readonly wasAnswered: boolean
}

/**
 * A client that retries GETs after faults that pass, for two minutes per call, and any request
 * after a 429, until the deadline. Writes are otherwise retried only if nothing was sent.
 */
export function createClient(options: ClientOptions): Client {
  const { transport, credential, budget, random, onRetry, limiter } = options
  const { clock, cancelled } = budget
  const { takeTurn, pause, leftFor } = createTurns(budget, limiter)
  let requests = 0
  let wasAnswered = false
  const wasReached = options.wasReached ?? (() => wasAnswered)

  async function call<T>(call: Call<T>): Promise<ApiResult<T>> {
    const { operation, method, patienceMs = PATIENCE_MS } = call
    const started = clock.now()
    const route = routeOf(call)
    let faultMs = 0
    let giveUp: (() => ApiError) | null = null
    let wasRejected = false
    for (let attempts = 1; ; attempts++) {
      // Before the turn, because an exchange takes time in which others can send.
      if (!('value' in credential)) await tokenFor(credential, call)
      const turn = await takeTurn(call, route, attempts - 1, giveUp)
      const key = 'value' in credential ? credential : await keyFor(credential, call, turn)
      requests++
      const sentAt = clock.now()
      const timeoutMs = call.deadline === undefined ? undefined : leftFor(call)
      const exchange = await transport.exchange(toHttp(call, key.value, timeoutMs))
      if (exchange.type === 'answer') wasAnswered = true
      const fail: Fail = (kind, more = {}) =>
        toError({
          operation,
          method,
          key,
          exchange,
          kind,
          attempts,
          wasReached: wasReached(),
          more,
        })

      const decision = classifyResponse(method, exchange)
      const { isThrottled, requested } = noteOutcome(turn, exchange, decision)
      if (!wasRejected && discardRejectedToken(exchange, credential, key)) {
        wasRejected = true
        const reason = `${describeExchange(exchange)}; requesting a new access token`
        const requestId = requestIdOf(exchange)
        onRetry({
          operation,
          reason,
          requestId,
          hint: null,
          wait: 0,
          left: leftFor(call),
          spacing: 0,
        })
        continue
      }
      let reason = describeExchange(exchange)
      if (decision === 'accept') {
        const result = readResult(call, exchange, key, fail)
        if (typeof result !== 'string') {
          call.onProgress?.('response')
          return result
        }
        reason = result
      }
      const left = leftFor(call)
      if (decision === 'ambiguous') {
        throw fail('ambiguous', requestedWait(exchange, requested, left))
      }
      if (decision === 'fail') throw fail(isApiRejection(exchange) ? 'refused' : 'unavailable')
      if (cancelled.aborted) throw fail('cancelled', { reason: 'the step was cancelled' })

      const wait = isThrottled
        ? limiter.delayAt(route, clock.now())
        : waitBefore(attempts, requested, random)
      giveUp = () => {
        const kind = decision === 'accept' ? 'unreadable' : 'unavailable'
        return fail(kind, { reason: gaveUp(reason, attempts, clock.now() - started) })
      }
      if (!isThrottled) faultMs += clock.now() - sentAt + wait
      const isOutOfPatience =
        faultMs > patienceMs || (call.patienceMs !== undefined && (requested ?? 0) > patienceMs)
      if (isTooLong(requested, left)) {
        throw fail('unavailable', requestedWait(exchange, requested, left))
      }
      if (wait >= left || isOutOfPatience) throw giveUp()
      const spacing = isThrottled ? limiter.spacingOf(route, clock.now()) : 0
      const requestId = requestIdOf(exchange)
      const hint = attempts === 1 ? hintFor({ exchange, key, method, operation }) : null
      onRetry({ operation, reason, requestId, hint, wait, left, spacing })
      if (isThrottled) continue
      call.onProgress?.('fault')
      await pause(wait, call, attempts)
    }
  }

  const tokenFor = (account: ServiceAccount, call: Call<unknown>) =>
    accessToken(account, call.operation, { clock, cancelled, left: leftFor(call) })

  /** The token to send, which may have ended meanwhile; without one, the turn isn't used. */
  async function keyFor(
    account: ServiceAccount,
    call: Call<unknown>,
    turn: SentRequest,
  ): Promise<Key> {
    try {
      return await tokenFor(account, call)
    } catch (error) {
      limiter.onFailure(turn, clock.now())
      throw error
    }
  }

  /** Records what an exchange shows about the rate limit; returns the requested wait. */
  function noteOutcome(turn: SentRequest, exchange: Exchange, decision: RetryDecision) {
    const now = clock.now()
    const status = exchange.type === 'answer' ? exchange.status : null
    const isThrottled = status === 429
    const requested = retryAfterOf(exchange, now)
    if (isThrottled && decision === 'retry') limiter.onThrottled(turn, now, requested)
    else if (isThrottled || status === null) limiter.onFailure(turn, now)
    else limiter.onSuccess(turn, now)
    return { isThrottled, requested }
  }

  return {
    call,
    get requests() {
      return requests
    },
    get wasAnswered() {
      return wasAnswered
    },
  }
}
