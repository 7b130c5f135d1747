import type { JobEvent, Losses } from '../api/jobs.ts'
import type { Verification } from '../sharing/verify.ts'
import type { JobReport } from '../sharing/jobs/poll-jobs.ts'
import { duration, listed, rounded } from '../common/format.ts'
import { reasonOf } from './annotations.ts'
import { requestNote } from './event-line.ts'
import type { SafeText, Text } from './sanitize.ts'

/** What a fine-tuning job tells, in one line of the log. */
export function jobLine(report: JobReport, text: Text): SafeText {
  const { safe } = text
  switch (report.type) {
    case 'status': {
      const { job, elapsed, left } = report
      const finish = left === null || left <= 0 ? '' : `, expected to finish in ${duration(left)}`
      return safe`${job.id}: ${job.status} after ${duration(elapsed)}${finish}`
    }
    case 'event':
      return safe`  ${report.jobId}: ${eventNote(report.event, text)}`
    case 'events-failed':
      return safe`  ${report.jobId}: its events could not be read: ${report.error.reason}${requestNote(report.error.requestId, text)}`
    case 'chosen': {
      const { jobId, checkpointIds, why } = report
      const reason = why === null ? safe`` : safe`: ${why}`
      return safe`${jobId} has made ${listed(checkpointIds)}${reason}`
    }
  }
}

function eventNote({ level, message, metrics }: JobEvent, { safe }: Text): SafeText {
  if (metrics !== null) return safe`step ${metrics.step}${lossNote(metrics)}`
  return level === 'info' ? safe`${message}` : safe`${level}: ${message}`
}

function lossNote({ trainLoss, validLoss, fullValidLoss }: Losses): string {
  const parts = [
    ['train loss', trainLoss],
    ['validation loss', fullValidLoss ?? validLoss],
  ] as const
  return parts
    .flatMap(([name, loss]) => (loss === null ? [] : [`, ${name} ${rounded(loss)}`]))
    .join('')
}

/** What a problem says of the key of a project: that it can't, or that it could not be told. */
export function verdictOf({ isCertain }: Verification): string {
  return isCertain ? "can't use" : 'could not be verified to use'
}

/** Whether a key can use a model, in one line of the log. */
export function verificationLine(verification: Verification, text: Text): SafeText {
  const { safe } = text
  const { projectId, checkpointId, model, problem } = verification
  if (problem !== null) {
    return safe`${projectId} ${verdictOf(verification)} ${checkpointId}: ${reasonOf(problem, text)}`
  }
  const owner = model?.ownedBy ? safe`, owned by ${model.ownedBy}` : safe``
  const end = model?.shutdownDate ? safe`, to be shut down on ${model.shutdownDate}` : safe``
  return safe`${projectId} can use ${checkpointId}${owner}${end}`
}
