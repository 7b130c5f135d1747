import type { Trained } from '../sharing/jobs/resolve-jobs.ts'
import { HAVING_ACCESS } from '../sharing/types.ts'
import type { Verification } from '../sharing/verify.ts'
import { counted, grouped, rounded } from '../common/format.ts'
import { chartOf } from './chart.ts'
import { problemLines } from './problem.ts'
import { type RunReport, requestedRows } from './run-report.ts'
import { fitted, render } from './table.ts'
import type { Text } from './sanitize.ts'

// A table, all tables of trainings, and all of trainings: the summary has its limit.
const TABLE_BYTES = 50_000
const TABLES_BYTES = 150_000
const TRAININGS_BYTES = 400_000

/** The picture of each training, and the table of its checkpoints; empty without jobs. */
export function trainingsOf(report: RunReport, text: Text): string {
  const { trained } = report
  const maxBytes = Math.min(TABLE_BYTES, TABLES_BYTES / trained.length)
  const parts = trained.map(one => trainingOf(one, report, text, maxBytes))
  const noteOf = (left: number) => `<p>${counted(left, 'further training')}: see the log.</p>`
  return fitted(parts, TRAININGS_BYTES, noteOf).join('\n\n')
}

function trainingOf(trained: Trained, report: RunReport, text: Text, maxBytes: number): string {
  const { code } = text
  const { job, checkpoints, losses } = trained
  const chart = chartOf(losses) || chartOf(checkpoints)
  return [
    `<h4>Training ${code(job.id)}</h4>`,
    ...(chart === '' ? [] : [`\`\`\`mermaid\n${chart}\n\`\`\``]),
    ...(checkpoints.length === 0 ? [] : [checkpointTable(trained, report, text, maxBytes)]),
  ].join('\n\n')
}

function checkpointTable(
  { checkpoints, checkpointIds }: Trained,
  report: RunReport,
  text: Text,
  maxBytes: number,
): string {
  const byCheckpoint = Map.groupBy(requestedRows(report), ({ checkpointId }) => checkpointId)
  const noteOf = (id: string) => {
    const rows = byCheckpoint.get(id) ?? []
    const having = rows.filter(({ status }) => HAVING_ACCESS.has(status))
    if (having.length > 0) {
      return having.length === rows.length ? '✅&nbsp;shared' : '🟠&nbsp;shared in part'
    }
    return checkpointIds.includes(id) ? 'chosen' : ''
  }
  const lineOf = ({ checkpointId, step, ...losses }: (typeof checkpoints)[number]) => [
    grouped(step),
    text.code(checkpointId),
    ...[losses.trainLoss, losses.validLoss, losses.fullValidLoss].map(loss =>
      loss === null ? '' : rounded(loss),
    ),
    noteOf(checkpointId),
  ]
  const heads = ['Step', 'Checkpoint', 'Train loss', 'Validation loss', 'Full validation loss', '']
  return render(heads, checkpoints, lineOf, maxBytes, 'the API lists them all')
}

/** Which keys can use which models; empty where none was verified. */
export function verificationsOf(verifications: readonly Verification[], text: Text): string {
  if (verifications.length === 0) return ''
  const { code, html } = text
  const lineOf = ({ projectId, checkpointId, model, problem, isCertain }: Verification) => [
    code(projectId),
    code(checkpointId),
    problem === null
      ? '✅&nbsp;can use it'
      : `${isCertain ? "❌&nbsp;can't" : '❓&nbsp;not verified'}: ${problemLines(problem, text).join('<br>')}`,
    model?.ownedBy ? html(model.ownedBy, 100) : '',
    model?.shutdownDate ? html(model.shutdownDate, 100) : '',
  ]
  const heads = ['Project', 'Model', 'Its key', 'Owned by', 'Shut down on']
  const table = render(heads, verifications, lineOf, TABLE_BYTES, 'see the log')
  return `<h4>Verified with the projects' own keys</h4>\n${table}`
}
