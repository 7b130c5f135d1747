/** A workflow command that the runner executes. `command` is in lowercase, values are unescaped. */
export interface Command {
  command: string
  properties: Record<string, string>
  data: string
}

// Unlike JavaScript's, .NET's white space includes U+0085 and not the byte order mark.
const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+'
const LEADING_SPACE = new RegExp(`^${SPACE}`)
const TRAILING_SPACE = new RegExp(`${SPACE}$`)

/** A text without white space around it, as .NET trims it. */
export function trim(text: string): string {
  return text.replace(LEADING_SPACE, '').replace(TRAILING_SPACE, '')
}

const ESCAPES = { '%3B': ';', '%5D': ']', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' }

function decode(text: string, codes: (keyof typeof ESCAPES)[]): string {
  return codes.reduce((t, code) => t.replaceAll(code, ESCAPES[code]), text).replaceAll('%25', '%')
}

/** Sets a name as a case-insensitive .NET dictionary does: the first spelling is kept. */
export function setIgnoringCase(map: Map<string, string>, name: string, value: string): void {
  const known = [...map.keys()].find(key => key.toLowerCase() === name.toLowerCase())
  map.set(known ?? name, value)
}

/**
 * Parses one line of a step's output as the runner does: first as `::name key=value,…::data`, with
 * only whitespace before it, then as `##[name key=value;…]data`, anywhere in the line (GitHub's
 * runner: ActionCommand).
 *
 * @param names commands that exist, in lowercase; others make the line plain text
 * @returns the command, or null if the line is plain text
 */
export function parseCommand(line: string, names: ReadonlySet<string>): Command | null {
  const colons = line.replace(LEADING_SPACE, '').match(/^::(.*?)::(.*)$/s)
  const [, info = '', data = ''] = colons ?? []
  const codes: (keyof typeof ESCAPES)[] = ['%0D', '%0A']
  return (
    build(names, info, data, ',', [...codes, '%3A', '%2C'], codes) ??
    parseBracketCommand(line, names)
  )
}

function parseBracketCommand(line: string, names: ReadonlySet<string>): Command | null {
  const [, info = '', data = ''] = line.match(/##\[(.*?)\](.*)$/s) ?? []
  const codes: (keyof typeof ESCAPES)[] = ['%3B', '%0D', '%0A', '%5D']
  return build(names, info, data, ';', codes, codes)
}

function build(
  names: ReadonlySet<string>,
  info: string,
  data: string,
  separator: string,
  propertyCodes: (keyof typeof ESCAPES)[],
  dataCodes: (keyof typeof ESCAPES)[],
): Command | null {
  const space = info.indexOf(' ')
  const command = (space < 0 ? info : info.slice(0, space)).toLowerCase()
  if (!names.has(command)) return null
  const properties = new Map<string, string>()
  const list = space < 0 ? '' : info.slice(space + 1)
  for (const part of (separator === ',' ? trim(list) : list).split(separator)) {
    // .NET drops empty pieces before it counts them, so `a==b` is `b` and `a=` is nothing.
    const [, key, value] = part.match(/^=*([^=]+)=+([^=].*)$/s) ?? []
    if (key && value) setIgnoringCase(properties, key, decode(value, propertyCodes))
  }
  return {
    command,
    properties: Object.fromEntries(properties),
    data: decode(data, dataCodes),
  }
}
