import * as core from '@actions/core'
import type { Repeat } from '../api/client.ts'
import type { SharingEvent } from '../sharing/events.ts'
import { minutesOf, REQUESTS_A_MINUTE, requestsOf } from '../sharing/plan.ts'
import type { CheckpointPlan, Row } from '../sharing/types.ts'
import { counted, duration } from '../words.ts'
import { eventLine, requestNote } from './event-line.ts'
import type { SafeText, Text } from './text.ts'

/** The step's log, line by line. Every value in it is made safe. */
export interface Log {
  /** One line; the template's own words stand as they are. */
  line(strings: TemplateStringsArray, ...values: unknown[]): void
  /** Lines that can be folded away; short ones stand open. */
  list(title: SafeText, lines: readonly SafeText[]): void
  repeat(repeat: Repeat): void
  plan(plans: readonly CheckpointPlan[], dryRun: boolean): void
  event(event: SharingEvent): void
}

// From this many lines on, a list is folded.
const FOLD_FROM = 12

/** A log that writes to the runner. */
export function createLog(text: Text): Log {
  const { safe } = text
  const write = (line: SafeText) => core.info(line.toString())
  const line = (strings: TemplateStringsArray, ...values: unknown[]) =>
    write(safe(strings, ...values))

  function list(title: SafeText, lines: readonly SafeText[]): void {
    const isFolded = lines.length >= FOLD_FROM
    if (isFolded) core.startGroup(title.toString())
    else write(title)
    for (const item of lines) write(safe`  ${item}`)
    if (isFolded) core.endGroup()
  }

  function repeat({ what, reason, requestId, wait, left }: Repeat): void {
    line`Waiting ${duration(wait)} to ${what} again: ${reason}${requestNote(requestId, text)}; ${duration(left)} left`
  }

  function plan(plans: readonly CheckpointPlan[], dryRun: boolean): void {
    const requests = plans.reduce((sum, one) => sum + requestsOf(one), 0)
    const isWhole = plans.every(({ unread }) => unread === null)
    if (requests === 0) {
      if (isWhole) line`Plan: nothing to change`
    } else {
      line`Plan: ${counted(requests, 'request')} to send, about ${counted(minutesOf(plans), 'minute')} at ${REQUESTS_A_MINUTE} a minute${dryRun ? '; a dry run, so none is sent' : ''}`
    }
    for (const { checkpointId, rows, unread } of plans) {
      if (unread !== null) continue
      const asked = rows.filter(({ requested }) => requested)
      const changes = asked.filter(({ status }) => status === 'to-grant')
      list(
        safe`${checkpointId}: ${counted(changes.length, 'project')} to grant, ${countOf(asked, 'shared')} shared already${ownerNote(asked)}${othersNote(rows)}`,
        changes.map(({ projectId }) => safe`+ ${projectId}`),
      )
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

  return { line, list, repeat, plan, event }
}

function countOf(rows: readonly Row[], status: Row['status']): number {
  return rows.filter(row => row.status === status).length
}

function ownerNote(asked: readonly Row[]): string {
  return countOf(asked, 'owner') === 0 ? '' : ', 1 the owner'
}

function othersNote(rows: readonly Row[]): string {
  const others = rows.filter(({ requested }) => !requested).length
  return others === 0 ? '' : `; ${counted(others, 'permission')} of projects not asked for`
}
