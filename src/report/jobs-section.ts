import { formatFloat, formatNumber, pluralize } from '../common/format.ts'
import type { ResolvedJob } from '../sharing/jobs/resolve-jobs.ts'
import { ACCESS_STATUSES } from '../sharing/status.ts'
import { chartOf } from './chart.ts'
import { type RunReport, requestedRows } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'
import { renderTable, truncateLines } from './table.ts'

// A job's table, all of them, and everything about jobs: the summary has its limit.
const TABLE_BYTES = 50_000
const TABLES_BYTES = 150_000
const JOBS_BYTES = 400_000

/** The chart of each job, and the table of its checkpoints; empty without jobs. */
export function jobSections(report: RunReport, sanitizer: Sanitizer): string {
  const jobs = mergeByJob(report.jobs)
  const maxBytes = Math.min(TABLE_BYTES, TABLES_BYTES / jobs.length)
  const parts = jobs.map(one => jobSection(one, report, sanitizer, maxBytes))
  const noteOf = (left: number) => `<p>${pluralize(left, 'more fine-tuning job')}. See the log.</p>`
  return truncateLines(parts, JOBS_BYTES, noteOf).join('\n\n')
}

/** Each job once: entries of a sharing file can select different checkpoints of the same job. */
function mergeByJob(jobs: readonly ResolvedJob[]): ResolvedJob[] {
  const merged = new Map<string, ResolvedJob>()
  for (const one of jobs) {
    const checkpointIds = [...(merged.get(one.job.id)?.checkpointIds ?? []), ...one.checkpointIds]
    merged.set(one.job.id, { ...one, checkpointIds: [...new Set(checkpointIds)] })
  }
  return [...merged.values()]
}

function jobSection(
  resolvedJobs: ResolvedJob,
  report: RunReport,
  sanitizer: Sanitizer,
  maxBytes: number,
): string {
  const { code } = sanitizer
  const { job, checkpoints, losses } = resolvedJobs
  const chart = chartOf(losses) || chartOf(checkpoints)
  return [
    `<h4>Fine-tuning job ${code(job.id)}</h4>`,
    ...(chart === '' ? [] : [`\`\`\`mermaid\n${chart}\n\`\`\``]),
    ...(checkpoints.length === 0
      ? []
      : [checkpointTable(resolvedJobs, report, sanitizer, maxBytes)]),
  ].join('\n\n')
}

function checkpointTable(
  { checkpoints, checkpointIds }: ResolvedJob,
  report: RunReport,
  sanitizer: Sanitizer,
  maxBytes: number,
): string {
  const byCheckpoint = Map.groupBy(requestedRows(report), ({ checkpointId }) => checkpointId)
  const noteOf = (id: string) => {
    const rows = byCheckpoint.get(id) ?? []
    const having = rows.filter(({ status }) => ACCESS_STATUSES.has(status))
    if (having.length > 0) {
      return having.length === rows.length ? '✅&nbsp;shared' : '🟠&nbsp;partly shared'
    }
    return checkpointIds.includes(id) ? 'selected' : ''
  }
  const lineOf = ({ checkpointId, step, ...losses }: (typeof checkpoints)[number]) => [
    formatNumber(step),
    sanitizer.code(checkpointId),
    ...[losses.trainLoss, losses.validLoss, losses.fullValidLoss].map(loss =>
      loss === null ? '' : formatFloat(loss),
    ),
    noteOf(checkpointId),
  ]
  const heads = ['Step', 'Checkpoint', 'Train loss', 'Validation loss', 'Full validation loss', '']
  return renderTable(
    heads,
    checkpoints,
    lineOf,
    maxBytes,
    "List the job's checkpoints with the API to see all of them.",
  )
}
