import type { Directory } from './directory.ts'
import { findByName } from './names.ts'
import type { Mode } from './types.ts'

/** Who is asked for, before names are looked up. */
export interface Wanted {
  mode: Mode
  projectIds: readonly string[]
  projectNames: readonly string[]
  owningProjectId: string | null
  /** Keys that stand for projects, which must be among those asked for. */
  verifyKeys: ReadonlyMap<string, string>
}

/** Names that stand for no project, or for several. */
export class UnresolvedNames extends Error {
  override readonly name = 'UnresolvedNames'
  readonly mistakes: readonly { input: string; message: string }[]
  constructor(mistakes: readonly { input: string; message: string }[]) {
    super(mistakes.map(({ message }) => message).join('\n'))
    this.mistakes = mistakes
  }
}

/**
 * The IDs of the projects that are asked for. Reads the organization's projects only where names
 * have to be looked up.
 *
 * @throws UnresolvedNames with all that is wrong with the names
 * @throws ApiError where the projects can't be read
 */
export async function resolveProjects(wanted: Wanted, directory: Directory): Promise<string[]> {
  const { mode, projectNames, owningProjectId, verifyKeys } = wanted
  const named =
    projectNames.length === 0
      ? { projectIds: [], faults: [] }
      : findByName(projectNames, await directory.projects())
  const projectIds = [...new Set([...wanted.projectIds, ...named.projectIds])]
  const mistakes = named.faults.map(message => ({ input: 'project-names', message }))
  if (mistakes.length === 0) {
    if (mode === 'sync' && projectIds.every(id => id === owningProjectId)) {
      const message =
        'project-names: nobody is asked for but the owning project, so that sync would take access from all others'
      mistakes.push({ input: 'project-names', message })
    }
    for (const id of verifyKeys.keys()) {
      const message = `verify-keys has a key for ${id}, which is not among the requested projects`
      if (!projectIds.includes(id)) mistakes.push({ input: 'verify-keys', message })
    }
  }
  if (mistakes.length > 0) throw new UnresolvedNames(mistakes)
  return projectIds
}
