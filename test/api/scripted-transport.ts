import * as v from 'valibot'
import type { Call } from '../../src/api/call.ts'
import { createClient, type Retry } from '../../src/api/client.ts'
import type { Credential } from '../../src/api/key.ts'
import { RateLimiter } from '../../src/api/rate-limit.ts'
import type { Exchange, HttpRequest } from '../../src/api/transport.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

/** A read whose response is a number. */
export const READ: Call<number> = {
  operation: 'read it',
  method: 'GET',
  path: '/it',
  schema: v.number(),
}

/** A write whose response is a number. */
export const WRITE: Call<number> = {
  ...READ,
  operation: 'write it',
  method: 'POST',
  body: { n: 1 },
}

/** A reply to a request; a function is called while the request is in flight. */
export type Reply = Exchange | (() => Exchange | Promise<Exchange>)

/**
 * A client and its scripted transport, which replies to the requests in order.
 *
 * @param seconds until the deadline
 * @param randomValue replaces the random number; with 1, a pause has its maximum length
 */
export function scriptedClient(
  replies: readonly Reply[],
  {
    seconds = 600,
    draw: randomValue = 1,
    clock = new VirtualClock(),
    limiter = new RateLimiter(() => randomValue),
    late = 0,
    credential = { value: 'sk-admin-0123456789', input: 'admin-key' } as Credential,
  } = {},
) {
  const start = clock.now()
  const second = () => (clock.now() - start) / 1000
  const step = new AbortController()
  const sent: (HttpRequest & { at: number })[] = []
  const retries: Retry[] = []
  const client = createClient({
    transport: {
      async exchange(request) {
        sent.push({ ...request, at: second() })
        const reply = replies[sent.length - 1]
        if (reply === undefined) throw new Error('nothing more was to be sent')
        return typeof reply === 'function' ? reply() : reply
      },
      close: async () => {},
    },
    credential,
    budget: {
      clock: {
        now: () => clock.now(),
        sleep: (milliseconds, signal) => clock.sleep(milliseconds + late, signal),
      },
      cancelled: step.signal,
      deadline: start + seconds * 1000,
    },
    random: () => randomValue,
    onRetry: event => void retries.push(event),
    limiter,
  })
  return {
    client,
    clock,
    limiter,
    second,
    sent,
    retries,
    cancel: () => step.abort(),
    /** The error of a failing call. */
    errorOf: (call: Call<number>) =>
      client.call(call).then(
        () => {
          throw new Error('the call was to fail')
        },
        (error: unknown) => error,
      ),
    /** The seconds of the run at which requests were sent. */
    times: () => sent.map(({ at }) => at),
  }
}
