import * as v from 'valibot'
import { claimsOf, type IdTokenClaims } from './claims.ts'
import { TOKEN_PATTERN, type TokenContext } from './token-context.ts'

/** An OIDC token of GitHub Actions. */
export interface GitHubToken extends IdTokenClaims {
  jwt: string
  /** When it was requested, in milliseconds since the Unix epoch. */
  requestedAt: number
}

const responseSchema = v.object({ value: v.pipe(v.string(), v.regex(TOKEN_PATTERN)) })

/**
 * Requests an OIDC token from the runner's token service, as `getIDToken` of `@actions/core` does:
 * https://docs.github.com/actions/reference/security/oidc
 *
 * @throws ApiError if there is none
 */
export async function requestGitHubToken(context: TokenContext): Promise<GitHubToken> {
  const { provider, runner } = context
  const url = new URL(runner.url)
  // Appended as text, so the runner's own query stays as it is.
  url.search += `${url.search === '' ? '?' : '&'}audience=${encodeURIComponent(provider.audience)}`
  const { value, requestedAt } = await context.requestToken({
    method: 'GET',
    url,
    key: runner.token,
    operation: "get this job's OIDC token",
    server: "GitHub's token service",
    input: null,
    schema: responseSchema,
    // Without the permission, the runner wouldn't name its service.
    rejection: () => ({ about: 'identity', summary: "Couldn't get this job's OIDC token" }),
  })
  context.onToken(value.value)
  return { jwt: value.value, requestedAt, ...claimsOf(value.value) }
}
