import { ID_PATTERN, idError } from '../common/ids.ts'
import { type Env, rawInput } from './raw-inputs.ts'

/** A line of `verify-keys`, `PROJECT_ID=API_KEY`. */
export interface KeyLine {
  /** From 1. */
  line: number
  /** Empty if the line has no `=`: then it's all key. */
  projectId: string
  key: string
}

// The start of a key of OpenAI's behind a name, as in a file of variables.
const NAMED_KEY = /^(?:export\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(?=["'`]?sk-)/

// Other keys may well begin or end with a quote.
const QUOTED_KEY = /^(["'`]).*\1$|^["'`]sk-|^sk-.*["'`]$/

/** The lines of `verify-keys`, without blank lines and comments. */
export function keyLines(value: string): KeyLine[] {
  return value.split(/\r\n|\n|\r/).flatMap((text, index) => {
    const line = text.trim()
    if (line === '' || line.startsWith('#')) return []
    const at = line.indexOf('=')
    const projectId = line.slice(0, Math.max(0, at)).trim()
    return [{ line: index + 1, projectId, key: line.slice(at + 1).trim() }]
  })
}

/** What is wrong with a key that isn't empty, null if nothing is; no part of the key is in it. */
export function keyError(key: string): string | null {
  if (/[\r\n]/.test(key)) return 'contains line breaks. Store only the key in the secret.'
  if (NAMED_KEY.test(key)) {
    return 'has a name before the key (NAME=KEY). Store only the key in the secret.'
  }
  if (QUOTED_KEY.test(key)) {
    return 'is in quotes. Store only the key in the secret.'
  }
  if (/\\[nrt]$|^sk-.*\\[nrt]/.test(key)) {
    return String.raw`contains a literal \n. Store only the key in the secret.`
  }
  if (!/^[!-~]+$/.test(key)) {
    return 'contains whitespace or an invalid character. Store it again.'
  }
  return null
}

/** Whether what is left of a `=` can be a project, and isn't a key in its place. */
export function isProjectOfKey(projectId: string): boolean {
  return !projectId.startsWith('sk-') && idError(projectId, 'verify-keys') === null
}

/**
 * The keys in what should be one: also its lines, and what is in quotes or behind a name. A name
 * isn't a secret, and neither is an ID that is there by mistake.
 */
function keysIn(value: string): string[] {
  const bare = (text: string) => text.trim().replace(NAMED_KEY, '')
  const pieces = value.split(/[\r\n]+|\\[nr]/)
  const keys = [value, ...pieces].flatMap(piece => {
    const key = bare(piece)
    return QUOTED_KEY.test(key) ? [key, key.replace(/^["'`]+|["'`]+$/g, '')] : [key]
  })
  return keys.filter(key => !(ID_PATTERN.test(key) && /^(proj_|ft:|ftjob-)/.test(key)))
}

/**
 * The keys in a line of `verify-keys`: what is right of a `=`, and what starts like a key. A
 * project isn't a secret, whatever its name.
 */
function keysInLine({ projectId, key }: Omit<KeyLine, 'line'>): string[] {
  if (projectId.startsWith('sk-')) return [projectId, ...(key.startsWith('sk-') ? keysIn(key) : [])]
  const [first = '', ...others] = key.split(',')
  return [
    ...keysIn(key),
    ...keysIn(first),
    // A list, where lines should be.
    ...others.flatMap(other => {
      const at = other.indexOf('=')
      if (at >= 0) return keysIn(other.slice(at + 1))
      return other.trim().startsWith('sk-') ? keysIn(other) : []
    }),
    ...(key.match(/(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/g) ?? []),
  ]
}

/** The keys in the environment of the step, valid or not. */
export function keysOf(env: Env): string[] {
  const lines = rawInput(env, 'verify-keys') ?? ''
  const values = [rawInput(env, 'admin-key') ?? '', rawInput(env, 'api-key') ?? '']
  const keys = [...values.flatMap(keysIn), ...keyLines(uncommented(lines)).flatMap(keysInLine)]
  return [...new Set(keys.map(key => key.trim()).filter(key => key !== ''))]
}

/** The lines, also of comments that may hold a key: words alone don't. */
function uncommented(lines: string): string {
  return lines.replace(/^[ \t]*#(?=.*=|\s*sk-)/gm, '')
}
