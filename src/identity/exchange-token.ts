import * as v from 'valibot'
import type { ApiErrorDetails } from '../api/errors.ts'
import { requestGitHubToken } from './github-token.ts'
import { TOKEN_PATTERN, type TokenContext } from './token-context.ts'

/** An access token of a service account. Times in milliseconds since the Unix epoch. */
export interface AccessToken {
  value: string
  requestedAt: number
  /** Counted from the requests, so a wrong clock does no harm. */
  expiresAt: number
}

// As in OpenAI's SDKs.
const DEFAULT_LIFETIME_S = 3_600

// As some gateways write numbers.
const digits = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))

const responseSchema = v.object({
  access_token: v.pipe(v.string(), v.regex(TOKEN_PATTERN)),
  token_type: v.pipe(v.string(), v.regex(/^bearer$/i)),
  expires_in: v.optional(v.nullable(v.pipe(v.union([v.number(), digits]), v.minValue(1)))),
})

/**
 * Exchanges a fresh GitHub token for an access token of a service account (RFC 8693), as OpenAI's
 * guide to workload identity federation describes. The access token ends no later than GitHub's.
 *
 * @throws ApiError if there is none
 */
export async function exchangeToken(
  serviceAccountId: string,
  context: TokenContext,
): Promise<AccessToken> {
  const { id: providerId, tokenUrl } = context.provider
  const github = await requestGitHubToken(context)
  const { value, requestedAt } = await context.requestToken({
    method: 'POST',
    url: tokenUrl,
    operation: `get an access token for ${serviceAccountId}`,
    server: tokenUrl.host,
    body: JSON.stringify({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: github.jwt,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      identity_provider_id: providerId,
      service_account_id: serviceAccountId,
    }),
    input: 'identity-token-url',
    schema: responseSchema,
    rejection: status => {
      if (MISMATCH.has(status)) context.onRejected(serviceAccountId, github)
      return rejectionOf(serviceAccountId, status)
    },
  })
  context.onToken(value.access_token)
  const endOfGitHub = github.requestedAt + (github.lifetimeMs ?? Number.POSITIVE_INFINITY)
  const lifetime = (value.expires_in ?? DEFAULT_LIFETIME_S) * 1000
  return {
    value: value.access_token,
    requestedAt,
    expiresAt: Math.min(endOfGitHub, requestedAt + lifetime),
  }
}

// A wrong audience, a wrong claim, and a wrong ID look alike.
const MISMATCH = new Set([400, 401, 403])

function rejectionOf(serviceAccountId: string, status: number): Partial<ApiErrorDetails> {
  const summary = `OpenAI rejected the token exchange for ${serviceAccountId}`
  if (status === 429) return { about: 'identity', summary }
  const hint = MISMATCH.has(status)
    ? "Check service-account-id and identity-provider-id. Compare the claims in the log with the identity provider's audience and mapping."
    : 'Check identity-token-url.'
  return { about: 'identity', summary, hint }
}
