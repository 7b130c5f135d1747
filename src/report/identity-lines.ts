import type { Log } from './log.ts'

/** Logs the claims of a GitHub token that OpenAI didn't accept, each on its line. */
export function logClaims(
  serviceAccountId: string,
  claims: readonly (readonly [name: string, value: string | null])[],
  { line }: Log,
): void {
  line`Compare GitHub's token with the identity provider and the mapping for ${serviceAccountId}:`
  for (const [name, value] of claims) line`  ${name}: ${value ?? '(not in the token)'}`
}
