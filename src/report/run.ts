import type { Environment, Mistake } from '../input-reader.ts'
import type { Counts, Result } from '../sharing/result.ts'
import type { Trained } from '../sharing/trained.ts'
import type { CheckpointPlan, Mode, Problem, Row } from '../sharing/types.ts'
import type { Verification } from '../sharing/verify.ts'

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
  /** What kept the run as a whole from going on, null where nothing did. */
  problem: Problem | null
  /** The fine-tuning jobs that made checkpoints. */
  trained: readonly Trained[]
  verifications: readonly Verification[]
}

/** What was asked for as a whole. */
export interface Asked {
  mode: Mode
  dryRun: boolean
  exact: boolean
  baseUrl: URL
  /** How a workflow names this action: `OWNER/share-checkpoint@v1`. */
  action: string
}

/** How the workflow names this action, as the runner says; a stand-in where it does not. */
export function actionOf({ GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF }: Environment): string {
  const action = `${GITHUB_ACTION_REPOSITORY}@${GITHUB_ACTION_REF}`
  const isSound = GITHUB_ACTION_REPOSITORY && GITHUB_ACTION_REF && /^[\w./@-]+$/.test(action)
  return isSound ? action : 'OWNER/share-checkpoint@v1'
}

/** The rows of all checkpoints, in order. */
export function rowsOf({ checkpoints }: RunReport): Row[] {
  return (checkpoints ?? []).flatMap(({ rows }) => rows)
}

/** The rows of the projects that were asked for. */
export function requestedRows(report: RunReport): Row[] {
  return rowsOf(report).filter(({ requested }) => requested)
}

/** The rows, but for those that only repeat what stopped the run as a whole. */
export function ownFailures(report: RunReport): Row[] {
  return rowsOf(report).filter(({ problem }) => problem !== report.problem)
}

/** Failures alike but for their project: at one checkpoint, for one reason. */
export interface FailureGroup {
  first: Row
  projectIds: string[]
}

/** The rows with a problem, those alike together, in the order of the rows. */
export function failureGroups(rows: readonly Row[]): FailureGroup[] {
  const failed = rows.filter(({ problem }) => problem !== null)
  const groups = Map.groupBy(failed, row =>
    JSON.stringify([row.checkpointId, row.status, row.problem?.message]),
  )
  return [...groups.values()].flatMap(group => {
    const [first] = group
    return first === undefined ? [] : [{ first, projectIds: group.map(row => row.projectId) }]
  })
}
