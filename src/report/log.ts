import { DEFAULT_BASE_URL } from '../api/base-url.ts'
import type { Repeat } from '../api/client.ts'
import type { SharingEvent } from '../sharing/events.ts'
import { minutesOf, REQUESTS_A_MINUTE, requestsOf } from '../sharing/plan.ts'
import type { Entry } from '../sharing/targets.ts'
import type { CheckpointPlan, Mode, Row } from '../sharing/types.ts'
import type { Verification } from '../sharing/verify.ts'
import type { JobReport } from '../sharing/jobs/poll-jobs.ts'
import { counted, duration, grouped } from '../common/format.ts'
import { eventLine, requestNote } from './event-line.ts'
import { jobLine, verificationLine } from './job-line.ts'
import { endGroup, startGroup, writeLines } from './runner.ts'
import type { SafeText, Text } from './sanitize.ts'

/** The step's log, line by line. Every value in it is made safe. */
export interface Log {
  /** One line; the template's own words stand as they are. */
  line(strings: TemplateStringsArray, ...values: unknown[]): void
  /** Lines that can be folded away; short ones stand open. */
  list(title: SafeText, lines: readonly SafeText[]): void
  repeat(repeat: Repeat): void
  /** What a mode has to do, or in a `list` all that there is. */
  plan(plans: readonly CheckpointPlan[], asked: { mode: Mode; dryRun: boolean }): void
  event(event: SharingEvent): void
  job(event: JobReport): void
  verification(verification: Verification): void
}

// From this many lines on, a list is folded.
const FOLD_FROM = 12

/** A log that writes to the runner. */
export function createLog(text: Text): Log {
  const { safe } = text
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

  function repeat({ what, reason, requestId, wait, left, spacing }: Repeat): void {
    const pace = spacing === 0 ? '' : `; from here on a request every ${duration(spacing)}`
    line`Waiting ${duration(wait)} to ${what} again: ${reason}${requestNote(requestId, text)}; ${duration(left)} left${pace}`
  }

  function plan(
    plans: readonly CheckpointPlan[],
    { mode, dryRun }: { mode: Mode; dryRun: boolean },
  ): void {
    const requests = plans.reduce((sum, one) => sum + requestsOf(one), 0)
    if (requests > 0) {
      const minutes = minutesOf(plans)
      const time =
        minutes < 1 ? 'less than a minute' : `about ${counted(Math.ceil(minutes), 'minute')}`
      line`Plan: ${counted(requests, 'request')} to send, ${time} at ${REQUESTS_A_MINUTE} a minute${dryRun ? '; a dry run, so none is sent' : ''}`
    } else if (
      mode !== 'check' &&
      mode !== 'list' &&
      plans.every(({ unread }) => unread === null)
    ) {
      line`Plan: nothing to change`
    }
    for (const { checkpointId, rows, unread, duplicates } of plans) {
      if (unread !== null) continue
      list(
        safe`${checkpointId}: ${planNote(rows, mode)}`,
        rows.flatMap(row => planLine(row, mode, text) ?? []),
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
        safe`Granted ${counted(permissions.length, 'project')} access to ${checkpointId}${requestNote(requestId, text)}`,
        permissions.map(({ id, projectId }) => safe`+ ${projectId}  ${id}`),
      )
    } else {
      write(eventLine(happened, text))
    }
  }

  const job = (happened: JobReport) => write(jobLine(happened, text))
  const verification = (told: Verification) => write(verificationLine(told, text))

  return { line, list, repeat, plan, event, job, verification }
}

/** `2 to grant, 1 to revoke, 3 unchanged`; of a list for which nobody was asked, `3 permissions`. */
function planNote(rows: readonly Row[], mode: Mode): string {
  if (mode === 'list' && rows.length > 0 && rows.every(({ requested }) => !requested)) {
    return counted(rows.length, 'permission')
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
    : said.map(([number, what]) => `${grouped(number)} ${what}`).join(', ')
}

/** A change as a diff shows it, in a `list` every permission; null for other rows. */
function planLine(row: Row, mode: Mode, { safe }: Text): SafeText | null {
  const { status, projectId, projectName, permissionId } = row
  const name = projectName === null ? safe`` : safe` (${projectName})`
  if (mode === 'list' && permissionId !== null) return safe`${projectId}${name}  ${permissionId}`
  if (status === 'to-grant') return safe`+ ${projectId}${name}`
  return status === 'to-revoke' ? safe`- ${projectId}${name}  ${permissionId}` : null
}

/** What is worth saying at the start of a run. */
export interface Announced {
  mode: Mode
  dryRun: boolean
  sharingFile: string | null
  baseUrl: URL
}

/** Says what was asked for, and where the key goes where that is not to be expected. */
export function announce(
  { mode, dryRun, sharingFile, baseUrl }: Announced,
  entries: readonly Entry[],
  { line }: Log,
): void {
  const countOf = (listOf: (entry: Entry) => readonly unknown[]) =>
    new Set(entries.flatMap(entry => [...listOf(entry)])).size
  const some = (number: number, noun: string) => (number === 0 ? [] : [counted(number, noun)])
  const checkpoints = countOf(entry => entry.checkpointIds)
  const jobs = countOf(entry => entry.jobIds)
  const projects = countOf(entry => entry.projectIds)
  const names = countOf(entry => entry.projectNames)
  const asked = [
    [...some(checkpoints, 'checkpoint'), ...some(jobs, 'fine-tuning job')].join(' and '),
    [...some(projects, 'project'), ...some(names, 'name')].join(' and '),
  ]
  line`${mode}${dryRun ? ', dry run' : ''}: ${asked.filter(part => part !== '').join(' × ')}`
  if (sharingFile !== null)
    line`As ${sharingFile} says, in ${counted(entries.length, 'entry', 'entries')}`
  if (checkpoints > REQUESTS_A_MINUTE) {
    const minutes = Math.ceil(checkpoints / REQUESTS_A_MINUTE)
    line`Reading who has access takes about ${counted(minutes, 'minute')} at ${REQUESTS_A_MINUTE} requests a minute`
  }
  if (baseUrl.href !== DEFAULT_BASE_URL) line`The key goes to ${baseUrl.href}`
}
