import { formatFloat, formatNumber, pluralize } from '../common/format.ts'
import type { ResolvedJob } from '../sharing/jobs/resolve-jobs.ts'
import { ACCESS_STATUSES } from '../sharing/status.ts'
import type { Row } from '../sharing/types.ts'
import { chartOf } from './chart.ts'
import { joinWithin } from './fit.ts'
import { type RunReport, requestedRows } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'
import { renderTable } from './table.ts'

// Between parts, because Markdown starts again only after a blank line.
const GAP = '\n\n'
// For the note on jobs that are omitted.
const NOTE_BYTES = 100

/**
 * The chart of each job, and the table of its checkpoints, in at most `maxBytes`; empty without
 * jobs. Each job has an equal share, and those whose charts don't fit are counted.
 */
export function jobSections(report: RunReport, sanitizer: Sanitizer, maxBytes: number): string {
  const jobs = mergeByJob(report.jobs)
  const noteOf = (left: number) => `<p>${pluralize(left, 'more fine-tuning job')}. See the log.</p>`
  const share = Math.floor((maxBytes - NOTE_BYTES) / jobs.length) - GAP.length
  const rowsByCheckpoint = Map.groupBy(requestedRows(report), ({ checkpointId }) => checkpointId)
  const partOf = (one: ResolvedJob) => jobSection(one, rowsByCheckpoint, sanitizer, share)
  return joinWithin(jobs, partOf, maxBytes, noteOf, GAP)
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
  resolvedJob: ResolvedJob,
  rowsByCheckpoint: ReadonlyMap<string, readonly Row[]>,
  sanitizer: Sanitizer,
  maxBytes: number,
): string {
  const { code } = sanitizer
  const { job, checkpoints, losses } = resolvedJob
  const chart = chartOf(losses) || chartOf(checkpoints)
  const parts = [
    `<h4>Fine-tuning job ${code(job.id)}</h4>`,
    ...(chart === '' ? [] : [`\`\`\`mermaid\n${chart}\n\`\`\``]),
  ]
  const room = maxBytes - Buffer.byteLength(parts.join(GAP)) - GAP.length
  const table =
    checkpoints.length === 0
      ? []
      : [checkpointTable(resolvedJob, rowsByCheckpoint, sanitizer, room)]
  return [...parts, ...table].join(GAP)
}

function checkpointTable(
  { checkpoints, checkpointIds }: ResolvedJob,
  rowsByCheckpoint: ReadonlyMap<string, readonly Row[]>,
  sanitizer: Sanitizer,
  maxBytes: number,
): string {
  const noteOf = (id: string) => {
    const rows = rowsByCheckpoint.get(id) ?? []
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
