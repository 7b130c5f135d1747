import { InvalidInputs, type Mistake, type Place, placed } from '../common/validation.ts'
import type { Directory } from './project-lookup.ts'
import { findByName } from './project-names.ts'
import type { Trained } from './jobs/resolve-jobs.ts'
import type { Choice } from './jobs/select-checkpoints.ts'
import type { Mode, Target } from './types.ts'

/** What is asked for together: some checkpoints, and who may use them. */
export interface Entry {
  checkpointIds: readonly string[]
  jobIds: readonly string[]
  jobCheckpoints: Choice
  projectIds: readonly string[]
  /** Exact names and patterns. */
  projectNames: readonly string[]
  owningProjectId: string | null
  /** Where it stands in the sharing file, null for the inputs of a workflow. */
  where: Place | null
  /** Where each of the names stands. */
  namePlaces: readonly Place[]
}

/** An entry whose names have been looked up. */
export interface ResolvedEntry extends Entry {
  /** All projects, by ID and by name, in the order asked, without repeats. */
  projectIds: readonly string[]
}

/** Who is asked for, before names are looked up. */
export interface Wanted {
  mode: Mode
  entries: readonly Entry[]
  /** Keys that stand for projects, which must be among those asked for. */
  verifyKeys: ReadonlyMap<string, string>
}

/**
 * Looks up the names of all entries. Reads the organization's projects once, and only where there
 * are names.
 *
 * @throws InvalidInputs with all that is wrong with the names
 * @throws ApiError where the projects can't be read
 */
export async function resolveEntries(
  { mode, entries, verifyKeys }: Wanted,
  directory: Directory,
): Promise<ResolvedEntry[]> {
  const mistakes: Mistake[] = []
  const resolved: ResolvedEntry[] = []
  for (const entry of entries) {
    const found = await resolveNames(entry, directory)
    const projectIds = [...new Set([...entry.projectIds, ...found.projectIds])]
    const nobody = mode === 'sync' ? syncWithNobody(entry, projectIds) : null
    mistakes.push(...found.mistakes)
    if (found.mistakes.length === 0 && nobody !== null) mistakes.push(nobody)
    resolved.push({ ...entry, projectIds })
  }
  if (mistakes.length === 0) {
    const asked = new Set(resolved.flatMap(({ projectIds }) => projectIds))
    for (const id of verifyKeys.keys()) {
      if (!asked.has(id)) mistakes.push({ input: 'verify-keys', message: keyOfNobody(id) })
    }
  }
  if (mistakes.length > 0) throw new InvalidInputs(mistakes)
  return resolved
}

/** What to say of a key whose project is not asked for. */
export function keyOfNobody(projectId: string): string {
  return `verify-keys has a key for ${projectId}, which is not among the requested projects: take it out, or ask for the project`
}

async function resolveNames(
  { projectNames, namePlaces }: Entry,
  directory: Directory,
): Promise<{ projectIds: string[]; mistakes: Mistake[] }> {
  if (projectNames.length === 0) return { projectIds: [], mistakes: [] }
  const projects = await directory.projects()
  const found = projectNames.map(name => findByName([name], projects))
  return {
    projectIds: found.flatMap(({ projectIds }) => projectIds),
    mistakes: found.flatMap(({ faults }, index) =>
      faults.map(message => ({ input: 'project-names', message, ...placed(namePlaces[index]) })),
    ),
  }
}

/** Nobody at all can be written into a file, as `[]`; elsewhere it is a slip. */
function syncWithNobody(entry: Entry, projectIds: readonly string[]): Mistake | null {
  const { owningProjectId, where } = entry
  const isSaid = where !== null && projectIds.length === 0 && entry.projectNames.length === 0
  if (isSaid || projectIds.some(id => id !== owningProjectId)) return null
  const message =
    'project-ids and project-names: nobody is asked for but the owning project, so that sync would take access from all others'
  return { input: 'project-names', message, ...placed(where) }
}

/**
 * What is asked for at each checkpoint, in the order of the entries: those given by ID, then those
 * that their jobs made.
 *
 * @throws InvalidInputs where the sharing file comes to the same checkpoint twice
 */
export function targetsOf(
  entries: readonly ResolvedEntry[],
  trained: readonly Trained[],
): Target[] {
  const targets = new Map<string, Target>()
  const mistakes: Mistake[] = []
  for (const entry of entries) {
    const { projectIds, owningProjectId, where } = entry
    for (const checkpointId of checkpointsOf(entry, trained)) {
      const before = targets.get(checkpointId)?.where
      if (before !== undefined && where !== null && before !== where) {
        const message = `sharing-file: ${checkpointId} stands twice: by line ${before.line} and by line ${where.line}`
        mistakes.push({ input: 'sharing-file', message, where })
      } else {
        const target = { checkpointId, projectIds, owningProjectId, ...placed(where) }
        targets.set(checkpointId, target)
      }
    }
  }
  if (mistakes.length > 0) throw new InvalidInputs(mistakes)
  return [...targets.values()]
}

function checkpointsOf(
  { checkpointIds, jobIds, jobCheckpoints }: Entry,
  trained: readonly Trained[],
): string[] {
  const made = jobIds.flatMap(jobId =>
    trained
      .filter(({ job, choice }) => job.id === jobId && choice === jobCheckpoints)
      .flatMap(one => one.checkpointIds),
  )
  return [...new Set([...checkpointIds, ...made])]
}
