import {
  InvalidInputsError,
  type SourceLocation,
  unmatchedKeyMessage,
  type ValidationIssue,
  withLocation,
} from '../common/validation.ts'
import type { ResolvedJob } from './jobs/resolve-jobs.ts'
import type { CheckpointSelector } from './jobs/select-checkpoints.ts'
import type { ProjectLookup } from './project-lookup.ts'
import { findByName } from './project-names.ts'
import type { Mode, Target } from './types.ts'

/** What is asked for together: some checkpoints, and who may use them. */
export interface SharingEntry {
  checkpointIds: readonly string[]
  jobIds: readonly string[]
  checkpointSelector: CheckpointSelector
  projectIds: readonly string[]
  /** Exact names and patterns. */
  projectNames: readonly string[]
  owningProjectId: string | null
  /** Where it stands in the sharing file, null for the inputs of a workflow. */
  location: SourceLocation | null
  /** Where each of the names stands. */
  nameLocations: readonly SourceLocation[]
}

/** An entry whose names have been looked up. */
export interface ResolvedEntry extends SharingEntry {
  /** All projects, by ID and by name, in the order asked, without repeats. */
  projectIds: readonly string[]
}

/** Who is asked for, before names are looked up. */
export interface SharingRequest {
  mode: Mode
  entries: readonly SharingEntry[]
  /** Keys that stand for projects, which must be among those asked for. */
  verifyKeys: ReadonlyMap<string, string>
  /** Where these keys are in their input, by project. */
  verifyKeyLines: ReadonlyMap<string, number>
}

/**
 * Looks up the names of all entries. Reads the organization's projects once, and only where there
 * are names.
 *
 * @throws InvalidInputsError with all that is wrong with the names
 * @throws ApiError where the projects can't be read
 */
export async function resolveEntries(
  { mode, entries, verifyKeys, verifyKeyLines }: SharingRequest,
  projectLookup: ProjectLookup,
): Promise<ResolvedEntry[]> {
  const issues: ValidationIssue[] = []
  const resolved: ResolvedEntry[] = []
  for (const entry of entries) {
    const found = await resolveNames(entry, projectLookup)
    const projectIds = [...new Set([...entry.projectIds, ...found.projectIds])]
    const nobody = mode === 'sync' ? emptySyncIssue(entry, projectIds) : null
    issues.push(...found.issues)
    if (found.issues.length === 0 && nobody !== null) issues.push(nobody)
    resolved.push({ ...entry, projectIds })
  }
  if (issues.length === 0) {
    const asked = new Set(resolved.flatMap(({ projectIds }) => projectIds))
    for (const id of verifyKeys.keys()) {
      if (asked.has(id)) continue
      const message = unmatchedKeyMessage(verifyKeyLines.get(id))
      issues.push({ input: 'verify-keys', message })
    }
  }
  if (issues.length > 0) throw new InvalidInputsError(issues)
  return resolved
}

async function resolveNames(
  { projectNames, nameLocations: namePlaces }: SharingEntry,
  projectLookup: ProjectLookup,
): Promise<{ projectIds: string[]; issues: ValidationIssue[] }> {
  if (projectNames.length === 0) return { projectIds: [], issues: [] }
  const projects = await projectLookup.projects()
  const found = projectNames.map(name => findByName([name], projects))
  return {
    projectIds: found.flatMap(({ projectIds }) => projectIds),
    issues: found.flatMap(({ faults }, index) =>
      faults.map(message => ({
        input: 'project-names',
        message,
        ...withLocation(namePlaces[index]),
      })),
    ),
  }
}

/** Nobody at all can be written into a file, as `[]`; elsewhere it is a slip. */
function emptySyncIssue(
  entry: SharingEntry,
  projectIds: readonly string[],
): ValidationIssue | null {
  const { owningProjectId, location } = entry
  const isSaid = location !== null && projectIds.length === 0 && entry.projectNames.length === 0
  if (isSaid || projectIds.some(id => id !== owningProjectId)) return null
  const message =
    'project-ids and project-names: nobody is asked for but the owning project, so that sync would take access from all others'
  return { input: 'project-names', message, ...withLocation(location) }
}

/**
 * What is asked for at each checkpoint, in the order of the entries: those given by ID, then those
 * that their jobs made.
 *
 * @throws InvalidInputsError where the sharing file comes to the same checkpoint twice
 */
export function targetsOf(
  entries: readonly ResolvedEntry[],
  resolvedJobs: readonly ResolvedJob[],
): Target[] {
  const targets = new Map<string, Target>()
  const issues: ValidationIssue[] = []
  for (const entry of entries) {
    const { projectIds, owningProjectId, location } = entry
    for (const checkpointId of checkpointsOf(entry, resolvedJobs)) {
      const before = targets.get(checkpointId)?.location
      if (before !== undefined && location !== null && before !== location) {
        const message = `sharing-file: ${checkpointId} stands twice: by line ${before.line} and by line ${location.line}`
        issues.push({ input: 'sharing-file', message, location })
      } else {
        const target = { checkpointId, projectIds, owningProjectId, ...withLocation(location) }
        targets.set(checkpointId, target)
      }
    }
  }
  if (issues.length > 0) throw new InvalidInputsError(issues)
  return [...targets.values()]
}

function checkpointsOf(
  { checkpointIds, jobIds, checkpointSelector: jobCheckpoints }: SharingEntry,
  resolvedJobs: readonly ResolvedJob[],
): string[] {
  const made = jobIds.flatMap(jobId =>
    resolvedJobs
      .filter(({ job, selector }) => job.id === jobId && selector === jobCheckpoints)
      .flatMap(one => one.checkpointIds),
  )
  return [...new Set([...checkpointIds, ...made])]
}
