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
import { clause, requestNote } from './problem.ts'
import { endGroup, startGroup, writeLines } from './runner.ts'
import type { SafeText, Sanitizer } from './sanitize.ts'

/** Writes the step's log. Every value in it is sanitized. */
export interface Log {
  /** Writes a line: the template's own words as they are, and its values sanitized. */
  line(strings: TemplateStringsArray, ...values: unknown[]): void
  /** Writes a title and the lines under it, in a group if there are many. */
  list(title: SafeText, lines: readonly SafeText[]): void
  retry(retry: Retry): void
  /** Writes the plan of each checkpoint; for `list`, its permissions. */
  plan(plans: readonly CheckpointPlan[], settings: { mode: Mode; dryRun: boolean }): void
  event(event: SharingEvent): void
  job(event: JobProgress): void
  verification(verification: Verification): void
}

// Lists of at least this many lines are groups, which GitHub shows collapsed.
const FOLD_FROM = 12

/** Creates a log that writes to stdout. */
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
    const pace =
      spacing === 0 ? safe`` : safe` Slowing to one request every ${formatDuration(spacing)}.`
    const fix = hint === null ? safe`` : safe` ${hint}`
    line`Retrying in ${formatDuration(wait)}: ${operation} (${clause(reason, sanitizer)}). ${formatDuration(left)} left.${pace}${fix}${requestNote(requestId, sanitizer)}`
  }

  function plan(
    plans: readonly CheckpointPlan[],
    { mode, dryRun }: { mode: Mode; dryRun: boolean },
  ): void {
    const requests = plans.reduce((sum, one) => sum + requestsOf(one), 0)
    if (requests > 0) {
      const minutes = minutesOf(plans)
      const time =
        minutes < 1 ? 'under a minute' : `about ${pluralize(Math.ceil(minutes), 'minute')}`
      const note = dryRun ? safe`. Dry run, so nothing is changed.` : safe``
      line`Plan: ${pluralize(requests, 'request')}, ${time} (${REQUESTS_PER_MINUTE} per minute)${note}`
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
        line`${projectId} has ${permissions} permissions for ${checkpointId}. Only the oldest is reported.`
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
  const verification = (one: Verification) => write(verificationLine(one, clock.now(), sanitizer))

  return { line, list, retry, plan, event, job, verification }
}

/** `2 to grant, 1 to revoke, 3 with access`; for a list without requested projects, `3 permissions`. */
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
    [having('owner'), having('owner') === 1 ? 'owner' : 'owners'],
    [rows.filter(row => row.requested && row.status === 'shared').length, 'with access'],
    [rows.filter(row => !row.requested && row.status === 'shared').length, 'not requested'],
  ] as const
  const shown = parts.filter(([number]) => number > 0)
  return shown.length === 0
    ? 'no permissions'
    : shown.map(([number, what]) => `${formatNumber(number)} ${what}`).join(', ')
}

/** A change as in a diff, or for `list` a permission; null for other rows. */
function planLine(row: Row, mode: Mode, { safe }: Sanitizer): SafeText | null {
  const { status, projectId, projectName, permissionId } = row
  const name = projectName === null ? safe`` : safe` (${projectName})`
  if (mode === 'list' && permissionId !== null) return safe`${projectId}${name}  ${permissionId}`
  if (status === 'to-grant') return safe`+ ${projectId}${name}`
  return status === 'to-revoke' ? safe`- ${projectId}${name}  ${permissionId}` : null
}
