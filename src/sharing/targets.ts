import type { Directory } from './directory.ts'
import { findByName } from './names.ts'
import type { Mode, Target } from './types.ts'

/** What is asked for, before names are looked up. */
export interface Wanted {
  mode: Mode
  checkpointIds: readonly string[]
  projectIds: readonly string[]
  projectNames: readonly string[]
  owningProjectId: string | null
}

/** Names that stand for no project, or for several; `faults` are raw, one sentence each. */
export class UnresolvedNames extends Error {
  override readonly name = 'UnresolvedNames'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/**
 * What is asked for at each checkpoint. Reads the organization's projects only where names have to
 * be looked up.
 *
 * @throws UnresolvedNames with all that is wrong with the names
 * @throws ApiError where the projects can't be read
 */
export async function resolveTargets(wanted: Wanted, directory: Directory): Promise<Target[]> {
  const { mode, checkpointIds, projectNames, owningProjectId } = wanted
  const named =
    projectNames.length === 0
      ? { projectIds: [], faults: [] }
      : findByName(projectNames, await directory.projects())
  const projectIds = [...new Set([...wanted.projectIds, ...named.projectIds])]
  const faults = [...named.faults]
  if (faults.length === 0 && mode === 'sync' && projectIds.every(id => id === owningProjectId)) {
    faults.push(
      'project-names: nobody is named but the owning project, so that sync would take access from all others',
    )
  }
  if (faults.length > 0) throw new UnresolvedNames(faults)
  return checkpointIds.map(checkpointId => ({ checkpointId, projectIds, owningProjectId }))
}
