/** A key, and what the workflow calls it. */
export interface Key {
  value: string
  input: 'admin-key' | 'api-key' | 'verify-keys'
}

/**
 * Whether the key's prefix shows that it's for other endpoints, as OpenAI's keys do: a hint, and
 * never a reason to refuse it.
 */
export function isWrongKind({ value, input }: Key): boolean {
  const wrong = input === 'admin-key' ? /^sk-(proj|svcacct)-/ : /^sk-admin-/
  return wrong.test(value)
}
