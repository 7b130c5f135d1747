import { type SourceLocation, type ValidationIssue, withLocation } from '../common/validation.ts'
import type { ResolvedJob } from '../sharing/jobs/resolve-jobs.ts'
import type { Counts, Result } from '../sharing/result.ts'
import type { Status } from '../sharing/status.ts'
import type { CheckpointPlan, Mode, Problem, Row } from '../sharing/types.ts'
import type { Verification } from '../sharing/verify.ts'

/** All that is told of a run at its end. Texts in it are raw. */
export interface RunReport {
  result: Result
  /** Null where the inputs could not be read. */
  settings: RunSettings | null
  /** Milliseconds since the Unix epoch. */
  started: number
  ended: number
  /** Requests sent to the API, repeats included. */
  requests: number
  /** Every checkpoint in the order asked; null where there was no plan. */
  plans: readonly CheckpointPlan[] | null
  /** Null where there was no plan. */
  counts: Counts | null
  issues: readonly ValidationIssue[]
  /** What stopped the run before it changed anything, as a headline; null if nothing did. */
  failureHeadline: string | null
  /** Whether later steps can't get the outputs, which fails the step. */
  outputsFailed: boolean
  /** What kept the run as a whole from going on, null where nothing did. */
  problem: Problem | null
  /** The fine-tuning jobs that made checkpoints. */
  jobs: readonly ResolvedJob[]
  verifications: readonly Verification[]
}

/** What was asked for as a whole. */
export interface RunSettings {
  mode: Mode
  dryRun: boolean
  exact: boolean
  baseUrl: URL
  /** How a workflow names this action: `OWNER/share-checkpoint@v1`. */
  action: string
}

// A report asks a dozen times, and there may be a hundred thousand rows.
const everyRow = new WeakMap<RunReport, readonly Row[]>()
const everyRequested = new WeakMap<RunReport, readonly Row[]>()

/** The rows of all checkpoints, in order. */
export function rowsOf(report: RunReport): readonly Row[] {
  const rows = everyRow.get(report) ?? (report.plans ?? []).flatMap(one => one.rows)
  everyRow.set(report, rows)
  return rows
}

/** The rows of the projects that were asked for. */
export function requestedRows(report: RunReport): readonly Row[] {
  const rows = everyRequested.get(report) ?? rowsOf(report).filter(({ requested }) => requested)
  everyRequested.set(report, rows)
  return rows
}

/** The projects that rows are about, without repeats. */
export function projectsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.values().map(({ projectId }) => projectId))]
}

/** Failures alike but for their project: at one checkpoint, for one reason. */
export interface FailureGroup {
  checkpointId: string
  status: Status
  /** Whether the workflow requested the projects: if it didn't, this is about a revocation. */
  requested: boolean
  /** Whether the checkpoint's permissions couldn't be read. */
  isUnread: boolean
  problem: Problem
  /** Empty where the checkpoint as a whole is concerned. */
  projectIds: string[]
  /** Where the checkpoint stands in the sharing file; absent where there is none. */
  location?: SourceLocation
}

/**
 * What failed, what is alike together, in the order of the rows. What only repeats why the run as
 * a whole was stopped is left out.
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
