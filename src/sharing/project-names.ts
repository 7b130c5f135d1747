import type { Project } from '../api/projects.ts'
import { formatList } from '../common/format.ts'
import { lookalikeNote } from './lookalikes.ts'
import { nearest } from './nearest.ts'

/** What names and patterns stand for. */
export interface NamedProjects {
  /** In the order of the names, then of the organization's list; without repeats. */
  projectIds: string[]
  /** What is wrong with some of the names, raw, one sentence each. */
  faults: string[]
}

/**
 * Finds active projects by exact name or by pattern, in which `*` stands for any text and `?` for
 * any character, and `\*` and `\?` for themselves. A name that stands for no project, or for
 * several, is a fault: never a guess.
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
  if (active.length === 1) return { projectIds: active, faults: [] }
  if (active.length > 1) {
    return fault(
      `"${name}" is the name of ${active.length} projects: put the one that you mean into project-ids: ${formatList(active, 50)}`,
    )
  }
  if (namesakes.length > 0) {
    return fault(
      `"${name}" is archived (${formatList(namesakes.map(({ id }) => id))}), and an archived project can't be given access`,
    )
  }
  if (projects.some(({ id }) => id === name)) {
    return fault(`"${name}" is the ID of a project, not its name: put it into project-ids`)
  }
  const lookalike = lookalikeNote(name, projects)
  if (lookalike !== null) return fault(`no project is named "${name}". ${lookalike}`)
  const near = nearNames(name, projects)
  return fault(
    `no project is named "${name}"${near.length === 0 ? '' : `; did you mean ${formatList(near)}?`}`,
  )
}

function byPattern(pattern: string, projects: readonly Project[]): NamedProjects {
  const expression = toExpression(pattern)
  const matching = projects.filter(({ name }) => name !== null && expression.test(name))
  const active = matching.filter(({ archived }) => !archived).map(({ id }) => id)
  if (active.length > 0) return { projectIds: active, faults: [] }
  return fault(
    matching.length === 0
      ? `no project has a name like "${pattern}"`
      : `only archived projects have a name like "${pattern}"`,
  )
}

function fault(message: string): NamedProjects {
  return { projectIds: [], faults: [`project-names: ${message}`] }
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text.replace(/\\[*?]/g, ''))
}

/**
 * A pattern as an expression. What follows a `*` is found at its first place, which is as good as
 * any later one: a lookahead does not go back, and so no name takes long, whatever the pattern.
 */
function toExpression(pattern: string): RegExp {
  const parts = pattern.split(/(?<!\\)\*+/).map(toSource)
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return new RegExp(`^${first}$`, 'su')
  const middle = rest.map((part, index) => `(?=(.*?${part}))\\${index + 1}`).join('')
  return new RegExp(`^${first}${middle}.*${last}$`, 'su')
}

/** A piece of a pattern without `*`, as the source of an expression. */
function toSource(part: string): string {
  return part.replace(/\\[*?]|\?|[^?\\]+|\\/gu, piece => {
    if (piece === '?') return '.'
    return RegExp.escape(/^\\[*?]$/.test(piece) ? piece.slice(1) : piece)
  })
}

/** The names of active projects that differ little enough to be what was meant, nearest first. */
function nearNames(name: string, projects: readonly Project[]): string[] {
  const max = Math.max(2, Math.floor(name.length / 3))
  const names = projects.flatMap(project => (project.archived ? [] : (project.name ?? [])))
  return nearest(name, names, max).map(near => `"${near.replace(/[*?]/g, '\\$&')}"`)
}
