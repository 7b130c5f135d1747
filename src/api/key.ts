/** A key, and what the workflow calls it. */
export interface Key {
  value: string
  input: 'admin-key' | 'api-key' | 'verify-keys'
}
