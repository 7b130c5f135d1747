import {
  InvalidInputsError,
  type SourceLocation,
  unmatchedLineMessage,
  type ValidationIssue,
  type VerificationLine,
  withLocation,
} from '../common/validation.ts'
import type { ResolvedJob } from './jobs/resolve-jobs.ts'
import type { CheckpointSelector } from './jobs/select-checkpoints.ts'
import type { ProjectLookup } from './project-lookup.ts'
import { findByName } from './project-names.ts'
import type { Mode, Target } from './types.ts'

/** Checkpoints, and the projects to share them with. */
export interface SharingEntry {
  checkpointIds: readonly string[]
  jobIds: readonly string[]
  checkpointSelector: CheckpointSelector
  projectIds: readonly string[]
  /** Exact names and patterns. */
  projectNames: readonly string[]
  owningProjectId: string | null
  /** Its location in the sharing file; null for the inputs of a workflow. */
  location: SourceLocation | null
  /** The locations of the names, in the same order. */
  nameLocations: readonly SourceLocation[]
}

/** An entry whose names have been looked up. */
export interface ResolvedEntry extends SharingEntry {
  /** All projects, given by ID or by name, in request order, without duplicates. */
  projectIds: readonly string[]
}

/** A request whose names haven't been looked up. */
export interface SharingRequest {
  mode: Mode
  entries: readonly SharingEntry[]
  /** The projects to verify. Each of them must be requested. */
  verificationLines: readonly VerificationLine[]
}

/**
 * Looks up the names of all entries. Reads the organization's projects once, and only if there are
 * names.
 *
 * @throws InvalidInputsError with every invalid name, empty sync, and unmatched line
 * @throws ApiError if the projects can't be read
 */
export async function resolveEntries(
  { mode, entries, verificationLines }: SharingRequest,
  projectLookup: ProjectLookup,
): Promise<ResolvedEntry[]> {
  const issues: ValidationIssue[] = []
  const resolved: ResolvedEntry[] = []
  for (const entry of entries) {
    const found = await resolveNames(entry, projectLookup)
    const projectIds = [...new Set([...entry.projectIds, ...found.projectIds])]
    const emptySync = mode === 'sync' ? emptySyncIssue(entry, projectIds) : null
    issues.push(...found.issues)
    if (found.issues.length === 0 && emptySync !== null) issues.push(emptySync)
    resolved.push({ ...entry, projectIds })
  }
  if (issues.length === 0) {
    const requested = new Set(resolved.flatMap(({ projectIds }) => projectIds))
    for (const line of verificationLines) {
      if (requested.has(line.projectId)) continue
      issues.push({ input: line.input, message: unmatchedLineMessage(line) })
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

/** A sync for only the owner or no one is an error, except for an explicit `[]` in a file. */
function emptySyncIssue(
  entry: SharingEntry,
  projectIds: readonly string[],
): ValidationIssue | null {
  const { owningProjectId, location } = entry
  const isExplicit = location !== null && projectIds.length === 0 && entry.projectNames.length === 0
  if (isExplicit || projectIds.some(id => id !== owningProjectId)) return null
  const instead = location === null ? 'use mode revoke' : 'set project-ids: [] to revoke all access'
  const message = `project-ids and project-names include only the owning project, so sync would revoke all other access. Add a project, or ${instead}.`
  return { input: 'project-names', message, ...withLocation(location) }
}

/**
 * The request for each checkpoint, in the order of the entries: first the checkpoints given by ID,
 * then those of the jobs.
 *
 * @throws InvalidInputsError if two entries of the sharing file have the same checkpoint
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
      if (before !== undefined && location !== null) {
        const message = `sharing-file has ${checkpointId} twice, directly or through a job, on lines ${before.line} and ${location.line}. Keep one.`
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
  const fromJobs = jobIds.flatMap(jobId =>
    resolvedJobs
      .filter(({ job, selector }) => job.id === jobId && selector === jobCheckpoints)
      .flatMap(one => one.checkpointIds),
  )
  return [...new Set([...checkpointIds, ...fromJobs])]
}
