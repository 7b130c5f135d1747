import type { Clock } from '../common/clock.ts'
import { ApiError, cancelledError } from './errors.ts'
import type { Credential, Key, ServiceAccount } from './key.ts'
import type { Exchange } from './transport.ts'

/** How long a call can wait for a token. */
export interface TokenBound {
  clock: Clock
  cancelled: AbortSignal
  /** Milliseconds. */
  left: number
}

/**
 * The current access token of a service account, as a key.
 *
 * @param operation what the call is for, in the infinitive
 * @throws ApiError if there is none in time
 */
export async function accessToken(
  account: ServiceAccount,
  operation: string,
  { clock, cancelled, left }: TokenBound,
): Promise<Key> {
  const done = new AbortController()
  const end = clock.sleep(left, AbortSignal.any([cancelled, done.signal])).then(
    () => {
      const details = { kind: 'unavailable', operation, reason: 'no time left' } as const
      throw new ApiError({ ...details, summary: 'Ran out of time' })
    },
    () => {
      throw cancelledError(operation, 0)
    },
  )
  try {
    return { value: await Promise.race([account.token(), end]), input: account.input }
  } finally {
    done.abort()
  }
}

/**
 * Discards an access token that the API rejected.
 *
 * @returns whether to send the call again, with a fresh token
 */
export function discardRejectedToken(
  exchange: Exchange,
  credential: Credential,
  key: Key,
): boolean {
  const isRejected = exchange.type === 'answer' && exchange.status === 401
  return isRejected && !('value' in credential) && credential.reject(key.value)
}
