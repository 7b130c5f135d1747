import * as v from 'valibot'

/** The claims of GitHub's token that a mapping at OpenAI can require, in the order to show. */
const CLAIMS = ['iss', 'aud', 'sub', 'repository', 'ref', 'environment', 'workflow_ref'] as const

const claimsSchema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()))

/** What a JWT says about the workflow, unverified. Texts are raw. */
export interface IdTokenClaims {
  /** Each claim that a mapping can require; null if the token doesn't have it. */
  shown: [name: string, value: string | null][]
  /** Milliseconds from its issue to its end (`exp - iat`); null if it doesn't say. */
  lifetimeMs: number | null
}

/** Reads the claims of a JWT; all of them are null if it isn't one. */
export function claimsOf(jwt: string): IdTokenClaims {
  const [, payload = ''] = jwt.split('.')
  const parsed = v.safeParse(claimsSchema, Buffer.from(payload, 'base64url').toString())
  const claims = parsed.success ? parsed.output : {}
  const { exp, iat } = claims
  const seconds = typeof exp === 'number' && typeof iat === 'number' ? exp - iat : Number.NaN
  return {
    shown: CLAIMS.map(name => [name, toText(claims[name])]),
    lifetimeMs: seconds > 0 ? seconds * 1000 : null,
  }
}

function toText(claim: unknown): string | null {
  if (typeof claim === 'string') return claim
  if (claim === undefined || claim === null) return null
  // Deeply nested, it would overflow the call stack.
  const isFlat = Object.values(claim).every(part => typeof part !== 'object')
  return isFlat ? JSON.stringify(claim) : '(not a text)'
}
