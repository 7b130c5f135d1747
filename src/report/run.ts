import type { Mistake, Mode } from '../inputs.ts'
import type { Counts, Result } from '../sharing/result.ts'
import type { CheckpointPlan, Row } from '../sharing/types.ts'

/** All that is told of a run at its end. Texts in it are raw. */
export interface RunReport {
  result: Result
  /** Null where the inputs could not be read. */
  asked: Asked | null
  /** Milliseconds since the Unix epoch. */
  started: number
  ended: number
  /** Requests sent to the API, repeats included. */
  requests: number
  /** Every checkpoint in the order asked; null where there was no plan. */
  checkpoints: readonly CheckpointPlan[] | null
  /** Null where there was no plan. */
  counts: Counts | null
  mistakes: readonly Mistake[]
  /** What was thrown where nothing should be; null in every run but one that meets a bug. */
  fault: unknown
}

/** What was asked for as a whole. */
export interface Asked {
  mode: Mode
  dryRun: boolean
  /** Host of the API, with a port where it is not the scheme's own. */
  host: string
}

/** The rows of all checkpoints, in order. */
export function rowsOf({ checkpoints }: RunReport): Row[] {
  return (checkpoints ?? []).flatMap(({ rows }) => rows)
}

/** The rows of the projects that were asked for. */
export function requestedRows(report: RunReport): Row[] {
  return rowsOf(report).filter(({ requested }) => requested)
}

/** Failures alike but for their project: at one checkpoint, for one reason. */
export interface FailureGroup {
  first: Row
  projectIds: string[]
}

/** The failed rows, those alike together, in the order of the rows. */
export function failureGroups(rows: readonly Row[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>()
  for (const row of rows) {
    if (row.problem === null) continue
    const key = JSON.stringify([row.checkpointId, row.status, row.problem.message])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { first: row, projectIds: [row.projectId] })
    else group.projectIds.push(row.projectId)
  }
  return [...groups.values()]
}
