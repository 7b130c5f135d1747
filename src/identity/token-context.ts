import type { TokenRequest, TokenResponse } from '../api/token-request.ts'
import type { Clock } from '../common/clock.ts'
import type { IdTokenClaims } from './claims.ts'
import type { IdentityProvider, RunnerTokenService } from './settings.ts'

/**
 * What a token must look like to go into a header. A shorter one may be a word, which would be masked
 * everywhere.
 */
export const TOKEN_PATTERN = /^[!-~]{8,16000}$/

/** What getting tokens needs from outside. */
export interface TokenContext {
  provider: IdentityProvider
  runner: RunnerTokenService
  clock: Clock
  /** Injected, because a bundle that both import from would cost every run. */
  requestToken: <T>(request: TokenRequest<T>) => Promise<TokenResponse<T>>
  /** Called with each token as it arrives, so it's masked before anything else happens. */
  onToken: (token: string) => void
  /** Called when an exchange is rejected, with what GitHub's token says. */
  onRejected: (serviceAccountId: string, claims: IdTokenClaims) => void
}
