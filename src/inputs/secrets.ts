import { keysOf } from './keys.ts'
import { proxyPasswords } from './network.ts'
import { type Env, listItems, rawInput } from './raw-inputs.ts'

/** What must not be shown, valid or not. */
export interface Secrets {
  /** API keys and GitHub's token: no part that would help to tell one from another is shown. */
  keys: string[]
  /** Passwords of proxies, which are hidden only as a whole. */
  others: string[]
}

/** Keys and passwords in the environment of the step: to be masked before all else. */
export function secretsOf(env: Env): Secrets {
  const keys = [...keysOf(env), rawInput(env, 'github-token') ?? '']
  return { keys: withoutWords(keys), others: withoutWords([...new Set(proxyPasswords(env))]) }
}

/** The IDs that the inputs request, valid or not: they're shown as they are. */
export function requestedIds(env: Env): string[] {
  const inputs = [
    'checkpoint-id',
    'fine-tuning-job-id',
    'project-ids',
    'owning-project-id',
  ] as const
  return inputs.flatMap(input => listItems(rawInput(env, input) ?? ''))
}

// Masking a word of three letters would blot out half the log.
function withoutWords(secrets: readonly string[]): string[] {
  return secrets.filter(secret => secret.length > 3)
}
