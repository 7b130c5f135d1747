/** Public prefixes of API keys and tokens; the secret part follows. */
const PREFIX = /^(?:sk-(?:admin-|proj-|svcacct-)?|gh[a-z]_|github_pat_)/

/**
 * How many consecutive characters of a secret part are too many, and how many at a secret's end.
 */
const PIECE = 8
const TAIL = 4

/** How many characters are searched to detect a possible piece. */
const PROBE = 4

/**
 * Looks for secrets, and for parts that reveal or identify one: eight consecutive characters of the
 * secret part, or the last four. They are searched literally and with the escapes of HTML, URLs,
 * and JSON decoded; whole ones in base64, too. Secrets under 12 characters are only searched as a
 * whole.
 *
 * @param haystacks texts by the name of their location
 * @returns one entry for each location and secret found there, with location and kind and never the
 *   secret: a location whose name contains one isn't named; empty if there is no leak
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
 * Looks for secrets that a step didn't mask, or masked only after it had printed something.
 *
 * @param issued secrets that arrived during the step, which can be masked no earlier
 * @returns one entry for each, without the secret; empty if all are masked
 */
export function findUnmasked(
  stdout: string,
  masks: ReadonlySet<string>,
  secrets: string[],
  issued: readonly string[] = [],
) {
  const all = distinct([...secrets, ...issued])
  const later = stdout.replace(/^(?:::add-mask::.*\r?\n)+/, '').matchAll(/^::add-mask::(.*)$/gm)
  const late = [...later].some(([, value = '']) => !issued.includes(value.trim()))
  return [
    // Masking a word of three letters would hide half the log.
    ...all.flatMap((secret, i) =>
      masks.has(secret) || secret.length < 4
        ? []
        : [`secret ${i + 1} of ${all.length} is not masked`],
    ),
    ...(late ? ['something was printed before the last mask'] : []),
  ]
}

/**
 * The values of a step's inputs that are keys; of `verify-keys`, the right side of each line, or a
 * left one that starts like a key. A name before a key isn't a part of it, and neither is an ID.
 */
export function secretInputs(inputs: Record<string, string>): string[] {
  const given = new Map(Object.entries(inputs).map(([k, v]) => [k.toLowerCase(), v]))
  const linesOf = (name: string) => (given.get(name) ?? '').split(/\r\n|\n|\r/)
  const keys = ['admin-key', 'api-key', 'github-token'].flatMap(name => [
    given.get(name) ?? '',
    ...linesOf(name),
  ])
  const sides = linesOf('verify-keys').flatMap(line => {
    // A commented-out line can contain a key, but not one with only words.
    const [, left = '', right = ''] = line.match(/^\s*#?(?:([^=]*)=)?(.*)$/) ?? []
    const isWords = /^\s*#[^=]*$/.test(line)
    const isSwapped = /^\s*sk-/.test(left) && !/^\s*sk-/.test(right)
    const isKey = !isWords && !isSwapped && !/^\s*proj_/.test(right)
    return [/^\s*sk-/.test(left) ? left : '', isKey ? right : '']
  })
  return distinct([...keys, ...sides].map(withoutName))
}

function withoutName(key: string): string {
  return key.replace(/^\s*(?:export\s+)?\w+\s*[=:]\s*(?=["'`]?sk-)/, '')
}

function distinct(secrets: string[]): string[] {
  return [...new Set(secrets.map(secret => secret.trim()))].filter(Boolean)
}

/**
 * A text, followed by versions with the escapes of HTML, URLs, and JSON decoded, if they differ.
 */
function readings(text: string): string {
  if (!/[&%\\]/.test(text)) return text
  const decode = (code: RegExp, radix: number) =>
    text.replace(code, (_, digits) => String.fromCharCode(Number.parseInt(digits, radix)))
  const decoded = [decode(/&#(\d+);/g, 10), decode(/%([\da-f]{2})/gi, 16)]
  decoded.push(decode(/\\u([\da-f]{4})/gi, 16).replace(/\\(["'\\/])/g, '$1'))
  return [...new Set([text, ...decoded])].join('\n')
}

/** A function that returns which part of the secret a text contains, the worst first, or null. */
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

/** The forms of the secret at any offset in base64 text. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].flatMap(start => {
    // Bytes that share a group with what is before or after the secret can look like anything.
    const whole = bytes.subarray(start, start + 3 * Math.floor((bytes.length - start) / 3))
    return [whole.toString('base64'), whole.toString('base64url')]
  })
}

/**
 * A function that returns whether a text contains a piece of the secret. Each piece covers at least
 * one whole probe out of those at every fifth position of the secret, so only these are searched,
 * which is fast even for megabytes.
 */
function pieceFinder(secret: string): (text: string) => boolean {
  const step = PIECE - PROBE + 1
  const starts = Array.from({ length: Math.max(secret.length - PIECE + 1, 0) }, (_, start) => start)
  const probes = Map.groupBy(starts, start => Math.ceil(start / step) * step)
  const searches = [...probes].map(([at, around]) => ({
    probe: secret.slice(at, at + PROBE),
    pieces: around.map(start => ({
      piece: secret.slice(start, start + PIECE),
      before: at - start,
    })),
  }))
  return text =>
    searches.some(({ probe, pieces }) => {
      for (let at = text.indexOf(probe); at >= 0; at = text.indexOf(probe, at + 1)) {
        if (pieces.some(({ piece, before }) => text.startsWith(piece, at - before))) return true
      }
      return false
    })
}

/**
 * A function that returns whether a text contains the end of the secret: anywhere, if it never
 * occurs by chance, as with the test API's keys; otherwise as a word, or after a mask.
 */
function tailFinder(tail: string): (text: string) => boolean {
  if (tail.includes('_-')) return text => text.includes(tail)
  const escaped = RegExp.escape(tail)
  // A hyphen counts as part of a token, or every group of four digits in a UUID would match.
  const telling = new RegExp(`(?:\\*|…|\\.\\.\\.)${escaped}|(?<![\\w-])${escaped}(?![\\w-])`)
  return text => telling.test(text)
}
