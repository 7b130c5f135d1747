/** Prefixes of API keys and tokens that anyone may know; what follows is the secret part. */
const PREFIX = /^(?:sk-(?:admin-|proj-|svcacct-)?|gh[a-z]_|github_pat_)/

/** How many characters in a row of a secret part are too many, and how many at a secret's end. */
const PIECE = 8
const TAIL = 4

/** How many are looked at to tell whether a piece may be there. */
const PROBE = 4

/**
 * Looks for secrets, and for parts of them that help a thief or tell one secret from another: eight
 * characters in a row of the secret part, the last four. They are looked for as they are, and as
 * they read once a web page, a URL or JSON is taken apart; whole ones in base64, too. Secrets under
 * 12 characters are only looked for whole.
 *
 * @param haystacks texts by the name of their place
 * @returns one entry for each place and secret found there, with place and kind and never the
 *   secret: a place whose name holds one is not named; empty where all is well
 */
export function findLeaks(haystacks: Record<string, string>, secrets: string[]): string[] {
  const finders = distinct(secrets).map(finder)
  return Object.entries(haystacks).flatMap(([name, text]) => {
    const named = finders.some(find => find(readings(name)) !== null)
    const place = named ? 'a place with a secret in its name' : name
    const all = readings(text)
    return finders.flatMap((find, i) => {
      const kind = find(all)
      return kind === null ? [] : [`${place}: ${kind} (secret ${i + 1} of ${finders.length})`]
    })
  })
}

/**
 * Looks for secrets that a step did not mask, or masked only after it had printed something.
 *
 * @returns one entry for each, without the secret; empty where all is well
 */
export function findUnmasked(stdout: string, masks: ReadonlySet<string>, secrets: string[]) {
  const all = distinct(secrets)
  const late = /^::add-mask::/m.test(stdout.replace(/^(?:::add-mask::.*\n)+/, ''))
  return [
    // Masking a word of three letters would blot out half the log.
    ...all.flatMap((secret, i) =>
      masks.has(secret) || secret.length < 4
        ? []
        : [`secret ${i + 1} of ${all.length} is not masked`],
    ),
    ...(late ? ['something was printed before the last mask'] : []),
  ]
}

/** The values of a step's inputs that are keys; of `verify-keys` the side of each line that is one. */
export function secretInputs(inputs: Record<string, string>): string[] {
  const given = new Map(Object.entries(inputs).map(([k, v]) => [k.toLowerCase(), v]))
  const linesOf = (name: string) => (given.get(name) ?? '').split(/\r\n|\n|\r/)
  const keys = ['admin-key', 'api-key', 'github-token'].flatMap(name => [
    given.get(name) ?? '',
    ...linesOf(name),
  ])
  const sides = linesOf('verify-keys').flatMap(line => {
    // A line that was commented out may hold a key, where one of mere words does not.
    const [, left = '', right = ''] = line.match(/^\s*#?(?:([^=]*)=)?(.*)$/) ?? []
    const isWords = /^\s*#[^=]*$/.test(line)
    return [/^\s*sk-/.test(left) ? left : '', isWords || /^\s*proj_/.test(right) ? '' : right]
  })
  return distinct([...keys, ...sides])
}

function distinct(secrets: string[]): string[] {
  return [...new Set(secrets.map(secret => secret.trim()))].filter(Boolean)
}

/** A text as it stands and, where it differs, as it reads without the escapes of HTML, URLs, JSON. */
function readings(text: string): string {
  const decode = (code: RegExp, radix: number) =>
    text.replace(code, (_, digits) => String.fromCharCode(Number.parseInt(digits, radix)))
  const decoded = [decode(/&#(\d+);/g, 10), decode(/%([\da-f]{2})/gi, 16)]
  decoded.push(decode(/\\u([\da-f]{4})/gi, 16).replace(/\\(["'\\/])/g, '$1'))
  return [...new Set([text, ...decoded])].join('\n')
}

/** A function that says which part of the secret a text holds, the gravest first, or null. */
function finder(secret: string): (text: string) => string | null {
  if (secret.length < 12) return text => (text.includes(secret) ? 'the whole secret' : null)
  const encoded = inBase64(secret)
  const hasPiece = pieceFinder(secret.replace(PREFIX, ''))
  const hasTail = tailFinder(secret.slice(-TAIL))
  return text => {
    if (text.includes(secret)) return 'the whole secret'
    if (encoded.some(form => text.includes(form))) return 'the whole secret in base64'
    if (hasPiece(text)) return `${PIECE} characters in a row of a secret`
    return hasTail(text) ? `the last ${TAIL} characters of a secret` : null
  }
}

/** What stands for the secret wherever in a text it is that is written in base64. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].flatMap(start => {
    // Bytes that share a group with what stands before or after the secret may look like anything.
    const whole = bytes.subarray(start, start + 3 * Math.floor((bytes.length - start) / 3))
    return [whole.toString('base64'), whole.toString('base64url')]
  })
}

/**
 * A function that says whether a text holds a piece of the secret. A piece covers the whole of one
 * probe at least, out of those that begin at every fifth place of the text: only these are looked
 * at, which takes a blink of an eye for megabytes.
 */
function pieceFinder(secret: string): (text: string) => boolean {
  const parts = (length: number) =>
    new Set(
      Array.from({ length: Math.max(secret.length - length + 1, 0) }, (_, i) =>
        secret.slice(i, i + length),
      ),
    )
  const [pieces, probes] = [parts(PIECE), parts(PROBE)]
  const step = PIECE - PROBE + 1
  return text => {
    for (let at = 0; at < text.length; at += step) {
      if (!probes.has(text.slice(at, at + PROBE))) continue
      for (let start = Math.max(at - step + 1, 0); start <= at; start++) {
        if (pieces.has(text.slice(start, start + PIECE))) return true
      }
    }
    return false
  }
}

/**
 * A function that says whether a text holds the end of the secret: anywhere, where it stands nowhere
 * by chance, as those of the test API's keys; else as a word, or after a mask.
 */
function tailFinder(tail: string): (text: string) => boolean {
  if (tail.includes('_-')) return text => text.includes(tail)
  const escaped = RegExp.escape(tail)
  // A hyphen counts as part of a token, or every group of four digits in a UUID would be one.
  const telling = new RegExp(`(?:\\*|…|\\.\\.\\.)${escaped}|(?<![\\w-])${escaped}(?![\\w-])`)
  return text => telling.test(text)
}
