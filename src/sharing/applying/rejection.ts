import type { ApiError } from '../../api/errors.ts'

const OWNER = /cannot modify checkpoint permissions for the owning project(.*)/is

/**
 * Whether a rejected grant may be about one of its projects rather than the whole call. Which
 * status the API returns for an unknown project isn't documented, so it may be any of these.
 */
export function isAboutProjects(error: ApiError): boolean {
  if (error.kind !== 'refused' || error.stopsRun || error.about === 'route') return false
  return [400, 404, 422].includes(error.status ?? 0)
}

/**
 * The project that a rejection calls the owner of the checkpoint, in the API's words:
 * `Cannot modify checkpoint permissions for the owning project: proj_…`. Null if it mentions no
 * owner, or doesn't show which project is meant. An owner has access, so revocations can start:
 * no other wording is accepted.
 */
export function ownerIn(error: ApiError, projectIds: readonly string[]): string | null {
  const [, name] = OWNER.exec(error.serverMessage ?? '') ?? []
  if (name === undefined) return null
  if (/\w/.test(name)) return namedProject(error, projectIds)
  // It names no project: one that was sent alone is the owner.
  return projectIds.length === 1 ? (projectIds[0] ?? null) : null
}

/**
 * The one project that a rejection names. Null if it names none or several, because a message that
 * names several may just repeat the request.
 */
export function namedProject(error: ApiError, projectIds: readonly string[]): string | null {
  const requested = new Set(projectIds)
  const named = new Set<string>()
  for (const token of (error.serverMessage ?? '').split(/[^A-Za-z0-9._:@+=-]/)) {
    const id = idIn(token, requested)
    if (id !== null) named.add(id)
  }
  return named.size === 1 ? ([...named][0] ?? null) : null
}

/** The requested ID in a word of a sentence: `proj_a`, `proj_a.`, `project:proj_a`. */
function idIn(token: string, requested: ReadonlySet<string>): string | null {
  const bare = token.replace(/^[:=]+|[.:=-]+$/g, '')
  const labelled = bare.replace(/^[A-Za-z_]+[:=]/, '')
  return [token, bare, labelled].find(candidate => requested.has(candidate)) ?? null
}
