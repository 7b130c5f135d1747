import type { ApiError } from '../../api/errors.ts'
import { ID_PATTERN } from '../../common/ids.ts'

const OWNER = /cannot modify checkpoint permissions for the owning project(.*)$/is

/**
 * Whether a refusal of a grant may be about one of its projects rather than about the whole call.
 * Which status an unknown project gets is not documented, so it can be any of these.
 */
export function isAboutProjects(error: ApiError): boolean {
  if (error.kind !== 'refused' || error.stopsRun || error.about === 'route') return false
  return [400, 404, 422].includes(error.status ?? 0)
}

/**
 * The project that a refusal calls the owner of the checkpoint, as the API was seen to word it:
 * `Cannot modify checkpoint permissions for the owning project: proj_…`. Null where it says
 * nothing of an owner, or which of several it means. An owner counts as having access, and lets
 * revocations begin: so no other words will do.
 */
export function ownerIn(error: ApiError, projectIds: readonly string[]): string | null {
  const [, name] = OWNER.exec(error.serverMessage ?? '') ?? []
  if (name === undefined) return null
  if (/\w/.test(name)) return namedProject(error, projectIds)
  // It names nobody: a project that was asked for alone is the one.
  return projectIds.length === 1 ? (projectIds[0] ?? null) : null
}

/**
 * The one project that a refusal names, null where it names none or several: a message that
 * names several may just repeat what was asked.
 */
export function namedProject(error: ApiError, projectIds: readonly string[]): string | null {
  const asked = new Set(projectIds)
  const named = new Set<string>()
  for (const token of (error.serverMessage ?? '').split(/[^A-Za-z0-9._:@+=-]+/)) {
    const id = idIn(token, asked)
    if (id !== null) named.add(id)
  }
  return named.size === 1 ? ([...named][0] ?? null) : null
}

/** The asked ID in a word of a sentence: `proj_a`, `proj_a.`, `project:proj_a`. */
function idIn(token: string, asked: ReadonlySet<string>): string | null {
  const bare = token.replace(/^[:=]+|[.:=-]+$/g, '')
  const labelled = bare.replace(/^[A-Za-z_]+[:=]/, '')
  const candidates = [token, bare, labelled].filter(part => ID_PATTERN.test(part))
  return candidates.find(candidate => asked.has(candidate)) ?? null
}
