import { ID_PATTERN, idError } from '../common/ids.ts'
import { type Env, rawInput } from './raw-inputs.ts'

/** A line of `verify-keys` or `verify-service-accounts`: `PROJECT_ID=VALUE`. */
export interface ProjectLine {
  /** From 1. */
  line: number
  /** Empty if the line has no `=`. Then the whole line is `value`. */
  projectId: string
  value: string
}

// The name before an OpenAI key, as in an .env file.
const NAMED_KEY = /^(?:export\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(?=["'`]?sk-)/

// Keys of other hosts might start or end with a quote, so for them both are required.
const QUOTED_KEY = /^(["'`]).*\1$|^["'`]sk-|^sk-.*["'`]$/

/** The lines of projects and values, without blank lines and comments. */
export function projectLines(text: string): ProjectLine[] {
  return text.split(/\r\n|\n|\r/).flatMap((whole, index) => {
    const line = whole.trim()
    if (line === '' || line.startsWith('#')) return []
    const at = line.indexOf('=')
    const projectId = line.slice(0, Math.max(0, at)).trim()
    return [{ line: index + 1, projectId, value: line.slice(at + 1).trim() }]
  })
}

/** What is wrong with a nonempty key, and the fix; null if nothing is. Shows no part of the key. */
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

/** Whether the text before a `=` can be a project ID, and isn't a misplaced key. */
export function isProjectOfKey(projectId: string): boolean {
  return !projectId.startsWith('sk-') && idError(projectId, 'verify-keys') === null
}

/**
 * The keys in a value that should be one key. Its lines count, too, and what is in quotes or after a
 * name. A name isn't a secret, and neither is a misplaced ID.
 */
function keysIn(value: string): string[] {
  const bare = (text: string) => text.trim().replace(NAMED_KEY, '')
  const pieces = value.split(/[\r\n]|\\[nr]/)
  const keys = [value, ...pieces].flatMap(piece => {
    const key = bare(piece)
    return QUOTED_KEY.test(key) ? [key, key.replace(/^["'`]+|["'`]+$/g, '')] : [key]
  })
  return keys.filter(key => !(ID_PATTERN.test(key) && /^(proj_|ft:|ftjob-)/.test(key)))
}

/**
 * The keys in a line of `verify-keys`: what follows a `=`, and what starts like a key. A project ID
 * isn't a secret.
 */
function keysInLine({ projectId, value: key }: ProjectLine): string[] {
  if (projectId.startsWith('sk-')) return [projectId, ...(key.startsWith('sk-') ? keysIn(key) : [])]
  const [first = '', ...others] = key.split(',')
  return [
    ...keysIn(key),
    ...keysIn(first),
    // A list separated by commas instead of lines.
    ...others.flatMap(other => {
      const at = other.indexOf('=')
      if (at >= 0) return keysIn(other.slice(at + 1))
      return other.trim().startsWith('sk-') ? keysIn(other) : []
    }),
    ...(key.match(/(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/g) ?? []),
  ]
}

/** The keys in the step's environment, valid or not. */
export function keysOf(env: Env): string[] {
  const lines = rawInput(env, 'verify-keys') ?? ''
  const values = [rawInput(env, 'admin-key') ?? '', rawInput(env, 'api-key') ?? '']
  const keys = [...values.flatMap(keysIn), ...projectLines(uncommented(lines)).flatMap(keysInLine)]
  return [...new Set(keys.map(key => key.trim()).filter(key => key !== ''))]
}

/** Uncomments the comments that might contain a key, so it's masked, too. */
function uncommented(lines: string): string {
  return lines.replace(/^[ \t]*#(?=.*=|\s*sk-)/gm, '')
}
