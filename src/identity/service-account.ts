import type { ServiceAccount } from '../api/key.ts'
import { type AccessToken, exchangeToken } from './exchange-token.ts'
import type { TokenContext } from './token-context.ts'

// A request takes up to a minute, but the API checks the token when the request arrives.
const MAX_MARGIN_MS = 60_000
const MARGIN_SHARE = 0.25

/**
 * A service account that gets its access tokens as they're needed: one exchange at a time, which all
 * calls share, and a fresh one before a token ends. A failed exchange is final.
 */
export function createServiceAccount(
  id: string,
  input: ServiceAccount['input'],
  context: TokenContext,
): ServiceAccount {
  const { clock } = context
  let current: AccessToken | null = null
  let pending: Promise<AccessToken> | null = null
  let isReplacement = false

  async function token(): Promise<string> {
    if (current !== null && clock.now() < renewalOf(current)) return current.value
    if (current !== null) isReplacement = false
    current = null
    pending ??= renew()
    return (await pending).value
  }

  async function renew(): Promise<AccessToken> {
    current = await exchangeToken(id, context)
    // Not after a failure, which later calls get, too.
    pending = null
    return current
  }

  function reject(value: string): boolean {
    if (current === null || current.value !== value) return true
    // A fresh token that is rejected, too, shows that the next one would be.
    if (isReplacement) return false
    isReplacement = true
    current = null
    return true
  }

  return { id, input, token, reject }
}

/** When to get the next token: a minute before this one ends, or at three quarters of its life. */
function renewalOf({ requestedAt, expiresAt }: AccessToken): number {
  return expiresAt - Math.min(MAX_MARGIN_MS, (expiresAt - requestedAt) * MARGIN_SHARE)
}
