import { type SourceLocation, type ValidationIssue, withLocation } from '../common/validation.ts'
import type { ResolvedJob } from '../sharing/jobs/resolve-jobs.ts'
import type { Counts, Result } from '../sharing/result.ts'
import type { Status } from '../sharing/status.ts'
import type { CheckpointPlan, Mode, Problem, Row } from '../sharing/types.ts'
import type { Verification } from '../sharing/verify.ts'

/** What a run reports at its end. Texts in it are raw. */
export interface RunReport {
  result: Result
  /** Null if the inputs couldn't be read. */
  settings: RunSettings | null
  /** Milliseconds since the Unix epoch. */
  started: number
  ended: number
  /** Requests sent to the API, retries included. */
  requests: number
  /** Every checkpoint, in request order; null if there was no plan. */
  plans: readonly CheckpointPlan[] | null
  /** Null if there was no plan. */
  counts: Counts | null
  issues: readonly ValidationIssue[]
  /** What stopped the run before it changed anything, as a headline; null if nothing did. */
  failureHeadline: string | null
  /** Whether later steps can't get the outputs, which fails the step. */
  outputsFailed: boolean
  /** What stopped the run as a whole; null if nothing did. */
  problem: Problem | null
  /** The fine-tuning jobs whose checkpoints were selected. */
  jobs: readonly ResolvedJob[]
  verifications: readonly Verification[]
}

/** The inputs that the report depends on. */
export interface RunSettings {
  mode: Mode
  dryRun: boolean
  exact: boolean
  baseUrl: URL
  /** This action in a workflow's `uses`: `OWNER/share-checkpoint@v1`. */
  action: string
}

// They're needed a dozen times, and there may be a hundred thousand rows.
const everyRow = new WeakMap<RunReport, readonly Row[]>()
const everyRequested = new WeakMap<RunReport, readonly Row[]>()

/** The mode of a run; `grant`, the default, if the inputs couldn't be read. */
export function modeOf({ settings }: RunReport): Mode {
  return settings?.mode ?? 'grant'
}

/** The rows of all checkpoints, in order. */
export function rowsOf(report: RunReport): readonly Row[] {
  const rows = everyRow.get(report) ?? (report.plans ?? []).flatMap(one => one.rows)
  everyRow.set(report, rows)
  return rows
}

/** The rows of the requested projects. */
export function requestedRows(report: RunReport): readonly Row[] {
  const rows = everyRequested.get(report) ?? rowsOf(report).filter(({ requested }) => requested)
  everyRequested.set(report, rows)
  return rows
}

/** The projects of rows, without duplicates. */
export function projectsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.values().map(({ projectId }) => projectId))]
}

/** Failures that differ only in the project: the same checkpoint, status, and message. */
export interface FailureGroup {
  checkpointId: string
  status: Status
  /** Whether the workflow requested the projects: if it didn't, this is about a revocation. */
  requested: boolean
  /** Whether the checkpoint's permissions couldn't be read. */
  isUnread: boolean
  problem: Problem
  /** Empty if the checkpoint as a whole failed. */
  projectIds: string[]
  /** The checkpoint's location in the sharing file, if it has one. */
  location?: SourceLocation
}

/**
 * The failures, grouped, in the order of the rows. Rows that only repeat why the run as a whole was
 * stopped are omitted.
 */
export function failureGroups(report: RunReport): FailureGroup[] {
  return (report.plans ?? []).flatMap(checkpoint => {
    const { checkpointId, rows, problem, listFailure, location } = checkpoint
    const isUnread = listFailure !== null
    const failed = rows.flatMap(row =>
      row.problem === null || row.problem === report.problem
        ? []
        : [{ ...row, problem: row.problem }],
    )
    const groups = Map.groupBy(failed, row =>
      JSON.stringify([row.status, row.requested, row.problem.message]),
    )
    const found = [...groups.values()].flatMap(group => {
      const [first] = group
      if (first === undefined) return []
      const projectIds = projectsOf(group)
      return [
        {
          checkpointId,
          status: first.status,
          requested: first.requested,
          isUnread,
          problem: first.problem,
          projectIds,
          ...withLocation(location),
        },
      ]
    })
    if (problem === null || found.length > 0) return found
    return [
      {
        checkpointId,
        status: 'failed' as const,
        requested: true,
        isUnread,
        problem,
        projectIds: [],
        ...withLocation(location),
      },
    ]
  })
}
