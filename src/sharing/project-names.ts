import type { Project } from '../api/projects.ts'
import { formatList } from '../common/format.ts'
import { lookalikeNote } from './lookalikes.ts'
import { alternatives, nearest } from './nearest.ts'

/** The projects that names and patterns match. */
export interface NamedProjects {
  /** In the order of the names, then of the organization's list; without duplicates. */
  projectIds: string[]
  /** The errors, one per invalid name, as raw sentences. */
  faults: string[]
}

/**
 * Finds active projects by exact name or by pattern, in which `*` matches any text, `?` any
 * character, and `\*` and `\?` themselves. A name that matches no project or several is a fault:
 * nothing is guessed.
 */
export function findByName(names: readonly string[], projects: readonly Project[]): NamedProjects {
  const found = names.map(name =>
    isPattern(name) ? byPattern(name, projects) : byExactName(name, projects),
  )
  return {
    projectIds: [...new Set(found.flatMap(({ projectIds }) => projectIds))],
    faults: found.flatMap(({ faults }) => faults),
  }
}

function byExactName(text: string, projects: readonly Project[]): NamedProjects {
  const name = text.replace(/\\([*?])/g, '$1')
  const namesakes = projects.filter(project => project.name === name)
  const active = namesakes.filter(({ archived }) => !archived).map(({ id }) => id)
  if (active.length > 1) {
    return fault(
      `${active.length} projects are named "${name}". Use one of their IDs in project-ids instead (${formatList(active, 50)}).`,
    )
  }
  if (active.length === 1) return { projectIds: active, faults: [] }
  if (namesakes.length > 0) {
    return fault(
      `"${name}" is archived (${formatList(namesakes.map(({ id }) => id))}). Remove the name, because archived projects can't be granted access.`,
    )
  }
  if (projects.some(({ id }) => id === name)) {
    return fault(`"${name}" is a project ID, not a name. Move it to project-ids.`)
  }
  const lookalike = lookalikeNote(name, projects)
  if (lookalike !== null) return fault(`No project is named "${name}". ${lookalike}`)
  const near = nearNames(name, projects)
  const advice = near.length === 0 ? 'Check the spelling.' : `Did you mean ${alternatives(near)}?`
  return fault(`No project is named "${name}". ${advice}`)
}

function byPattern(pattern: string, projects: readonly Project[]): NamedProjects {
  const expression = toExpression(pattern)
  const matching = projects.filter(({ name }) => name !== null && expression.test(name))
  const active = matching.filter(({ archived }) => !archived).map(({ id }) => id)
  if (active.length > 0) return { projectIds: active, faults: [] }
  return fault(
    matching.length === 0
      ? `No project name matches "${pattern}". Check the pattern.`
      : `Only archived projects match "${pattern}". Remove the pattern, because archived projects can't be granted access.`,
  )
}

function fault(message: string): NamedProjects {
  return { projectIds: [], faults: [`project-names: ${message}`] }
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text.replace(/\\[*?]/g, ''))
}

/**
 * A pattern as a regular expression. What follows a `*` matches at its first position, which is as
 * good as any later one. Lookaheads don't backtrack, so matching stays fast for any pattern.
 */
function toExpression(pattern: string): RegExp {
  const parts = pattern.split(/(?<!\\)\*+/).map(toSource)
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return new RegExp(`^${first}$`, 'su')
  const middle = rest.map((part, index) => `(?=(.*?${part}))\\${index + 1}`).join('')
  return new RegExp(`^${first}${middle}.*${last}$`, 'su')
}

/** A part of a pattern without `*`, as the source of a regular expression. */
function toSource(part: string): string {
  return part.replace(/\\[*?]|\?|[^?\\]+|\\/gu, piece => {
    if (piece === '?') return '.'
    return RegExp.escape(/\\[*?]/.test(piece) ? piece.slice(1) : piece)
  })
}

/** The most similar names of active projects, nearest first, escaped as in `project-names`. */
function nearNames(name: string, projects: readonly Project[]): string[] {
  const max = Math.max(2, Math.floor(name.length / 3))
  const names = projects.flatMap(one => (one.archived || one.name === null ? [] : one.name))
  return nearest(name, names, max).map(near => `"${near.replace(/[*?]/g, '\\$&')}"`)
}
