import type { Retry } from '../api/client.ts'
import type { Clock } from '../common/clock.ts'
import { formatDuration, formatNumber, pluralize } from '../common/format.ts'
import type { SharingEvent } from '../sharing/events.ts'
import type { JobProgress } from '../sharing/jobs/poll-jobs.ts'
import { minutesOf, REQUESTS_PER_MINUTE, requestsOf } from '../sharing/plan.ts'
import type { CheckpointPlan, Mode, Row } from '../sharing/types.ts'
import type { Verification } from '../sharing/verify.ts'
import { eventLine } from './event-line.ts'
import { jobLine, verificationLine } from './job-line.ts'
import { requestNote } from './problem.ts'
import { endGroup, startGroup, writeLines } from './runner.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

/** The step's log, line by line. Every value in it is made safe. */
export interface Log {
  /** One line; the template's own words stand as they are. */
  line(strings: TemplateStringsArray, ...values: unknown[]): void
  /** Lines that can be folded away; short ones stand open. */
  list(title: SafeText, lines: readonly SafeText[]): void
  retry(retry: Retry): void
  /** What a mode has to do, or in a `list` all that there is. */
  plan(plans: readonly CheckpointPlan[], settings: { mode: Mode; dryRun: boolean }): void
  event(event: SharingEvent): void
  job(event: JobProgress): void
  verification(verification: Verification): void
}

// From this many lines on, a list is folded.
const FOLD_FROM = 12

/** A log that writes to the runner. */
export function createLog(sanitizer: Sanitizer, clock: Clock): Log {
  const { safe } = sanitizer
  const write = (line: SafeText) => writeLines([line.toString()])
  const line = (strings: TemplateStringsArray, ...values: unknown[]) =>
    write(safe(strings, ...values))

  function list(title: SafeText, lines: readonly SafeText[]): void {
    const isFolded = lines.length >= FOLD_FROM
    if (isFolded) startGroup(title.toString())
    else write(title)
    if (lines.length > 0) writeLines(lines.map(item => `  ${item}`))
    if (isFolded) endGroup()
  }

  function retry({ operation, reason, requestId, hint, wait, left, spacing }: Retry): void {
    const advice = hint === null ? '' : safe`. What to do: ${hint}`
    const pace = spacing === 0 ? '' : `; from here on a request every ${formatDuration(spacing)}`
    line`Waiting ${formatDuration(wait)} to ${operation} again: ${reason}${requestNote(requestId, sanitizer)}; ${formatDuration(left)} left${pace}${advice}`
  }

  function plan(
    plans: readonly CheckpointPlan[],
    { mode, dryRun }: { mode: Mode; dryRun: boolean },
  ): void {
    const requests = plans.reduce((sum, one) => sum + requestsOf(one), 0)
    if (requests > 0) {
      const minutes = minutesOf(plans)
      const time =
        minutes < 1 ? 'less than a minute' : `about ${pluralize(Math.ceil(minutes), 'minute')}`
      line`Plan: ${pluralize(requests, 'request')} to send, ${time} at ${REQUESTS_PER_MINUTE} a minute${dryRun ? '; a dry run, so none is sent' : ''}`
    } else if (
      mode !== 'check' &&
      mode !== 'list' &&
      plans.every(({ listFailure }) => listFailure === null)
    ) {
      line`Plan: nothing to change`
    }
    for (const { checkpointId, rows, listFailure, duplicates } of plans) {
      if (listFailure !== null) continue
      list(
        safe`${checkpointId}: ${planNote(rows, mode)}`,
        rows.flatMap(row => planLine(row, mode, sanitizer) ?? []),
      )
      for (const { projectId, permissions } of duplicates) {
        line`${projectId} holds ${permissions} permissions of ${checkpointId}; the oldest is reported`
      }
    }
  }

  function event(happened: SharingEvent): void {
    if (happened.type === 'granted') {
      const { checkpointId, permissions, requestId } = happened
      list(
        safe`Granted ${pluralize(permissions.length, 'project')} access to ${checkpointId}${requestNote(requestId, sanitizer)}`,
        permissions.map(({ id, projectId }) => safe`+ ${projectId}  ${id}`),
      )
    } else {
      write(eventLine(happened, sanitizer))
    }
  }

  const job = (happened: JobProgress) => write(jobLine(happened, sanitizer))
  const verification = (told: Verification) => write(verificationLine(told, clock.now(), sanitizer))

  return { line, list, retry, plan, event, job, verification }
}

/** `2 to grant, 1 to revoke, 3 unchanged`; of a list for which nobody was asked, `3 permissions`. */
function planNote(rows: readonly Row[], mode: Mode): string {
  if (mode === 'list' && rows.length > 0 && rows.every(({ requested }) => !requested)) {
    return pluralize(rows.length, 'permission')
  }
  const having = (...statuses: Row['status'][]) =>
    rows.filter(({ status }) => statuses.includes(status)).length
  const parts = [
    [having('to-grant'), 'to grant'],
    [having('to-revoke'), 'to revoke'],
    [having('not-shared'), 'without access'],
    [having('owner'), 'the owner'],
    [rows.filter(row => row.requested && row.status === 'shared').length, 'with access'],
    [rows.filter(row => !row.requested && row.status === 'shared').length, 'not asked for'],
  ] as const
  const said = parts.filter(([number]) => number > 0)
  return said.length === 0
    ? 'no permissions'
    : said.map(([number, operation]) => `${formatNumber(number)} ${operation}`).join(', ')
}

/** A change as a diff shows it, in a `list` every permission; null for other rows. */
function planLine(row: Row, mode: Mode, { safe }: Sanitizer): SafeText | null {
  const { status, projectId, projectName, permissionId } = row
  const name = projectName === null ? safe`` : safe` (${projectName})`
  if (mode === 'list' && permissionId !== null) return safe`${projectId}${name}  ${permissionId}`
  if (status === 'to-grant') return safe`+ ${projectId}${name}`
  return status === 'to-revoke' ? safe`- ${projectId}${name}  ${permissionId}` : null
}
