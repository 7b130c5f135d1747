import type { JobEvent, Losses } from '../api/jobs.ts'
import { formatDuration, formatFloat, formatList } from '../common/format.ts'
import type { JobProgress } from '../sharing/jobs/poll-jobs.ts'
import type { Verification } from '../sharing/verify.ts'
import { clause, formatProblem, requestNote } from './problem.ts'
import { SafeText, type Sanitizer } from './sanitize.ts'
import { isShutDown } from './shutdown.ts'

// Not in OpenAI's OpenAPI document, but there are endpoints that pause and resume.
const PAUSED = new Set(['paused', 'pausing'])

/** A fine-tuning job's progress as one line of the log. */
export function jobLine(report: JobProgress, sanitizer: Sanitizer): SafeText {
  const { safe } = sanitizer
  switch (report.type) {
    case 'status': {
      const { job, elapsed, left } = report
      const isFinishKnown = left !== null && left > 0
      const finish = isFinishKnown ? safe`, expected to finish in ${formatDuration(left)}` : safe``
      const resume = PAUSED.has(job.status) ? safe`. Resume it to continue.` : safe``
      return safe`${job.id}: ${job.status} (waited ${formatDuration(elapsed)}${finish})${resume}`
    }
    case 'event':
      return safe`  ${report.jobId}: ${eventNote(report.event, sanitizer)}`
    case 'events-failed':
      return safe`  Couldn't list the events of ${report.jobId}: ${clause(report.error.reason, sanitizer)}${requestNote(report.error.requestId, sanitizer)}`
    case 'selected': {
      const { jobId, checkpointIds, reason } = report
      const note = reason === null ? safe`` : safe` (${reason})`
      return safe`${jobId}: selected ${formatList(checkpointIds)}${note}`
    }
  }
}

function eventNote({ level, message, metrics }: JobEvent, { safe }: Sanitizer): SafeText {
  if (metrics !== null) return safe`step ${metrics.step}${lossNote(metrics)}`
  return level === 'info' ? safe`${message}` : safe`${level}: ${message}`
}

function lossNote({ trainLoss, validLoss, fullValidLoss }: Losses): string {
  const parts = [
    ['train loss', trainLoss],
    ['validation loss', fullValidLoss ?? validLoss],
  ] as const
  return parts
    .flatMap(([name, loss]) => (loss === null ? [] : [`, ${name} ${formatFloat(loss)}`]))
    .join('')
}

/** A failed verification as a verb between project and checkpoint. */
function verdictOf({ isCertain }: Verification): string {
  return isCertain ? "can't use" : "couldn't be verified for"
}

/** Whether a project can use a model, as one line of the log. */
export function verificationLine(
  verification: Verification,
  now: number,
  sanitizer: Sanitizer,
): SafeText {
  const { safe } = sanitizer
  const { projectId, checkpointId, model, problem } = verification
  if (problem !== null) {
    return safe`${projectId} ${verdictOf(verification)} ${checkpointId}: ${formatProblem(problem, sanitizer)}`
  }
  const date = model?.shutdownDate
  const verb = date && isShutDown(date, now) ? 'was shut down' : 'shuts down'
  const details = [
    ...(model?.ownedBy ? [safe`owned by ${model.ownedBy}`] : []),
    ...(date ? [safe`${verb} on ${date}`] : []),
  ]
  const note = details.length === 0 ? '' : ` (${details.join(', ')})`
  return safe`${projectId} can use ${checkpointId}${new SafeText(note)}`
}
