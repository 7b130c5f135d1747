import { keysOf, projectLines } from './keys.ts'
import { proxyPasswords } from './network.ts'
import { type Env, listItems, rawInput } from './raw-inputs.ts'

/** Values that must not be shown, whether they're valid or not. */
export interface Secrets {
  /** API keys and the GitHub token, of which no part is shown. */
  keys: string[]
  /** Passwords of proxies and the runner's token, which are masked only as a whole. */
  others: string[]
}

/** Keys and passwords in the step's environment. Mask them before anything else. */
export function secretsOf(env: Env): Secrets {
  const keys = [...keysOf(env), rawInput(env, 'github-token') ?? '']
  const others = [...proxyPasswords(env), ...runnerToken(env)]
  return { keys: withoutWords(keys), others: withoutWords([...new Set(others)]) }
}

/** The token that requests OIDC tokens, if this step uses it. */
function runnerToken(env: Env): string[] {
  const isUsed = rawInput(env, 'service-account-id') || rawInput(env, 'verify-service-accounts')
  return isUsed ? [env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? ''] : []
}

/** The IDs in the inputs, valid or not. They're shown as they are. */
export function requestedIds(env: Env): string[] {
  const inputs = [
    'checkpoint-id',
    'fine-tuning-job-id',
    'project-ids',
    'owning-project-id',
    'service-account-id',
  ] as const
  const accounts = projectLines(rawInput(env, 'verify-service-accounts') ?? '')
  return [
    ...inputs.flatMap(input => listItems(rawInput(env, input) ?? '')),
    ...accounts.map(({ value }) => value),
  ]
}

// Masking a word of three letters would make the log unreadable.
function withoutWords(secrets: readonly string[]): string[] {
  return secrets.filter(secret => secret.length > 3)
}
