/** A key and the input that holds it. */
export interface Key {
  value: string
  input: 'admin-key' | 'api-key' | 'verify-keys'
}

/**
 * Whether the prefix of an OpenAI key shows that it's for other endpoints. This is only for hints:
 * the key is used anyway.
 */
export function isWrongKind({ value, input }: Key): boolean {
  const wrong = input === 'admin-key' ? /^sk-(proj|svcacct)-/ : /^sk-admin-/
  return wrong.test(value)
}
