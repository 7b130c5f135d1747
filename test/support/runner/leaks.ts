/** Prefixes of API keys that anyone may know; what follows is the secret part. */
const PREFIX = /^sk-(?:admin-|proj-|svcacct-)?/

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/**
 * Looks for secrets, and for parts of them that are long enough to help a thief or that show that
 * a key was echoed "with its middle hidden". Keys under 12 characters are only looked for whole.
 *
 * @param haystacks texts by the name of their place
 * @returns one entry for each place and secret found there, with place and kind and never the
 *   secret: a place whose name holds one is not named; empty where all is well
 */
export function findLeaks(haystacks: Record<string, string>, secrets: string[]): string[] {
  const finders = [...new Set(secrets.map(secret => secret.trim()))].filter(Boolean).map(finder)
  return Object.entries(haystacks).flatMap(([name, text]) => {
    const named = finders.some(find => find(name) !== null)
    const place = named ? 'a place with a secret in its name' : name
    return finders.flatMap((find, i) => {
      const kind = find(text)
      return kind === null ? [] : [`${place}: ${kind} (secret ${i + 1} of ${finders.length})`]
    })
  })
}

/** A function that says which part of the secret a text holds, the gravest first, or null. */
function finder(secret: string): (text: string) => string | null {
  if (secret.length < 12) return text => (text.includes(secret) ? 'the whole secret' : null)
  const body = secret.replace(PREFIX, '')
  const pieces = Array.from({ length: Math.max(body.length - 7, 0) }, (_, i) =>
    body.slice(i, i + 8),
  )
  const tail = escapeRegExp(secret.slice(-4))
  const echoed = new RegExp(`(?:\\*|…|\\.\\.\\.)${tail}`)
  // A hyphen counts as part of a token, or every group of four digits in a UUID would be one.
  const token = new RegExp(`(?<![\\w-])${tail}(?![\\w-])`)
  return text => {
    if (text.includes(secret)) return 'the whole secret'
    if (pieces.some(piece => text.includes(piece))) return '8 characters in a row of a secret'
    if (echoed.test(text)) return 'the last 4 characters of a secret after a mask'
    return token.test(text) ? 'the last 4 characters of a secret as a word' : null
  }
}

/** The values of a step's inputs that are keys; of `verify-keys` what follows each line's `=`. */
export function secretInputs(inputs: Record<string, string>): string[] {
  const given = new Map(Object.entries(inputs).map(([k, v]) => [k.toLowerCase(), v]))
  const keys = ['admin-key', 'api-key', 'github-token'].map(name => given.get(name) ?? '')
  const lines = (given.get('verify-keys') ?? '').split(/\r\n|\n|\r/)
  return [...keys, ...lines.map(line => line.match(/=(.*)/)?.[1] ?? '')]
}
