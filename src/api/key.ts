/** A key, or an access token of a service account, and the input that it belongs to. */
export interface Key {
  value: string
  input: 'admin-key' | 'api-key' | 'verify-keys' | ServiceAccount['input']
}

/** A service account, whose access tokens replace a key. */
export interface ServiceAccount {
  id: string
  input: 'service-account-id' | 'verify-service-accounts'
  /**
   * The current access token.
   *
   * @throws ApiError if there is none
   */
  token(): Promise<string>
  /** Notes that the API rejected a token; returns whether another one may do better. */
  reject(token: string): boolean
}

/** What a client authorizes its requests with. */
export type Credential = Key | ServiceAccount

/** Whether an input has service accounts instead of keys. */
export function isAccount(input: Key['input']): input is ServiceAccount['input'] {
  return input === 'service-account-id' || input === 'verify-service-accounts'
}

/**
 * Whether the prefix of an OpenAI key shows that it's for other endpoints. This is only for hints:
 * the key is used anyway.
 */
export function isWrongKind({ value, input }: Key): boolean {
  const wrong = input === 'admin-key' ? /^sk-(proj|svcacct)-/ : /^sk-admin-/
  return wrong.test(value)
}
